using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Policies;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>Decides a call that is written as JSON, with its policies: the same work, from the same text, as the simulator has.</summary>
static class CallText
{
    public static AccessDecision Decide(string line)
    {
        using var document = JsonDocument.Parse(line);
        var (root, request) = (document.RootElement, document.RootElement.GetProperty("request"));
        var principal = request.GetProperty("principal").GetString()!;
        var action = request.GetProperty("action").GetString()!;
        var context = new PolicyContext { IsComplete = true };
        foreach (var variable in request.GetProperty("contextVariables").EnumerateObject())
        {
            context.Add(variable.Name, variable.Value.ValueKind == JsonValueKind.Array ? [.. variable.Value.EnumerateArray().Select(value => value.GetString()!)] : [variable.Value.GetString()!]);
        }

        return CallEvaluator.Decide(
            new() { Action = action, Resource = request.GetProperty("resource").GetProperty("resource").GetString()!, PrincipalArn = principal, PrincipalAccount = principal.Split(':')[4], Context = context },
            new()
            {
                Identity = Documents(root.GetProperty("identityPolicies")),
                Boundary = root.GetProperty("permissionBoundaryPolicies") is { ValueKind: JsonValueKind.Array } boundary ? Documents(boundary)[0] : null,
                ServiceControl = [.. root.GetProperty("serviceControlPolicies").EnumerateArray().Select(level => Documents(level.GetProperty("policies")))],
                Resource = root.GetProperty("resourcePolicy") is { ValueKind: JsonValueKind.Object } resource ? PolicyDocument.Read(resource) : null,
                Rule = action.StartsWith("kms:", StringComparison.Ordinal) ? ResourcePolicyRule.Required : ResourcePolicyRule.Either,
                ResourceAccount = request.GetProperty("resource").GetProperty("accountId").GetString(),
            });
    }

    static ImmutableArray<PolicyDocument> Documents(JsonElement named) => [.. named.EnumerateArray().Select(one => PolicyDocument.Read(one.GetProperty("policy")))];
}
