using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Inventory;

namespace GovCloud.Cli.Quarter;

/// <summary>What was injected against what was found.</summary>
sealed record QuarterVerdict
{
    /// <summary>For each fault, what was expected of it and when it was found.</summary>
    public required ImmutableArray<QuarterRow> Rows { get; init; }

    /// <summary>Failures that no fault explains: check, subject and the first morning.</summary>
    public required ImmutableArray<FoundFailure> Invented { get; init; }

    /// <summary>Answers that could not be given though nothing kept them from being given.</summary>
    public required ImmutableArray<(DateOnly Day, AuditResult Result)> UnexplainedUnknown { get; init; }

    /// <summary>Answers that pass or fail though nothing of their account could be read.</summary>
    public required ImmutableArray<(DateOnly Day, AuditResult Result)> PassedUnread { get; init; }

    /// <summary>Whether every fault was found on its day, and nothing else.</summary>
    public bool Holds => Rows.All(row => row.Holds) && Invented.IsEmpty && UnexplainedUnknown.IsEmpty && PassedUnread.IsEmpty;

    /// <summary>Compares.</summary>
    public static QuarterVerdict Of(QuarterScenario scenario, QuarterRecord record)
    {
        var found = record.Results.Where(one => one.Result.Outcome is Failed)
            .GroupBy(one => (one.Result.Check.Id, one.Result.Subject.Account, Subject: one.Result.Subject.Id))
            .ToDictionary(group => group.Key, group => new FoundFailure(group.Key.Id, group.Key.Account, group.Key.Subject, group.Min(one => one.Day), group.Max(one => one.Day)));
        var unknown = record.Results.Where(one => one.Result.Outcome is NotKnown).ToList();
        ImmutableArray<QuarterRow> rows = [.. scenario.Faults.OrderBy(fault => fault.Day).Select(fault => new QuarterRow(
            fault,
            [.. fault.Expected.Select(expected => (expected, found.GetValueOrDefault((expected.Check, fault.Account, expected.Subject))))],
            fault.Unreadable is { } unreadable ? unknown.Count(one => Explains(fault, unreadable, one)) : null))];
        var expected = scenario.Faults.SelectMany(fault => fault.Expected.Select(one => (one.Check, (AccountId?)fault.Account, one.Subject))).ToHashSet();
        var closed = scenario.Faults.Where(fault => fault.Unreadable is { Action: "*" }).ToList();
        return new QuarterVerdict
        {
            Rows = rows,
            Invented = [.. found.Where(one => !expected.Contains((one.Key.Id, one.Key.Account, one.Key.Subject))).Select(one => one.Value).OrderBy(one => one.First).ThenBy(one => one.Check, StringComparer.Ordinal)],
            UnexplainedUnknown = [.. unknown.Where(one => !IsOfOthers(scenario, one.Result) && !scenario.Faults.Any(fault => fault.Unreadable is { } unreadable && Explains(fault, unreadable, one)))],
            PassedUnread = [.. record.Results.Where(one => one.Result.Outcome is not (NotKnown or NotApplicable) && !OfEstate.Contains(one.Result.Check.Id) && closed.Exists(fault => Explains(fault, fault.Unreadable!, one)))],
        };
    }

    // Ledger, organization and estate are read elsewhere than in the account that they are about.
    static readonly FrozenSet<string> OfEstate = InventoryChecks.OfEstate.Select(check => check.Definition.Id).ToFrozenSet(StringComparer.Ordinal);

    // In Government Cloud the organization's policies are the Digital Agency's and cannot be read: unknown by nature.
    static bool IsOfOthers(QuarterScenario scenario, AuditResult result) => scenario.PoliciesAreOfOthers && result.Subject.Account is null && result.Check.Reads.Contains("organizations:ListPolicies", StringComparer.Ordinal);

    static bool Explains(QuarterFault fault, UnreadableTime unreadable, (DateOnly Day, AuditResult Result) one) =>
        one.Result.Subject.Account == fault.Account && unreadable.Explains(one.Result.Check.Reads, one.Day);
}

/// <summary>A fault with what came of it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Found">What was expected, with what was found of it.</param>
/// <param name="Unknown">Answers that it kept from being given; none where it keeps none.</param>
sealed record QuarterRow(QuarterFault Fault, ImmutableArray<(ExpectedFinding Expected, FoundFailure? Found)> Found, int? Unknown)
{
    /// <summary>Whether all was found on its day.</summary>
    public bool Holds => Found.All(one => one.Found?.First == one.Expected.FoundOn) && Unknown is null or > 0;
}

/// <summary>A check that failed for a subject.</summary>
/// <param name="Check">Id of the check.</param>
/// <param name="Account">The account; none for the estate as a whole.</param>
/// <param name="Subject">The subject.</param>
/// <param name="First">The first morning.</param>
/// <param name="Last">The last.</param>
sealed record FoundFailure(string Check, AccountId? Account, string Subject, DateOnly First, DateOnly Last);
