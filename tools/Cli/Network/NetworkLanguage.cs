using System.CommandLine;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>The language of findings.</summary>
enum NetworkLanguage
{
    /// <summary>日本語.</summary>
    Ja,

    /// <summary>English.</summary>
    En,
}

/// <summary>The option <c>--language</c>.</summary>
static class LanguageOption
{
    public static Option<NetworkLanguage> Create() => new("--language") { Description = "Language of findings: ja or en.", DefaultValueFactory = _ => NetworkLanguage.Ja };

    public static string In(this NetworkText text, NetworkLanguage language) => language == NetworkLanguage.Ja ? text.Japanese : text.English;
}
