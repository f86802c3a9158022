using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Organization;

namespace GovCloud.Deployment;

/// <summary>What a limit counts.</summary>
public enum LimitScope
{
    /// <summary>Members of a section of a template.</summary>
    Section,

    /// <summary>Bytes of a template.</summary>
    TemplateBytes,

    /// <summary>Bytes of a template's description.</summary>
    DescriptionBytes,

    /// <summary>Keys of a mapping.</summary>
    MappingKeys,

    /// <summary>Characters of a property, such as a policy, with what references become estimated.</summary>
    Size,

    /// <summary>Characters of all inline policies of a role.</summary>
    RolePolicies,

    /// <summary>Items of a list.</summary>
    Items,

    /// <summary>Characters of a name.</summary>
    Name,

    /// <summary>Resources of a type in an account.</summary>
    Account,

    /// <summary>Resources of a type in an account and region.</summary>
    Region,

    /// <summary>Resources of a type that have the same values of some properties, such as one VPC.</summary>
    Group,

    /// <summary>Stacks in an account and region.</summary>
    Stacks,
}

/// <summary>A limit of AWS.</summary>
public sealed record DeploymentLimit
{
    /// <summary>Its name here.</summary>
    public required string Id { get; init; }

    /// <summary>What it counts.</summary>
    public required LimitScope Scope { get; init; }

    /// <summary>The resource type, or the section of the template.</summary>
    public required string Type { get; init; }

    /// <summary>The properties that matter; <c>Name=value</c> selects.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The value without any request; none where it was not looked up. For some the estate may name what was granted.</summary>
    public required Func<Estate?, DateOnly, int?> Value { get; init; }

    /// <summary>The service's code for Service Quotas.</summary>
    public required string Service { get; init; }

    /// <summary>The quota's code for Service Quotas; none where it cannot be raised there.</summary>
    public string? QuotaCode { get; init; }

    /// <summary>What it limits.</summary>
    public required DeploymentText Text { get; init; }

    /// <summary>Title of the AWS page, or our own table that has it.</summary>
    public required string Source { get; init; }

    /// <summary>When the source was last compared.</summary>
    public required DateOnly AsOf { get; init; }
}

/// <summary>The one table of limits that templates and accounts are checked against before a deployment: <c>limits.tsv</c>. Limits of networks and organizations keep their values in their own tables.</summary>
public static class DeploymentLimits
{
    const string Resource = "GovCloud.Deployment.limits.tsv";

    static readonly Lazy<ImmutableArray<DeploymentLimit>> Table = new(Read);

    /// <summary>All limits.</summary>
    public static ImmutableArray<DeploymentLimit> All => Table.Value;

    static ImmutableArray<DeploymentLimit> Read()
    {
        using var stream = typeof(DeploymentLimits).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(line => Entry(line.Split('\t')))];
    }

    static DeploymentLimit Entry(string[] fields) => new()
    {
        Id = fields[0],
        Scope = Enum.Parse<LimitScope>(fields[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        Type = fields[2],
        Paths = [.. fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        Value = ValueOf(fields[4]),
        Service = fields[5],
        QuotaCode = fields[6].Length == 0 ? null : fields[6],
        Text = new DeploymentText(fields[7], fields[8]),
        Source = fields[9],
        AsOf = DateOnly.ParseExact(fields[10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    static Func<Estate?, DateOnly, int?> ValueOf(string text)
    {
        if (text == "?")
        {
            return (_, _) => null;
        }

        switch (text.Split(':'))
        {
            case ["network", var name]:
                var network = Enum.Parse<NetworkQuota>(name);
                return (estate, _) => estate is null ? NetworkQuotas.Of(network).Default : NetworkQuotas.LimitOf(estate.Network, network);
            case ["organization", var name]:
                var organization = Enum.Parse<OrganizationQuota>(name);
                return (estate, day) => estate is null ? OrganizationQuotas.Of(organization).On(day) : OrganizationQuotas.LimitOf(estate.Organization, organization, day);
            default:
                var value = int.Parse(text, CultureInfo.InvariantCulture);
                return (_, _) => value;
        }
    }
}
