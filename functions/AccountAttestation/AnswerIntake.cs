using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GovCloud.Adapters.Storage;
using GovCloud.Audit.Evidence;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Inventory.Attestation;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>Rows that could not be taken, as they are put aside.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="File">Key of the file.</param>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Rows">The rows.</param>
sealed record RefusedAnswers(string Campaign, string File, string Digest, ImmutableArray<AttestationProblem> Rows);

/// <summary>Takes files of answers from the inbox. The same file again, under whatever name, changes nothing.</summary>
sealed class AnswerIntake(EstateIndex estate, CampaignRecords records, CampaignTelling telling, AnswerQuarantine quarantine, BucketReader inbox, ILogger logger)
{
    const int LongestId = 40;

    /// <summary>Takes a file.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task TakeAsync(string key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await inbox.ReadAsync(key, cancellationToken) is not { } content)
        {
            logger.Gone(key);
            return;
        }

        var came = new AnswerFile { Digest = EvidenceFile.DigestOf(content), Key = key, At = at.ToUniversalTime(), Taken = 0 };
        string id;
        ImmutableArray<AttestationRow> rows;
        try
        {
            (id, rows) = AttestationFiles.Read(content);
        }
        catch (FormatException unreadable)
        {
            await RefuseAsync(null, came, content, unreadable.Message, cancellationToken);
            return;
        }

        if (await FindAsync(id, cancellationToken) is not { } found)
        {
            await RefuseAsync(null, came, content, $"確認番号 {(id.Length > LongestId ? id[..LongestId] : id)} の確認はありません", cancellationToken);
        }
        else if (found.ClosedOn is not null && found.Files.All(known => known.Digest != came.Digest))
        {
            await RefuseLateAsync(found, came, content, cancellationToken);
        }
        else
        {
            await TakeAsync(found.Campaign, came, content, rows, cancellationToken);
        }
    }

    async Task TakeAsync(AttestationCampaign campaign, AnswerFile came, byte[] content, ImmutableArray<AttestationRow> rows, CancellationToken cancellationToken)
    {
        ImmutableArray<AttestationProblem> refused = [];
        var state = await records.ChangeAsync(
            campaign,
            now =>
            {
                var import = AttestationAnswers.Take(now.Campaign, campaign.Id, rows, JapanTime.DateOf(came.At));
                refused = import.Problems;
                return now.ClosedOn is not null || now.Files.Any(known => known.Digest == came.Digest)
                    ? now
                    : (now with { Campaign = import.Campaign }).With(came with { Taken = import.Taken, Problems = [.. import.Problems.Select(problem => problem.ToString())] });
            },
            cancellationToken);
        if (state.Files.FirstOrDefault(known => known.Digest == came.Digest) is not { } file)
        {
            // The day's round closed the campaign while the file was read.
            await RefuseLateAsync(state, came, content, cancellationToken);
            return;
        }

        if (file.Kept)
        {
            return;
        }

        var head = await records.KeepAsync(state.Campaign, [new("answers" + Path.GetExtension(came.Key).ToLowerInvariant(), "application/octet-stream", content)], file.At, cancellationToken);
        if (!file.Problems.IsEmpty)
        {
            var aside = JsonSerializer.SerializeToUtf8Bytes(new RefusedAnswers(campaign.Id, file.Key, file.Digest, refused), AttestationEventJson.Default.RefusedAnswers);
            var kept = await quarantine.KeepAsync(aside, file.At, string.Create(CultureInfo.InvariantCulture, $"棚卸の回答のうち{file.Problems.Length}行を取り込めません"), cancellationToken);
            await telling.TellAsync(AttestationNotice.OfProblems(estate.Estate, campaign, file, kept), file.At, cancellationToken);
        }

        await records.ChangeAsync(campaign, now => now.With(file with { Kept = true }), cancellationToken);
        logger.Taken(campaign.Id, file.Taken, file.Problems.Length, head);
    }

    Task RefuseLateAsync(CampaignState state, AnswerFile came, byte[] content, CancellationToken cancellationToken) => RefuseAsync(
        state.Campaign, came, content, string.Create(CultureInfo.InvariantCulture, $"{state.ClosedOn:yyyy-MM-dd}に締め切った後に届きました"), cancellationToken);

    async Task RefuseAsync(AttestationCampaign? campaign, AnswerFile came, byte[] content, string reason, CancellationToken cancellationToken)
    {
        var kept = await quarantine.KeepAsync(content, came.At, reason, cancellationToken);
        logger.Refused(kept);
        await telling.TellAsync(AttestationNotice.OfUnreadable(estate.Estate, campaign, came.Key, came.Digest, reason, kept), came.At, cancellationToken);
    }

    /// <summary>The campaign of an id, which names the municipality and the day on which it was opened.</summary>
    async Task<CampaignState?> FindAsync(string id, CancellationToken cancellationToken) =>
        id.Split('-', 2) is [var body, var day] && MunicipalityCode.TryParse(body, out var code)
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opened)
        && await records.FindAsync(AttestationQuarter.Of(opened), code, cancellationToken) is { } state && state.Campaign.Id == id
            ? state
            : null;
}

/// <summary>Puts aside what could not be taken.</summary>
sealed class AnswerQuarantine(QuarantineStore store, string bucket, string estateDigest, Metrics metrics)
{
    /// <summary>Keeps it, and tells where.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<string> KeepAsync(ReadOnlyMemory<byte> content, DateTimeOffset at, string reason, CancellationToken cancellationToken)
    {
        var receipt = await store.WriteAsync(content, at, new QuarantineNote(reason, HandlerIds.AccountAttestation, estateDigest), cancellationToken);
        metrics.Add(MetricNames.Quarantined, 1);
        return $"s3://{bucket}/{receipt.Key}";
    }
}
