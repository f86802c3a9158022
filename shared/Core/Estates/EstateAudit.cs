using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>What is accepted although an audit finds it, and how accounts are confirmed.</summary>
public sealed record EstateAudit
{
    /// <summary>The waivers (例外承認).</summary>
    public ImmutableArray<AuditWaiver> Waivers { get; init; } = [];

    /// <summary>How municipalities are asked every quarter whether accounts and people are still needed (アカウント棚卸の確認).</summary>
    public AttestationPolicy Attestation { get; init; } = new();
}

/// <summary>How municipalities are asked.</summary>
public sealed record AttestationPolicy
{
    /// <summary>Business days for answers, from the day on which a campaign is opened.</summary>
    [Bounds(6, 60)]
    public int AnswerBusinessDays { get; init; } = 15;

    /// <summary>Business days after the last day for answers on which a campaign is closed, answered or not.</summary>
    [Bounds(1, 30)]
    public int CloseAfterBusinessDays { get; init; } = 10;

    /// <summary>Days within which what was decided to be removed is removed.</summary>
    [Bounds(1, 180)]
    public int RemovalDays { get; init; } = 30;

    /// <summary>Who is told besides the operator when a municipality does not answer.</summary>
    public ImmutableArray<AttestationSuperior> Superiors { get; init; } = [];
}

/// <summary>Who is above the department that is asked.</summary>
public sealed record AttestationSuperior
{
    /// <summary>The municipality.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Who is told: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Organisation { get; init; }
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
