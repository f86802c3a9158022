using System.Collections.Immutable;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Closing;
using GovCloud.CostFiles;
using GovCloud.Estates;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.CostApportionment;

/// <summary>A month's bill as it is in S3 now.</summary>
/// <param name="Bill">The bill; none while no export has come.</param>
/// <param name="DeliveredAccounts">Accounts of which an export came, be it empty.</param>
/// <param name="Unreadable">Files that could not be read, kept in the quarantine.</param>
sealed record ReadBill(CostBill? Bill, ImmutableArray<string> DeliveredAccounts, ImmutableArray<UnreadableFile> Unreadable);

/// <summary>Reads a month's bill, and keeps what cannot be read.</summary>
sealed class MonthBills(MonthExports exports, CostObjects objects, EstateCost rules, string quarantineBucket, Metrics metrics, ILogger logger)
{
    /// <summary>Reads.</summary>
    /// <exception cref="IOException">S3 failed: nothing is known of the bill, and the month is to be tried again.</exception>
    public async Task<ReadBill> ReadAsync(CostMonth month, CancellationToken cancellationToken)
    {
        var found = await exports.FindAsync(month, cancellationToken);
        if (found.Sources.IsEmpty && found.BrokenManifests.IsEmpty)
        {
            return new ReadBill(null, found.DeliveredAccounts, []);
        }

        var bill = await Task.Run(() => BillReader.Read(found.Sources, BillRequest.For(rules, month, unitPrices: true), null, cancellationToken), cancellationToken);
        if (found.Failures.TryPeek(out var failure))
        {
            throw new IOException($"S3 failed while the bill of {month} was read.", failure);
        }

        metrics.Add(MetricNames.CostRows, bill.Inputs.Sum(input => input.Rows));
        var unreadable = ImmutableArray.CreateBuilder<UnreadableFile>();
        foreach (var (file, reason) in found.BrokenManifests.Concat(Broken(found, bill)))
        {
            unreadable.Add(await KeepAsync(month, file, reason, cancellationToken));
        }

        return new ReadBill(
            bill with { Problems = [.. bill.Problems, .. found.BrokenManifests.Select(broken => $"{broken.Manifest.Address}: {broken.Reason}")] }, found.DeliveredAccounts, unreadable.ToImmutable());
    }

    /// <summary>Files that are there and gave nothing. A copy of another file gave nothing either, but is whole.</summary>
    static IEnumerable<(CostObject File, string Reason)> Broken(FoundExports found, CostBill bill)
    {
        var read = bill.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        return from pair in found.Objects.OrderBy(pair => pair.Key, StringComparer.Ordinal)
               where !read.Contains(pair.Key)
               let reason = bill.Problems.FirstOrDefault(problem => problem.StartsWith(pair.Key + ":", StringComparison.Ordinal))
               where reason is not null
               select (pair.Value, reason[(pair.Key.Length + 1)..].Trim());
    }

    /// <summary>The next delivery overwrites the file: a copy is the evidence. Named by its content, so that a replay keeps it once.</summary>
    async Task<UnreadableFile> KeepAsync(CostMonth month, CostObject file, string reason, CancellationToken cancellationToken)
    {
        var key = $"cost/{month}/{file.ETag}/{file.Key[(file.Key.LastIndexOf('/') + 1)..]}";
        var kept = await objects.TryCopyAsync(file, quarantineBucket, key, reason, cancellationToken);
        metrics.Add(MetricNames.Quarantined, 1);
        logger.Unreadable(file.Address, kept, reason);
        return new UnreadableFile(file.Address, kept ? $"s3://{quarantineBucket}/{key}" : file.Address, reason);
    }
}
