using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GovCloud.Estates;

namespace GovCloud.Cli.Estates;

/// <summary>The summaries that stand beside the records in the code, as plain text: editors show the same words, and nothing is written twice.</summary>
sealed partial class XmlDocumentation
{
    readonly Dictionary<string, XElement> summaries;

    XmlDocumentation(XDocument document) =>
        summaries = document.Descendants("member")
            .Where(m => m.Attribute("name") is not null && m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")!, StringComparer.Ordinal);

    /// <summary>The documentation of <c>GovCloud.Core</c>, which the build puts beside its assembly.</summary>
    public static XmlDocumentation OfCore() =>
        new(XDocument.Load(Path.Combine(AppContext.BaseDirectory, typeof(Estate).Assembly.GetName().Name + ".xml")));

    /// <summary>The summary of a type, property or enumeration's word; <see langword="null"/> where it has none.</summary>
    public string? SummaryOf(MemberInfo member)
    {
        var id = member switch
        {
            Type type => $"T:{type.FullName}",
            PropertyInfo property => $"P:{property.DeclaringType!.FullName}.{property.Name}",
            _ => $"F:{member.DeclaringType!.FullName}.{member.Name}",
        };
        return summaries.TryGetValue(id, out var summary) ? Spaces().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim() : null;
    }

    static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("cref")?.Value is { } reference => Written(reference),
        XElement element when element.Attribute("langword")?.Value is { } word => word,
        XElement element => element.Value,
        _ => "",
    };

    /// <summary>A reference to code as the word that stands in files: a property's key, an enumeration's word.</summary>
    static string Written(string reference)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference[0] switch
        {
            'P' => JsonNamingPolicy.CamelCase.ConvertName(name),
            'F' => JsonNamingPolicy.KebabCaseLower.ConvertName(name),
            _ => name,
        };
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
