using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>The permissions of functions, which a template has in words of its own, as the policy that Lambda makes of them.</summary>
static class LambdaPermissions
{
    public static JsonObject Policy(string function, JsonObject permission)
    {
        var principal = permission["Principal"]!.ToString();
        var isService = principal.Contains(".amazonaws.", StringComparison.Ordinal);
        var conditions = new JsonObject();
        Add("ArnLike", "AWS:SourceArn", "SourceArn");
        Add("StringEquals", "AWS:SourceAccount", "SourceAccount");
        Add("StringEquals", "aws:PrincipalOrgID", "PrincipalOrgID");
        var statement = new JsonObject
        {
            ["Sid"] = "permission",
            ["Effect"] = "Allow",
            ["Principal"] = principal == "*" ? "*" : new JsonObject { [isService ? "Service" : "AWS"] = principal },
            ["Action"] = permission["Action"]!.ToString(),
            ["Resource"] = function,
        };
        if (conditions.Count > 0)
        {
            statement["Condition"] = conditions;
        }

        return new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };

        void Add(string test, string key, string property)
        {
            if (permission[property]?.ToString() is { Length: > 0 } value)
            {
                conditions[test] = new JsonObject((conditions[test] as JsonObject ?? []).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())).Append(KeyValuePair.Create(key, (JsonNode?)JsonValue.Create(value))));
            }
        }
    }
}
