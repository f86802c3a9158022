using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>Each check on an account where all is well but for one thing.</summary>
public sealed class BackupCheckTests
{
    [Fact]
    public void Where_all_is_well_nothing_fails_and_nothing_is_unknown()
    {
        var results = AuditEngine.Judge(BackupChecks.All, Evidence(), []).ToList();

        Assert.Empty(results.Where(result => result.Outcome.Kind is AuditOutcomeKind.Fail or AuditOutcomeKind.Unknown).Select(result => $"{result.Check.Id} {result.Subject.Id}: {result.Message}"));
        Assert.Equal(BackupChecks.All.Length, results.Select(result => result.Check.Id).Distinct(StringComparer.Ordinal).Count());
    }

    public static TheoryData<string, string, AuditOutcomeKind> Spoilt => new()
    {
        { "BKP-002", "no-inventory", AuditOutcomeKind.Unknown },
        { "BKP-003", "no-tag", AuditOutcomeKind.Fail },
        { "BKP-003", "tags-unread", AuditOutcomeKind.Unknown },
        { "BKP-003", "opted-out", AuditOutcomeKind.Fail },
        { "BKP-003", "no-plans", AuditOutcomeKind.Unknown },
        { "BKP-006", "shorter-plan", AuditOutcomeKind.Fail },
        { "BKP-007", "no-tag", AuditOutcomeKind.Fail },
        { "BKP-010", "missed-night", AuditOutcomeKind.Fail },
        { "BKP-010", "unread-points", AuditOutcomeKind.Unknown },
        { "BKP-010", "partial-night", AuditOutcomeKind.Fail },
        { "BKP-010", "future-night", AuditOutcomeKind.Unknown },
        { "BKP-010", "expiring-night", AuditOutcomeKind.Unknown },
        { "BKP-010", "new-status", AuditOutcomeKind.Unknown },
        { "BKP-011", "partial-night", AuditOutcomeKind.Fail },
        { "BKP-012", "with-issues", AuditOutcomeKind.Fail },
        { "BKP-014", "gap", AuditOutcomeKind.Fail },
        { "BKP-015", "no-job", AuditOutcomeKind.Fail },
        { "BKP-015", "unread-jobs", AuditOutcomeKind.Unknown },
        { "BKP-016", "failed-job", AuditOutcomeKind.Fail },
        { "BKP-017", "collapsed", AuditOutcomeKind.Fail },
        { "BKP-018", "slower-every-night", AuditOutcomeKind.Fail },
        { "BKP-018", "unread-jobs", AuditOutcomeKind.Unknown },
        { "BKP-020", "no-copies", AuditOutcomeKind.Fail },
        { "BKP-020", "unread-copies", AuditOutcomeKind.Unknown },
        { "BKP-021", "failed-copy", AuditOutcomeKind.Fail },
        { "BKP-021", "hanging-copy", AuditOutcomeKind.Fail },
        { "BKP-025", "abroad", AuditOutcomeKind.Fail },
        { "BKP-030", "few", AuditOutcomeKind.Fail },
        { "BKP-031", "for-ever", AuditOutcomeKind.Fail },
        { "BKP-031", "no-lifecycle", AuditOutcomeKind.Unknown },
        { "BKP-032", "expired-left", AuditOutcomeKind.Fail },
        { "BKP-040", "unlocked", AuditOutcomeKind.Fail },
        { "BKP-040", "lock-unread", AuditOutcomeKind.Unknown },
        { "BKP-040", "no-vault", AuditOutcomeKind.Fail },
        { "BKP-041", "loose-lock", AuditOutcomeKind.Fail },
        { "BKP-042", "no-policy", AuditOutcomeKind.Fail },
        { "BKP-042", "policy-unread", AuditOutcomeKind.Unknown },
        { "BKP-042", "odd-policy", AuditOutcomeKind.Unknown },
        { "BKP-043", "plain", AuditOutcomeKind.Fail },
        { "BKP-043", "foreign-key", AuditOutcomeKind.Fail },
        { "BKP-043", "key-of-aws", AuditOutcomeKind.Fail },
        { "BKP-043", "encryption-unread", AuditOutcomeKind.Unknown },
        { "BKP-045", "deletion", AuditOutcomeKind.Fail },
        { "BKP-045", "deletions-unread", AuditOutcomeKind.Unknown },
        { "BKP-050", "never-restored", AuditOutcomeKind.Fail },
        { "BKP-050", "failed-restore", AuditOutcomeKind.Fail },
        { "BKP-050", "unread-restores", AuditOutcomeKind.Unknown },
        { "BKP-051", "timed-out", AuditOutcomeKind.Fail },
        { "BKP-052", "slow-restore", AuditOutcomeKind.Fail },
        { "BKP-053", "left-behind", AuditOutcomeKind.Fail },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void What_is_wrong_is_found_and_what_is_not_known_is_unknown(string check, string fault, AuditOutcomeKind expected)
    {
        var results = AuditEngine.Judge(BackupChecks.All.Where(one => one.Definition.Id == check), With(fault), []).ToList();
        Assert.True(results.Exists(result => result.Outcome.Kind == expected), string.Join('\n', results.Select(result => $"{result.Outcome.Kind} {result.Message}")));
        Assert.DoesNotContain(results, result => result.Outcome.Kind == AuditOutcomeKind.Pass && result.Subject.Region != Osaka && check is not ("BKP-002" or "BKP-006"));
    }

    static readonly DateTimeOffset LastNight = JapanTime.At(new DateOnly(2026, 11, 20), new TimeOnly(20, 31));

    static BackupEvidence With(string fault) => fault switch
    {
        "no-inventory" => Evidence(p => p with { Inventory = Readings.Unknown<ImmutableArray<StoredResource>>("AccessDenied") }),
        "no-tag" => Evidence(p => p with { Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource with { Tags = Tags() }]) }),
        "tags-unread" => Evidence(p => p with { Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource with { Tags = Readings.Unknown<ImmutableDictionary<string, string>>("AccessDenied") }]) }),
        "opted-out" => Evidence(p => p with { OptIn = Readings.Known(ImmutableDictionary<string, bool>.Empty.Add("RDS", false)) }),
        "no-plans" => Evidence(p => p with { Plans = Readings.Unknown<ImmutableArray<PlanReading>>("AccessDenied") }),
        "shorter-plan" => Evidence(p => p with { Plans = p.Plans.Map(plan => plan with { Rules = [plan.Rules[0] with { DeleteAfterDays = 7 }, plan.Rules[1]] }) }),
        "missed-night" => Points(point => point.Created == LastNight ? null : point),
        "unread-points" => Evidence(p => p with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("ページが途中で切れている") }),
        "partial-night" => Points(point => point.Created == LastNight ? point with { Status = RecoveryPointStatus.Partial } : point),
        "future-night" => Points(point => point.Created == LastNight ? point with { Created = Morning.AddHours(1), Completed = null } : point),
        "expiring-night" => Points(point => point.Created == LastNight ? point with { DeleteAt = Morning.AddMinutes(-1) } : point),
        "new-status" => Points(point => point.Created == LastNight ? point with { Status = RecoveryPointStatus.Unknown } : point),
        "with-issues" => Jobs(job => job with { MessageCategory = "VSS_ERROR", Message = "Windows VSS failed" }),
        "gap" => Points(point => JapanTime.DateOf(point.Created!.Value) == new DateOnly(2026, 11, 17) ? null : point),
        "slower-every-night" => Jobs(job => job with { Completed = job.Created!.Value.AddHours(7 - ((Morning - job.Created!.Value).TotalDays * 0.1)) }),
        "no-job" => Jobs(job => JapanTime.DateOf(job.Created!.Value) == new DateOnly(2026, 11, 19) ? null : job),
        "unread-jobs" => Evidence(p => p with { BackupJobs = Readings.Unknown<ImmutableArray<BackupJob>>("AccessDenied") }),
        "failed-job" => Jobs(job => job.Created == LastNight.AddMinutes(-1) ? job with { State = JobState.Failed, Message = "Access denied" } : job),
        "collapsed" => Points(point => point.Created == LastNight ? point with { Bytes = 1000 } : point),
        "few" => Points(point => point.Created > Morning.AddDays(-3) ? point : null),
        "for-ever" => Points(point => point with { DeleteAfterDays = null, DeleteAt = null }),
        "no-lifecycle" => Points(point => point with { DeleteAfterDays = null, LifecycleKnown = false }),
        "expired-left" => Points(point => point.Created < Morning.AddDays(-20) ? point with { Status = RecoveryPointStatus.Expired } : point),
        "plain" => Points(point => point with { IsEncrypted = false }),
        "foreign-key" => Points(point => point with { EncryptionKeyArn = Key(Osaka) }),
        "key-of-aws" => Points(point => point with { KeyOwner = KeyOwner.Provider }),
        "encryption-unread" => Points(point => point with { IsEncrypted = null }),
        _ => WithMore(fault),
    };

    static BackupEvidence WithMore(string fault) => fault switch
    {
        "no-copies" => Evidence(recovery: r => r with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) }),
        "unread-copies" => Evidence(recovery: r => r with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("AccessDenied") }),
        "failed-copy" => Copies(job => job.Created > Morning.AddHours(-12) ? job with { State = JobState.Failed, Message = "The KMS key is not accessible" } : job),
        "hanging-copy" => Copies(job => job.Created < Morning.AddDays(-2) ? job with { State = JobState.Running, Completed = null } : job),
        "abroad" => Copies(job => job with { DestinationVaultArn = job.DestinationVaultArn!.Replace(Osaka, "us-east-1", StringComparison.Ordinal) }),
        "unlocked" => Vaults(vault => vault with { Locked = false }),
        "lock-unread" => Vaults(vault => vault with { Locked = null }),
        "no-vault" => Vaults(_ => null),
        "loose-lock" => Vaults(vault => vault with { MinimumRetentionDays = null }),
        "no-policy" => Vaults(vault => vault with { Policy = Readings.Known("") }),
        "policy-unread" => Vaults(vault => vault with { Policy = Readings.Unknown<string>("AccessDenied") }),
        "odd-policy" => Vaults(vault => vault with { Policy = Readings.Known("""{"Statement":[{"Effect":"Deny","Surprise":1}]}""") }),
        "deletion" => Evidence(p => p with { Deletions = Readings.Known<ImmutableArray<DeletionAttempt>>([new DeletionAttempt { Call = "DeleteRecoveryPoint", At = Morning, Refusal = "AccessDenied" }]) }),
        "deletions-unread" => Evidence(p => p with { Deletions = Readings.Unknown<ImmutableArray<DeletionAttempt>>("AccessDenied") }),
        "never-restored" => Restores(_ => null),
        "failed-restore" => Restores(job => job with { State = JobState.Failed }),
        "unread-restores" => Evidence(p => p with { RestoreJobs = Readings.Unknown<ImmutableArray<RestoreJob>>("AccessDenied") }),
        "timed-out" => Restores(job => job with { Validation = RestoreValidation.TimedOut }),
        "slow-restore" => Restores(job => job with { Completed = job.Created!.Value.AddHours(13) }),
        "left-behind" => Restores(job => job with { Deleted = false }),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    static BackupEvidence Points(Func<RecoveryPoint, RecoveryPoint?> change) => Evidence(p => p with { Points = p.Points.Map(change) });

    static BackupEvidence Jobs(Func<BackupJob, BackupJob?> change) => Evidence(p => p with { BackupJobs = p.BackupJobs.Map(change) });

    static BackupEvidence Copies(Func<CopyJob, CopyJob?> change) => Evidence(p => p with { CopyJobs = p.CopyJobs.Map(change) });

    static BackupEvidence Restores(Func<RestoreJob, RestoreJob?> change) => Evidence(p => p with { RestoreJobs = p.RestoreJobs.Map(change) });

    static BackupEvidence Vaults(Func<VaultReading, VaultReading?> change) => Evidence(p => p with { Vaults = p.Vaults.Map(change) });

    [Fact]
    public void A_missed_night_is_explained_in_business_days()
    {
        var result = Only(With("missed-night"), "BKP-010");
        Assert.Equal("直近の営業日は11/20(金)、期限 11/21 04:30、最新 11/19 20:31 → 1営業日超過。", result.Message);
        Assert.Equal("2026-11-19T20:31:00+09:00", result.Observed.Single(value => value.Name == "newest").Value);
    }

    [Fact]
    public void A_copy_holds_what_its_original_holds_however_late_it_was_made()
    {
        // All copies were made this morning, of an original of a week ago.
        var old = JapanTime.At(new DateOnly(2026, 11, 13), new TimeOnly(20, 31));
        var evidence = Evidence(
            p => p with { CopyJobs = p.CopyJobs.Map(job => job with { SourcePointArn = Point(old).Arn }) },
            r => r with { Points = r.Points.Map(point => point.Created < Morning.AddDays(-29) ? null : point with { Created = Morning.AddHours(-1), Completed = Morning }) });
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(evidence, "BKP-020"));
    }

    [Fact]
    public void Copies_whose_originals_are_gone_are_dated_by_the_jobs_that_made_them_and_else_are_unknown()
    {
        // A disaster took the region's recovery points.
        static RegionReading Lost(RegionReading primary) => primary with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) };
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(Evidence(Lost), "BKP-020"));
        var known = Evidence(p => Lost(p) with { BackupJobs = p.BackupJobs.Map(job => job with { PointArn = Point(job.Created!.Value.AddMinutes(1)).Arn }) });
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(known, "BKP-020"));
    }

    [Fact]
    public void A_copy_in_another_account_is_asked_for_only_where_a_body_demands_it()
    {
        static Estate Demanding(Estate estate) => estate with { Backup = estate.Backup with { Requirements = [.. estate.Backup.Requirements.Select(r => r with { OtherAccountCopy = true })] } };
        Assert.Equal(AuditOutcomeKind.NotApplicable, Outcome(Evidence(), "BKP-044"));
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(Evidence(estate: Demanding), "BKP-044"));
        var elsewhere = Evidence(
            p => p with { CopyJobs = p.CopyJobs.Map(job => job with { DestinationVaultArn = "arn:aws:backup:ap-northeast-3:999988887777:backup-vault:isolated" }) }, estate: Demanding);
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(elsewhere, "BKP-044"));
    }

    [Fact]
    public void An_exclusion_excludes_until_its_last_day()
    {
        static Estate Excluding(DateOnly until, Estate estate) => estate with
        {
            Backup = estate.Backup with { Exclusions = [new BackupExclusion { Arn = "arn:aws:rds:*:*:db:residents", Owner = "operator", Reason = "移行中", Until = until }] },
        };
        Assert.Equal(AuditOutcomeKind.NotApplicable, Outcome(Evidence(estate: e => Excluding(new DateOnly(2026, 11, 21), e)), "BKP-002"));
        Assert.Empty(Evidence(estate: e => Excluding(new DateOnly(2026, 11, 21), e)).Things);
        Assert.Equal(AuditOutcomeKind.Pass, Outcome(Evidence(estate: e => Excluding(new DateOnly(2026, 11, 20), e)), "BKP-002"));
    }

    [Fact]
    public void What_the_estate_lists_is_judged_even_where_the_inventory_does_not_know_it()
    {
        var missing = $"arn:aws:dynamodb:{Region}:{Residents}:table/forgotten";
        var evidence = Evidence(estate: e => e with { Backup = e.Backup with { Resources = [new BackupResource { Account = Residents, Arn = missing }] } });
        Assert.Equal(AuditOutcomeKind.Fail, Outcome(evidence, "BKP-001"));
        Assert.Contains(AuditEngine.Judge(BackupChecks.All.Where(c => c.Definition.Id == "BKP-010"), evidence, []), r => r.Subject.Id == missing && r.Outcome.Kind == AuditOutcomeKind.Fail);
    }

    [Theory]
    [InlineData(-1, "compliance", AuditOutcomeKind.Pass)]
    [InlineData(1, "compliance-in-grace", AuditOutcomeKind.Pass)]
    public void The_four_states_of_a_lock_are_told_apart(int days, string state, AuditOutcomeKind outcome)
    {
        var result = AuditEngine.Judge(BackupChecks.All.Where(c => c.Definition.Id == "BKP-040"), Vaults(vault => vault with { LockDate = Morning.AddDays(days) }), []).First(r => r.Subject.Region == Region);
        Assert.Equal((outcome, state), (result.Outcome.Kind, result.Observed.Single().Value));
    }

    [Fact]
    public void A_restore_that_AWS_may_have_forgotten_is_unknown_and_not_failed()
    {
        var forgotten = With("never-restored");
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(forgotten with { Reading = forgotten.Reading with { RestoresRemembered = false } }, "BKP-050"));
    }

    [Fact]
    public void A_drill_that_took_too_long_or_left_something_open_fails()
    {
        static AuditOutcomeKind Of(Func<DrillRecord, DrillRecord> change) => Outcome(Evidence() with { Drills = Readings.Known<ImmutableArray<DrillRecord>>([.. Drills(Morning).Select(change)]) }, "BKP-054");
        Assert.Equal(AuditOutcomeKind.Pass, Of(drill => drill));
        Assert.Equal(AuditOutcomeKind.Fail, Of(drill => drill with { Declared = drill.Declared!.Value.AddHours(-7) }));
        Assert.Equal(AuditOutcomeKind.Fail, Of(drill => drill with { Findings = [new DrillFinding("手順書が古い", null)] }));
        Assert.Equal(AuditOutcomeKind.Fail, Of(drill => drill with { System = "tax" }));
    }
}
