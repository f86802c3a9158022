using System.Text;
using System.Text.Json;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Triage;

namespace GovCloud.Functions.CostApportionment;

/// <summary>
/// Tells what the index says, and locks what was published, whoever wrote it: the function or somebody at a terminal. Everything here may be done again: messages
/// are known by what they say, locks are the same.
/// </summary>
sealed class StatementTelling(EstateIndex estate, StatementStore statements, StatementObjects files, OutboxStore outbox, OperationsBus bus, Metrics metrics)
{
    const int MostFilesAtOnce = 16;

    /// <summary>Acts upon a changed item of the index.</summary>
    /// <exception cref="IOException">S3 or the bus failed.</exception>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task TellAsync(string partitionKey, string sortKey, CancellationToken cancellationToken)
    {
        if (!partitionKey.StartsWith(StatementsTable.MonthPrefix, StringComparison.Ordinal) || !CostMonth.TryParse(partitionKey[StatementsTable.MonthPrefix.Length..], out var month))
        {
            return;
        }

        if (sortKey == StatementsTable.Status)
        {
            if (await statements.FindStatusAsync(month, cancellationToken) is { } status)
            {
                await TellAsync(status, cancellationToken);
            }
        }
        else if ((await statements.ListAsync(month, cancellationToken)).FirstOrDefault(entry => sortKey == StatementStore.SortKeyOf(entry.Revision)) is { State: StatementState.Published } published)
        {
            await LockAsync(published, cancellationToken);
            await TellAsync(StatementNotice.OfPublished(estate.Estate, published), EventOf(published.Month, published.Revision, published.RecordDigest, published.Yen), published.History[^1].At, cancellationToken);
        }
    }

    async Task TellAsync(MonthStatus status, CancellationToken cancellationToken)
    {
        foreach (var notice in StatementNotice.Of(estate.Estate, status))
        {
            await TellAsync(notice, EventOf(status.Month, status.Revision, status.RecordDigest, status.Yen) with { Obstacles = status.Obstacles }, status.JudgedAt, cancellationToken);
        }
    }

    async Task TellAsync(StatementNotice notice, StatementEvent detail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var announcement = new Announcement
        {
            Key = $"{notice.Kind} {notice.Key}",
            Subject = notice.Subject,
            Facts = [.. notice.Facts.Select(fact => new AlertFact(fact.Label, fact.Value))],
            Closing = notice.Closing,
        };
        await outbox.AddAsync(NotificationPlan.ForAnnouncement(announcement, notice.Organisations, estate, at), cancellationToken);
        var detailType = notice.Kind switch
        {
            StatementNoticeKind.DraftReady => CostNames.DraftReady,
            StatementNoticeKind.Published => CostNames.Published,
            _ => CostNames.Blocked,
        };
        if (await bus.PutAsync(CostNames.Source, detailType, [JsonSerializer.Serialize(detail, ClosingJson.Default.StatementEvent)], cancellationToken) > 0)
        {
            throw new IOException($"The operations bus did not take the event '{detailType}' of {detail.Month}.");
        }

        metrics.Add(MetricNames.Statements, 1, MetricUnit.Count, new MetricDimension("state", JsonNamingPolicy.CamelCase.ConvertName(notice.Kind.ToString())));
    }

    /// <summary>Every file that the list of digests names, and the list. The record must be the one that was checked.</summary>
    async Task LockAsync(StatementEntry published, CancellationToken cancellationToken)
    {
        var record = await files.ReadAsync(published.Prefix + StatementFiles.Record, cancellationToken);
        if (record is null || StatementRecords.Digest(record) != published.RecordDigest)
        {
            throw new IOException($"{published.Prefix}{StatementFiles.Record} is not the record that was published.");
        }

        var sums = await files.ReadAsync(published.Prefix + StatementFiles.Digests, cancellationToken) ?? throw new IOException($"{published.Prefix}{StatementFiles.Digests} is not there.");
        var until = published.History.Last(step => step.State == StatementState.Published).At.AddYears(estate.Estate.Cost.Closing.RetentionYears);
        // Each line is a digest, two spaces and a name.
        var names = Encoding.UTF8.GetString(sums).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[66..]).Append(StatementFiles.Digests);
        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = MostFilesAtOnce, CancellationToken = cancellationToken },
            async (name, token) => await files.LockAsync(published.Prefix + name, until, token));
    }

    static StatementEvent EventOf(CostMonth month, int? revision, string? digest, long? yen) => new() { Month = month, Revision = revision, RecordDigest = digest, Yen = yen };
}
