using System.Globalization;

namespace GovCloud.ApiModels;

/// <summary>Compares a value that is written as text, as in forms, headers, queries, paths and XML, with a shape.</summary>
static class TextConformance
{
    /// <summary>Adds a sentence for each difference. A list is told with commas, as in headers.</summary>
    public static void Check(ApiShape shape, string text, string path, Findings findings)
    {
        if (shape.Type == "list")
        {
            foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
            {
                Check(shape.Member, item, path, findings);
            }
        }
        else if (!Fits(shape.Type, text))
        {
            findings.Add($"{path} must be a {shape.Type}, not '{text}'");
        }
        else if (shape.Type is "string" or "character")
        {
            findings.CheckText(shape, text, path);
        }
        else if (shape.Type is "integer" or "long" or "double" or "float" or "bigdecimal")
        {
            findings.CheckNumber(shape, double.Parse(text, CultureInfo.InvariantCulture), path);
        }
        else
        {
            findings.CheckNothing(shape);
        }
    }

    // Times stand as ISO 8601, as of RFC 7231 in headers, or as seconds since 1970.
    static bool Fits(string type, string text) => type switch
    {
        "structure" or "map" => false,
        "boolean" => text is "true" or "false",
        "integer" or "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "double" or "float" or "bigdecimal" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "timestamp" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => true,
    };
}
