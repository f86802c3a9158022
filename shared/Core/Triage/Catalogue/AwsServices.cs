namespace GovCloud.Triage.Catalogue;

/// <summary>Names of AWS services as people know them.</summary>
/// <remarks>Data: <c>services.tsv</c>.</remarks>
static class AwsServices
{
    static readonly Lazy<Dictionary<string, string>> names =
        new(() => ResourceTable.Read("services.tsv", 2).ToDictionary(entry => entry[0], entry => entry[1], StringComparer.OrdinalIgnoreCase));

    /// <summary>The service of an EventBridge source such as <c>aws.ecs</c>; the source itself if unknown.</summary>
    public static string OfSource(string source) =>
        source.StartsWith("aws.", StringComparison.OrdinalIgnoreCase) ? Of(source[4..]) ?? source : source;

    /// <summary>The service of a Health event type code such as <c>AWS_ECS_OPERATIONAL_ISSUE</c>.</summary>
    public static string OfHealthCode(string code)
    {
        var parts = code.Split('_');
        if (parts.Length < 3)
            return "AWS";
        return Of($"{parts[1]}_{parts[2]}") ?? Of(parts[1]) ?? parts[1];
    }

    static string? Of(string token) => names.Value.GetValueOrDefault(token);
}
