using System.Collections.Immutable;
using GovCloud.Documents.Network;
using GovCloud.Estates;

namespace GovCloud.Cli.Network;

/// <summary>What is drawn of a planned estate: each VPC in the group of its one body, of its vendor where it has several, or of the common accounts.</summary>
static class EstateDrawing
{
    public static NetworkDrawing Of(PlannedEstate planned, DateOnly plannedOn, NetworkLanguage language)
    {
        var estate = planned.Estate;
        var index = new EstateIndex(estate, "");
        var japanese = language == NetworkLanguage.Ja;
        return new NetworkDrawing
        {
            Title = estate.Profile.Title,
            PlannedOn = plannedOn,
            Sample = estate.Profile.Sample,
            UnrecordedChanges = planned.Plan.Changes.Length,
            Language = japanese ? DrawingLanguage.Japanese : DrawingLanguage.English,
            Groups = Groups(planned, index, japanese),
            Sites =
            [
                .. estate.Municipalities.SelectMany(m => estate.Network.OnPremises.Where(s => s.Municipality == m.Code).Select(s => new DrawnSite(s.Id, m.Name, s.Name, s.Cidrs))),
            ],
        };
    }

    static ImmutableArray<DrawnGroup> Groups(PlannedEstate planned, EstateIndex index, bool japanese)
    {
        var order = planned.Estate.Municipalities.Select((m, i) => (m.Code, i)).ToDictionary(m => m.Code, m => m.i);
        return
        [
            .. Vpcs(planned, index, japanese)
                .Select(v => (v.Vpc, v.Account, Segment: SegmentOf(v.Account)))
                .GroupBy(v => (v.Segment, Name: NameOf(v.Account, v.Segment, index, japanese)))
                .OrderBy(g => g.Key.Segment)
                .ThenBy(g => g.Key.Segment == DrawnSegment.Municipality ? order[g.First().Account.Municipalities[0].Code] : 0)
                .ThenBy(g => g.Key.Name, StringComparer.Ordinal)
                .Select(g => new DrawnGroup(g.Key.Name, g.Key.Segment, [.. g.Select(v => v.Vpc).OrderBy(v => v.Key.ToString(), StringComparer.Ordinal)])),
        ];
    }

    static IEnumerable<(DrawnVpc Vpc, AccountContext Account)> Vpcs(PlannedEstate planned, EstateIndex index, bool japanese)
    {
        foreach (var allocation in planned.Plan.Lock.Allocations.Where(a => a.Freed is null))
        {
            var account = index.FindAccount(allocation.Account.ToString())!;
            var vpc = Vpc(account, allocation.Vpc, [.. allocation.Ranges.Select(r => r.Cidr)], allocation.Size.Attached, japanese);
            yield return (vpc, account);
        }

        foreach (var existing in planned.Estate.Network.ExistingVpcs)
        {
            var account = index.FindAccount(existing.Account.ToString())!;
            yield return (Vpc(account, existing.Id, existing.Cidrs, existing.Attached, japanese) with { Existing = true }, account);
        }
    }

    static DrawnVpc Vpc(AccountContext account, string name, ImmutableArray<GovCloud.Network.Cidr> cidrs, bool attached, bool japanese) => new()
    {
        Key = new(account.Account.Id, name),
        Account = account.Account.Name,
        System = account.System?.Name ?? PurposeOf(account.Account.Purpose, japanese),
        Environment = account.Environment,
        Cidrs = cidrs,
        Attached = attached,
        Bodies = SegmentOf(account) == DrawnSegment.Shared ? string.Join('、', account.Municipalities.Select(m => m.Name)) : "",
    };

    static DrawnSegment SegmentOf(AccountContext account) => account switch
    {
        { System: null } or { Usage: UsageMode.Network } or { Municipalities.Length: 0 } => DrawnSegment.Common,
        { Municipalities.Length: 1 } => DrawnSegment.Municipality,
        _ => DrawnSegment.Shared,
    };

    static string NameOf(AccountContext account, DrawnSegment segment, EstateIndex index, bool japanese) => segment switch
    {
        DrawnSegment.Municipality => account.Municipalities[0].Name,
        DrawnSegment.Shared => (japanese ? "共同利用: " : "Shared use: ") + (index.Organisation(account.System!.Vendor)?.Name ?? account.System.Vendor),
        _ => japanese ? "共通(ネットワーク・運用・ログ)" : "Common (network, operations, logs)",
    };

    static string PurposeOf(AccountPurpose purpose, bool japanese) => purpose switch
    {
        AccountPurpose.Network => japanese ? "ネットワーク" : "Network",
        AccountPurpose.Operations => japanese ? "運用管理" : "Operations",
        AccountPurpose.LogArchive => japanese ? "ログ保管" : "Log archive",
        _ => japanese ? "共通" : "Common",
    };
}
