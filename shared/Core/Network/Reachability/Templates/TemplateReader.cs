using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Network.Reachability;

/// <summary>Reads all templates together: what one exports, another imports.</summary>
sealed class TemplateReader
{
    /// <summary>The tag with the id of the estate's node.</summary>
    public const string NodeTag = "govcloud:node";

    readonly Dictionary<ResourceName, TemplateResource> resources = [];
    readonly List<TemplateProblem> problems = [];
    TemplateEvaluator? evaluator;

    public static TemplateNetwork Read(ImmutableArray<StackTemplate> templates)
    {
        var reader = new TemplateReader();
        reader.Index(templates);
        reader.FindWhatIsNotUnderstood();
        var gateways = new TransitReader(reader);
        var vpcs = new VpcReader(reader, gateways);
        return new TemplateNetwork
        {
            Vpcs = vpcs.Vpcs(),
            Peerings = vpcs.Peerings(),
            Gateways = gateways.Gateways(),
            Tables = gateways.Tables(),
            Attachments = gateways.Attachments(),
            Problems = [.. reader.problems.OrderBy(p => p.Resource).ThenBy(p => p.Text.English, StringComparer.Ordinal)],
        };
    }

    public IEnumerable<TemplateResource> OfType(params string[] types) =>
        resources.Values.Where(r => types.Contains(r.Type, StringComparer.Ordinal)).OrderBy(r => r.Name);

    public void Report(ResourceName? resource, string japanese, string english, ResourceName? vpc = null, ResourceName? table = null) =>
        problems.Add(new TemplateProblem(resource, new NetworkText(japanese, english), vpc, table));

    public void ReportUnresolved(ResourceName resource, string property, TemplateValue? value, ResourceName? vpc = null, ResourceName? table = null)
    {
        var shown = value switch
        {
            UnresolvedValue { Expression: var expression } => expression,
            AskedValue { Parameter: var parameter } => $"parameter {parameter}",
            NamedValue { Parameter: var parameter } => parameter,
            LiteralValue { Text: var text } => text,
            ReferenceValue reference => $"{reference.Resource}{(reference.Attribute is null ? "" : "." + reference.Attribute)}",
            _ => "—",
        };
        Report(resource, $"{property} の値 {shown} を解決できない", $"{property} cannot be resolved: {shown}", vpc, table);
    }

    /// <summary>The resource of a type that a value stands for: itself, or through an attribute of another that names it, as a subnet's VpcId.</summary>
    public TemplateResource? Target(TemplateValue? value, params string[] types)
    {
        if (value is not ReferenceValue reference || !resources.TryGetValue(reference.Resource, out var resource))
        {
            return null;
        }

        return types.Contains(resource.Type, StringComparer.Ordinal) ? resource
            : reference.Attribute is { } attribute && resource.Has(attribute) ? Target(resource.Value(attribute), types)
            : null;
    }

    /// <summary>The one resource of a type that an expression reads somewhere within.</summary>
    public TemplateResource? Mentioned(string stack, JsonElement expression, string type) => expression.ValueKind switch
    {
        JsonValueKind.Object => Target(evaluator!.Of(stack, expression), type)
            ?? expression.EnumerateObject().Select(member => Mentioned(stack, member.Value, type)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => expression.EnumerateArray().Select(item => Mentioned(stack, item, type)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>A range: literal, or that of a VPC or subnet.</summary>
    public Cidr? Range(TemplateValue? value) => value switch
    {
        LiteralValue { Text: var text } => Cidr.TryParse(text, out var cidr) ? cidr : null,
        ReferenceValue { Attribute: "CidrBlock" } reference when resources.TryGetValue(reference.Resource, out var resource) => Range(resource.Value("CidrBlock")),
        _ => null,
    };

    /// <summary>The ranges of a prefix list; <see langword="null"/> where the templates do not have it with its entries.</summary>
    public IReadOnlyList<Cidr>? PrefixList(TemplateValue? value)
    {
        var list = Target(value, "AWS::EC2::PrefixList");
        var ranges = list?.Items("Entries").Select(e => Range(list.Value(e, "Cidr"))).ToList();
        return ranges is { Count: > 0 } && !ranges.Contains(null) ? [.. ranges.Select(r => r!.Value)] : null;
    }

    void Index(ImmutableArray<StackTemplate> templates)
    {
        var stacks = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var template in templates)
        {
            if (Parsed(template) is { } json && !stacks.TryAdd(template.Name, json))
            {
                Report(null, $"スタック {template.Name} が二つある", $"two templates are named {template.Name}");
            }
        }

        evaluator = new TemplateEvaluator(stacks);
        foreach (var (stack, template) in stacks)
        {
            foreach (var member in TemplateEvaluator.Members(template, "Resources"))
            {
                var name = new ResourceName(stack, member.Name);
                resources[name] = new TemplateResource(name, member.Value, evaluator);
            }
        }
    }

    JsonElement? Parsed(StackTemplate template)
    {
        try
        {
            using var document = JsonDocument.Parse(template.Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("no object");
        }
        catch (JsonException e)
        {
            Report(null, $"テンプレート {template.Name} を読めない({e.Message})", $"template {template.Name} cannot be read ({e.Message})");
            return null;
        }
    }

    void FindWhatIsNotUnderstood()
    {
        foreach (var resource in resources.Values.Where(r => NetworkTypes.Matters(r.Type)))
        {
            if (!NetworkTypes.IsUnderstood(resource.Type))
            {
                Report(resource.Name, $"種別 {resource.Type} が作る経路は分からない", $"what paths a {resource.Type} makes is not known");
            }
            else if (resource.Conditional && !NetworkTypes.IsHarmless(resource.Type))
            {
                Report(resource.Name, "条件付きのリソースで、作られるかどうか分からない", "it has a condition: whether it is made is not known");
            }
        }
    }
}
