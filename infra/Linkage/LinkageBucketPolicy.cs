using Amazon.CDK.AWS.S3;
using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>
/// The bucket's policy: each account its folders, through its own endpoints; and denials that hold against every right that somebody gives
/// himself in his own account, the bucket's account included.
/// </summary>
static class LinkageBucketPolicy
{
    static readonly string[] Writing = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"];
    static readonly string[] Acknowledging = ["s3:PutObject"];
    static readonly string[] Reading = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"];
    static readonly string[] Contents = ["s3:GetObject", "s3:GetObjectVersion"];
    static readonly string[] Tagging = ["s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"];
    static readonly string[] Files = [.. Writing, .. Reading, .. Tagging, "s3:DeleteObjectVersion", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutObjectAcl", "s3:RestoreObject"];

    internal static void AddTo(Bucket bucket, LinkagePlan plan, LinkageParties parties, IKey key)
    {
        foreach (var account in parties.Accounts)
        {
            Allow(bucket, plan, account, parties);
        }

        bucket.AddToResourcePolicy(Grant.By(
            new AccountPrincipal(plan.Estate.Profile.OperationsAccount.ToString()), "TheWatchCountsRows", Contents, [bucket.ArnForObjects("*")], ("ArnEquals", "aws:PrincipalArn", parties.Watch)));
        DenyStrangers(bucket, parties);
        DenyOwnAccount(bucket, plan, parties);
        DenyUnscanned(bucket, parties);
        // Whoever names no key gets the store's. Not "IfExists": with it, a request that names none would be denied.
        DenyOther(bucket, "OnlyTheKeyOfTheStore", "s3:x-amz-server-side-encryption-aws-kms-key-id", key.KeyArn);
        DenyOther(bucket, "OnlyEncryptionByKey", "s3:x-amz-server-side-encryption", "aws:kms");
        // Old versions go by the lifecycle, and nobody may make a file disappear for good.
        Deny(bucket, "NobodyDeletesVersions", ["s3:DeleteObjectVersion", "s3:PutObjectAcl"], [bucket.ArnForObjects("*")]);
    }

    static void Allow(Bucket bucket, LinkagePlan plan, AccountId account, LinkageParties parties)
    {
        var way = ("StringEquals", "aws:SourceVpce", (object)parties.EndpointsOf(account));
        (string What, string[] Actions, LinkageRight Right)[] grants =
            [("Writes", Writing, LinkageRight.Write), ("Acknowledges", Acknowledging, LinkageRight.Acknowledge), ("Reads", Reading, LinkageRight.Read)];
        foreach (var (what, actions, right) in grants)
        {
            if (AccessMatrix.FoldersOf(plan.Rights, account, right) is { IsEmpty: false } folders)
            {
                bucket.AddToResourcePolicy(Grant.By(new AccountPrincipal(account.ToString()), $"{what}{account}", actions, [.. folders.Select(folder => bucket.ArnForObjects($"{folder}*"))], way));
            }
        }

        bucket.AddToResourcePolicy(Grant.By(
            new AccountPrincipal(account.ToString()), $"Lists{account}", ["s3:ListBucket"], [bucket.BucketArn], way, ("StringLike", "s3:prefix", Listed(plan, account))));
    }

    static void DenyStrangers(Bucket bucket, LinkageParties parties)
    {
        string[] everything = [bucket.BucketArn, bucket.ArnForObjects("*")];
        // S3's own deliveries and GuardDuty's scan come from no endpoint; the two roles are named.
        Deny(bucket, "OnlyThroughTheEndpoints", Files, everything, ("StringNotEquals", "aws:SourceVpce", parties.AllEndpoints), Exempt(parties), NoService);
        Deny(
            bucket, "OnlyThePartiesAccounts", Files, everything,
            ("StringNotEquals", "aws:PrincipalAccount", parties.Accounts.Select(account => account.ToString()).ToArray()), Exempt(parties), NoService);
    }

    /// <summary>In the bucket's own account a role's policy would be enough: there, what is not given is denied.</summary>
    static void DenyOwnAccount(Bucket bucket, LinkagePlan plan, LinkageParties parties)
    {
        var own = plan.Store.Account;
        var isOwn = ("StringEquals", "aws:PrincipalAccount", (object)own.ToString());
        Elsewhere(bucket, "OwnAccountWritesNowhereElse", ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"], [.. AccessMatrix.FoldersOf(plan.Rights, own, LinkageRight.Write, LinkageRight.Acknowledge)], isOwn, Exempt(parties));
        Elsewhere(bucket, "OwnAccountReadsNowhereElse", Reading, [.. AccessMatrix.FoldersOf(plan.Rights, own, LinkageRight.Read)], isOwn, Exempt(parties));
        Elsewhere(bucket, "OwnAccountDeletesNoReceipts", ["s3:AbortMultipartUpload", "s3:DeleteObject"], [.. AccessMatrix.FoldersOf(plan.Rights, own, LinkageRight.Write)], isOwn, Exempt(parties));
        string[] listing = ["s3:ListBucket", "s3:ListBucketVersions"];
        if (Listed(plan, own) is { Length: > 0 } listed)
        {
            Deny(bucket, "OwnAccountListsNothingElse", listing, [bucket.BucketArn], isOwn, ("StringNotLike", "s3:prefix", listed), Exempt(parties));
        }
        else
        {
            Deny(bucket, "OwnAccountListsNothing", listing, [bucket.BucketArn], isOwn, Exempt(parties));
        }
    }

    static void DenyUnscanned(Bucket bucket, LinkageParties parties)
    {
        Deny(bucket, "NobodyReadsWhatIsNotScanned", Contents, [bucket.ArnForObjects("*")], ("StringNotEquals", $"s3:ExistingObjectTag/{MalwareScan.Tag}", MalwareScan.Clean), Exempt(parties));
        Deny(bucket, "OnlyTheScanWritesTags", Tagging, [bucket.ArnForObjects("*")], ("ArnNotEquals", "aws:PrincipalArn", parties.Scan));
    }

    static string[] Listed(LinkagePlan plan, AccountId account) =>
        [.. AccessMatrix.FoldersOf(plan.Rights, account, LinkageRight.Write, LinkageRight.Read, LinkageRight.Acknowledge).Select(folder => $"{folder}*")];

    static (string Operator, string Key, object Value) Exempt(LinkageParties parties) => ("ArnNotEquals", "aws:PrincipalArn", new[] { parties.Scan, parties.Watch });

    static (string Operator, string Key, object Value) NoService => ("BoolIfExists", "aws:PrincipalIsAWSService", "false");

    static void Elsewhere(Bucket bucket, string sid, string[] actions, string[] folders, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions) =>
        bucket.AddToResourcePolicy(folders.Length == 0
            ? Grant.Deny(sid, actions, [bucket.ArnForObjects("*")], conditions)
            : Grant.DenyElsewhere(sid, actions, [.. folders.Select(folder => bucket.ArnForObjects($"{folder}*"))], conditions));

    static void DenyOther(Bucket bucket, string sid, string key, string value) =>
        Deny(bucket, sid, ["s3:PutObject"], [bucket.ArnForObjects("*")], ("StringNotEquals", key, value), ("Null", key, "false"));

    static void Deny(Bucket bucket, string sid, string[] actions, string[] resources, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions) =>
        bucket.AddToResourcePolicy(Grant.Deny(sid, actions, resources, conditions));
}
