using System.Collections.Immutable;
using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>
/// The key of a store. Its policy gives each account the folders that the bucket's policy gives it, by the encryption context, which is the
/// object's ARN because the bucket uses no bucket key: docs/decisions/0011.
/// </summary>
static class LinkageKey
{
    // The account's administrators may look after the key. None of these actions opens a file.
    static readonly string[] Administration =
    [
        "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
        "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags", "kms:PutKeyPolicy",
        "kms:RevokeGrant", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
    ];

    internal static Key Of(Stack stack, LinkagePlan plan, LinkageParties parties)
    {
        var key = new Key(stack, "Key", new KeyProps
        {
            Description = $"GovCloudAutomation: linkage files of store {plan.Store.Id}",
            EnableKeyRotation = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            Policy = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    Grant.By(new AccountRootPrincipal(), "AdministrationThroughIam", Administration, ["*"]),
                    .. parties.Accounts.SelectMany(account => Use(stack, plan, account)),
                    Grant.By(
                        new AccountPrincipal(plan.Estate.Profile.OperationsAccount.ToString()), "TheWatchCountsRows", ["kms:Decrypt"], ["*"],
                        ("ArnEquals", "aws:PrincipalArn", parties.Watch), ("StringEquals", "kms:ViaService", Via(stack))),
                    Grant.By(
                        new AccountRootPrincipal(), "GuardDutyScans", ["kms:Decrypt", "kms:GenerateDataKey"], ["*"],
                        ("ArnEquals", "aws:PrincipalArn", parties.Scan), ("StringEquals", "kms:ViaService", Via(stack))),
                ],
            }),
        });
        // The operations account names the key by its alias, because it cannot know the id.
        _ = new Alias(stack, "KeyAlias", new AliasProps { AliasName = LinkageNames.KeyAliasOf(plan.Store), TargetKey = key });
        return key;
    }

    static IEnumerable<PolicyStatement> Use(Stack stack, LinkagePlan plan, AccountId account)
    {
        // S3 decrypts the parts of a multipart upload when it puts them together: a writer needs both.
        var written = AccessMatrix.FoldersOf(plan.Rights, account, LinkageRight.Write, LinkageRight.Acknowledge);
        var read = AccessMatrix.FoldersOf(plan.Rights, account, LinkageRight.Read);
        if (!written.IsEmpty)
        {
            yield return Statement(stack, plan, account, "Writes", ["kms:Decrypt", "kms:GenerateDataKey"], written);
        }

        if (!read.IsEmpty)
        {
            yield return Statement(stack, plan, account, "Reads", ["kms:Decrypt"], read);
        }
    }

    static PolicyStatement Statement(Stack stack, LinkagePlan plan, AccountId account, string what, string[] actions, ImmutableArray<string> folders) => Grant.By(
        new AccountPrincipal(account.ToString()), $"{what}{account}", actions, ["*"],
        ("StringLike", "kms:EncryptionContext:aws:s3:arn", folders.Select(folder => LinkageBucket.ObjectsIn(plan.Store, folder)).ToArray()),
        ("StringEquals", "kms:ViaService", Via(stack)));

    static string Via(Stack stack) => $"s3.{stack.Region}.amazonaws.com";
}
