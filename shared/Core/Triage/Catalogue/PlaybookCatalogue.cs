using System.Text.Json;

namespace GovCloud.Triage.Catalogue;

/// <summary>The playbooks and which alerts they are for.</summary>
/// <remarks>
/// Data: <c>playbooks.json</c>, read at the first use without reflection. An entry's <c>for</c> lists <c>source|type</c> with <c>*</c> as wildcard;
/// consolidated control ids stand for every name of the check. <c>category</c> marks the playbook of last resort of a category.
/// </remarks>
public static class PlaybookCatalogue
{
    static readonly Lazy<Tables> tables = new(Load);

    /// <summary>All playbooks in the order of the file.</summary>
    public static IReadOnlyCollection<Playbook> All => tables.Value.ById.Values;

    /// <summary>The playbook for an alert: the most specific one, else that of its category.</summary>
    /// <param name="source">EventBridge source, such as <c>aws.guardduty</c>.</param>
    /// <param name="type">Normalised type, see <see cref="Alert.Type"/>.</param>
    /// <param name="category">What the alert is about.</param>
    public static Playbook Find(string source, string type, AlertCategory category)
    {
        if (AlertTitles.IsCheck(source, category) && SecurityControls.TryFind(type, out var control))
            (source, type) = ("aws.securityhub", control);
        var known = tables.Value;
        return known.ByPattern.TryFind(source, type, out var playbook) ? playbook : known.ByCategory[category];
    }

    /// <summary>The playbook with an id, as recorded in an incident.</summary>
    /// <exception cref="KeyNotFoundException">There is none with that id.</exception>
    public static Playbook Get(string id) =>
        tables.Value.ById.TryGetValue(id, out var playbook) ? playbook : throw new KeyNotFoundException($"There is no playbook '{id}'.");

    /// <summary>The playbook with an id, as recorded in an incident; that of the category where a later catalogue no longer has it.</summary>
    public static Playbook Get(string id, AlertCategory category) =>
        tables.Value.ById.TryGetValue(id, out var playbook) ? playbook : tables.Value.ByCategory[category];

    static Tables Load()
    {
        using var stream = ResourceTable.Open("playbooks.json");
        using var document = JsonDocument.Parse(stream);
        var byId = new OrderedDictionary<string, Playbook>(StringComparer.Ordinal);
        var byCategory = new Dictionary<AlertCategory, Playbook>();
        var patterns = new List<(string Source, string Type, Playbook Value)>();
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var playbook = Read(entry);
            byId.Add(playbook.Id, playbook);
            if (entry.TryGetProperty("category", out var category))
                byCategory.Add(Enum.Parse<AlertCategory>(category.GetString()!), playbook);
            if (entry.TryGetProperty("for", out var alerts))
                patterns.AddRange(alerts.EnumerateArray().Select(alert => Pattern(alert.GetString()!, playbook)));
        }

        return new Tables(byId, byCategory, new PatternTable<Playbook>(patterns));
    }

    static (string Source, string Type, Playbook Value) Pattern(string text, Playbook playbook)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return (text[..bar], text[(bar + 1)..], playbook);
    }

    static Playbook Read(JsonElement entry) => new()
    {
        Id = Text(entry, "id"),
        Title = Text(entry, "title"),
        Summary = Text(entry, "summary"),
        Impact = Text(entry, "impact"),
        Steps = [.. entry.GetProperty("steps").EnumerateArray().Select(step => step.GetString()!)],
        Reference = Text(entry, "reference"),
    };

    static string Text(JsonElement entry, string name) =>
        entry.GetProperty(name).GetString() ?? throw new InvalidDataException($"playbooks.json: '{name}' is null.");

    sealed record Tables(
        OrderedDictionary<string, Playbook> ById,
        Dictionary<AlertCategory, Playbook> ByCategory,
        PatternTable<Playbook> ByPattern);
}
