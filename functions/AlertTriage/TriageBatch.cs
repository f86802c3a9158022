using GovCloud.Adapters.DynamoDb;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Functions.AlertTriage;

/// <summary>
/// The findings of one batch against one view of the stored incidents. The view follows what was stored, so that repeats within the batch fold.
/// </summary>
sealed class TriageBatch
{
    const int MostRaces = 8;

    readonly TriageRules rules;
    readonly IncidentStore incidents;
    readonly TimeProvider time;
    readonly Dictionary<string, Incident> heads;
    readonly HashSet<DeliveryKey> applied;
    readonly Dictionary<string, EarlyRecovery> recoveries;
    readonly Dictionary<string, StoredItemException> unreadable;
    readonly IncidentNumbers numbers;
    DateTimeOffset now;

    TriageBatch(TriageRules rules, IncidentStore incidents, TimeProvider time, IncidentSnapshot snapshot, IEnumerable<Finding> findings)
    {
        this.rules = rules;
        this.incidents = incidents;
        this.time = time;
        now = time.GetUtcNow();
        heads = new Dictionary<string, Incident>(snapshot.Heads, StringComparer.Ordinal);
        applied = [.. snapshot.Applied];
        recoveries = new(snapshot.Recoveries, StringComparer.Ordinal);
        unreadable = new(snapshot.Unreadable, StringComparer.Ordinal);
        numbers = new IncidentNumbers(rules.Numbering, incidents, NewIncidents(findings), now);
    }

    public static async Task<TriageBatch> LoadAsync(
        TriageRules rules, IncidentStore incidents, TimeProvider time, IReadOnlyCollection<Finding> findings, CancellationToken cancellationToken)
    {
        var snapshot = await incidents.LoadAsync(
            findings.Select(finding => finding.Fingerprint).OfType<string>(), findings.Select(finding => finding.Key), cancellationToken);
        return new TriageBatch(rules, incidents, time, snapshot, findings);
    }

    /// <summary>Whether the finding was applied before, by an earlier delivery or earlier in this batch.</summary>
    public bool IsApplied(Finding finding) => applied.Contains(finding.Key);

    /// <summary>Decides upon an alert and stores the decision; none when another delivery of it was faster.</summary>
    /// <exception cref="TableAccessException">It could not be stored.</exception>
    /// <exception cref="TimeoutException">Others kept changing the same incident.</exception>
    /// <exception cref="StoredItemException">The alert's incident is damaged. It is not taken for a new one: its number and its history would be lost.</exception>
    public async Task<TriageDecision?> ApplyAsync(Finding finding, Alert alert, CancellationToken cancellationToken)
    {
        for (var race = 1; race <= MostRaces; race++)
        {
            if (unreadable.TryGetValue(finding.Fingerprint!, out var damaged))
            {
                throw damaged;
            }

            var before = heads.GetValueOrDefault(finding.Fingerprint!);
            var recovery = before is null ? recoveries.GetValueOrDefault(finding.Fingerprint!) : null;
            var decision = rules.Engine.Decide(alert, before, recovery?.At, now);
            var number = decision.NeedsNumber ? await numbers.TakeAsync(cancellationToken) : null;
            decision = number is null ? decision : decision.WithNumber(number);
            var outcome = await incidents.CommitAsync(ChangeOf(finding, before, recovery, decision), cancellationToken);
            if (outcome == CommitOutcome.Committed)
            {
                Remember(finding, decision.Incident ?? before, decision.RecoveredAt);
                return decision;
            }

            if (number is not null)
            {
                numbers.Return(number);
            }

            await ReloadAsync(finding, outcome == CommitOutcome.Conflict ? race : 0, cancellationToken);
            if (outcome == CommitOutcome.AlreadyApplied)
            {
                applied.Add(finding.Key);
                return null;
            }
        }

        throw new TimeoutException($"The incident of fingerprint {finding.Fingerprint} was changed by others {MostRaces} times in a row.");
    }

    /// <summary>Stores that something could not be read, with the messages about it; false when another delivery was faster.</summary>
    /// <exception cref="TableAccessException">It could not be stored.</exception>
    public async Task<bool> QuarantineAsync(Finding finding, QuarantineNotice notice, CancellationToken cancellationToken)
    {
        var change = new IncidentChange { Delivery = finding.Key, Notifications = NotificationPlan.ForQuarantine(notice, rules.Estate, now) };
        var outcome = await incidents.CommitAsync(change, cancellationToken);
        if (outcome == CommitOutcome.Conflict)
        {
            // People are told once about one place, whatever else of the same event is kept there.
            outcome = await incidents.CommitAsync(change with { Notifications = [] }, cancellationToken);
        }

        applied.Add(finding.Key);
        return outcome == CommitOutcome.Committed;
    }

    IncidentChange ChangeOf(Finding finding, Incident? before, EarlyRecovery? recovery, TriageDecision decision) => new()
    {
        Delivery = finding.Key,
        Before = before,
        After = decision.Incident,
        RecoveryBefore = recovery,
        Recovery = decision.RecoveredAt is { } at ? new EarlyRecovery(finding.Fingerprint!, at) : null,
        Notifications = NotificationPlan.For(decision, rules.Estate, now),
    };

    async Task ReloadAsync(Finding finding, int race, CancellationToken cancellationToken)
    {
        await incidents.BackOffAsync(race, cancellationToken);
        var snapshot = await incidents.LoadAsync([finding.Fingerprint!], [], cancellationToken);
        now = time.GetUtcNow();
        foreach (var (fingerprint, damaged) in snapshot.Unreadable)
        {
            unreadable[fingerprint] = damaged;
        }

        if (snapshot.Recoveries.TryGetValue(finding.Fingerprint!, out var recovery))
        {
            recoveries[finding.Fingerprint!] = recovery;
        }

        if (snapshot.Heads.TryGetValue(finding.Fingerprint!, out var head))
        {
            heads[finding.Fingerprint!] = head;
        }
    }

    void Remember(Finding finding, Incident? head, DateTimeOffset? recoveredAt)
    {
        applied.Add(finding.Key);
        if (recoveredAt is { } at)
        {
            recoveries[finding.Fingerprint!] = new EarlyRecovery(finding.Fingerprint!, at);
        }

        if (head is not null)
        {
            heads[finding.Fingerprint!] = head;
        }
    }

    /// <summary>Deciding is pure and cheap, so a first pass tells how many numbers are needed, and one call takes them all.</summary>
    int NewIncidents(IEnumerable<Finding> findings)
    {
        var view = new Dictionary<string, Incident>(heads, StringComparer.Ordinal);
        var count = 0;
        foreach (var finding in findings.Where(finding => !IsApplied(finding)))
        {
            if (finding.Reading is not Reading.Normalised { Alert: var alert }
                || rules.Engine.Decide(alert, view.GetValueOrDefault(finding.Fingerprint!), now) is not { Incident: { } incident } decision)
            {
                continue;
            }

            count += decision.NeedsNumber ? 1 : 0;
            view[finding.Fingerprint!] = decision.NeedsNumber ? incident with { Number = "?" } : incident;
        }

        return count;
    }
}

/// <summary>The rules by which alerts are decided, made from the estate.</summary>
sealed class TriageRules(EstateIndex estate)
{
    public EstateIndex Estate { get; } = estate;

    public TriageEngine Engine { get; } = new(estate);

    public IncidentNumbering Numbering { get; } = IncidentNumbering.Parse(estate.Estate.Triage.IncidentNumber);
}
