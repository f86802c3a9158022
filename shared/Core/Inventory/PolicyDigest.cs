using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.Inventory;

/// <summary>
/// Digest of what a policy says. Spaces, the order of members and of list items, and a list of one instead of its item change nothing of that; CloudFormation and the console change
/// them freely.
/// </summary>
public static class PolicyDigest
{
    /// <summary>SHA-256 in lower-case hexadecimal digits; <see langword="null"/> where the text is no JSON.</summary>
    public static string? Of(string? document)
    {
        try
        {
            return document is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(JsonNode.Parse(document)))));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    static string Canonical(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => JsonValue.Create(member.Key).ToJsonString() + ":" + Canonical(member.Value))) + "}",
        JsonArray { Count: 1 } items => Canonical(items[0]),
        JsonArray items => "[" + string.Join(',', items.Select(Canonical).Order(StringComparer.Ordinal)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
