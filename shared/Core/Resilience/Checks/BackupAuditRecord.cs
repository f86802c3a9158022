using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Checks;

/// <summary>The evidence of one day's audit: every answer, and the restores, which AWS forgets after 30 days.</summary>
public sealed record BackupAuditRecord
{
    /// <summary>When the audit was held, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Digest of the estate that was in force.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>Answers by outcome.</summary>
    public required ImmutableSortedDictionary<string, int> Summary { get; init; }

    /// <summary>The answers, by check, account and subject.</summary>
    public required ImmutableArray<RecordedAnswer> Answers { get; init; }

    /// <summary>Restores that were seen, by id.</summary>
    public ImmutableArray<RecordedRestore> Restores { get; init; } = [];

    /// <summary>What is kept how long, by account; the next audit compares with it.</summary>
    public ImmutableArray<AccountRetention> Retentions { get; init; } = [];

    /// <summary>Where the answers are that other invocations found; none where one did it all. The answers here are then those of accounts that did not come in.</summary>
    public ImmutableArray<RecordedPart> Parts { get; init; } = [];

    /// <summary>The evidence of a run.</summary>
    public static BackupAuditRecord Of(IEnumerable<AuditResult> results, IEnumerable<RecordedRestore> restores, DateTimeOffset at, string estateDigest)
    {
        ArgumentNullException.ThrowIfNull(results);
        return Of(results.Order(AuditResultOrder.Instance).Select(RecordedAnswer.Of), restores, [], at, estateDigest);
    }

    /// <summary>The evidence of a run from what was found in each account.</summary>
    /// <param name="answers">The answers; those of an account and check in the order of results.</param>
    /// <param name="restores">Restores that were seen.</param>
    /// <param name="retentions">What is kept how long.</param>
    /// <param name="at">When the audit was held.</param>
    /// <param name="estateDigest">Digest of the estate.</param>
    public static BackupAuditRecord Of(
        IEnumerable<RecordedAnswer> answers, IEnumerable<RecordedRestore> restores, IEnumerable<AccountRetention> retentions, DateTimeOffset at, string estateDigest)
    {
        // The order within an account and check is kept: the sort is stable.
        ImmutableArray<RecordedAnswer> ordered = [.. answers.OrderBy(answer => answer.Check, StringComparer.Ordinal).ThenBy(answer => answer.Account, StringComparer.Ordinal)];
        return new BackupAuditRecord
        {
            At = at,
            EstateDigest = estateDigest,
            Summary = ordered.GroupBy(answer => answer.Outcome, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Answers = ordered,
            Restores = [.. restores.GroupBy(restore => restore.Id, StringComparer.Ordinal).Select(same => same.MaxBy(restore => restore.Completed)!).OrderBy(restore => restore.Id, StringComparer.Ordinal)],
            Retentions = [.. retentions.OrderBy(retention => retention.Account, StringComparer.Ordinal)],
        };
    }

    /// <summary>What of it is about an account.</summary>
    public BackupAuditRecord About(string account) => this with
    {
        Answers = [.. Answers.Where(answer => answer.Account == account)],
        Restores = [.. Restores.Where(restore => restore.Account == account)],
        Retentions = [.. Retentions.Where(retention => retention.Account == account)],
        Parts = [],
    };

    /// <summary>Reads evidence.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static BackupAuditRecord Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, BackupAuditJson.Default.BackupAuditRecord) ?? throw new JsonException("The evidence is null.");

    /// <summary>Reads evidence as it comes.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static async Task<BackupAuditRecord> ReadAsync(Stream json, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync(json, BackupAuditJson.Default.BackupAuditRecord, cancellationToken) ?? throw new JsonException("The evidence is null.");

    /// <summary>Writes evidence.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, BackupAuditJson.Default.BackupAuditRecord);

    /// <summary>Writes evidence bit by bit: the answers of a slice are long.</summary>
    public Task WriteAsync(Stream json, CancellationToken cancellationToken) => JsonSerializer.SerializeAsync(json, this, BackupAuditJson.Default.BackupAuditRecord, cancellationToken);
}

/// <summary>One answer.</summary>
public sealed record RecordedAnswer
{
    /// <summary>The check's id.</summary>
    public required string Check { get; init; }

    /// <summary>The account.</summary>
    public required string? Account { get; init; }

    /// <summary>The region, where there is one.</summary>
    public string? Region { get; init; }

