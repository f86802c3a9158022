using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Policies;

namespace GovCloud.Linkage;

/// <summary>All requests of a proof with what is intended for each.</summary>
sealed class ProofCases
{
    const string Internet = "internet";
    const string ForeignEndpoint = "foreign endpoint";
    const string OwnEndpoint = "own endpoint";
    const string Elsewhere = "elsewhere/";
    const string Stranger = "999999999999";

    static readonly string[] Actions = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObjectTagging", "s3:PutObjectAcl", "s3:ListBucket"];

    // Everything by which a key opens or encrypts something, or hands that right on.
    static readonly string[] KeyActions = ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:CreateGrant"];

    readonly Estate estate;
    readonly LinkageStore store;
    readonly string keyArn;
    readonly ImmutableArray<LinkageAccess> rights;
    readonly ImmutableArray<ProofPrincipal> principals;
    readonly ImmutableArray<string> folders;
    readonly Dictionary<string, string> endpoints = new(StringComparer.Ordinal);

    public ProofCases(Estate estate, LinkageStore store, LinkagePolicies policies)
    {
        this.estate = estate;
        this.store = store;
        keyArn = policies.KeyArn;
        rights = AccessMatrix.Of(estate, store);
        principals = [.. Principals(policies)];
        // A sibling whose name begins like a folder, a folder's parent, and a place of nobody: where a pattern is one character too wide.
        folders = [.. rights.SelectMany(right => new[] { right.Folder, right.Folder.TrimEnd('/') + "-x/", right.Folder[..(right.Folder.IndexOf('/', StringComparison.Ordinal) + 1)] }).Append(Elsewhere).Distinct(StringComparer.Ordinal)];
    }

    string BucketArn => $"arn:aws:s3:::{LinkageNames.BucketOf(store)}";

    string Watch => $"arn:aws:iam::{estate.Profile.OperationsAccount}:role/{LinkageNames.WatchRole}";

    string Scan => $"arn:aws:iam::{store.Account}:role/{LinkageNames.ScanRoleOf(store)}";

    public IEnumerable<ProofCase> All() =>
        (from who in principals
         from action in Actions
         from folder in folders
         from circumstance in Circumstances(action)
         select OnBucket(who, action, folder, circumstance))
        .Concat(
            from who in principals
            from action in KeyActions
            from folder in folders
            from service in (string[])["s3", "", "dynamodb"]
            select OnKey(who, action, folder, service));

    IEnumerable<ProofPrincipal> Principals(LinkagePolicies policies)
    {
        foreach (var account in estate.Accounts.Select(account => account.Id.ToString()).Append(Stranger))
        {
            yield return new ProofPrincipal($"any role of {account}", $"arn:aws:iam::{account}:role/any", account);
        }

        yield return new ProofPrincipal("anonymous", null, null);
        yield return new ProofPrincipal("watch", Watch, estate.Profile.OperationsAccount.ToString());
        yield return new ProofPrincipal("scan", Scan, store.Account.ToString(), policies.Scan);
    }

    static IEnumerable<Circumstance> Circumstances(string action)
    {
        foreach (var way in (string[])[OwnEndpoint, ForeignEndpoint, Internet])
        {
            yield return new Circumstance(way);
            yield return new Circumstance(way) { Tls = false };
        }

        yield return new Circumstance(OwnEndpoint) { OldTls = true };
        if (action.StartsWith("s3:GetObject", StringComparison.Ordinal))
        {
            yield return new Circumstance(OwnEndpoint) { Scanned = false };
        }

        if (action == "s3:PutObject")
        {
            yield return new Circumstance(OwnEndpoint) { OtherKey = true };
            yield return new Circumstance(OwnEndpoint) { NoKey = true };
        }
    }

    ProofCase OnBucket(ProofPrincipal who, string action, string folder, Circumstance how)
    {
        var request = Base(who, action, action == "s3:ListBucket" ? BucketArn : $"{BucketArn}/{folder}file.csv", how);
        request.Context.Add("s3:TlsVersion", how.OldTls ? "1.1" : "1.2");
        request.Context.Add("s3:prefix", action == "s3:ListBucket" ? [folder] : []);
        request.Context.Add("s3:ExistingObjectTag/GuardDutyMalwareScanStatus", how.Scanned ? ["NO_THREATS_FOUND"] : []);
        request.Context.Add("s3:x-amz-server-side-encryption", how.NoKey ? ["AES256"] : how.OtherKey ? ["aws:kms"] : []);
        request.Context.Add("s3:x-amz-server-side-encryption-aws-kms-key-id", how.OtherKey ? [keyArn + "x"] : []);
        return new ProofCase { Who = who, Action = action, Folder = folder, Circumstances = how.ToString(), Intended = IsIntended(who, action, folder, how), Request = request };
    }

