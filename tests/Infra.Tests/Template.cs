using System.Text.Json.Nodes;

namespace GovCloud.Infra.Tests;

/// <summary>A synthesised template as JSON, with the few questions that the policies ask.</summary>
sealed class Template
{
    readonly JsonObject json;

    Template(string path)
    {
        Bytes = new FileInfo(path).Length;
        json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
    }

    public long Bytes { get; }

    public JsonObject Json => json;

    public IReadOnlyList<Resource> Resources => [.. json.Member("Resources")!.AsObject().Select(pair => new Resource(pair.Key, pair.Value!.AsObject()))];

    public static Template Read(string folder, string stack) => new(Path.Combine(folder, $"{stack}.template.json"));

    public IReadOnlyList<Resource> OfType(string type) => [.. Resources.Where(resource => string.Equals(resource.Type, type, StringComparison.Ordinal))];

    public Resource Only(string type) => Assert.Single(OfType(type));

    /// <summary>The one resource of a type whose logical id begins so.</summary>
    public Resource Named(string type, string prefix) => Assert.Single(OfType(type), resource => resource.Id.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Every statement of every policy, with the resource it stands in.</summary>
    public IEnumerable<Statement> Statements() =>
        from resource in Resources
        from document in Objects(resource.Properties)
        where document["Statement"] is not null
        from statement in document["Statement"] is JsonArray many ? [.. many.Select(one => one!.AsObject())] : new[] { document["Statement"]!.AsObject() }
        select new Statement(resource, statement);

    /// <summary>The statements of the policies that are attached to a role.</summary>
    public IReadOnlyList<Statement> StatementsOfRole(string rolePrefix) =>
    [
        .. Statements().Where(statement => statement.Owner.Type is "AWS::IAM::Policy"
            && statement.Owner.Properties["Roles"]!.AsArray().Any(role => role!["Ref"]!.GetValue<string>().StartsWith(rolePrefix, StringComparison.Ordinal))),
    ];

    /// <summary>All objects in a node, itself included.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject value => [value, .. value.SelectMany(pair => Objects(pair.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}

sealed record Resource(string Id, JsonObject Body)
{
    public string Type => Body.Member("Type")!.GetValue<string>();

    public JsonObject Properties => Body.Member("Properties")?.AsObject() ?? [];

    /// <summary>A property by its path, such as <c>RedrivePolicy.maxReceiveCount</c>; null when absent.</summary>
    public JsonNode? this[string path] => path.Split('.').Aggregate((JsonNode?)Properties, (node, name) => node is JsonObject value ? value[name] : null);

    public override string ToString() => Id;
}

sealed record Statement(Resource Owner, JsonObject Body)
{
    public bool Allows => Body["Effect"]!.GetValue<string>() is "Allow";

    public string Sid => Body.Member("Sid")?.GetValue<string>() ?? "";

    public IReadOnlyList<string> Actions => Texts(Body["Action"]);

    public IReadOnlyList<JsonNode> ResourceNodes => Body["Resource"] switch
    {
        JsonArray many => [.. many.Select(one => one!)],
        { } one => [one],
        null => [],
    };

    public bool NamesResource(string logicalIdPrefix) =>
        ResourceNodes.SelectMany(Template.Objects).Any(node =>
            (node["Ref"] is JsonValue reference && reference.GetValue<string>().StartsWith(logicalIdPrefix, StringComparison.Ordinal))
            || (node["Fn::GetAtt"] is JsonArray attribute && attribute[0]!.GetValue<string>().StartsWith(logicalIdPrefix, StringComparison.Ordinal)));

    public override string ToString() => $"{Owner.Id}/{Sid}: {Body.ToJsonString()}";

    static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(one => one!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };
}

static class JsonMembers
{
    public static JsonNode? Member(this JsonObject node, string key) => node[key];
}
