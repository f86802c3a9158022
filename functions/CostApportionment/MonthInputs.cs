using System.Collections.Immutable;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Reconciliation;
using GovCloud.CostFiles;
using GovCloud.Estates;

namespace GovCloud.Functions.CostApportionment;

/// <summary>What people put beside the exports for a month.</summary>
sealed record ReadInputs
{
    /// <summary>How the total becomes yen; none where it is not there or cannot be read.</summary>
    public YenConversion? Conversion { get; init; }

    /// <summary>Values of monthly drivers.</summary>
    public ImmutableArray<MonthlyDriverValues> Drivers { get; init; } = [];

    /// <summary>The invoice to compare with; none where there is none or where something is wrong with it.</summary>
    public Invoice? Invoice { get; init; }

    /// <summary>What is missing or cannot be read.</summary>
    public ImmutableArray<ClosingObstacle> Obstacles { get; init; } = [];
}

/// <summary>Reads a month's drivers, conversion and invoice from the bucket of inputs.</summary>
sealed class MonthInputs(CostObjects objects, Estate estate, string bucket)
{
    public async Task<ReadInputs> ReadAsync(CostMonth month, CancellationToken cancellationToken)
    {
        var obstacles = ImmutableArray.CreateBuilder<ClosingObstacle>();
        var invoice = await InvoiceAsync(month, obstacles, cancellationToken);
        var conversion = await ConversionAsync(month, invoice, obstacles, cancellationToken);
        var drivers = await DriversAsync(month, obstacles, cancellationToken);
        foreach (var missing in estate.Cost.Drivers.Where(driver => driver.Monthly && !drivers.Any(values => values.Driver == driver.Id)))
        {
            obstacles.Add(new(
                ClosingObstacleKind.DriverValues, $"「{missing.Name}」の{month}の実績値がありません", $"入力バケットの {CostNames.Drivers}{month}/{missing.Id}.csv に団体コードと値({missing.Unit})を置いてください"));
        }

        return new ReadInputs
        {
            Conversion = conversion,
            Drivers = [.. drivers],
            Invoice = invoice,
            Obstacles = obstacles.ToImmutable(),
        };
    }

    async Task<Invoice?> InvoiceAsync(CostMonth month, ImmutableArray<ClosingObstacle>.Builder obstacles, CancellationToken cancellationToken)
    {
        var key = $"{CostNames.Invoices}{month}.csv";
        if (await objects.ReadAsync(bucket, key, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            var invoice = InvoiceReader.Read(new MemoryStream(content, writable: false), key, month);
            obstacles.AddRange(invoice.Problems.Select(Refused));
            return invoice.Problems.IsEmpty ? invoice : null;
        }
        catch (ExportException unreadable)
        {
            obstacles.Add(Refused(unreadable.Message));
            return null;
        }

        static ClosingObstacle Refused(string reason) => new(ClosingObstacleKind.Reconciliation, $"請求書のファイルを使えません({reason})", "アカウントIDと利用料(USD)または利用料(円)の列を確認して置き直してください");
    }

    /// <summary>A file of its own goes before what the invoice states.</summary>
    async Task<YenConversion?> ConversionAsync(CostMonth month, Invoice? invoice, ImmutableArray<ClosingObstacle>.Builder obstacles, CancellationToken cancellationToken)
    {
        foreach (var key in (string[])[$"{CostNames.Conversions}{month}.json", $"{CostNames.Conversions}{month}.csv"])
        {
            if (await objects.ReadAsync(bucket, key, cancellationToken) is { } content)
            {
                try
                {
                    return ConversionFile.Read(content);
                }
                catch (FormatException unreadable)
                {
                    obstacles.Add(new(ClosingObstacleKind.Conversion, $"円換算のファイル {key} を使えません({unreadable.Message})", "書き直して置き直してください"));
                    return null;
                }
            }
        }

        if (invoice?.Conversion is { } stated)
        {
            return stated;
        }

        obstacles.Add(new(
            ClosingObstacleKind.Conversion, $"{month}の円換算(為替レートまたは請求額)がありません", $"入力バケットの {CostNames.Conversions}{month}.json に yenPerDollar か invoiceYen と、source(出典)を書いて置いてください"));
        return null;
    }

    async Task<List<MonthlyDriverValues>> DriversAsync(CostMonth month, ImmutableArray<ClosingObstacle>.Builder obstacles, CancellationToken cancellationToken)
    {
        var drivers = new List<MonthlyDriverValues>();
        foreach (var entry in (await objects.ListAsync(bucket, $"{CostNames.Drivers}{month}/", cancellationToken)).Where(entry => entry.Key.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
        {
            var content = await objects.ReadAsync(bucket, entry.Key, cancellationToken) ?? [];
            try
            {
                drivers.AddRange(DriverFile.Read(entry.Key, new MemoryStream(content, writable: false)));
            }
            catch (ExportException unreadable)
            {
                obstacles.Add(new(ClosingObstacleKind.DriverValues, $"実績値のファイルを読み取れません({unreadable.Message})", "UTF-8のCSVで、団体コードと値の列を確認して置き直してください"));
            }
        }

        return drivers;
    }
}
