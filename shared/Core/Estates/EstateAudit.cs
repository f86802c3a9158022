using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>What is accepted although an audit finds it.</summary>
public sealed record EstateAudit
{
    /// <summary>The waivers (例外承認).</summary>
    public ImmutableArray<AuditWaiver> Waivers { get; init; } = [];
}

/// <summary>A waiver: somebody accepts that a check fails, for a reason and until a day. One that has ended waives nothing.</summary>
public sealed record AuditWaiver
{
    /// <summary>The check, by its id.</summary>
    [Text(TextFormat.CheckId)]
    public required string Check { get; init; }

    /// <summary>The accounts; empty means all, which a check of severity critical does not allow.</summary>
    public ImmutableArray<AccountId> Accounts { get; init; } = [];

    /// <summary>One subject exactly: an ARN, an access key's id, a user's ARN. None means every subject of the accounts.</summary>
    public string? Subject { get; init; }

    /// <summary>Who accepts it: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Owner { get; init; }

    /// <summary>Why, and the decision's number.</summary>
    public required string Reason { get; init; }

    /// <summary>First day, in Japan.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, in Japan.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether it waives on a day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && day <= Until;
}
