using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares XML with a shape, element by element.</summary>
static class XmlConformance
{
    /// <summary>Adds a sentence for each difference.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="element">The element.</param>
    /// <param name="path">Where it stands, for the sentence.</param>
    /// <param name="findings">The sentences.</param>
    public static void Check(ApiShape shape, XElement element, string path, Findings findings)
    {
        switch (shape.Type)
        {
            case "structure":
                CheckStructure(shape, element, path, findings);
                break;
            case "list":
                CheckList(shape, element, path, findings);
                break;
            case "map":
                CheckMap(shape, shape.Flattened ? [element] : element.Elements(), path, findings);
                break;
            default:
                if (element.HasElements)
                {
                    findings.Add($"{path}: AWS expects a {shape.Type}, not elements");
                }
                else
                {
                    TextConformance.Check(shape, element.Value, path, findings);
                }

                break;
        }
    }

    static void CheckStructure(ApiShape shape, XElement element, string path, Findings findings)
    {
        var wire = shape.XmlElements;
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (!wire.TryGetValue(name, out var member) || member.IsXmlAttribute)
            {
                findings.Add($"{path}: AWS knows no element {name}");
            }
            else
            {
                // The items of a flattened list stand here, one after another, in the place of the list.
                Check(member is { Type: "list", Flattened: true } ? member.Member : member, child, $"{path}.{name}", findings);
            }
        }

        foreach (var (name, member) in wire.Where(m => m.Value.IsXmlAttribute))
        {
            if (element.Attributes().FirstOrDefault(a => a.Name.LocalName == name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]) is { } attribute)
            {
                TextConformance.Check(member, attribute.Value, $"{path}.{name}", findings);
            }
        }

        foreach (var required in shape.Required.Where(r => shape.Members[r] is { Location: null } member && !IsThere(element, member.ElementName(r))))
        {
            findings.Add($"{path}: AWS requires the element {required}");
        }
    }

    static void CheckList(ApiShape shape, XElement element, string path, Findings findings)
    {
        var name = shape.Member.LocationName ?? "member";
        findings.CheckCount(shape, element.Elements().Count(), path);
        foreach (var item in element.Elements())
        {
            if (item.Name.LocalName != name)
            {
                findings.Add($"{path}: AWS calls an item {name}, not {item.Name.LocalName}");
            }

            Check(shape.Member, item, $"{path}.{name}", findings);
        }
    }

    static void CheckMap(ApiShape shape, IEnumerable<XElement> entries, string path, Findings findings)
    {
        var (key, value) = (shape.Key.LocationName ?? "key", shape.Value.LocationName ?? "value");
        foreach (var entry in entries)
        {
            foreach (var part in entry.Elements())
            {
                if (part.Name.LocalName == key || part.Name.LocalName == value)
                {
                    Check(part.Name.LocalName == key ? shape.Key : shape.Value, part, $"{path}.{part.Name.LocalName}", findings);
                }
                else
                {
                    findings.Add($"{path}: AWS knows no element {part.Name.LocalName} of an entry");
                }
            }
        }
    }

    static bool IsThere(XElement element, string name) =>
        element.Elements().Any(e => e.Name.LocalName == name) || element.Attributes().Any(a => a.Name.LocalName == name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
