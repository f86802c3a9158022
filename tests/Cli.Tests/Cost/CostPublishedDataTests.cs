using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GovCloud.Cost;
using GovCloud.Cost.Sources;
using Xunit.Abstractions;

namespace GovCloud.Cli.Tests.Cost;

/// <summary>Every published export that lies beside the repository is apportioned: nothing of it is lost, although the estate knows none of its accounts.</summary>
public sealed class CostPublishedDataTests(ITestOutputHelper log) : IDisposable
{
    readonly GeneratedBill bill = new GeneratedBill().Write();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task The_exact_total_of_every_published_export_is_apportioned_to_the_yen()
    {
        var data = Path.Combine(CommandLine.Repository(), "..", "shared", "data", "cost");
        var (done, skipped) = (0, 0);
        foreach (var path in Directory.Exists(data) ? Exports(data) : [])
        {
            var (_, inspected, _) = await CommandLine.RunAsync("cost", "inspect", path, "--format", "json");
            var known = inspected.Length == 0 ? null : JsonNode.Parse(inspected);
            if ((string?)known?["total"] is not { } total)
            {
                log.WriteLine($"skipped: {Path.GetFileName(path)} (no export, or of several currencies that have no total)");
                skipped++;
                continue;
            }

            var sum = ExactAmount.Zero;
            foreach (var month in MonthsOf((string?)known["period"]))
            {
                sum += await ApportionAsync(path, month, (string)known["currency"]! is "USD" or "" ? null : ExactAmount.Parse(total));
            }

            Assert.Equal(total, sum.ToString());
            log.WriteLine($"{Path.GetFileName(path)}: {total} {known["currency"]} of {known["period"]}");
            done++;
        }

        log.WriteLine(FormattableString.Invariant($"{done} exports apportioned, {skipped} skipped{(Directory.Exists(data) ? "" : " (there is no data beside the repository)")}"));
    }

    /// <summary>Apportions a month and gives its total; nothing for a month without rows.</summary>
    async Task<ExactAmount> ApportionAsync(string path, CostMonth month, ExactAmount? foreign)
    {
        // A currency that is no dollar has no rate here: an invoice of that many yen stands in.
        string[] conversion = foreign is { } amount
            ? ["--invoice-yen", decimal.Truncate(amount.ToDecimal()).ToString(CultureInfo.InvariantCulture), "--invoice-source", "例"]
            : ["--rate", "150", "--rate-source", "例"];
        var (code, output, error) = await CommandLine.RunAsync(
            ["cost", "apportion", path, "--month", month.ToString(), "--estate", GeneratedBill.EstateFolderPath, "--drivers", bill.Drivers, "--format", "json", .. conversion]);
        if (code == 2 && error.Contains("has no lines", StringComparison.Ordinal))
        {
            return ExactAmount.Zero;
        }

        Assert.True(code == 1, $"{path} {month}: {error}");
        var json = JsonNode.Parse(output)!;
        var (yen, total) = ((long)json["yen"]!, ExactAmount.Parse((string)json["total"]!));
        Assert.Equal(decimal.Truncate(total.ToDecimal() * (foreign is null ? 150 : 1)), yen);
        Assert.Equal(yen, json["bodies"]!.AsArray().Sum(b => (long)b!["yen"]!));
        Assert.Equal(yen, json["columns"]!.AsArray().Sum(c => (long)c!["yen"]!));
        Assert.NotEmpty(json["notes"]!.AsArray());
        return total;
    }

    /// <summary>The months of an export, from the first to the last; any where it states none.</summary>
    static IEnumerable<CostMonth> MonthsOf(string? period)
    {
        var parts = string.IsNullOrEmpty(period) ? [GeneratedBill.Month] : period.Split('/');
        if (parts.Length % 3 == 0)
        {
            // A spreadsheet has written some of them anew, as 3/1/26, whose first and last by text are not those by time: whole years hold them all.
            var years = parts.Chunk(3).Select(day => Read(string.Join('/', day)).Year).Order().ToArray();
            parts = [FormattableString.Invariant($"{years[0]}-01"), FormattableString.Invariant($"{years[^1]}-12")];
        }

        var ends = parts.Select(Read).ToArray();
        for (var month = ends[0]; month <= ends[^1]; month = month.Next)
        {
            yield return month;
        }
    }

    static CostMonth Read(string text) => BillingMonth.TryRead(Encoding.UTF8.GetBytes(text), out var month) ? month : throw new FormatException($"'{text}' is no month.");

    /// <summary>Archives and tables, and folders with a manifest as one.</summary>
    static IEnumerable<string> Exports(string data) => Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal) || f.EndsWith(".csv.zip", StringComparison.Ordinal) || f.EndsWith(".tar.gz", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
