using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>A value of an AWS quota and the day from which it holds.</summary>
/// <param name="Since">First day.</param>
/// <param name="Value">What an organization has without any request.</param>
public sealed record DatedQuota(DateOnly Since, int Value);

/// <summary>An AWS quota with its history.</summary>
/// <param name="Quota">Which.</param>
/// <param name="Values">Its values, the oldest first; never empty.</param>
/// <param name="Maximum">Highest value that AWS grants; <see cref="int.MaxValue"/> where AWS names none, 0 where the value of the day is fixed.</param>
/// <param name="Source">Title of the AWS page.</param>
/// <param name="AsOf">When the page was last compared.</param>
/// <param name="Text">Name for people.</param>
public sealed record OrganizationQuotaEntry(OrganizationQuota Quota, ImmutableArray<DatedQuota> Values, int Maximum, string Source, DateOnly AsOf, OrganizationText Text)
{
    /// <summary>The value without any request on a day. Before the first known day, the first known value.</summary>
    public int On(DateOnly day) => (Values.LastOrDefault(value => value.Since <= day) ?? Values[0]).Value;
}

/// <summary>The one table of AWS quotas that an organization is checked against. AWS changes them: a newer value goes here with its day, a special one into the estate.</summary>
public static class OrganizationQuotas
{
    const string Guide = "AWS Organizations User Guide, Quotas and service limits";

    static readonly DateOnly AsOf = new(2026, 11, 21);
    static readonly DateOnly Always = DateOnly.MinValue;

    /// <summary>The day on which AWS doubled both limits of service control policies.</summary>
    static readonly DateOnly Doubled = new(2026, 5, 15);

    static readonly FrozenDictionary<OrganizationQuota, OrganizationQuotaEntry> Table = new OrganizationQuotaEntry[]
    {
        new(OrganizationQuota.ServiceControlPoliciesPerNode, [new(Always, 5), new(Doubled, 10)], 0, Guide, AsOf, new("ルート・OU・アカウントに付けられるSCPの数", "service control policies attached to a node")),
        new(OrganizationQuota.ServiceControlPolicyCharacters, [new(Always, 5_120), new(Doubled, 10_240)], 0, Guide, AsOf, new("SCPの文字数", "characters of a service control policy")),
        new(OrganizationQuota.TagPolicyCharacters, [new(Always, 10_000)], 0, Guide, AsOf, new("タグポリシーの文字数", "characters of a tag policy")),
        new(OrganizationQuota.OrganizationalUnits, [new(Always, 2_000)], 0, Guide, AsOf, new("OUの数", "organizational units")),
        new(OrganizationQuota.Accounts, [new(Always, 10)], 50_000, Guide, AsOf, new("アカウントの数(管理アカウントを含む)", "accounts, the management account included")),
    }.ToFrozenDictionary(entry => entry.Quota);

    /// <summary>All entries, in the order of the enumeration.</summary>
    public static ImmutableArray<OrganizationQuotaEntry> All { get; } = [.. Table.Values.OrderBy(entry => entry.Quota)];

    /// <summary>The entry of a quota.</summary>
    public static OrganizationQuotaEntry Of(OrganizationQuota quota) => Table[quota];

    /// <summary>The value that applies on a day: the estate's own, else AWS's of that day.</summary>
    public static int LimitOf(EstateOrganization organization, OrganizationQuota quota, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return organization.Quotas.FirstOrDefault(own => own.Quota == quota)?.Value ?? Of(quota).On(day);
    }
}
