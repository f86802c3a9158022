using GovCloud.Policies;

namespace GovCloud.Inventory.Trust;

/// <summary>Whether a statement that lets in an OpenID Connect provider says whom of that provider's users.</summary>
/// <remarks>Source: AWS IAM User Guide, "Create a role for OpenID Connect federation" and "Available keys for AWS OIDC federation".</remarks>
static class FederatedTrust
{
    static readonly string[] ByAudience = ["cognito-identity.amazonaws.com", "accounts.google.com", "graph.facebook.com", "www.amazon.com"];

    /// <summary>Beginnings of subjects that every user of the provider has.</summary>
    static readonly string[] CommonSubjects = ["repo:", "project_path:", "organization:", "system:serviceaccount:"];

    /// <summary>The provider's name as condition keys have it; <see langword="null"/> for a SAML provider.</summary>
    public static string? OpenIdProvider(string principal)
    {
        var name = principal[(principal.LastIndexOf(":oidc-provider/", StringComparison.Ordinal) is var at and >= 0 ? at + ":oidc-provider/".Length : 0)..];
        return name.Contains(":saml-provider/", StringComparison.Ordinal) ? null : name;
    }

    /// <summary>Whether it does; <see langword="null"/> where a condition on the provider is not understood.</summary>
    public static bool? IsLimited(PolicyStatement statement, string provider)
    {
        string[] keys = ByAudience.Contains(provider, StringComparer.Ordinal) ? [provider + ":aud", provider + ":app_id", provider + ":sub"] : [provider + ":sub"];
        var about = statement.Conditions.Where(condition => keys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        return about.Exists(Limits) ? true : about.Exists(condition => !IsUnderstood(condition.Operator)) ? null : false;
    }

    static bool Limits(PolicyCondition condition) => Bare(condition.Operator) switch
    {
        "StringEquals" or "StringEqualsIgnoreCase" => condition.Values.All(value => !value.Contains("${", StringComparison.Ordinal)),
        "StringLike" => condition.Values.All(Names),
        _ => false,
    };

    /// <summary>A pattern names somebody by what stands before its first wildcard.</summary>
    static bool Names(string pattern)
    {
        var literal = pattern[..(pattern.IndexOfAny(['*', '?', '$']) is var end and >= 0 ? end : pattern.Length)];
        var common = CommonSubjects.FirstOrDefault(start => literal.StartsWith(start, StringComparison.Ordinal)) ?? "";
        return literal.Length > common.Length;
    }

    /// <summary>Without the set operator that wants one value; ForAllValues also holds where there is no value at all, and so limits nobody.</summary>
    static string Bare(string name) => name.StartsWith("ForAnyValue:", StringComparison.Ordinal) ? name["ForAnyValue:".Length..] : name;

    static bool IsUnderstood(string name)
    {
        var bare = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return bare.Replace("IfExists", "", StringComparison.Ordinal) is "StringEquals" or "StringNotEquals" or "StringLike" or "StringNotLike" or "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" or "Null";
    }
}
