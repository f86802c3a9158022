using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>SSM parameters: get one, get several, put.</summary>
sealed class ParameterApi(ConcurrentDictionary<string, string> parameters)
{
    const int MostByPath = 10;

    public JsonObject? Handle(string operation, JsonElement request, PageLimit? limit = null) => operation switch
    {
        "GetParameter" => new JsonObject { ["Parameter"] = Find(request.GetProperty("Name").GetString()!) ?? throw AwsApiException.Invalid("ParameterNotFound", "") },
        "GetParameters" => Several(request),
        "GetParametersByPath" => ByPath(request, limit),
        "PutParameter" => Put(request),
        _ => null,
    };

    JsonObject Several(JsonElement request)
    {
        var names = request.GetProperty("Names").EnumerateArray().Select(name => name.GetString()!).ToList();
        return new()
        {
            ["Parameters"] = new JsonArray([.. names.Select(Find).Where(found => found is not null)]),
            ["InvalidParameters"] = new JsonArray([.. names.Where(name => !parameters.ContainsKey(name)).Select(name => JsonValue.Create(name))]),
        };
    }

    JsonObject ByPath(JsonElement request, PageLimit? limit)
    {
        var path = request.GetProperty("Path").GetString()!.TrimEnd('/') + "/";
        var token = request.TryGetProperty("NextToken", out var given) ? given.GetString() : null;
        var asked = request.TryGetProperty("MaxResults", out var most) ? most.GetInt32() : MostByPath;
        var (names, next) = PageLimit.Cut([.. parameters.Keys.Where(name => name.StartsWith(path, StringComparison.Ordinal)).Order(StringComparer.Ordinal)], token, asked, limit);
        var answer = new JsonObject { ["Parameters"] = new JsonArray([.. names.Select(Find)]) };
        if (next is not null)
        {
            answer["NextToken"] = next;
        }

        return answer;
    }

    JsonObject Put(JsonElement request)
    {
        var name = request.GetProperty("Name").GetString()!;
        var overwrite = request.TryGetProperty("Overwrite", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (!overwrite && parameters.ContainsKey(name))
        {
            throw AwsApiException.Invalid("ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        parameters[name] = request.GetProperty("Value").GetString()!;
        return new() { ["Version"] = 1, ["Tier"] = "Standard" };
    }

    JsonObject? Find(string name) => parameters.TryGetValue(name, out var value)
        ? new JsonObject { ["Name"] = name, ["Type"] = "SecureString", ["Value"] = value, ["Version"] = 1, ["DataType"] = "text" }
        : null;
}
