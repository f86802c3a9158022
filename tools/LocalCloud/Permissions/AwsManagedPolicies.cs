using System.Collections.Immutable;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>Policies that AWS maintains, as far as their contents are known here.</summary>
static class AwsManagedPolicies
{
    const string Prefix = "arn:aws:iam::aws:policy/";

    static readonly Lazy<ILookup<string, string>> allowed = new(Read);

    /// <summary>Whether it is one of AWS's.</summary>
    public static bool IsOne(string arn) => arn.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The policy. What one allows and denies that is not known here is doubtful, and no permission.</summary>
    public static PolicyDocument Of(string arn)
    {
        ImmutableArray<string> actions = IsOne(arn) ? [.. allowed.Value[arn[Prefix.Length..]]] : [];
        return new()
        {
            Name = arn,
            Statements = actions.IsEmpty
                ? [new() { Allows = false, Problem = "its contents are in no template" }]
                : [new() { Allows = true, Actions = actions, Resources = ["*"] }],
        };
    }

    static ILookup<string, string> Read()
    {
        using var reader = new StreamReader(typeof(AwsManagedPolicies).Assembly.GetManifestResourceStream("GovCloud.LocalCloud.Permissions.aws-managed-policies.tsv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
