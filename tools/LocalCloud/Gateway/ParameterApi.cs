using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>SSM parameters: get one, get several, put.</summary>
sealed class ParameterApi(ConcurrentDictionary<string, string> parameters)
{
    public JsonObject? Handle(string operation, JsonElement request) => operation switch
    {
        "GetParameter" => new JsonObject { ["Parameter"] = Find(request.GetProperty("Name").GetString()!) ?? throw AwsApiException.Invalid("ParameterNotFound", "") },
        "GetParameters" => Several(request),
        "GetParametersByPath" => ByPath(request),
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

    JsonObject ByPath(JsonElement request)
    {
        var path = request.GetProperty("Path").GetString()!.TrimEnd('/') + "/";
        return new() { ["Parameters"] = new JsonArray([.. parameters.Keys.Where(name => name.StartsWith(path, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Find)]) };
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
