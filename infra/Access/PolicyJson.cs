using System.Collections.Immutable;
using GovCloud.Access;

namespace GovCloud.Infra.Access;

/// <summary>Policies of the estate as CloudFormation writes them.</summary>
static class PolicyJson
{
    internal static Dictionary<string, object> Of(ImmutableArray<AccessStatement> statements) => Document([.. statements.Select(Statement)]);

    internal static Dictionary<string, object> Of(ImmutableArray<TrustStatement> statements) => Document([.. statements.Select(Trust)]);

    /// <summary>Fills in partition and account, which are those of wherever the template is deployed.</summary>
    internal static string Filled(string text) => text
        .Replace(Placeholder.Partition, Aws.PARTITION, StringComparison.Ordinal)
        .Replace(Placeholder.Account, Aws.ACCOUNT_ID, StringComparison.Ordinal);

    static Dictionary<string, object> Document(Dictionary<string, object>[] statements) => new(StringComparer.Ordinal)
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = statements,
    };

    static Dictionary<string, object> Statement(AccessStatement statement)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Sid"] = statement.Sid,
            ["Effect"] = statement.Denies ? "Deny" : "Allow",
            [statement.AllActionsBut ? "NotAction" : "Action"] = statement.Actions.ToArray(),
            [statement.AllResourcesBut ? "NotResource" : "Resource"] = statement.Resources.Select(Filled).ToArray(),
        };
        AddConditions(body, statement.Conditions);
        return body;
    }

    static Dictionary<string, object> Trust(TrustStatement statement)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Sid"] = statement.Sid,
            ["Effect"] = "Allow",
            ["Principal"] = new Dictionary<string, object>(StringComparer.Ordinal) { [statement.PrincipalType] = statement.Principals.Select(Filled).ToArray() },
            ["Action"] = statement.Actions.ToArray(),
        };
        AddConditions(body, statement.Conditions);
        return body;
    }

    static void AddConditions(Dictionary<string, object> body, ImmutableArray<AccessCondition> conditions)
    {
        if (!conditions.IsEmpty)
        {
            body["Condition"] = conditions.GroupBy(condition => condition.Operator, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                object (group) => group.ToDictionary(condition => condition.Key, object (condition) => condition.Values.Select(Filled).ToArray(), StringComparer.Ordinal),
                StringComparer.Ordinal);
        }
    }
}
