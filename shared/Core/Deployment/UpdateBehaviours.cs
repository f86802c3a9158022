using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>What a change of a property does to the resource, by AWS's resource specification.</summary>
public enum UpdateEffect
{
    /// <summary>The resource is changed in place.</summary>
    InPlace,

    /// <summary>It depends on the value, or on what stands in the same list: the resource may be replaced.</summary>
    MayReplace,

    /// <summary>The resource is replaced.</summary>
    Replaces,
}

/// <summary>Which properties replace their resource when they change. From AWS's resource specification as the npm package <c>@aws-cdk/aws-service-spec</c> has it; the file's first line names the version.</summary>
public static class UpdateBehaviours
{
    const string Resource = "GovCloud.Deployment.update-behaviours.tsv";

    static readonly Lazy<FrozenDictionary<string, Behaviour>> Table = new(Read);

    /// <summary>The number of types that are known.</summary>
    public static int Count => Table.Value.Count;

    /// <summary>Whether the specification has the type.</summary>
    public static bool Knows(string type) => Table.Value.ContainsKey(type);

    /// <summary>What a change at a path does. A type that the specification does not have may be replaced by any change.</summary>
    internal static UpdateEffect Of(string type, TemplatePath path, JsonElement? before, JsonElement? after)
    {
        if (!Table.Value.TryGetValue(type, out var behaviour))
        {
            return UpdateEffect.MayReplace;
        }

        var always = behaviour.Always.Select(pattern => Match(pattern, path.Segments, before, after)).DefaultIfEmpty().Max();
        return always != UpdateEffect.InPlace || !behaviour.Sometimes.Any(pattern => Match(pattern, path.Segments, before, after) != UpdateEffect.InPlace) ? always : UpdateEffect.MayReplace;
    }

    /// <summary>The properties that name a resource: two of one name cannot stand beside each other. None where AWS names it.</summary>
    internal static ImmutableArray<string> NamesOf(string type) => Table.Value.TryGetValue(type, out var behaviour) ? behaviour.Names : [];

    static UpdateEffect Match(string[] pattern, string[] path, JsonElement? before, JsonElement? after)
    {
        var shared = Math.Min(pattern.Length, path.Length);
        if (!pattern.AsSpan(0, shared).SequenceEqual(path.AsSpan(0, shared)))
        {
            return UpdateEffect.InPlace;
        }

        if (pattern.Length > path.Length)
        {
            // The value above the property came or went as a whole; an item that came or went changes its list and no other item.
            return Has(before, pattern.AsSpan(shared)) || Has(after, pattern.AsSpan(shared)) ? UpdateEffect.Replaces : UpdateEffect.InPlace;
        }

        return pattern.AsSpan().Contains("*") ? UpdateEffect.MayReplace : UpdateEffect.Replaces;
    }

    static bool Has(JsonElement? value, ReadOnlySpan<string> path)
    {
        foreach (var segment in path)
        {
            value = TemplateNodes.Member(value, segment);
        }

        return value is not null;
    }

    static FrozenDictionary<string, Behaviour> Read()
    {
        using var stream = typeof(UpdateBehaviours).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, Behaviour>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            string[] fields = [.. line.Split('\t'), "", "", ""];
            table.Add(fields[0], new Behaviour(Paths(fields[1]), Paths(fields[2]), [.. fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static ImmutableArray<string[]> Paths(string field) => [.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path => path.Split('/'))];

    sealed record Behaviour(ImmutableArray<string[]> Always, ImmutableArray<string[]> Sometimes, ImmutableArray<string> Names);
}
