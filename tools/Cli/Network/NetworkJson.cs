using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Cli.Network;

/// <summary>A plan and its findings for programs.</summary>
static class NetworkJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(PlannedEstate planned, IReadOnlyList<NetworkFinding> findings, bool withPlan, ReachabilityReport? reach = null)
    {
        var document = new
        {
            errors = findings.Count(f => f.Severity == NetworkSeverity.Error),
            warnings = findings.Count(f => f.Severity == NetworkSeverity.Warning),
            findings = findings.Select(f => Finding(planned, f)),
            reachability = reach is null ? null : ReachJson.Findings(reach),
            vpcs = withPlan ? SubnetRow.Of(planned).GroupBy(r => r.Allocation.Key).Select(Vpc) : null,
            pools = withPlan ? planned.Plan.Pools.Select(Pool) : null,
            directConnect = withPlan ? NetworkChecks.PrefixBudgets(planned.Estate).Select(b => new
            {
                municipality = b.Municipality.ToString(),
                outbound = b.Outbound.Select(c => c.ToString()),
                inbound = b.Inbound.Select(c => c.ToString()),
            }) : null,
            changes = withPlan ? planned.Plan.Changes.Select(c => new { kind = WordOf(c.Kind), vpc = c.Key.ToString() }) : null,
        };
        return Write(document);
    }

    /// <summary>An object as all commands of the network write it.</summary>
    public static string Write(object document) => JsonSerializer.Serialize(document, Options);

    static object Finding(PlannedEstate planned, NetworkFinding finding)
    {
        var place = planned.PlaceOf(finding);
        return new
        {
            id = finding.Rule.Id,
            severity = PlannedEstate.WordOf(finding.Severity),
            file = place.File,
            line = place.Line,
            column = place.Column,
            message = finding.Message,
            remedy = finding.Rule.Remedy,
        };
    }

    static object Vpc(IGrouping<VpcKey, SubnetRow> rows)
    {
        var allocation = rows.First().Allocation;
        return new
        {
            account = allocation.Account.ToString(),
            vpc = allocation.Vpc,
            pool = allocation.Pool,
            requestedBy = allocation.RequestedBy,
            cidrs = allocation.Ranges.Select(r => r.Cidr.ToString()),
            free = SubnetRow.FreeOf(allocation),
            subnets = rows.Select(r => new
            {
                kind = WordOf(r.Subnet.Kind),
                zone = r.Subnet.Zone,
                cidr = r.Subnet.Cidr.ToString(),
                usable = r.Subnet.Usable,
                hosts = r.Hosts,
                left = r.Left,
            }),
        };
    }

    static object Pool(PoolCapacity pool) => new
    {
        id = pool.Pool.Id,
        municipality = pool.Pool.Municipality?.ToString(),
        use = WordOf(pool.Pool.Use),
        cidrs = pool.Pool.Cidrs.Select(c => c.ToString()),
        total = pool.Total,
        allocated = pool.Allocated,
        resting = pool.Resting,
        free = pool.Free,
        largestFree = pool.LargestFree?.ToString(),
    };

    static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
