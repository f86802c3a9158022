using System.Collections.Immutable;

namespace GovCloud.Organization;

/// <summary>
/// What must work although it is not called in a region of Japan: services whose only endpoint, or whose control plane, AWS runs in us-east-1 or us-west-2. They hold names, rights,
/// bills and settings, and no data of residents.
/// </summary>
/// <remarks>
/// Compared on 2026-11-21 with the example of the AWS Organizations User Guide. Left out on purpose, though the example has them: KMS and Config (they have endpoints in Japan), S3 multi-region access points and Global Accelerator
/// (they would carry data abroad), and services that nobody uses here.
/// </remarks>
public static class GlobalServices
{
    /// <summary>The actions with the reason for each.</summary>
    public static ImmutableArray<(string Action, string Reason)> Table { get; } =
    [
        ("account:*", "アカウントの連絡先"),
        ("acm:*", "CloudFront の証明書は us-east-1 だけで発行できる"),
        ("aws-portal:*", "請求"),
        ("billing:*", "請求"),
        ("budgets:*", "予算"),
        ("ce:*", "コストの照会"),
        ("cloudfront:*", "API は us-east-1 だけにある"),
        // The inventory looks for calls of IAM and of the root user there. Nothing that changes a trail is left out.
        ("cloudtrail:LookupEvents", "グローバルサービスの操作の記録は us-east-1 だけにある"),
        ("consolidatedbilling:*", "請求"),
        ("cur:*", "コストと使用状況レポートの設定"),
        ("bcm-data-exports:*", "コストと使用状況レポートの設定"),
        ("directconnect:*", "回線と Direct Connect Gateway はリージョンに属さない"),
        ("ec2:DescribeRegions", "コンソールがリージョンの一覧に使う"),
        ("ec2:DescribeTransitGateways", "Direct Connect のコンソールが使う"),
        ("ec2:DescribeVpnGateways", "Direct Connect のコンソールが使う"),
        ("freetier:*", "請求"),
        ("health:*", "API は us-east-1 だけにある"),
        ("iam:*", "API は us-east-1 だけにある"),
        ("invoicing:*", "請求"),
        ("networkmanager:*", "API は us-west-2 だけにある"),
        ("notifications-contacts:*", "通知先の設定"),
        ("notifications:*", "通知の設定"),
        ("organizations:*", "API は us-east-1 だけにある"),
        ("payments:*", "請求"),
        ("pricing:*", "単価の照会"),
        ("route53:*", "API は us-east-1 だけにある"),
        ("route53domains:*", "API は us-east-1 だけにある"),
        ("s3:GetAccountPublicAccessBlock", "アカウント全体の設定"),
        ("s3:GetBucketLocation", "バケットのリージョンを調べる"),
        ("s3:ListAllMyBuckets", "バケットの一覧はリージョンに属さない"),
        ("s3:PutAccountPublicAccessBlock", "アカウント全体の設定"),
        ("servicequotas:*", "グローバルサービスの上限は us-east-1 で照会する"),
        ("shield:*", "API は us-east-1 だけにある"),
        ("sso:*", "サインイン"),
        ("sts:*", "サインイン。グローバルエンドポイントは us-east-1 として扱われる"),
        ("support:*", "サポートへの問い合わせ"),
        ("supportplans:*", "サポートへの問い合わせ"),
        ("sustainability:*", "請求"),
        ("tax:*", "請求"),
        ("trustedadvisor:*", "API は us-east-1 だけにある"),
        ("waf:*", "CloudFront に付ける WAF"),
        ("wafv2:*", "CloudFront に付ける WAF は us-east-1 で設定する"),
    ];

    /// <summary>Those that a deny by region must always let pass: without them nobody can sign in, ask for support or see a bill.</summary>
    public static ImmutableArray<string> Indispensable { get; } = ["iam:*", "sts:*", "organizations:*", "route53:*", "cloudfront:*", "support:*", "health:*", "budgets:*", "ce:*"];
}
