using System.Globalization;

namespace GovCloud.ApiModels;

/// <summary>Compares the form of the query protocol, or of EC2's, with a shape: every key must lead to a value of the model.</summary>
static class FormConformance
{
    public static void Check(ApiOperation operation, IReadOnlyCollection<KeyValuePair<string, string>> form, Findings findings)
    {
        var protocol = operation.Model.Metadata.Protocol;
        var given = form.Where(f => f.Key is not ("Action" or "Version")).ToList();
        foreach (var (key, value) in given)
        {
            if (operation.Input is null || Follow(operation.Input, key.Split('.'), protocol) is not { } shape)
            {
                findings.Add($"{operation.Name}: AWS knows no parameter {key}");
            }
            else
            {
                TextConformance.Check(shape, value, $"{operation.Name}: {key}", findings);
            }
        }

        foreach (var required in operation.Input?.Required ?? [])
        {
            var name = NameOf(required, operation.Input!.Members[required], protocol);
            if (!given.Any(f => f.Key == name || f.Key.StartsWith(name + ".", StringComparison.Ordinal)))
            {
                findings.Add($"{operation.Name}: AWS requires the parameter {name}");
            }
        }
    }

    static ApiShape? Follow(ApiShape shape, ReadOnlySpan<string> path, string protocol)
    {
        if (path.IsEmpty)
        {
            return shape.Type is "structure" or "list" or "map" ? null : shape;
        }

        switch (shape.Type)
        {
            case "structure":
                foreach (var (name, member) in shape.Members)
                {
                    if (NameOf(name, member, protocol) == path[0])
                    {
                        return Follow(member, path[1..], protocol);
                    }
                }

                return null;
            case "list":
                var items = protocol == "ec2" || shape.Flattened ? path : path[0] == (shape.Member.LocationName ?? "member") ? path[1..] : [];
                return items.IsEmpty || !int.TryParse(items[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : Follow(shape.Member, items[1..], protocol);
            case "map":
                return path is ["entry", _, "key"] ? shape.Key : path.Length > 2 && path[0] == "entry" && path[2] == "value" ? Follow(shape.Value, path[3..], protocol) : null;
            default:
                return null;
        }
    }

    static string NameOf(string member, ApiShape shape, string protocol)
    {
        if (protocol != "ec2")
        {
            return shape.ElementName(member);
        }

        var name = shape.QueryName ?? shape.LocationName ?? member;
        return shape.QueryName is null ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
