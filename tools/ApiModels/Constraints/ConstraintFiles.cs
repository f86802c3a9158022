using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>What <c>constraints.js</c> has written: one file a service, and one that says from which packages.</summary>
sealed class ConstraintFiles
{
    readonly string folder;
    readonly Lazy<JsonElement?> sources;

    public ConstraintFiles(string folder)
    {
        this.folder = folder;
        sources = new(() => Read("sources"));
    }

    public bool AreThere => sources.Value is not null;

    public string? SourceOfLimits => sources.Value?.GetProperty("limits").GetString();

    /// <summary>What is known of a service; null where that is nothing.</summary>
    public ServiceConstraints? Find(string serviceId) => AreThere && Read(serviceId) is { } found ? new(Graph(found, "enumerations"), Graph(found, "limits")) : null;

    static ConstraintGraph? Graph(JsonElement file, string name) => file.TryGetProperty(name, out var graph) ? new ConstraintGraph(graph) : null;

    JsonElement? Read(string name)
    {
        var file = Path.Combine(folder, name + ".json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)).RootElement : null;
    }
}

/// <summary>What is known of the values of a service: which there are, and what they look like.</summary>
sealed record ServiceConstraints(ConstraintGraph? Enumerations, ConstraintGraph? Limits)
{
    public ShapeConstraints Input(string operation) => new(Enumerations?.Of(operation, "input"), Limits?.Of(operation, "input"));

    public ShapeConstraints Output(string operation) => new(Enumerations?.Of(operation, "output"), Limits?.Of(operation, "output"));
}

/// <summary>The two for one place in an operation.</summary>
readonly record struct ShapeConstraints(ConstraintNode? Enumeration, ConstraintNode? Limits)
{
    public ShapeConstraints Item => new(Enumeration?.Step("list"), Limits?.Step("list"));

    public ShapeConstraints Key => new(Enumeration?.Step("key"), Limits?.Step("key"));

    public ShapeConstraints Value => new(Enumeration?.Step("value"), Limits?.Step("value"));

    public ShapeConstraints Member(string name) => new(Enumeration?.Member(name), Limits?.Member(name));
}
