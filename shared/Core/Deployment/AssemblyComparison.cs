using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>What happens when templates take the place of others: created, changed, replaced, deleted, and what follows from a replacement through references, exports and parameters.</summary>
public static class AssemblyComparison
{
    /// <summary>Compares stacks by place and name.</summary>
    /// <param name="before">What is there.</param>
    /// <param name="after">What is to be.</param>
    /// <returns>Every stack of both: what endangers data first, then by action, place and name.</returns>
    /// <exception cref="ArgumentException">Two stacks of one side have the same place and name.</exception>
    public static ImmutableArray<StackChange> Compare(IEnumerable<StackDefinition> before, IEnumerable<StackDefinition> after)
    {
        var (old, current) = (Keyed(before), Keyed(after));
        ImmutableArray<StackPair> pairs = [.. old.Keys.Union(current.Keys).Select(key => new StackPair(old.GetValueOrDefault(key), current.GetValueOrDefault(key)))];
        var moved = new Queue<(StackPair Stack, string Name, UpdateEffect Effect)>(pairs.SelectMany(pair => pair.Differ().Select(r => (pair, r.Name, r.Effect))));
        while (moved.TryDequeue(out var next))
        {
            foreach (var (stack, name, effect) in FollowedBy(pairs, next.Stack, next.Name, next.Effect))
            {
                moved.Enqueue((stack, name, effect));
            }
        }

        RefuseRemovedExports(pairs);
        return
        [
            .. pairs.Select(pair => pair.ToChange())
                .OrderBy(s => !s.Resources.Any(r => r.EndangersData)).ThenBy(s => s.Action)
                .ThenBy(s => s.Place.ToString(), StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    static Dictionary<(StackPlace, string), StackDefinition> Keyed(IEnumerable<StackDefinition> stacks)
    {
        var keyed = new Dictionary<(StackPlace, string), StackDefinition>();
        foreach (var stack in stacks)
        {
            if (!keyed.TryAdd((stack.Place, stack.Name), stack))
            {
                throw new ArgumentException($"Two stacks are named {stack.Name} in {stack.Place}.", nameof(stacks));
            }
        }

        return keyed;
    }

    static List<(StackPair Stack, string Name, UpdateEffect Effect)> FollowedBy(ImmutableArray<StackPair> pairs, StackPair stack, string name, UpdateEffect effect)
    {
        var followed = stack.Follow(name, isImport: false, effect, name).Select(r => (stack, r.Name, r.Effect)).ToList();
        foreach (var export in stack.ExportsOf(name))
        {
            var users = pairs.Where(other => other != stack && other.Place == stack.Place && other.Imports(export)).ToList();
            if (users.Count > 0)
            {
                Refuse(stack, export, users);
            }

            followed.AddRange(users.SelectMany(other => other.Follow(export, isImport: true, effect, $"{stack.Name}/{export}").Select(r => (other, r.Name, r.Effect))));
        }

        foreach (var stored in stack.StoredParametersOf(name))
        {
            // Read at the next deployment of the other stack, and only then.
            followed.AddRange(pairs.SelectMany(other => other.ParametersFrom(stored).Select(parameter => (other, parameter, effect))));
        }

        return followed;
    }

    static void RefuseRemovedExports(ImmutableArray<StackPair> pairs)
    {
        foreach (var pair in pairs)
        {
            foreach (var export in pair.RemovedExports())
            {
                var users = pairs.Where(other => other != pair && other.Place == pair.Place && other.Before is not null && ImportsBefore(other.Before, export)).ToList();
                if (users.Count > 0)
                {
                    Refuse(pair, export, users);
                }
            }
        }
    }

    static bool ImportsBefore(StackDefinition stack, string export) =>
        TemplateNodes.References(stack.Template, TemplatePath.Root).Any(r => r.IsImport && r.Name == export);

    static void Refuse(StackPair stack, string export, List<StackPair> users)
    {
        var names = string.Join(", ", users.Select(user => user.Name).Order(StringComparer.Ordinal));
        var text = new DeploymentText(
            $"エクスポート {export} は {names} が使用中のため、変更も削除もできない。使用側を先に外して配備する",
            $"the export {export} is used by {names} and can be neither changed nor deleted: deploy those without it first");
        if (!stack.Refusals.Contains(text))
        {
            stack.Refusals.Add(text);
        }
    }
}