    ProofCase OnKey(ProofPrincipal who, string action, string folder, string service)
    {
        var request = Base(who, action, keyArn, new Circumstance(OwnEndpoint));
        request.Context.Add("kms:ViaService", service.Length == 0 ? [] : [$"{service}.{estate.Profile.PrimaryRegion}.amazonaws.com"]);
        request.Context.Add("kms:EncryptionContext:aws:s3:arn", $"{BucketArn}/{folder}file.csv");
        request.Context.Add("kms:GrantIsForAWSResource", "true");
        return new ProofCase
        {
            Who = who,
            Action = action,
            Folder = folder,
            Circumstances = service.Length == 0 ? "key, directly" : $"key, through {service}",
            Intended = service == "s3" && IsIntended(who, action, folder),
            Request = request,
            OnKey = true,
        };
    }

    PolicyRequest Base(ProofPrincipal who, string action, string resource, Circumstance how) => new()
    {
        PrincipalArn = who.Arn,
        PrincipalAccount = who.Account,
        Action = action,
        Resource = resource,
        Context = new PolicyContext
        {
            { "aws:SecureTransport", how.Tls ? "true" : "false" },
            { "aws:SourceVpce", how.Way switch { OwnEndpoint => [EndpointOf(who.Account)], ForeignEndpoint => ["vpce-00000000000000000"], _ => [] } },
            { "aws:PrincipalAccount", who.Account is null ? [] : [who.Account] },
            { "aws:PrincipalArn", who.Arn is null ? [] : [who.Arn] },
            { "aws:PrincipalIsAWSService", who.Arn is null ? [] : ["false"] },
            { "aws:SourceAccount", [] },
            { "aws:SourceArn", [] },
        },
    };

    /// <summary>The way by which an account comes; an account without any right is given that of one that has.</summary>
    string EndpointOf(string? account)
    {
        if (endpoints.TryGetValue(account ?? "", out var known))
        {
            return known;
        }

        var party = rights.Select(right => right.Account.ToString()).Contains(account, StringComparer.Ordinal) ? account! : rights.Length > 0 ? rights[0].Account.ToString() : "";
        return endpoints[account ?? ""] = store.Endpoints.FirstOrDefault(endpoint => endpoint.Account.ToString() == party) is { Ids: [var id, ..] } ? id : $"{{Endpoint{party}}}";
    }

    bool IsIntended(ProofPrincipal who, string action, string folder, Circumstance how)
    {
        if (!how.Tls || how.OldTls || how.OtherKey || how.NoKey)
        {
            return false;
        }

        if (who.Name is "watch")
        {
            // Comes from no VPC, and looks at a file before it is scanned: it reads bytes and runs nothing.
            return action is "s3:GetObject" or "s3:GetObjectVersion";
        }

        if (who.Name is "scan")
        {
            return action is "s3:GetObject" or "s3:GetObjectVersion" or "s3:PutObjectTagging" or "s3:ListBucket";
        }

        return how.Way == OwnEndpoint && (how.Scanned || !action.StartsWith("s3:GetObject", StringComparison.Ordinal))
            && rights.Any(right => right.Account.ToString() == who.Account && folder.StartsWith(right.Folder, StringComparison.Ordinal) && Gives(right.Right, action));
    }

    bool IsIntended(ProofPrincipal who, string action, string folder) => (who.Name, action) switch
    {
        ("watch", "kms:Decrypt") or ("scan", "kms:Decrypt" or "kms:GenerateDataKey") => true,
        ("watch" or "scan", _) => false,
        // S3 decrypts the parts of a multipart upload: a writer may do both, and reads nothing by it, because the bucket denies reading.
        (_, "kms:Decrypt") => HasRight(who, folder, LinkageRight.Read, LinkageRight.Write, LinkageRight.Acknowledge),
        (_, "kms:GenerateDataKey") => HasRight(who, folder, LinkageRight.Write, LinkageRight.Acknowledge),
        _ => false,
    };

    bool HasRight(ProofPrincipal who, string folder, params ReadOnlySpan<LinkageRight> wanted)
    {
        foreach (var right in rights)
        {
            if (right.Account.ToString() == who.Account && folder.StartsWith(right.Folder, StringComparison.Ordinal) && wanted.Contains(right.Right))
            {
                return true;
            }
        }

        return false;
    }

    static bool Gives(LinkageRight right, string action) => (right, action) switch
    {
        (_, "s3:ListBucket") => true,
        (LinkageRight.Write, "s3:PutObject" or "s3:DeleteObject") => true,
        (LinkageRight.Acknowledge, "s3:PutObject") => true,
        (LinkageRight.Read, "s3:GetObject" or "s3:GetObjectVersion") => true,
        _ => false,
    };

    /// <summary>How a request comes.</summary>
    sealed record Circumstance(string Way)
    {
        public bool Tls { get; init; } = true;

        public bool OldTls { get; init; }

        public bool Scanned { get; init; } = true;

        public bool OtherKey { get; init; }

        public bool NoKey { get; init; }

        public override string ToString() => string.Join(", ", ((string?[])[Way, Tls ? null : "no TLS", OldTls ? "TLS 1.1" : null, Scanned ? null : "not scanned", OtherKey ? "other key" : null, NoKey ? "no key" : null]).OfType<string>());
    }
}
