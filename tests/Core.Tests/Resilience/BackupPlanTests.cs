using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Core.Tests.Resilience;

public sealed class BackupPlanTests
{
    static readonly Estate Sample = EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), SmallEstate.Today).Estate!;

    static readonly BackupRequirement Requirement = new() { Municipality = MunicipalityCode.Parse("131229"), Source = "例", MinimumRetentionDays = 30, MinimumGenerations = 5 };

    static readonly BackupClass Enough = new()
    {
        Id = "a",
        Name = "a",
        Schedules = [new BackupSchedule { Name = "daily", At = new TimeOnly(20, 0), RetentionDays = 35, CopyRetentionDays = 35 }],
    };

    [Fact]
    public void Every_system_of_the_sample_meets_its_objectives_in_production()
    {
        var plan = BackupPlan.Of(new EstateIndex(Sample, ""), SmallEstate.Today).Where(p => p.System is not null && p.Environment == DeploymentEnvironment.Production).ToList();
        Assert.Equal(Sample.Systems.Length, plan.Count);
        Assert.All(plan, p => Assert.Equal((true, true, 0), (p.RecoveryPointMet, p.RecoveryTimeMet, p.Shortfalls.Length)));
    }

    [Fact]
    public void Every_account_stands_in_the_plan_once() => Assert.Equal(
        Sample.Accounts.Select(a => a.Id.ToString()),
        BackupPlan.Of(new EstateIndex(Sample, ""), SmallEstate.Today).SelectMany(p => p.Accounts).Select(a => a.Account.Id.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void An_objective_without_a_calendar_is_unknown_and_not_met()
    {
        var unknown = Sample with { Backup = Sample.Backup with { Calendar = null }, Systems = [.. Sample.Systems.Select(s => s with { ServiceCalendar = null })] };
        Assert.All(BackupPlan.Of(new EstateIndex(unknown, ""), SmallEstate.Today), p => Assert.Null(p.RecoveryPointMet));
    }

    [Fact]
    public void The_first_row_that_matches_gives_the_class()
    {
        var residents = Sample.Systems.Single(s => s.Id == "residents");
        Assert.Equal("resident-data", BackupPlan.ClassOf(Sample.Backup, residents, DeploymentEnvironment.Production)!.Id);
        Assert.Equal("verification", BackupPlan.ClassOf(Sample.Backup, residents, DeploymentEnvironment.Verification)!.Id);
        Assert.Equal("standard", BackupPlan.ClassOf(Sample.Backup, null, DeploymentEnvironment.Production)!.Id);
        Assert.Null(BackupPlan.ClassOf(Sample.Backup with { Assignments = [] }, residents, DeploymentEnvironment.Production));
    }

    [Fact]
    public void What_is_demanded_and_not_given_is_named()
    {
        Assert.Empty(BackupPlan.Shortfalls(Enough, Requirement));
        Assert.Equal([BackupShortfallKind.Retention, BackupShortfallKind.CopyRetention], Kinds(Enough with { Schedules = [Enough.Schedules[0] with { RetentionDays = 29, CopyRetentionDays = 29 }] }));
        Assert.Equal([BackupShortfallKind.Copy], Kinds(Enough with { Schedules = [Enough.Schedules[0] with { CopyRetentionDays = null }] }));
        Assert.Equal([BackupShortfallKind.Generations], Kinds(Enough with { Schedules = [Enough.Schedules[0] with { Days = [DayOfWeek.Sunday], RetentionDays = 34, CopyRetentionDays = 34 }] }));
        Assert.Equal([BackupShortfallKind.RecoveryPoint, BackupShortfallKind.RecoveryTime], Kinds(Enough with { RpoBusinessDays = 2, RtoHours = 13 }));
    }

    [Fact]
    public void Keeping_longer_never_falls_shorter() => Prop.ForAll(Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (days, more) =>
    {
        BackupClass Kept(int retention) => Enough with { Schedules = [Enough.Schedules[0] with { RetentionDays = retention, CopyRetentionDays = retention }] };
        Assert.True(BackupPlan.Shortfalls(Kept(days + more), Requirement).Length <= BackupPlan.Shortfalls(Kept(days), Requirement).Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_organizations_policy_has_every_class_and_copies_what_the_estate_copies()
    {
        using var policy = JsonDocument.Parse(OrganizationBackupPolicy.Write(Sample));
        var plans = policy.RootElement.GetProperty("plans");

        Assert.Equal(Sample.Backup.Classes.Select(c => c.Id), plans.EnumerateObject().Select(p => p.Name));
        var weekly = plans.GetProperty("resident-data").GetProperty("rules").GetProperty("weekly");
        Assert.Equal("cron(0 22 ? * SAT *)", weekly.GetProperty("schedule_expression").GetProperty("@@assign").GetString());
        Assert.Equal("60", weekly.GetProperty("lifecycle").GetProperty("move_to_cold_storage_after_days").GetProperty("@@assign").GetString());
        Assert.EndsWith(":ap-northeast-3:$account:backup-vault:govcloud-katsushika", weekly.GetProperty("copy_actions").EnumerateObject().Single().Name, StringComparison.Ordinal);
        Assert.False(plans.GetProperty("verification").GetProperty("rules").GetProperty("daily").TryGetProperty("copy_actions", out _));
    }

    static IEnumerable<BackupShortfallKind> Kinds(BackupClass backup) => BackupPlan.Shortfalls(backup, Requirement).Select(s => s.Kind);
}
