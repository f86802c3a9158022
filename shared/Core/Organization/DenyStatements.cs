using System.Collections.Immutable;

namespace GovCloud.Organization;

/// <summary>The statements of the service control policies.</summary>
static class DenyStatements
{
    /// <summary>Nobody leaves: there is no role for which this would be right.</summary>
    public static readonly DenyStatement Leaving = new()
    {
        Sid = "NoLeaving",
        Text = new("組織からの離脱とアカウントの閉鎖は管理アカウントだけが行う", "leaving the organization and closing accounts is for the management account"),
        Actions = ["account:CloseAccount", "organizations:LeaveOrganization"],
        HitsEverybody = true,
    };

    /// <summary>The root user. Sessions that the management account begins for one task of recovery pass.</summary>
    public static readonly DenyStatement RootUser = new()
    {
        Sid = "NoRootUser",
        Text = new("メンバーアカウントのルートユーザーは使わない", "the root user of a member account is not used"),
        Actions = ["*"],
        Conditions =
        [
            new(ConditionOperator.ArnLike, ConditionKeys.PrincipalArn, ["arn:*:iam::*:root"]),
            new(ConditionOperator.Null, ConditionKeys.AssumedRoot, ["true"]),
        ],
        HitsEverybody = true,
    };

    public static DenyStatement Regions(ImmutableArray<string> regions, ImmutableArray<string> globalActions, ImmutableArray<string> exempt) => new()
    {
        Sid = "OnlyAllowedRegions",
        Text = new($"許可したリージョン({string.Join("、", regions)})とグローバルサービスだけを使う", $"only the allowed regions ({string.Join(", ", regions)}) and global services are used"),
        Actions = globalActions,
        AllBut = true,
        Conditions = [new(ConditionOperator.StringNotEquals, ConditionKeys.RequestedRegion, regions), .. Pass(exempt)],
    };

    public static ImmutableArray<DenyStatement> Guardrails(ImmutableArray<string> exempt) =>
    [
        new()
        {
            Sid = "DetectionStaysOn",
            Text = new("CloudTrail・Config・GuardDuty・Security Hub・Access Analyzer を止めない", "CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer stay on"),
            Actions =
            [
                "access-analyzer:DeleteAnalyzer",
                "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail",
                "config:DeleteConfigurationRecorder", "config:DeleteDeliveryChannel", "config:DeleteRetentionConfiguration", "config:PutConfigurationRecorder", "config:PutDeliveryChannel", "config:StopConfigurationRecorder",
                "guardduty:DeleteDetector", "guardduty:DeleteMembers", "guardduty:DeletePublishingDestination", "guardduty:DisassociateFromAdministratorAccount", "guardduty:DisassociateFromMasterAccount",
                "guardduty:DisassociateMembers", "guardduty:StopMonitoringMembers", "guardduty:UpdateDetector",
                "securityhub:BatchDisableStandards", "securityhub:DeleteMembers", "securityhub:DisableSecurityHub", "securityhub:DisassociateFromAdministratorAccount", "securityhub:DisassociateFromMasterAccount",
                "securityhub:DisassociateMembers",
            ],
            Conditions = Pass(exempt),
        },
        new()
        {
            Sid = "AutomationStays",
            Text = new("転送・自動化のスタックとルールを変えない", "the stacks and rules of forwarding and automation are not changed"),
            Actions =
            [
                "cloudformation:CreateChangeSet", "cloudformation:DeleteStack", "cloudformation:ExecuteChangeSet", "cloudformation:SetStackPolicy", "cloudformation:UpdateStack", "cloudformation:UpdateTerminationProtection",
                "events:DeleteRule", "events:DisableRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets",
                "sqs:DeleteQueue", "sqs:SetQueueAttributes",
            ],
            Resources = ["arn:*:cloudformation:*:*:stack/GovCloud-*", "arn:*:events:*:*:rule/GovCloud-*", "arn:*:sqs:*:*:GovCloud-*"],
            Conditions = Pass(exempt),
        },
        // Whoever could make or change an exempt role would be exempt himself.
        new()
        {
            Sid = "RolesStay",
            Text = new("転送・自動化のロールと、例外とするロールを作らせず、変えさせない", "the roles of forwarding and automation, and those that are exempt, are neither made nor changed"),
            Actions =
            [
                "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
                "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
            ],
            Resources = ["arn:*:iam::*:role/GovCloud-*", .. exempt],
            Conditions = Pass(exempt),
        },
    ];

    public static ImmutableArray<DenyStatement> PublicBuckets(ImmutableArray<string> exempt) =>
    [
        new()
        {
            Sid = "PublicAccessStaysBlocked",
            Text = new("パブリックアクセスブロックの設定を変えない", "the settings that block public access are not changed"),
            Actions = ["s3:PutAccessPointPublicAccessBlock", "s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
            Conditions = Pass(exempt),
        },
        new()
        {
            Sid = "NoPublicAcl",
            Text = new("公開のACLを付けない", "no public access list is set"),
            Actions = ["s3:CreateBucket", "s3:PutBucketAcl", "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
            Conditions = [new(ConditionOperator.StringEquals, ConditionKeys.CannedAcl, ["authenticated-read", "public-read", "public-read-write"])],
            HitsEverybody = true,
        },
    ];

    public static DenyStatement IamUsers(ImmutableArray<string> exempt) => new()
    {
        Sid = "NoIamUsers",
        Text = new("IAMユーザー・アクセスキー・コンソールのパスワードを作らない", "no IAM users, access keys and console passwords are made"),
        Actions = ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateServiceSpecificCredential", "iam:CreateUser", "iam:UpdateLoginProfile", "iam:UploadSigningCertificate", "iam:UploadSSHPublicKey"],
        Conditions = Pass(exempt),
    };

    public static DenyStatement Everything(ImmutableArray<string> exempt) => new()
    {
        Sid = "Suspended",
        Text = new("停止したアカウントでは何も行わない", "nothing is done in a suspended account"),
        Actions = ["*"],
        Conditions = Pass(exempt),
    };

    static ImmutableArray<DenyCondition> Pass(ImmutableArray<string> exempt) =>
        exempt.IsEmpty ? [] : [new DenyCondition(ConditionOperator.ArnNotLike, ConditionKeys.PrincipalArn, exempt)];
}
