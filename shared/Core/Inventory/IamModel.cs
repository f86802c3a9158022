using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Policies;

namespace GovCloud.Inventory;

/// <summary>IAM of an account as GetAccountAuthorizationDetails gives it.</summary>
public sealed record IamEntities
{
    /// <summary>IAM users.</summary>
    public ImmutableArray<IamUser> Users { get; init; } = [];

    /// <summary>Groups.</summary>
    public ImmutableArray<IamGroup> Groups { get; init; } = [];
}

/// <summary>What is granted to a user, group or role.</summary>
public sealed record IamGrants
{
    /// <summary>ARNs of attached managed policies.</summary>
    public ImmutableArray<string> Attached { get; init; } = [];

    /// <summary>Inline policies.</summary>
    public ImmutableArray<InlinePolicy> Inline { get; init; } = [];

    /// <summary>Whether nothing is granted.</summary>
    public bool IsEmpty => Attached.IsEmpty && Inline.IsEmpty;
}

/// <summary>An inline policy.</summary>
/// <param name="Name">Name.</param>
/// <param name="Document">Its document; unknown where it is not understood.</param>
public sealed record InlinePolicy(string Name, Reading<PolicyDocument> Document);

/// <summary>An IAM user.</summary>
/// <param name="Name">Name.</param>
/// <param name="Arn">ARN.</param>
/// <param name="Groups">Names of its groups.</param>
/// <param name="Grants">What is granted to it directly.</param>
public sealed record IamUser(string Name, string Arn, ImmutableArray<string> Groups, IamGrants Grants);

/// <summary>A group.</summary>
/// <param name="Name">Name.</param>
/// <param name="Arn">ARN.</param>
/// <param name="Grants">What is granted to its members.</param>
public sealed record IamGroup(string Name, string Arn, IamGrants Grants);

/// <summary>A role.</summary>
public sealed record IamRole
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who may assume it; unknown where the document is not understood.</summary>
    public required Reading<PolicyDocument> Trust { get; init; }

    /// <summary>When it was last used within 400 days, none for never; unknown where the call that listed it does not say, as ListRoles.</summary>
    public required Reading<DateTimeOffset?> LastUsedAt { get; init; }

    /// <summary>Whether a service of AWS owns it: its trust cannot be changed.</summary>
    public bool IsServiceLinked => Arn.Contains(":role/aws-service-role/", StringComparison.Ordinal);

    /// <summary>Whether IAM Identity Center made it.</summary>
    public bool IsOfIdentityCenter => Arn.Contains(":role/aws-reserved/sso.amazonaws.com/", StringComparison.Ordinal);
}

/// <summary>Policy documents as IAM hands them out.</summary>
public static class IamPolicyText
{
    /// <summary>Reads a document: an object, or its text, which the API percent-encodes.</summary>
    /// <returns>Unknown where it is not of the policy language, with what is not understood.</returns>
    public static Reading<PolicyDocument> Read(JsonElement document)
    {
        try
        {
            if (document.ValueKind != JsonValueKind.String)
            {
                return Readings.Known(PolicyDocument.Read(document));
            }

            using var parsed = JsonDocument.Parse(Uri.UnescapeDataString(document.GetString()!), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Readings.Known(PolicyDocument.Read(parsed.RootElement));
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Readings.Unknown<PolicyDocument>($"ポリシー文書を解釈できません: {e.Message}");
        }
    }
}
