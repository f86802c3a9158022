using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>The controls for which CloudFormation has no resource.</summary>
public static partial class ControlCatalogue
{
    /// <summary>脆弱性の検査.</summary>
    public const string VulnerabilitiesScanned = "vulnerabilities-scanned";

    /// <summary>パスワードの条件.</summary>
    public const string PasswordPolicy = "password-policy";

    /// <summary>EBS の既定の暗号化.</summary>
    public const string VolumesEncrypted = "volumes-encrypted";

    /// <summary>S3 の公開の禁止.</summary>
    public const string BucketsNotPublic = "buckets-not-public";

    /// <summary>IMDSv2 の既定値.</summary>
    public const string InstanceMetadataV2 = "instance-metadata-v2";

    /// <summary>既定の VPC の削除.</summary>
    public const string DefaultVpcRemoved = "default-vpc-removed";

    /// <summary>セキュリティ連絡先.</summary>
    public const string SecurityContact = "security-contact";

    static ImmutableArray<Control> Settings =>
    [
        Setting(VulnerabilitiesScanned, "脆弱性の検査(Inspector)", "Vulnerabilities are scanned", "既知の脆弱性の放置", ["NIST RA-5", "NIST SI-2"])
            with { Changes = [new(Second, "Lambda 関数のコードの検査を追加")] },
        Setting(PasswordPolicy, "IAM パスワードの条件", "IAM passwords are long and not reused", "推測されやすいパスワード", ["NIST IA-5", "CIS 1.8", "CIS 1.9"]),
        Setting(VolumesEncrypted, "EBS の既定の暗号化", "New volumes are encrypted", "暗号化されていないディスクの作成", ["NIST SC-28", "CIS 2.2.1"]),
        Setting(BucketsNotPublic, "S3 の公開の禁止(アカウント全体)", "No bucket of the account can be public", "バケットの誤公開", ["NIST AC-3", "NIST SC-7", "CIS 2.1.4"]),
        Setting(InstanceMetadataV2, "IMDSv2 の既定値", "New instances ask for tokens at the metadata service", "サーバーの認証情報の窃取", ["NIST AC-3", "NIST AC-6", "CIS 5.6"]),
        Setting(DefaultVpcRemoved, "既定の VPC の削除", "There is no default VPC", "計画外のネットワークへの配置", ["NIST AC-4", "NIST CM-7", "NIST SC-7"]),
        Setting(SecurityContact, "セキュリティ連絡先", "AWS knows whom to tell about security", "AWS からの不正利用の連絡が届かないこと", ["NIST IR-6", "CIS 1.2"]),
    ];

    static Control Setting(string id, string title, string english, string protects, ImmutableArray<string> references) => new()
    {
        Id = id,
        Title = title,
        EnglishTitle = english,
        Protects = protects,
        References = references,
        Means = ControlMeans.Setting,
    };
}
