using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>What an account is, apart from how far it has come.</summary>
public sealed record AccountFacts
{
    /// <summary>本番 or 検証.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>What the account is for.</summary>
    public AccountPurpose Purpose { get; init; } = AccountPurpose.System;

    /// <summary>The system that it carries: a system's id of the estate; none for other purposes.</summary>
    public string? System { get; init; }

    /// <summary>The bodies whose data it holds, ascending and each once. The ledger states them even where the estate derives them from the system.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>The root user's mail address in lower case; unknown until the Digital Agency or the vendor has set it.</summary>
    public string? Mail { get; init; }

    /// <summary>The day by which the account is needed, as agreed with the IT department; none where nothing was agreed.</summary>
    public DateOnly? NeededBy { get; init; }

    /// <summary>The same facts in the one form in which they are stored and compared.</summary>
    public AccountFacts Canonical() => this with
    {
        Municipalities = [.. Municipalities.Distinct().Order()],
        Mail = string.IsNullOrEmpty(Mail) ? null : Mail.ToLowerInvariant(),
        System = string.IsNullOrEmpty(System) ? null : System,
    };

    /// <summary>What differs in other facts, in a fixed order. From nothing, every fact that is known differs.</summary>
    public static ImmutableArray<FactChange> Differences(AccountFacts? before, AccountFacts after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var changes = ImmutableArray.CreateBuilder<FactChange>();
        Add(AccountFact.Environment, Code(before?.Environment), Code(after.Environment));
        Add(AccountFact.Purpose, Code(before?.Purpose), Code(after.Purpose));
        Add(AccountFact.System, before?.System, after.System);
        Add(AccountFact.Municipalities, Codes(before), Codes(after));
        Add(AccountFact.Mail, before?.Mail, after.Mail);
        Add(AccountFact.NeededBy, Day(before), Day(after));
        return changes.ToImmutable();

        static string? Code(Enum? value) => value is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

        void Add(AccountFact fact, string? old, string? present)
        {
            if (!string.Equals(old, present, StringComparison.Ordinal))
            {
                changes.Add(new FactChange(fact, old, present));
            }
        }

        static string? Day(AccountFacts? facts) => facts?.NeededBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        static string? Codes(AccountFacts? facts) => facts is null or { Municipalities.IsDefaultOrEmpty: true } ? null : string.Join(' ', facts.Municipalities);
    }
}

/// <summary>The facts that a history entry can change.</summary>
public enum AccountFact
{
    /// <summary>本番 or 検証.</summary>
    Environment,

    /// <summary>The purpose.</summary>
    Purpose,

    /// <summary>The system.</summary>
    System,

    /// <summary>The bodies.</summary>
    Municipalities,

    /// <summary>The root user's mail address.</summary>
    Mail,

    /// <summary>The day by which it is needed.</summary>
    NeededBy,

    /// <summary>The AWS account id.</summary>
    AccountId,

    /// <summary>Receipt number of the application at GCAS.</summary>
    Application,

    /// <summary>Version of the mandatory templates that were applied.</summary>
    Baseline,
}

/// <summary>One fact before and after, written as in the estate's files; none stands for unknown.</summary>
public sealed record FactChange(AccountFact Fact, string? Before, string? After);

/// <summary>An account in the ledger.</summary>
public sealed record AccountRecord
{
    /// <summary>The account's name, as in the estate. It identifies the record for good, because the id is issued later.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required AccountFacts Facts { get; init; }

    /// <summary>How far it has come.</summary>
    public required AccountState State { get; init; }

    /// <summary>The AWS account id; none until issued, and for good where the request was withdrawn.</summary>
    public AccountId? Id { get; init; }

    /// <summary>Receipt number of the application at GCAS, where one was given.</summary>
    public string? Application { get; init; }

    /// <summary>Version of the mandatory templates that were applied; none before.</summary>
    public string? Baseline { get; init; }

    /// <summary>Number of history entries, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>When the latest entry was made.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Given up before an account existed. Such a name can be requested again.</summary>
    [JsonIgnore]
    public bool Withdrawn => State == AccountState.Closed && Id is null;

    /// <summary>
    /// The mail address that no other account may have. That of a closed account stays taken, because AWS does not give it free; that of a withdrawn
    /// request is free.
    /// </summary>
    [JsonIgnore]
    public string? HeldMail => Withdrawn ? null : Facts.Mail;
}

/// <summary>What an entry did.</summary>
public enum LedgerAction
{
    /// <summary>Somebody wants an account.</summary>
    Request,

    /// <summary>Applied for at GCAS.</summary>
    Apply,

    /// <summary>Issued.</summary>
    Issue,

    /// <summary>Templates applied.</summary>
    Baseline,

    /// <summary>Taken into use.</summary>
    Use,

    /// <summary>Closing began.</summary>
    Close,

    /// <summary>Closing was confirmed.</summary>
    ConfirmClosed,

    /// <summary>Given up before it was issued.</summary>
    Withdraw,

    /// <summary>Taken over from a list of accounts that exist already.</summary>
    Import,

    /// <summary>Facts corrected; the state stays.</summary>
    Correct,
}

/// <summary>One entry of an account's history. Never changed and never removed.</summary>
public sealed record LedgerEntry
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>Position in the account's history, from 1; the record's version after it.</summary>
    public required long Version { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who decided or did it: a role or desk.</summary>
    public required string Who { get; init; }

    /// <summary>Why: a contract, a receipt number, a decision.</summary>
    public required string Why { get; init; }

    /// <summary>What was done.</summary>
    public required LedgerAction Action { get; init; }

    /// <summary>The state before; none for the first entry.</summary>
    public AccountState? From { get; init; }

    /// <summary>The state after.</summary>
    public required AccountState To { get; init; }

    /// <summary>The facts that it set or changed.</summary>
    public ImmutableArray<FactChange> Changes { get; init; } = [];
}
