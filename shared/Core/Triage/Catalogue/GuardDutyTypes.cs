using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Triage.Catalogue;

/// <summary>Titles of GuardDuty finding types. An unlisted type gets one from its parts, as <c>Purpose:Resource/Family.Mechanism!Artifact</c> is built.</summary>
/// <remarks>Data: <c>guardduty-titles.tsv</c>, <c>guardduty-terms.tsv</c>.</remarks>
static class GuardDutyTypes
{
    static readonly Lazy<Dictionary<string, string>> titles =
        new(() => ResourceTable.Read("guardduty-titles.tsv", 2).ToDictionary(entry => entry[0], entry => entry[1], StringComparer.Ordinal));

    static readonly Lazy<Dictionary<(string Kind, string Token), string>> terms =
        new(() => ResourceTable.Read("guardduty-terms.tsv", 3).ToDictionary(entry => (entry[0], entry[1]), entry => entry[2]));

    public static IEnumerable<string> Listed => titles.Value.Keys;

    /// <summary>The title, if the type has the form of a finding type.</summary>
    public static bool TryGetTitle(string type, [NotNullWhen(true)] out string? title)
    {
        title = titles.Value.TryGetValue(type, out var listed) ? listed : Compose(type);
        return title is not null;
    }

    static string? Compose(string type)
    {
        var colon = type.IndexOf(':', StringComparison.Ordinal);
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        if (colon <= 0 || slash <= colon + 1 || slash == type.Length - 1 || !IsWord(type[..colon]) || !IsWord(type[(colon + 1)..slash]))
            return null;
        var purpose = terms.Value.GetValueOrDefault(("purpose", type[..colon]), "脅威");
        var resource = terms.Value.GetValueOrDefault(("resource", type[(colon + 1)..slash]), type[(colon + 1)..slash]);
        return $"{AlertTitles.Spaced(resource)}における{purpose}の疑い({type[(slash + 1)..]})";
    }

    static bool IsWord(string text) => text.All(char.IsAsciiLetterOrDigit);
}
