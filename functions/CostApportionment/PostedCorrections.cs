using System.Collections.Immutable;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Storage;
using GovCloud.Cost;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;

namespace GovCloud.Functions.CostApportionment;

/// <summary>
/// What a month posts of earlier months: the difference between two published revisions, in the first statement that is published after the second. AWS corrects
/// a month for about two weeks, and refunds come for a year.
/// </summary>
sealed class PostedCorrections(StatementStore statements, StatementObjects files)
{
    const int MonthsBack = 12;

    /// <summary>The corrections of a month. Those of a published statement stay, also in its next revision.</summary>
    /// <exception cref="IOException">S3 failed, or a published record is not as it was published.</exception>
    public async Task<ImmutableArray<StatementCorrection>> OfAsync(CostMonth month, IReadOnlyList<StatementEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.LastOrDefault(entry => entry.State == StatementState.Published) is { } published)
        {
            return (await RecordAsync(published, cancellationToken)).Corrections;
        }

        var earlier = new List<StatementEntry>();
        for (var back = MonthsBack; back >= 1; back--)
        {
            var entriesBefore = await statements.ListAsync(CostMonth.Of(month.First.AddMonths(-back)), cancellationToken);
            earlier.AddRange(entriesBefore.Where(entry => entry.State == StatementState.Published));
        }

        var restated = earlier.GroupBy(entry => entry.Month).SelectMany(revisions => revisions.Zip(revisions.Skip(1))).ToList();
        return restated.Count == 0 ? [] : await NotYetPostedAsync(restated, earlier, cancellationToken);
    }

    async Task<ImmutableArray<StatementCorrection>> NotYetPostedAsync(
        List<(StatementEntry Before, StatementEntry After)> restated, List<StatementEntry> earlier, CancellationToken cancellationToken)
    {
        var first = restated.Min(pair => pair.After.Month);
        var posted = new HashSet<(CostMonth Month, int Revision)>();
        foreach (var later in earlier.Where(entry => entry.Month > first))
        {
            posted.UnionWith((await RecordAsync(later, cancellationToken)).Corrections.Select(correction => (correction.Month, correction.Revision)));
        }

        var open = ImmutableArray.CreateBuilder<StatementCorrection>();
        foreach (var (before, after) in restated.Where(pair => !posted.Contains((pair.After.Month, pair.After.Revision))))
        {
            open.AddRange(Restatement.Between(await RecordAsync(before, cancellationToken), await RecordAsync(after, cancellationToken)));
        }

        return open.ToImmutable();
    }

    async Task<StatementRecord> RecordAsync(StatementEntry entry, CancellationToken cancellationToken)
    {
        var content = await files.ReadAsync(entry.Prefix + StatementFiles.Record, cancellationToken) ?? throw new IOException($"The record {entry.Prefix}{StatementFiles.Record} is not there.");
        return StatementRecords.Digest(content) == entry.RecordDigest
            ? StatementRecords.Read(content)
            : throw new IOException($"The record {entry.Prefix}{StatementFiles.Record} is not the one that was published.");
    }
}
