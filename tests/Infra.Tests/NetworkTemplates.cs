namespace GovCloud.Infra.Tests;

/// <summary>The templates of an estate's network.</summary>
sealed class NetworkTemplates
{
    public NetworkTemplates(string folder) => ByStack = Directory.GetFiles(folder, "*.template.json")
        .Select(file => Path.GetFileName(file)[..^".template.json".Length])
        .Where(stack => stack.StartsWith("GovCloud-Network", StringComparison.Ordinal) || stack.StartsWith("GovCloud-Spoke-", StringComparison.Ordinal))
        .ToDictionary(stack => stack, stack => Template.Read(folder, stack), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Template> ByStack { get; }

    public IEnumerable<Template> All => ByStack.Values;

    public Template Gateway => ByStack["GovCloud-Network"];

    public Template Egress => ByStack["GovCloud-NetworkCentral-egress"];

    public Template Endpoints => ByStack["GovCloud-NetworkCentral-endpoints"];

    public Template Maintenance => ByStack["GovCloud-NetworkCentral-maintenance"];

    public IEnumerable<Template> Spokes => Named("GovCloud-Spoke-");

    public IEnumerable<Template> Segments => Named("GovCloud-NetworkSegments-");

    public IEnumerable<Template> Routing => Named("GovCloud-NetworkRouting-").Concat(Named("GovCloud-NetworkLine-"));

    public IEnumerable<Resource> OfType(string type) => All.SelectMany(template => template.OfType(type));

    IEnumerable<Template> Named(string prefix) => ByStack.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value);
}
