using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>What one stack uses of each limit.</summary>
sealed record StackUsage
{
    static readonly FrozenDictionary<string, DeploymentLimit[]> ByType = DeploymentLimits.All.Where(l => l.Type.StartsWith("AWS::", StringComparison.Ordinal))
        .GroupBy(l => l.Type, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    static readonly DeploymentLimit[] OfTemplate = [.. DeploymentLimits.All.Where(l => l.Scope is LimitScope.Section or LimitScope.TemplateBytes or LimitScope.DescriptionBytes or LimitScope.MappingKeys)];

    /// <summary>What a template or resource has by itself: the place and the amount.</summary>
    public required ImmutableArray<(DeploymentLimit Limit, string Place, int Used)> Own { get; init; }

    /// <summary>What adds up over an account, or an account and a region.</summary>
    public required ImmutableArray<(DeploymentLimit Limit, int Used)> Counted { get; init; }

    /// <summary>What adds up over whatever the key names.</summary>
    public required ImmutableArray<(DeploymentLimit Limit, string Key, int Used)> Grouped { get; init; }

    public static StackUsage Of(StackArtifact stack)
    {
        var own = OfTemplate.SelectMany(limit => Measure(limit, stack)).ToList();
        var counted = new Dictionary<DeploymentLimit, int>();
        var grouped = new Dictionary<(DeploymentLimit, string), int>();
        var resources = stack.Definition.Section("Resources").ToList();
        var attached = InlinePolicies(resources);
        foreach (var resource in resources)
        {
            foreach (var limit in ByType.GetValueOrDefault(StackDefinition.TypeOf(resource.Value), []))
            {
                var properties = TemplateNodes.Member(resource.Value, "Properties");
                switch (limit.Scope)
                {
                    case LimitScope.Account or LimitScope.Region:
                        counted[limit] = counted.GetValueOrDefault(limit) + (KeyOf(limit, properties, stack.Definition.Name) is null ? 0 : 1);
                        break;
                    case LimitScope.Group when KeyOf(limit, properties, stack.Definition.Name) is { } key:
                        grouped[(limit, key)] = grouped.GetValueOrDefault((limit, key)) + 1;
                        break;
                    case LimitScope.RolePolicies:
                        own.Add((limit, $"{stack.Definition.Name}/{resource.Name}", attached.GetValueOrDefault(resource.Name) + Embedded(properties)));
                        break;
                    // A name that a parameter gives is measured by whoever gives it.
                    case LimitScope.Size or LimitScope.Items or LimitScope.Name when At(properties, limit.Paths[0]) is { } value && (limit.Scope != LimitScope.Name || !TemplateNodes.References(value, TemplatePath.Root).Any()):
                        own.Add((limit, $"{stack.Definition.Name}/{resource.Name}", Amount(limit.Scope, value)));
                        break;
                }
            }
        }

        return new StackUsage { Own = [.. own], Counted = [.. counted.Select(c => (c.Key, c.Value))], Grouped = [.. grouped.Select(g => (g.Key.Item1, g.Key.Item2, g.Value))] };
    }

    static IEnumerable<(DeploymentLimit, string, int)> Measure(DeploymentLimit limit, StackArtifact stack) => limit.Scope switch
    {
        LimitScope.Section => [(limit, stack.Definition.Name, stack.Definition.Section(limit.Type).Count())],
        LimitScope.TemplateBytes => [(limit, stack.Definition.Name, (int)Math.Min(int.MaxValue, stack.TemplateBytes))],
        LimitScope.DescriptionBytes => TemplateNodes.Text(TemplateNodes.Member(stack.Definition.Template, "Description")) is { } text ? [(limit, stack.Definition.Name, Encoding.UTF8.GetByteCount(text))] : [],
        _ => stack.Definition.Section("Mappings").Where(m => m.Value.ValueKind == JsonValueKind.Object).Select(m => (limit, $"{stack.Definition.Name}/{m.Name}", m.Value.GetPropertyCount())),
    };

    static int Amount(LimitScope scope, JsonElement value) => scope switch
    {
        LimitScope.Items => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1,
        LimitScope.Name => ResolvedSize.TextOf(value),
        // A policy may stand as text, which is then sent as it is.
        _ => value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetByteCount(value.GetString()!) : ResolvedSize.Of(value),
    };

    /// <summary>The sizes of the policies that resources of their own put into roles, by the role's logical id.</summary>
    static Dictionary<string, int> InlinePolicies(List<JsonProperty> resources) => resources
        .Where(r => StackDefinition.TypeOf(r.Value) is "AWS::IAM::Policy" or "AWS::IAM::RolePolicy")
        .Select(r => TemplateNodes.Member(r.Value, "Properties"))
        .SelectMany(p => (At(p, "Roles") is { ValueKind: JsonValueKind.Array } roles ? roles.EnumerateArray().AsEnumerable() : []).Append(At(p, "RoleName") ?? default)
            .Select(role => TemplateNodes.Text(TemplateNodes.Member(role, "Ref"))).OfType<string>()
            .Select(role => (Role: role, Size: At(p, "PolicyDocument") is { } document ? ResolvedSize.Of(document) : 0)))
        .GroupBy(p => p.Role, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(p => p.Size), StringComparer.Ordinal);

    static int Embedded(JsonElement? role) => At(role, "Policies") is { ValueKind: JsonValueKind.Array } policies
        ? policies.EnumerateArray().Sum(policy => At(policy, "PolicyDocument") is { } document ? ResolvedSize.Of(document) : 0)
        : 0;

    static JsonElement? At(JsonElement? value, string path)
    {
        foreach (var name in path.Split('.'))
        {
            value = TemplateNodes.Member(value, name);
        }

        return value;
    }

    /// <summary>The values of the limit's paths; <see langword="null"/> where the resource is not selected. A local reference means another thing in each stack.</summary>
    static string? KeyOf(DeploymentLimit limit, JsonElement? properties, string stack)
    {
        var key = new StringBuilder();
        foreach (var path in limit.Paths)
        {
            var (name, selected) = path.Split('=') is [var left, var right] ? (left, right) : (path, null);
            var value = At(properties, name);
            if (selected is not null)
            {
                if (TemplateNodes.Text(value) != selected)
                {
                    return null;
                }

                continue;
            }

            key.Append(KeyOf(value, stack)).Append(' ');
        }

        return key.ToString().TrimEnd();
    }

    static string KeyOf(JsonElement? value, string stack) => value switch
    {
        null => "default",
        { } given when TemplateNodes.Text(given) is { } text => text,
        { } given when TemplateNodes.References(given, TemplatePath.Root).ToArray() is [{ } only] => only.IsImport ? only.Name : $"{stack}/{only.Name}",
        { } given => $"{stack} {given.GetRawText().ReplaceLineEndings("")}",
    };
}
