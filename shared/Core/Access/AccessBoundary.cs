using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Access;

/// <summary>
/// The permission boundary of every role that comes from the estate, and of every role that those make. Whatever a policy allows, it closes the known
/// ways to more rights, keeps the guards running, and keeps data in Japan.
/// </summary>
public static class AccessBoundary
{
    /// <summary>The policy's name. Fixed: vendors name it when they make roles.</summary>
    public const string Name = "gca-boundary";

    /// <summary>The policy's ARN.</summary>
    public const string Arn = $"arn:{Placeholder.Partition}:iam::{Placeholder.Account}:policy/gca/{Name}";

    /// <summary>Roles of systems' own programs.</summary>
    public const string SystemRoles = $"arn:{Placeholder.Partition}:iam::{Placeholder.Account}:role/system/*";

    /// <summary>The boundary.</summary>
    /// <param name="profile">The estate's regions.</param>
    public static AccessPolicy Of(EstateProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new(Name, "Upper limit of the roles of people and of the roles that they make", [All, .. Guards(profile), .. Identities, Platform]);
    }

    /// <summary>The boundary of the emergency role: it mends roles, and still leaves the guards and Japan alone.</summary>
    /// <param name="profile">The estate's regions.</param>
    public static AccessPolicy Emergency(EstateProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new("gca-emergency-boundary", "Upper limit of the emergency role", [All, .. Guards(profile)]);
    }

    static AccessStatement All { get; } = new() { Sid = "WhatPoliciesAllow", Actions = ["*"] };

    static IEnumerable<AccessStatement> Guards(EstateProfile profile) =>
    [
        Deny("OrganizationAndAccount", ["account:*", "identitystore:*", "organizations:*", "sso-directory:*", "sso:*"]),
        Deny("GuardsStayOn",
        [
            "access-analyzer:DeleteAnalyzer", "backup:DeleteBackupVault", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy",
            "backup:UpdateRecoveryPointLifecycle", "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail",
            "config:DeleteConfigurationRecorder", "config:DeleteDeliveryChannel", "config:StopConfigurationRecorder", "ec2:DisableEbsEncryptionByDefault",
            "ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute", "guardduty:DeleteDetector", "guardduty:DisassociateFromAdministratorAccount", "guardduty:UpdateDetector",
            "inspector2:Disable", "kms:DisableKey", "kms:DisableKeyRotation", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "macie2:DisableMacie", "rds:ModifyDBClusterSnapshotAttribute",
            "rds:ModifyDBSnapshotAttribute", "s3:BypassGovernanceRetention", "s3:PutAccountPublicAccessBlock", "securityhub:DisableSecurityHub",
            "securityhub:DisassociateFromAdministratorAccount",
        ]),
        Deny("OnlyInJapan",
        [
            "budgets:*", "ce:*", "cloudfront:*", "health:*", "iam:*", "route53:*", "servicequotas:*", "sts:*", "support:*", "trustedadvisor:*",
        ]) with
        {
            AllActionsBut = true,
            Conditions = [new("StringNotEquals", "aws:RequestedRegion", [profile.PrimaryRegion, profile.RecoveryRegion])],
        },
    ];

    static ImmutableArray<AccessStatement> Identities { get; } =
    [
        Deny("NoUsersNoTrust",
        [
            "iam:AddClientIDToOpenIDConnectProvider", "iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile",
            "iam:CreateOpenIDConnectProvider", "iam:CreatePolicyVersion", "iam:CreateSAMLProvider", "iam:CreateServiceSpecificCredential", "iam:CreateUser", "iam:CreateVirtualMFADevice",
            "iam:DeactivateMFADevice", "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:EnableMFADevice", "iam:PutGroupPolicy",
            "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary", "iam:PutUserPolicy", "iam:ResetServiceSpecificCredential", "iam:SetDefaultPolicyVersion",
            "iam:UpdateAccessKey", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile", "iam:UpdateOpenIDConnectProviderThumbprint", "iam:UpdateSAMLProvider",
            "iam:UploadSSHPublicKey", "iam:UploadSigningCertificate", "sts:GetFederationToken",
        ]),
        // Each runs with, or hands out, rights that are not compared with those of the one who asks.
        Deny("NoWaysAround", ["codestar:*", "eks:AssociateAccessPolicy", "eks:CreateAccessEntry", "glue:UpdateDevEndpoint", "sagemaker:CreatePresignedNotebookInstanceUrl", "ssm:CreateAssociation"]),
        Deny("OnlySystemRoles",
        [
            "iam:AddRoleToInstanceProfile", "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PassRole", "iam:PutRolePolicy",
            "iam:TagRole", "iam:UntagRole", "iam:UpdateRole", "sts:AssumeRole",
        ]) with
        {
            Resources = [SystemRoles],
            AllResourcesBut = true,
        },
        Deny("OnlyWithThisBoundary", ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy"]) with
        {
            Conditions = [new("StringNotEquals", "iam:PermissionsBoundary", [Arn])],
        },
    ];

    /// <summary>What belongs to this automation runs with rights of its own. Nobody changes its code, its flows or its mark.</summary>
    static AccessStatement Platform { get; } = Deny("PlatformIsNotTheirs",
    [
        "cloudformation:CreateChangeSet", "cloudformation:Delete*", "cloudformation:ExecuteChangeSet", "cloudformation:UpdateStack", "dynamodb:*Item", "dynamodb:DeleteTable", "dynamodb:UpdateTable", "ec2:DeleteTags",
        "events:Delete*", "events:Disable*", "events:PutTargets", "events:RemoveTargets", "lambda:AddPermission", "lambda:Delete*", "lambda:InvokeFunction", "lambda:Publish*", "lambda:TagResource",
        "lambda:UntagResource", "lambda:Update*", "logs:Delete*", "logs:PutRetentionPolicy", "logs:UntagResource", "sns:Delete*", "sns:Publish", "sns:SetTopicAttributes", "sns:UntagResource", "sqs:Delete*",
        "sqs:PurgeQueue", "sqs:SendMessage", "sqs:SetQueueAttributes", "sqs:UntagQueue", "ssm:SendCommand", "ssm:StartSession", "states:Delete*", "states:Start*", "states:Stop*", "states:UntagResource", "states:Update*",
    ]) with
    {
        Conditions = [new("StringEquals", $"aws:ResourceTag/{AccessTags.Project}", [AccessTags.ProjectName])],
    };

    static AccessStatement Deny(string sid, ImmutableArray<string> actions) => new() { Sid = sid, Denies = true, Actions = actions };
}
