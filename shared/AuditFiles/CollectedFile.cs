using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;

namespace GovCloud.AuditFiles;

/// <summary>A file that was looked at.</summary>
public sealed record CollectedFile
{
    /// <summary>Its name and digest.</summary>
    public required AuditInput Input { get; init; }

    /// <summary>What was found in it; empty where nothing was understood.</summary>
    public required ImmutableArray<CollectedDocument> Documents { get; init; }

    /// <summary>Why nothing was understood, in Japanese; <see langword="null"/> where something was.</summary>
    public string? NotUnderstood { get; init; }
}

/// <summary>One answer of AWS, or its failure.</summary>
public sealed record CollectedDocument
{
    /// <summary>Which call's answer it is.</summary>
    public required CollectedShape Shape { get; init; }

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The answer; undefined where it failed.</summary>
    public JsonElement Content { get; init; }

    /// <summary>The text, of a table.</summary>
    public string? Text { get; init; }

    /// <summary>The account that it is about; none where neither contents nor folder tell.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Whether it says that a further page follows.</summary>
    public bool HasNext { get; init; }

    /// <summary>Why there is no answer, in Japanese: refused, cut off, still being made. <see langword="null"/> where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the failure says that there is nothing of the kind, such as no password policy.</summary>
    public bool IsAbsent { get; init; }
}

/// <summary>Calls whose answers are understood.</summary>
public enum CollectedShape
{
    /// <summary>GetCredentialReport, or the table itself.</summary>
    CredentialReport,

    /// <summary>GetAccountAuthorizationDetails.</summary>
    AuthorizationDetails,

    /// <summary>GetAccountSummary.</summary>
    AccountSummary,

    /// <summary>GetAccountPasswordPolicy.</summary>
    PasswordPolicy,

    /// <summary>ListRoles.</summary>
    Roles,

    /// <summary>GetRole.</summary>
    Role,

    /// <summary>ListAccessKeys.</summary>
    AccessKeys,

    /// <summary>ListServiceSpecificCredentials.</summary>
    ServiceCredentials,

    /// <summary>GetAlternateContact.</summary>
    AlternateContact,

    /// <summary>ListAccounts.</summary>
    Accounts,

    /// <summary>DescribeOrganization.</summary>
    Organization,

    /// <summary>ListTagsForResource of Organizations.</summary>
    Tags,

    /// <summary>ListAccountAssignments.</summary>
    Assignments,

    /// <summary>DescribePermissionSet.</summary>
    PermissionSet,

    /// <summary>ListFindings and ListFindingsV2 of IAM Access Analyzer.</summary>
    AnalyzerFindings,

    /// <summary>What <c>gca accounts list --format json</c> prints.</summary>
    Ledger,

    /// <summary>An answer that is known and that no check reads.</summary>
    NotRead,
}
