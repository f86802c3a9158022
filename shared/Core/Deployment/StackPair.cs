using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>A stack before and after, and what is known of its resources so far.</summary>
sealed class StackPair
{
    static readonly string[] Attributes = ["Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "UpdatePolicy", "UpdateReplacePolicy"];
    static readonly string[] OtherSections = ["Parameters", "Mappings", "Conditions", "Rules", "Outputs", "Transform"];

    readonly Dictionary<string, List<PropertyChange>> properties = new(StringComparer.Ordinal);
    readonly Dictionary<string, UpdateEffect> effects = new(StringComparer.Ordinal);
    readonly HashSet<(string Id, string Path, string Through)> followed = [];
    readonly Dictionary<string, JsonElement> before;
    readonly Dictionary<string, JsonElement> after;
    readonly ILookup<(string Name, bool IsImport), (string Id, TemplatePath Path)> references;

    public StackPair(StackDefinition? before, StackDefinition? after)
    {
        Before = before;
        After = after;
        this.before = before?.Section("Resources").ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal) ?? [];
        this.after = after?.Section("Resources").ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal) ?? [];
        references = this.after.Where(resource => this.before.ContainsKey(resource.Key))
            .SelectMany(resource => TemplateNodes.Member(resource.Value, "Properties") is { } given
                ? TemplateNodes.References(given, TemplatePath.Root).Select(r => (Key: (r.Name, r.IsImport), Value: (resource.Key, r.Path)))
                : [])
            .ToLookup(r => r.Key, r => r.Value);
    }

    public StackDefinition? Before { get; }

    public StackDefinition? After { get; }

    public StackPlace Place => (After ?? Before)!.Place;

    public string Name => (After ?? Before)!.Name;

    /// <summary>Why the update is refused.</summary>
    public List<DeploymentText> Refusals { get; } = [];

    /// <summary>The resources that are replaced, or may be, by what differs in the templates, and the parameters whose defaults differ.</summary>
    public IEnumerable<(string Name, UpdateEffect Effect)> Differ()
    {
        foreach (var (id, current) in after)
        {
            if (!before.TryGetValue(id, out var old) || JsonElement.DeepEquals(old, current))
            {
                continue;
            }

            var type = StackDefinition.TypeOf(current);
            foreach (var change in ValueChange.Between(TemplateNodes.Member(old, "Properties") ?? Empty, TemplateNodes.Member(current, "Properties") ?? Empty, TemplatePath.Root))
            {
                Add(id, new PropertyChange
                {
                    Path = change.Path.Display,
                    Before = change.Before?.GetRawText(),
                    After = change.After?.GetRawText(),
                    Effect = UpdateBehaviours.Of(type, change.Path, change.Before, change.After),
                });
            }

            AddAttributes(id, old, current);
            if (StackDefinition.TypeOf(old) != type)
            {
                effects[id] = UpdateEffect.Replaces;
            }
        }

        return effects.Where(e => e.Value != UpdateEffect.InPlace).Select(e => (e.Key, e.Value)).Concat(MovedParameters()).ToList();
    }

    /// <summary>Lets every property that refers to something follow its replacement.</summary>
    /// <returns>The resources that are replaced by that and were not before, or only perhaps.</returns>
    public IEnumerable<(string Name, UpdateEffect Effect)> Follow(string name, bool isImport, UpdateEffect effect, string through)
    {
        foreach (var (id, path) in references[(name, isImport)])
        {
            if (!followed.Add((id, path.Display, through)))
            {
                continue;
            }

            var own = UpdateBehaviours.Of(StackDefinition.TypeOf(after[id]), path, before: null, after: null);
            // What follows something that is perhaps replaced is itself at most perhaps replaced.
            var follows = (UpdateEffect)Math.Min((int)own, (int)effect);
            var known = effects.GetValueOrDefault(id);
            Add(id, new PropertyChange { Path = path.Display, Effect = follows, Through = through });
            if (follows > known)
            {
                yield return (id, follows);
            }
        }
    }

    /// <summary>The exports whose values refer to something, before and after.</summary>
    public IEnumerable<string> ExportsOf(string name) => Exports(After).Where(e => e.Refers.Contains(name, StringComparer.Ordinal)).Select(e => e.Export);

    /// <summary>Names of the exports before that the template after does not have.</summary>
    public IEnumerable<string> RemovedExports() => Exports(Before).Select(e => e.Export).Except(Exports(After).Select(e => e.Export), StringComparer.Ordinal);

    /// <summary>Whether the stack imports a value, after the update.</summary>
    public bool Imports(string export) => references[(export, true)].Any();

    /// <summary>The names of parameters in Systems Manager whose values refer to something.</summary>
    public IEnumerable<string> StoredParametersOf(string name) => references[(name, false)]
        .Where(r => StackDefinition.TypeOf(after[r.Id]) == "AWS::SSM::Parameter" && r.Path.Display == "Value")
        .Select(r => TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(after[r.Id], "Properties"), "Name"))).OfType<string>();

    /// <summary>The template's parameters that take their values from a parameter of Systems Manager, by its name, or its address where it is shared.</summary>
    public IEnumerable<string> ParametersFrom(string stored) => After?.Section("Parameters")
        .Where(p => TemplateNodes.Text(TemplateNodes.Member(p.Value, "Type"))?.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal) == true
            && TemplateNodes.Text(TemplateNodes.Member(p.Value, "Default")) is { } from && (from == stored || from.EndsWith($":parameter/{stored.TrimStart('/')}", StringComparison.Ordinal)))
        .Select(p => p.Name) ?? [];

    /// <summary>The result.</summary>
    public StackChange ToChange()
    {
        var resources = after.Keys.Union(before.Keys, StringComparer.Ordinal).Select(Of).OfType<ResourceChange>()
            .OrderBy(r => !r.EndangersData).ThenBy(r => r.Action).ThenBy(r => r.LogicalId, StringComparer.Ordinal).ToImmutableArray();
        var others = Before is null || After is null ? [] : OtherDifferences().ToImmutableArray();
        return new StackChange
        {
            Name = Name,
            Place = Place,
            Action = After is null ? StackAction.NoLongerDescribed : Before is null ? StackAction.Created : resources.IsEmpty && others.IsEmpty && Refusals.Count == 0 ? StackAction.Unchanged : StackAction.Changed,
            Resources = resources,
            OtherElements = others,
            Refusals = [.. Refusals],
        };
    }

    static JsonElement Empty { get; } = JsonElement.Parse("{}");

    ResourceChange? Of(string id) => (before.TryGetValue(id, out var old), after.TryGetValue(id, out var current)) switch
    {
        (false, _) => new ResourceChange { LogicalId = id, Type = StackDefinition.TypeOf(current), Action = ResourceAction.Created },
        (_, false) => Removal(id, ResourceAction.Deleted, StackDefinition.TypeOf(old), HeldData.FateOf("DeletionPolicy", StackDefinition.TypeOf(old), old), HeldData.IsProtected(old)),
        _ when !properties.ContainsKey(id) && !effects.ContainsKey(id) => null,
        _ when effects.GetValueOrDefault(id) == UpdateEffect.InPlace => new ResourceChange { LogicalId = id, Type = StackDefinition.TypeOf(current), Action = ResourceAction.Changed, Properties = Sorted(id) },
        _ => Replacement(id, old, current),
    };

    ResourceChange Replacement(string id, JsonElement old, JsonElement current)
    {
        var type = StackDefinition.TypeOf(old);
        var certain = effects[id] == UpdateEffect.Replaces;
        var removal = Removal(id, certain ? ResourceAction.Replaced : ResourceAction.MayBeReplaced, type, HeldData.FateOf("UpdateReplacePolicy", type, old, current), HeldData.IsProtected(old));
        return removal with { Type = StackDefinition.TypeOf(current), Properties = Sorted(id), Refusal = certain ? RefusalOf(old, current) : null };
    }

    static ResourceChange Removal(string id, ResourceAction action, string type, DataFate fate, bool isProtected) => new()
    {
        LogicalId = id,
        Type = type,
        Action = action,
        Data = HeldData.Of(type),
        Fate = fate,
        IsProtected = isProtected,
    };

    static DeploymentText? RefusalOf(JsonElement old, JsonElement current)
    {
        var type = StackDefinition.TypeOf(current);
        if (StackDefinition.TypeOf(old) != type)
        {
            return new($"型は変えられない({StackDefinition.TypeOf(old)} → {type})。論理名を変える", $"a resource cannot become another type ({StackDefinition.TypeOf(old)} to {type}): give it another logical id");
        }

        var names = UpdateBehaviours.NamesOf(type);
        return !names.IsEmpty && names.All(name => NameOf(old, name) is { } given && given == NameOf(current, name))
            ? new($"名前({string.Join("、", names)})が固定のため、同じ名前では置換できない。名前を変えるか、名前の指定をやめる", $"it has a fixed name ({string.Join(", ", names)}) and cannot be replaced under it: change the name, or leave it to CloudFormation")
            : null;
    }

    static string? NameOf(JsonElement resource, string property) => TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(resource, "Properties"), property));

    ImmutableArray<PropertyChange> Sorted(string id) => properties.TryGetValue(id, out var list) ? [.. list.OrderByDescending(p => p.Effect).ThenBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Through, StringComparer.Ordinal)] : [];

    void Add(string id, PropertyChange change)
    {
        if (!properties.TryGetValue(id, out var list))
        {
            properties.Add(id, list = []);
        }

        list.Add(change);
        effects[id] = (UpdateEffect)Math.Max((int)effects.GetValueOrDefault(id), (int)change.Effect);
    }

    void AddAttributes(string id, JsonElement old, JsonElement current)
    {
        foreach (var attribute in Attributes)
        {
            var (was, now) = (TemplateNodes.Member(old, attribute), TemplateNodes.Member(current, attribute));
            if (ValueChange.Between(was, now, TemplatePath.Root).Any())
            {
                // Under another condition the resource may come or go, which the templates alone do not tell.
                Add(id, new PropertyChange { Path = "@" + attribute, Before = was?.GetRawText(), After = now?.GetRawText(), Effect = attribute == "Condition" ? UpdateEffect.MayReplace : UpdateEffect.InPlace });
            }
        }
    }

    /// <summary>Parameters whose defaults differ: whoever deploys may have given another value, so nothing is certain.</summary>
    IEnumerable<(string Name, UpdateEffect Effect)> MovedParameters()
    {
        var old = Before?.Section("Parameters").ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) ?? [];
        return After is null ? [] : After.Section("Parameters")
            .Where(p => old.TryGetValue(p.Name, out var was) && TemplateNodes.Text(TemplateNodes.Member(was, "Default")) != TemplateNodes.Text(TemplateNodes.Member(p.Value, "Default")))
            .Select(p => (p.Name, UpdateEffect.MayReplace));
    }

    IEnumerable<string> OtherDifferences() => OtherSections.SelectMany(section =>
        ValueChange.Between(TemplateNodes.Member(Before!.Template, section) ?? Empty, TemplateNodes.Member(After!.Template, section) ?? Empty, TemplatePath.Root)
            .Select(change => change.Path.Segments is [var name, ..] ? $"{section}.{name}" : section)).Distinct(StringComparer.Ordinal);

    static IEnumerable<(string Export, string[] Refers)> Exports(StackDefinition? stack) => stack?.Section("Outputs")
        .Select(o => (Export: TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(o.Value, "Export"), "Name")), Value: TemplateNodes.Member(o.Value, "Value")))
        .Where(o => o.Export is not null)
        .Select(o => (o.Export!, o.Value is { } value ? TemplateNodes.References(value, TemplatePath.Root).Select(r => r.Name).ToArray() : [])) ?? [];
}
