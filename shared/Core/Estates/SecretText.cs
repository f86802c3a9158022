using System.Text.RegularExpressions;

namespace GovCloud.Estates;

/// <summary>Recognises secrets that people paste by mistake. Deliberately narrow: a false alarm would make people work around it.</summary>
public static partial class SecretText
{
    /// <summary>The error about a text that holds a secret, without repeating it; <see langword="null"/> for any other text.</summary>
    public static EstateProblem? Find(string text, SourcePosition position) => Kind(text) is not { } kind
        ? null
        : new EstateProblem(
            EstateRules.Secret,
            EstateProblemSeverity.Error,
            position,
            $"{kind} stands here and is a secret; revoke it, put the new one into an SSM SecureString parameter, and name that parameter");

    /// <summary>What kind of secret the text holds, or <see langword="null"/>.</summary>
    internal static string? Kind(string text) => text switch
    {
        _ when WebhookPattern().IsMatch(text) => "a webhook address",
        _ when AccessKeyPattern().IsMatch(text) => "an AWS access key",
        _ when SlackTokenPattern().IsMatch(text) => "a Slack token",
        _ when text.Contains("-----BEGIN ", StringComparison.Ordinal) && text.Contains("PRIVATE KEY", StringComparison.Ordinal) => "a private key",
        _ => null,
    };

    [GeneratedRegex(@"hooks\.slack(-gov)?\.com/|\.webhook\.office\.com/|discord\.com/api/webhooks/", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WebhookPattern();

    [GeneratedRegex(@"(^|[^A-Z0-9])(AKIA|ASIA)[A-Z2-7]{16}($|[^A-Z0-9])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AccessKeyPattern();

    [GeneratedRegex("xox[abeprs]-[A-Za-z0-9-]{10,}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SlackTokenPattern();
}