    /// <summary>Kind of the subject.</summary>
    public required string Kind { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary><c>pass</c>, <c>fail</c>, <c>unknown</c>, <c>waived</c> or <c>not-applicable</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was found, Japanese.</summary>
    public required string Message { get; init; }

    /// <summary>What it is about, and of which check: equal on every day.</summary>
    public (string, string?, string, string, string?) Key => (Check, Account, Kind, Subject, Region);

    /// <summary>Takes an answer down.</summary>
    public static RecordedAnswer Of(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Taken(result);
    }

    static RecordedAnswer Taken(AuditResult result) => new()
    {
        Check = result.Check.Id,
        Account = result.Subject.Account?.ToString(),
        Region = result.Subject.Region,
        Kind = result.Subject.Kind.Code(),
        Subject = result.Subject.Id,
        Outcome = result.Outcome.Kind.Code(),
        Message = result.Message,
    };

    /// <summary>Whether somebody has to look into it.</summary>
    public bool IsOpen => Outcome is "fail" or "unknown";
}

/// <summary>A restore that was seen once.</summary>
public sealed record RecordedRestore
{
    /// <summary>Id of the job.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What was backed up once.</summary>
    public required string Resource { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>What the check of its contents said.</summary>
    public RestoreValidation? Validation { get; init; }

    /// <summary>The restore-testing plan.</summary>
    public string? TestingPlanArn { get; init; }

    /// <summary>The restores of a reading that ended well, to be remembered.</summary>
    public static IEnumerable<RecordedRestore> Of(BackupReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Regions.SelectMany(region => region.RestoreJobs.Match(known => known, _ => []))
            .Where(job => job is { State: JobState.Completed, Resource: not null })
            .Select(job => new RecordedRestore
            {
                Id = job.Id,
                Account = reading.Account.ToString(),
                Resource = job.Resource!,
                Created = job.Created,
                Completed = job.Completed,
                Validation = job.Validation,
                TestingPlanArn = job.TestingPlanArn,
            });
    }

    /// <summary>As a job that AWS has forgotten.</summary>
    public RestoreJob Job() => new()
    {
        Id = Id,
        Resource = Resource,
        State = JobState.Completed,
        Created = Created,
        Completed = Completed,
        Validation = Validation,
        TestingPlanArn = TestingPlanArn,
    };
}

/// <summary>What triage is told about one answer: the detail of an event.</summary>
public sealed record BackupFinding
{
    /// <summary>The check, such as <c>backup-audit-bkp-010</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Always backup.</summary>
    public string Category { get; init; } = "Backup";

    /// <summary><c>CRITICAL</c> to <c>LOW</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>active</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The account.</summary>
    public required string? Account { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The subject, so that every one is an incident of its own.</summary>
    public required string Resource { get; init; }

    /// <summary>What is demanded, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>What was found, Japanese.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The detail of the event.</summary>
    public string Detail() => JsonSerializer.Serialize(this, BackupAuditJson.Default.BackupFinding);

    /// <summary>
    /// What is to be told: everything that fails or is unknown, and what did so the last time and now passes or is waived. A subject that is no longer
    /// judged is told as mended only where its check had an answer for the account that is known: silence is no recovery.
    /// </summary>
    public static ImmutableArray<BackupFinding> Of(BackupAuditRecord? previous, BackupAuditRecord current)
    {
        ArgumentNullException.ThrowIfNull(current);
        var open = previous?.Answers.Where(answer => answer.IsOpen).Select(answer => answer.Key).ToHashSet();
        var now = current.Answers.Select(answer => answer.Key).ToHashSet();
        // Where the last evidence is not known, everything that is well may have been wrong.
        var told = current.Answers.Where(answer => answer.IsOpen || (open is null ? answer.Outcome == "pass" : open.Contains(answer.Key)));
        var known = current.Answers.GroupBy(answer => (answer.Check, answer.Account)).Where(group => group.All(answer => answer.Outcome != "unknown")).Select(group => group.Key).ToHashSet();
        var ended = (previous?.Answers ?? []).Where(answer => answer.IsOpen && !now.Contains(answer.Key) && known.Contains((answer.Check, answer.Account)));
        return [.. told.Select(answer => Finding(answer, answer.IsOpen, current.At)), .. ended.Select(answer => Finding(answer, open: false, current.At))];
    }

    static BackupFinding Finding(RecordedAnswer answer, bool open, DateTimeOffset at)
    {
        var check = BackupChecks.Definitions.FirstOrDefault(one => one.Id == answer.Check);
        // What cannot be told is to be looked into, and not as bad as what is known to be wrong.
        var severity = answer.Outcome == "unknown" ? GovCloud.Triage.Severity.Low : check?.Severity ?? GovCloud.Triage.Severity.Medium;
        return new BackupFinding
        {
            Type = $"backup-audit-{JsonNamingPolicy.KebabCaseLower.ConvertName(answer.Check)}",
            Severity = severity.ToString().ToUpperInvariant(),
            Status = open ? "active" : "resolved",
            Account = answer.Account,
            Region = answer.Region,
            Resource = answer.Kind == "account" ? $"AWS::::Account:{answer.Account}" : answer.Subject,
            Title = check?.Title ?? answer.Check,
            Reason = answer.Message,
            At = at,
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(BackupAuditRecord))]
[JsonSerializable(typeof(BackupFinding))]
[JsonSerializable(typeof(BackupTally))]
sealed partial class BackupAuditJson : JsonSerializerContext;
