using System.Globalization;
using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares an answer in XML with the model of its operation, element by element. An answer may leave members out.</summary>
public static class XmlAnswerConformance
{
    /// <summary>Elements that AWS would not send, or not like that; empty where there are none.</summary>
    /// <param name="operation">An operation of the query protocol, of EC2's, or of REST-XML.</param>
    /// <param name="root">The answer.</param>
    public static IReadOnlyList<string> Check(ApiOperation operation, XElement root)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(root);
        var problems = new List<string>();
        if (operation.Model.Metadata.Protocol == "rest-xml")
        {
            if (operation.Output is { } body)
            {
                CheckStructure(body.Payload is { } payload ? body.Members[payload] : body, root.Elements(), operation.Name, problems);
            }

            return problems;
        }

        Expect(root, operation.Name + "Response", operation.Name, problems);
        // The envelope is no part of the model.
        var content = root.Elements().Where(child => child.Name.LocalName is not ("ResponseMetadata" or "requestId")).ToList();
        if (operation.ResultWrapper is { } wrapper)
        {
            content.ForEach(child => Expect(child, wrapper, operation.Name, problems));
            content = [.. content.Elements()];
        }

        if (operation.Output is { } output)
        {
            CheckStructure(output, content, operation.Name, problems);
        }
        else if (content.Count > 0)
        {
            problems.Add($"{operation.Name}: AWS answers nothing");
        }

        return problems;
    }

    static void Check(ApiShape shape, XElement element, string path, List<string> problems)
    {
        switch (shape.Type)
        {
            case "structure":
                CheckStructure(shape, element.Elements(), path, problems);
                break;
            case "list":
                foreach (var item in element.Elements())
                {
                    Expect(item, shape.Member.LocationName ?? "member", path, problems);
                    Check(shape.Member, item, $"{path}[]", problems);
                }

                break;
            case "map":
                foreach (var value in element.Elements().Select(entry => entry.Elements().ElementAtOrDefault(1)).OfType<XElement>())
                {
                    Check(shape.Value, value, $"{path}{{}}", problems);
                }

                break;
            default:
                if (element.HasElements || !Fits(shape.Type, element.Value))
                {
                    problems.Add($"{path}: AWS sends a {shape.Type} there");
                }

                break;
        }
    }

    static void CheckStructure(ApiShape shape, IEnumerable<XElement> elements, string path, List<string> problems)
    {
        var wire = shape.Members.Where(member => member.Value.Location is null)
            .ToDictionary(member => (IsFlat(member.Value) ? member.Value.Member.LocationName : null) ?? member.Value.LocationName ?? member.Key, member => member.Value, StringComparer.Ordinal);
        foreach (var element in elements)
        {
            if (wire.TryGetValue(element.Name.LocalName, out var member))
            {
                Check(IsFlat(member) ? member.Member : member, element, $"{path}.{element.Name.LocalName}", problems);
            }
            else
            {
                problems.Add($"{path}: AWS knows no element {element.Name.LocalName}");
            }
        }
    }

    static bool IsFlat(ApiShape shape) => shape.Type == "list" && shape.Flattened;

    static void Expect(XElement element, string name, string path, List<string> problems)
    {
        if (element.Name.LocalName != name)
        {
            problems.Add($"{path}: AWS sends {name}, not {element.Name.LocalName}");
        }
    }

    static bool Fits(string type, string value) => type switch
    {
        "boolean" => value is "true" or "false",
        "integer" or "long" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "double" or "float" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "timestamp" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };
}
