namespace GovCloud.Triage.Normalisation;

/// <summary>Accounts and regions as sources write them.</summary>
static class Accounts
{
    /// <summary>
    /// The first candidate that is a well-formed account id; where none is, the first that names anything. A malformed id is kept as it is:
    /// it makes the account unknown, not the alert unreadable.
    /// </summary>
    public static string? Choose(params ReadOnlySpan<string?> candidates)
    {
        string? named = null;
        foreach (var candidate in candidates)
        {
            if (AccountId.TryParse(candidate, out _))
            {
                return candidate;
            }

            named ??= candidate;
        }

        return named;
    }

    /// <summary>The account itself as a resource, in ASFF's form; <c>unknown</c> without one.</summary>
    public static string AsResource(string? account) => account is null ? "unknown" : $"AWS::::Account:{account}";

    /// <summary>The region of an ARN; null when it has none.</summary>
    public static string? RegionOfArn(string? arn) => arn?.Split(':') is [_, _, _, { Length: > 0 } region, ..] ? region : null;
}
