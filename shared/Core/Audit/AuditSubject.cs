using System.Text.Json;

namespace GovCloud.Audit;

/// <summary>What a result is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its ARN, else its name or number; unique within kind and account.</param>
/// <param name="Account">The account that it is in; none for what is of no account.</param>
public sealed record AuditSubject(SubjectKind Kind, string Id, AccountId? Account)
{
    /// <summary>Where it is; none for what is of no region.</summary>
    public string? Region { get; init; }

    /// <summary>The account itself.</summary>
    public static AuditSubject OfAccount(AccountId account) => new(SubjectKind.Account, account.ToString(), account);
}

/// <summary>Kinds of subjects.</summary>
public enum SubjectKind
{
    /// <summary>The estate, ledger or organization as a whole.</summary>
    Estate,

    /// <summary>An account.</summary>
    Account,

    /// <summary>The root user of an account.</summary>
    RootUser,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>An access key. Its id; where it is not known, the user and the day on which it was made.</summary>
    AccessKey,

    /// <summary>An IAM role.</summary>
    Role,

    /// <summary>An assignment of a permission set.</summary>
    Assignment,

    /// <summary>A business system.</summary>
    System,

    /// <summary>A protected resource.</summary>
    Resource,

    /// <summary>A backup vault.</summary>
    Vault,

    /// <summary>A backup or restore-testing plan.</summary>
    Plan,

    /// <summary>A recovery point.</summary>
    RecoveryPoint,

    /// <summary>A CloudFormation stack.</summary>
    Stack,
}

/// <summary>Names of kinds.</summary>
public static class SubjectKinds
{
    /// <summary>The name in files: <c>access-key</c>.</summary>
    public static string Code(this SubjectKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
