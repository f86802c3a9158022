using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares XML with a shape, element by element.</summary>
static class XmlConformance
{
    public static void Check(ApiShape shape, XElement element, string path, ICollection<string> problems)
    {
        if (shape.Type == "list")
        {
            foreach (var item in element.Elements())
            {
                Check(shape.Member, item, $"{path}.{item.Name.LocalName}", problems);
            }

            return;
        }

        if (shape.Type != "structure")
        {
            return;
        }

        var wire = shape.Members.ToDictionary(m => m.Value.LocationName ?? m.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            if (wire.TryGetValue(child.Name.LocalName, out var member))
            {
                Check(member, child, $"{path}.{child.Name.LocalName}", problems);
            }
            else
            {
                problems.Add($"{path}: AWS knows no element {child.Name.LocalName}");
            }
        }

        foreach (var required in shape.Required.Where(r => element.Elements().All(e => e.Name.LocalName != (shape.Members[r].LocationName ?? r))))
        {
            problems.Add($"{path}: AWS requires the element {required}");
        }
    }
}
