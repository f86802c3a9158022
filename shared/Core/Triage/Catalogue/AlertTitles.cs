namespace GovCloud.Triage.Catalogue;

/// <summary>Short Japanese titles for types of alerts, for people who do not read AWS's names.</summary>
/// <remarks>Data: <c>guardduty-titles.tsv</c>, <c>controls.tsv</c>, <c>event-titles.tsv</c>, <c>category-titles.tsv</c>. Each is read at its first use.</remarks>
public static class AlertTitles
{
    static readonly Lazy<PatternTable<string>> events =
        new(() => new PatternTable<string>(ResourceTable.Read("event-titles.tsv", 3).Select(entry => (entry[0], entry[1], entry[2]))));

    static readonly Lazy<Dictionary<AlertCategory, string>> categories =
        new(() => ResourceTable.Read("category-titles.tsv", 2).ToDictionary(entry => Enum.Parse<AlertCategory>(entry[0]), entry => entry[1]));

    /// <summary>
    /// The title of an alert's type. Never empty: an unknown type is named by its category and its own name, which is not redacted here.
    /// </summary>
    /// <param name="source">EventBridge source, such as <c>aws.guardduty</c>.</param>
    /// <param name="type">Normalised type: a finding type, a control id or Config rule, a Health code, an EventBridge detail type, an API operation.</param>
    /// <param name="category">What the alert is about.</param>
    public static string For(string source, string type, AlertCategory category)
    {
        // Macie's types are built like GuardDuty's, and some have the same purpose and resource.
        if (!IsSource(source, "aws.macie") && GuardDutyTypes.TryGetTitle(type, out var title))
            return title;
        if (IsCheck(source, category))
        {
            if (SecurityControls.TryFind(type, out var control))
                return SecurityControls.TryGetTitle(control, out title) ? title : $"セキュリティ基準 {control} への不適合";
            if (SecurityControls.IsIdForm(type))
                return $"セキュリティ基準 {type} への不適合";
        }

        var template = events.Value.TryFind(source, type, out var found) ? found : categories.Value[category];
        return Fill(template, source, type);
    }

    /// <summary>Whether types of this source and category are checks of configuration, which the control map knows by several names.</summary>
    internal static bool IsCheck(string source, AlertCategory category) =>
        category == AlertCategory.Posture || IsSource(source, "aws.securityhub") || IsSource(source, "aws.config");

    static bool IsSource(string source, string name) => string.Equals(source, name, StringComparison.OrdinalIgnoreCase);

    static string Fill(string template, string source, string type)
    {
        var service = IsSource(source, "aws.health") ? AwsServices.OfHealthCode(type) : AwsServices.OfSource(source);
        return template
            .Replace("{service} ", Spaced(service), StringComparison.Ordinal)
            .Replace("{type}", type, StringComparison.Ordinal);
    }

    /// <summary>A space follows a Latin word before Japanese text, and nothing else.</summary>
    internal static string Spaced(string word) => word.Length > 0 && char.IsAsciiLetterOrDigit(word[^1]) ? word + " " : word;
}
