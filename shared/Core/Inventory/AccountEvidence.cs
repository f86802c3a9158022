using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>What was read of one account. Each reading may fail by itself.</summary>
public sealed record AccountEvidence : AuditEvidence
{
    const string NotCollected = "収集されていません";

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>What the account is compared with.</summary>
    public required InventoryContext Context { get; init; }

    /// <summary>From when use counts: the end of the period that the last audit looked at.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The credential report.</summary>
    public Reading<CredentialReport> Credentials { get; init; } = Readings.Unknown<CredentialReport>("認証情報レポートが" + NotCollected);

    /// <summary>The account summary.</summary>
    public Reading<RootSummary> Summary { get; init; } = Readings.Unknown<RootSummary>("アカウントの要約(get-account-summary)が" + NotCollected);

    /// <summary>Users and groups with their grants.</summary>
    public Reading<IamEntities> Entities { get; init; } = Readings.Unknown<IamEntities>("IAM の一覧(get-account-authorization-details)が" + NotCollected);

    /// <summary>Roles.</summary>
    public Reading<ImmutableArray<IamRole>> Roles { get; init; } = Readings.Unknown<ImmutableArray<IamRole>>("ロールの一覧が" + NotCollected);

    /// <summary>Access keys with their ids.</summary>
    public Reading<ImmutableArray<AccessKey>> AccessKeys { get; init; } = Readings.Unknown<ImmutableArray<AccessKey>>("アクセスキーの一覧が" + NotCollected);

    /// <summary>Credentials for one service.</summary>
    public Reading<ImmutableArray<ServiceCredential>> ServiceCredentials { get; init; } =
        Readings.Unknown<ImmutableArray<ServiceCredential>>("サービス固有の認証情報の一覧が" + NotCollected);

    /// <summary>The password policy; none where the account has none.</summary>
    public Reading<PasswordPolicy?> PasswordPolicy { get; init; } = Readings.Unknown<PasswordPolicy?>("パスワードポリシーが" + NotCollected);

    /// <summary>Alternate contacts, those that are set.</summary>
    public Reading<ImmutableArray<AccountContact>> Contacts { get; init; } = Readings.Unknown<ImmutableArray<AccountContact>>("代替連絡先が" + NotCollected);

    /// <summary>Assignments of permission sets.</summary>
    public Reading<ImmutableArray<SsoAssignment>> Assignments { get; init; } = Readings.Unknown<ImmutableArray<SsoAssignment>>("IAM Identity Center の割り当てが" + NotCollected);

    /// <summary>Open findings of IAM Access Analyzer about access from outside.</summary>
    public Reading<ImmutableArray<AnalyzerFinding>> ExternalAccess { get; init; } =
        Readings.Unknown<ImmutableArray<AnalyzerFinding>>("IAM Access Analyzer の外部アクセスの検出結果が" + NotCollected);

    /// <summary>Open findings of IAM Access Analyzer about access that nobody uses.</summary>
    public Reading<ImmutableArray<AnalyzerFinding>> UnusedAccess { get; init; } =
        Readings.Unknown<ImmutableArray<AnalyzerFinding>>("IAM Access Analyzer の未使用アクセスの検出結果が" + NotCollected);

    /// <summary>What users and roles may use and used, of those that it was asked for.</summary>
    public Reading<ImmutableArray<IdentityUse>> ServiceUse { get; init; } = Readings.Unknown<ImmutableArray<IdentityUse>>("サービスの最終アクセス情報が" + NotCollected);

    /// <summary>Calls of the root user that CloudTrail recorded since the last audit, or in the 90 days that it keeps.</summary>
    public Reading<ImmutableArray<RecordedCall>> RootCalls { get; init; } = Readings.Unknown<ImmutableArray<RecordedCall>>("CloudTrail のルートユーザーの記録が" + NotCollected);

    /// <summary>Names of permission sets of which the account does not have the latest version.</summary>
    public Reading<ImmutableArray<string>> OutdatedPermissionSets { get; init; } = Readings.Unknown<ImmutableArray<string>>("権限セットの配布の状態が" + NotCollected);

    /// <summary>The account's tags.</summary>
    public Reading<ImmutableDictionary<string, string>> Tags { get; init; } = Readings.Unknown<ImmutableDictionary<string, string>>("アカウントのタグが" + NotCollected);

    /// <inheritdoc/>
    public override AuditSubject Scope => AuditSubject.OfAccount(Account);

    internal AuditSubject User(CredentialRow row) => new(row.IsRoot ? SubjectKind.RootUser : SubjectKind.User, row.Arn, Account);
}
