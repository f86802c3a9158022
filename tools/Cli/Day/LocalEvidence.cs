using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Accounts;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Audit.Evidence;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.Resilience.Checks;

namespace GovCloud.Cli.Day;

/// <summary>What the audits of an estate have before them on a local AWS, and what they keep.</summary>
/// <param name="cloud">The local AWS.</param>
sealed partial class LocalEvidence(EstateCloud cloud)
{
    /// <summary>The bucket of evidence.</summary>
    public string Bucket { get; } = cloud.Host.PhysicalName("AWS::S3::Bucket", "DocumentsEvidence");

    /// <summary>Writes every account of an estate into the ledger, as in use.</summary>
    /// <exception cref="InvalidOperationException">The ledger has an account already.</exception>
    public async Task FillLedgerAsync(Estate estate, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ledger = new AccountStore(cloud.Tables, cloud.Host.PhysicalName("AWS::DynamoDB::Table", "Accounts"));
        foreach (var account in estate.Accounts)
        {
            var record = new AccountRecord { Name = account.Name, Facts = AccountEstateRules.FactsOf(account, estate).Canonical(), State = AccountState.InUse, Id = account.Id, Version = 1, ChangedAt = at };
            var entry = new LedgerEntry { Account = account.Name, Version = 1, At = at, Who = "情報システム課", Why = "引継ぎ", Action = LedgerAction.Import, To = AccountState.InUse };
            var outcome = (await ledger.CommitAsync(new AccountDecision.Transition(null, record, entry), cancellationToken)).Outcome;
            if (outcome != AccountCommitOutcome.Committed)
            {
                throw new InvalidOperationException($"{account.Name}: {outcome}");
            }
        }
    }

    /// <summary>Puts evidence that is there before an audit begins, such as yesterday's: without it everything that is well is told as mended.</summary>
    public async Task PutAsync(string key, byte[] content, CancellationToken cancellationToken)
    {
        var (id, secret) = LocalCloudHost.CredentialsOf(cloud.OperationsAccount);
        using var s3 = new AmazonS3Client(new BasicAWSCredentials(id, secret), new AmazonS3Config { ServiceURL = cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = cloud.Region });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = new MemoryStream(content) }, cancellationToken);
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public byte[] Read(string key) => cloud.Host.ReadObject(Bucket, key) ?? throw new KeyNotFoundException(key);

    /// <summary>Every answer of an audit of backups, from the parts that its evidence names.</summary>
    public ImmutableArray<RecordedAnswer> AnswersOf(BackupAuditRecord audit) =>
        [.. audit.Answers, .. audit.Parts.SelectMany(part => Unpack(Read($"{EvidenceChains.Backup}/runs/{part.Run}/{part.Name}")).Answers)];

    /// <summary>The heads of a chain that functions have told in their logs.</summary>
    static ImmutableArray<ChainHead> HeadsTold(LocalCloudState state, string chain) =>
    [
        .. state.Functions.SelectMany(function => function.Logs).SelectMany(line => HeadPattern().Matches(line.Text)).Select(match => match.Value)
            .Select(text => ChainHead.TryParse(text, out var head) ? head : null).OfType<ChainHead>().Where(head => head.Chain == chain).Distinct(),
    ];

    /// <summary>Verifies a chain against the heads that functions have told in their logs.</summary>
    /// <exception cref="InvalidOperationException">None was told: whether the chain's end was cut off could not be known.</exception>
    public Task<ChainReport> VerifyAsync(string chain)
    {
        var state = cloud.Host.Snapshot();
        var told = HeadsTold(state, chain);
        if (told.IsEmpty)
        {
            throw new InvalidOperationException($"No function has told a head of the chain {chain}.");
        }

        var entries = state.Buckets[Bucket].Where(key => key.StartsWith($"{chain}/chain/", StringComparison.Ordinal)).Select(key => new StoredEntry(key, Read(key)));
        return ChainVerification.VerifyAsync(
            chain, entries, key => ValueTask.FromResult(cloud.Host.ReadObject(Bucket, key) is { } bytes ? new EvidenceFile(key, EvidenceFile.DigestOf(bytes), bytes.Length) : null), told);
    }

    static BackupAuditRecord Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        return BackupAuditRecord.Read(unpacked.ToArray());
    }

    [GeneratedRegex("[a-z]+:[0-9]+:[0-9a-f]{64}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadPattern();
}
