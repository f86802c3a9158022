using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GovCloud.Deployment;

/// <summary>Which stack needs which: by the assembly, by the table of kinds, by exports, and by parameters of Systems Manager.</summary>
sealed partial class DeploymentOrder
{
    readonly ImmutableArray<StackTarget> placed;
    readonly StackKind[] kinds;
    readonly int[][] needs;
    readonly HashSet<string> stored = new(StringComparer.Ordinal);

    public DeploymentOrder(ImmutableArray<StackTarget> placed)
    {
        this.placed = placed;
        var facts = new Dictionary<StackArtifact, StackLinks>(ReferenceEqualityComparer.Instance);
        Links = [.. placed.Select(p => facts.TryGetValue(p.Stack, out var known) ? known : facts[p.Stack] = StackLinks.Of(p.Stack))];
        kinds = [.. placed.Select(p => StackKind.Of(p.Stack.Definition.Name))];
        Served = [.. placed.Select((p, i) => Links[i].Reads.Select(ServedAccount).OfType<string>().Distinct(StringComparer.Ordinal).ToArray() is [var only] && kinds[i].Prefix == "GovCloud-NetworkRouting" ? only : p.Account)];
        needs = Needs();
    }

    /// <summary>What each stack exports, imports, stores and reads.</summary>
    public ImmutableArray<StackLinks> Links { get; }

    /// <summary>The account that each stack is for, which for routing is not the one that it is in.</summary>
    public ImmutableArray<string> Served { get; }

    /// <summary>What has to be there before a stack.</summary>
    public IReadOnlyList<int> NeedsOf(int index) => needs[index];

    /// <summary>The kind of each stack.</summary>
    public StackKind KindOf(int index) => kinds[index];

    /// <summary>The names that a stack reads from Systems Manager and that no stack stores.</summary>
    public ImmutableArray<string> PrerequisitesOf(int index) => [.. Links[index].Reads.Where(name => !stored.Contains(name)).Order(StringComparer.Ordinal)];

    /// <summary>Everything in an order in which what is needed comes first.</summary>
    /// <param name="cyclic">What is left because it needs itself.</param>
    public List<int> Sorted(out List<int> cyclic)
    {
        var waiting = needs.Select(n => n.Length).ToArray();
        var followers = needs.SelectMany((n, i) => n.Select(before => (before, i))).ToLookup(n => n.before, n => n.i);
        var ready = new Queue<int>(Enumerable.Range(0, placed.Length).Where(i => waiting[i] == 0));
        var sorted = new List<int>(placed.Length);
        while (ready.TryDequeue(out var next))
        {
            sorted.Add(next);
            foreach (var follower in followers[next])
            {
                if (--waiting[follower] == 0)
                {
                    ready.Enqueue(follower);
                }
            }
        }

        cyclic = [.. Enumerable.Range(0, placed.Length).Except(sorted)];
        return sorted;
    }

    int[][] Needs()
    {
        var everything = Enumerable.Range(0, placed.Length).ToList();
        var byName = everything.ToLookup(i => placed[i].Stack.Definition.Name, StringComparer.Ordinal);
        var byKind = everything.ToLookup(i => kinds[i].Prefix, StringComparer.Ordinal);
        var exporters = everything.SelectMany(i => Links[i].Exports.Select(name => (Key: (placed[i].Account, placed[i].Region, name), i))).ToLookup(e => e.Key, e => e.i);
        var storers = everything.SelectMany(i => Links[i].Stores.Select(name => (name, i))).ToLookup(s => s.name, s => s.i, StringComparer.Ordinal);
        stored.UnionWith(storers.Select(s => s.Key));
        var spokes = byKind["GovCloud-Spoke"].ToLookup(i => placed[i].Account, StringComparer.Ordinal);
        return [.. everything.Select(i => placed[i].Stack.Dependencies.SelectMany(name => Nearest(byName[name], i))
            .Concat(kinds[i].Needs.SelectMany(prefix => Nearest(byKind[prefix], i)))
            .Concat(Links[i].Imports.SelectMany(name => exporters[(placed[i].Account, placed[i].Region, name)]))
            .Concat(Links[i].Reads.SelectMany(name => storers[name]))
            .Concat(Served[i] == placed[i].Account ? [] : spokes[Served[i]])
            .Concat(Links[i].Endpoints.SelectMany(account => spokes[account]))
            .Where(before => before != i).Distinct().ToArray())];
    }

    /// <summary>The one in the same account where there is one, else all of them.</summary>
    IEnumerable<int> Nearest(IEnumerable<int> candidates, int index)
    {
        var own = candidates.Where(c => placed[c].Account == placed[index].Account).ToList();
        return own.Count > 0 ? own : candidates;
    }

    static string? ServedAccount(string stored) => Attachment().Match(stored) is { Success: true } match ? match.Groups["account"].Value : null;

    [GeneratedRegex(@"^/govcloud/network/attachments/(?<account>\d{12})/", RegexOptions.None, 1000)]
    private static partial Regex Attachment();
}

/// <summary>What joins a stack to others.</summary>
/// <param name="Exports">Names that it exports.</param>
/// <param name="Imports">Names that it imports.</param>
/// <param name="Stores">Names that it stores in Systems Manager.</param>
/// <param name="Reads">Names that it reads from there.</param>
/// <param name="Endpoints">Accounts whose endpoints it has to be told.</param>
sealed record StackLinks(ImmutableArray<string> Exports, ImmutableArray<string> Imports, ImmutableArray<string> Stores, ImmutableArray<string> Reads, ImmutableArray<string> Endpoints)
{
    public static StackLinks Of(StackArtifact stack)
    {
        var definition = stack.Definition;
        return new StackLinks(
            [.. definition.Section("Outputs").Select(o => TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(o.Value, "Export"), "Name"))).OfType<string>()],
            [.. TemplateNodes.References(definition.Template, TemplatePath.Root).Where(r => r.IsImport).Select(r => r.Name).Distinct(StringComparer.Ordinal)],
            [.. definition.Section("Resources").Where(r => StackDefinition.TypeOf(r.Value) == "AWS::SSM::Parameter")
                .Select(r => TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(r.Value, "Properties"), "Name"))).OfType<string>()],
            [.. definition.Section("Parameters").Where(p => p.Name != "BootstrapVersion" && StackParameters.IsStored(p.Value)).Select(p => StackParameters.StoredName(p.Value)).OfType<string>()],
            [.. definition.Section("Parameters").Select(p => StackParameters.EndpointAccount(p.Name)).OfType<string>()]);
    }
}
