using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Resilience.Checks;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.BackupAudit;

/// <summary>Keeps what audits of backups found out, finds it again, and tells triage what is wrong and what is mended.</summary>
sealed class BackupReport(EvidenceStore evidence, OperationsBus bus, ILogger logger)
{
    const string PastUnreadable = "前回の監査の結果を読み取れない";

    /// <summary>The evidence of the last audit.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached, which says nothing about the evidence: to be tried again.</exception>
    public async Task<BackupPast> PastAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new BackupPast(await evidence.ReadLatestAsync(cancellationToken) is { } json ? BackupAuditRecord.Read(json) : null, null);
        }
        catch (JsonException unreadable)
        {
            logger.PreviousUnreadable(unreadable);
            return new BackupPast(null, PastUnreadable);
        }
    }

    /// <summary>The evidence of the last audit about some accounts, from the parts that hold it.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached, which says nothing about the evidence: to be tried again.</exception>
    public async Task<BackupPast> PastAsync(IEnumerable<string> accounts, CancellationToken cancellationToken)
    {
        var latest = await PastAsync(cancellationToken);
        if (latest.Record is not { } record)
        {
            return latest;
        }

        var wanted = accounts.ToHashSet(StringComparer.Ordinal);
        try
        {
            var found = new List<BackupAuditRecord> { record };
            foreach (var part in record.Parts.Where(part => part.Accounts.Any(wanted.Contains)))
            {
                var own = part.Accounts.ToHashSet(StringComparer.Ordinal);
                found.Add(await AnswersAsync(part, wanted.Where(own.Contains).ToHashSet(StringComparer.Ordinal), cancellationToken));
            }

            return new BackupPast(
                record with
                {
                    Answers = [.. found.SelectMany(one => one.Answers).Where(answer => answer.Account is { } account && wanted.Contains(account))],
                    Restores = [.. found.SelectMany(one => one.Restores).Where(restore => wanted.Contains(restore.Account))],
                    Retentions = [.. found.SelectMany(one => one.Retentions).Where(retention => wanted.Contains(retention.Account))],
                    Parts = [],
                },
                null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException)
        {
            logger.PreviousUnreadable(unreadable);
            return new BackupPast(null, PastUnreadable);
        }
    }

    /// <summary>Keeps the answers of a slice.</summary>
    public async Task<RecordedPart> KeepAnswersAsync(SweepRun run, int slice, BackupAuditRecord record, IEnumerable<string> accounts, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await record.WriteAsync(gzip, cancellationToken);
        }

        var content = packed.ToArray();
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        // Two deliveries of a slice may overlap and differ by some seconds: each keeps its own, and the one that counts is named by the part.
        var name = string.Create(CultureInfo.InvariantCulture, $"{slice:0000}-{digest[..12]}.json.gz");
        await evidence.WriteAnswersAsync(run.Id, name, content, cancellationToken);
        return new RecordedPart { Run = run.Id, Name = name, Sha256 = digest, Accounts = [.. accounts] };
    }

    /// <summary>Keeps evidence, tells findings, and makes the evidence the one that the next audit compares with.</summary>
    /// <returns>Where the evidence is, and the end of its chain.</returns>
    /// <exception cref="InvalidOperationException">Not everything could be told. The next audit tells it again.</exception>
    public async Task<EvidenceReceipt> KeepAndTellAsync(BackupAuditRecord current, ImmutableArray<BackupFinding> findings, CancellationToken cancellationToken)
    {
        var document = current.Write();
        var kept = await evidence.KeepAsync(current.At, document, cancellationToken);
        await TellAsync(findings, cancellationToken);
        // Last: a recovery that was not told must be found again.
        await evidence.MarkLatestAsync(document, cancellationToken);
        logger.Kept(kept.Keys[0], kept.Head);
        return kept;
    }

    /// <summary>Tells findings.</summary>
    /// <exception cref="InvalidOperationException">Not everything could be told.</exception>
    public async Task TellAsync(ImmutableArray<BackupFinding> findings, CancellationToken cancellationToken)
    {
        var refused = await bus.PutAsync(EventNames.BackupFindings, "Backup Finding", findings.Select(finding => finding.Detail()), cancellationToken);
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} of {findings.Length} findings could not be put on the bus. The next audit tells them again.");
        }
    }

    async Task<BackupAuditRecord> AnswersAsync(RecordedPart part, HashSet<string> accounts, CancellationToken cancellationToken)
    {
        var content = await evidence.ReadAnswersAsync(part.Run, part.Name, cancellationToken) ?? throw new InvalidDataException($"{part.Run}/{part.Name} is gone.");
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != part.Sha256)
        {
            throw new InvalidDataException($"{part.Run}/{part.Name} is not what was written.");
        }

        await using var unpacked = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
        var record = await BackupAuditRecord.ReadAsync(unpacked, cancellationToken);
        return record with
        {
            // What passed does not matter for what comes after it, and is most of it.
            Answers = [.. record.Answers.Where(answer => answer.IsOpen && answer.Account is { } account && accounts.Contains(account))],
            Restores = [.. record.Restores.Where(restore => accounts.Contains(restore.Account))],
            Retentions = [.. record.Retentions.Where(retention => accounts.Contains(retention.Account))],
        };
    }
}
