using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovCloud.ApiModels;

/// <summary>A service's model: its operations and the shapes of what they take and answer.</summary>
public sealed class ApiModel
{
    readonly JsonElement root;
    readonly Dictionary<string, ApiOperation> operations;

    internal ApiModel(JsonElement root)
    {
        this.root = root;
        Metadata = ApiMetadata.Of(root.GetProperty("metadata"));
        operations = root.GetProperty("operations").EnumerateObject().ToDictionary(o => o.Name, o => new ApiOperation(this, o.Name, o.Value), StringComparer.Ordinal);
    }

    /// <summary>Facts about the service.</summary>
    public ApiMetadata Metadata { get; }

    /// <summary>The operations.</summary>
    public IReadOnlyCollection<ApiOperation> Operations => operations.Values;

    /// <summary>An operation by its name; null where the service has none of that name.</summary>
    public ApiOperation? Find(string operation) => operations.GetValueOrDefault(operation);

    /// <summary>The operation of a method and path, for protocols whose paths tell operations apart.</summary>
    public ApiOperation? FindByPath(string method, string path) =>
        operations.Values.Where(o => o.Method == method && o.MatchesPath(path)).OrderBy(o => o.Path.Count(c => c == '{')).FirstOrDefault();

    internal JsonElement? ShapeNamed(string name) => root.TryGetProperty("shapes", out var shapes) && shapes.TryGetProperty(name, out var shape) ? shape : null;
}

/// <summary>An operation.</summary>
public sealed class ApiOperation
{
    readonly Lazy<Regex> path;

    internal ApiOperation(ApiModel model, string name, JsonElement element)
    {
        Model = model;
        Name = name;
        Input = element.TryGetProperty("input", out var input) ? new ApiShape(model, input) : null;
        Output = element.TryGetProperty("output", out var output) ? new ApiShape(model, output) : null;
        var http = element.TryGetProperty("http", out var found) ? found : default;
        Method = http.ValueKind == JsonValueKind.Object && http.TryGetProperty("method", out var method) ? method.GetString()! : "POST";
        Path = http.ValueKind == JsonValueKind.Object && http.TryGetProperty("requestUri", out var uri) ? uri.GetString()! : "/";
        ResultWrapper = output.ValueKind == JsonValueKind.Object && output.TryGetProperty("resultWrapper", out var wrapper) ? wrapper.GetString() : null;
        path = new(() => new Regex("^" + string.Concat(Path.Split('?')[0].TrimEnd('/').Split('{', '}').Select(Pattern)) + "/?$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>The service.</summary>
    public ApiModel Model { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it takes; null where it takes nothing.</summary>
    public ApiShape? Input { get; }

    /// <summary>What it answers; null where it answers nothing.</summary>
    public ApiShape? Output { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path with parameters in braces, as the model writes it.</summary>
    public string Path { get; }

    /// <summary>Element around the answer, in the query protocol.</summary>
    public string? ResultWrapper { get; }

    /// <summary>Whether a path is one of this operation's.</summary>
    public bool MatchesPath(string requested)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return path.Value.IsMatch(requested.TrimEnd('/'));
    }

    // Between braces stands every second part: a parameter, which takes in slashes where it ends in a plus.
    static string Pattern(string part, int index) => index % 2 == 0 ? Regex.Escape(part) : part.EndsWith('+') ? ".+" : "[^/]+";
}
