using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovCloud.ApiModels;

/// <summary>A service's model: its operations and the shapes of what they take and answer.</summary>
public sealed class ApiModel
{
    readonly JsonElement root;
    readonly Dictionary<string, ApiOperation> operations;

    internal ApiModel(JsonElement root, ServiceConstraints? constraints)
    {
        this.root = root;
        Metadata = ApiMetadata.Of(root.GetProperty("metadata"));
        operations = root.GetProperty("operations").EnumerateObject().ToDictionary(o => o.Name, o => new ApiOperation(this, o.Name, o.Value, constraints), StringComparer.Ordinal);
    }

    /// <summary>Facts about the service.</summary>
    public ApiMetadata Metadata { get; }

    /// <summary>The operations.</summary>
    public IReadOnlyCollection<ApiOperation> Operations => operations.Values;

    /// <summary>An operation by its name; null where the service has none of that name.</summary>
    public ApiOperation? Find(string operation) => operations.GetValueOrDefault(operation);

    /// <summary>
    /// The operation of a request, for protocols that tell operations apart by method and path, and S3's by parameters and headers too: the one of which least is
    /// missing and most is there.
    /// </summary>
    public ApiOperation? FindByRequest(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return operations.Values.Where(o => o.Method == request.Method && o.MatchesPath(request.Path) && o.FixedParameters.All(p => request.Query.Any(q => q.Key == p.Key && (p.Value.Length == 0 || q.Value == p.Value))))
            .OrderBy(o => o.RequiredOutsideBody.Count(m => !request.Has(m))).ThenByDescending(o => o.FixedParameters.Count).ThenByDescending(o => o.RequiredOutsideBody.Count)
            .ThenBy(o => o.Path.Count(c => c == '{')).ThenBy(o => o.IsDeprecated).FirstOrDefault();
    }

    internal JsonElement? ShapeNamed(string name) => root.TryGetProperty("shapes", out var shapes) && shapes.TryGetProperty(name, out var shape) ? shape : null;
}

/// <summary>An operation.</summary>
public sealed class ApiOperation
{
    readonly Lazy<Regex> path;

    internal ApiOperation(ApiModel model, string name, JsonElement element, ServiceConstraints? constraints)
    {
        Model = model;
        Name = name;
        IsDeprecated = element.TryGetProperty("deprecated", out var deprecated) && deprecated.GetBoolean();
        HasEnumerations = constraints?.Enumerations?.Knows(name) == true;
        Input = element.TryGetProperty("input", out var input) ? new ApiShape(model, input, constraints?.Input(name) ?? default) : null;
        Output = element.TryGetProperty("output", out var output) ? new ApiShape(model, output, constraints?.Output(name) ?? default) : null;
        var http = element.TryGetProperty("http", out var found) ? found : default;
        Method = http.ValueKind == JsonValueKind.Object && http.TryGetProperty("method", out var method) ? method.GetString()! : "POST";
        Path = http.ValueKind == JsonValueKind.Object && http.TryGetProperty("requestUri", out var uri) ? uri.GetString()! : "/";
        ResultWrapper = output.ValueKind == JsonValueKind.Object && output.TryGetProperty("resultWrapper", out var wrapper) ? wrapper.GetString() : null;
        FixedParameters = Path.Split('?') is [_, var query] ? [.. query.Split('&').Select(p => p.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], p.ElementAtOrDefault(1) ?? ""))] : [];
        RequiredOutsideBody = [.. (Input?.Required ?? []).Select(r => (Name: r, Shape: Input!.Members[r])).Where(m => m.Shape.Location is "querystring" or "header")];
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

    /// <summary>Whether it is known which values its members may have. An operation that AWS has given up is not in its newer packages.</summary>
    public bool HasEnumerations { get; }

    /// <summary>Whether AWS has replaced it by another.</summary>
    internal bool IsDeprecated { get; }

    /// <summary>Parameters of the query that tell this operation from others.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> FixedParameters { get; }

    /// <summary>Members in query and headers that must be there.</summary>
    internal IReadOnlyList<(string Name, ApiShape Shape)> RequiredOutsideBody { get; }

    /// <summary>Whether a path is one of this operation's.</summary>
    public bool MatchesPath(string requested)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return path.Value.IsMatch(requested.TrimEnd('/'));
    }

    /// <summary>The parameters of a path by their names on the wire.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Labels(string requested)
    {
        var names = Path.Split('?')[0].Split('{', '}').Where((_, index) => index % 2 == 1).Select(name => name.TrimEnd('+'));
        return names.Zip(path.Value.Match(requested.TrimEnd('/')).Groups.Values.Skip(1), (name, group) => KeyValuePair.Create(name, Uri.UnescapeDataString(group.Value)));
    }

    // Between braces stands every second part: a parameter, which takes in slashes where it ends in a plus.
    static string Pattern(string part, int index) => index % 2 == 0 ? Regex.Escape(part) : part.EndsWith('+') ? "(.+)" : "([^/]+)";
}
