using System.Text.Json.Nodes;
using GovCloud.Cost;
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
            var known = JsonNode.Parse(inspected);
            if ((string?)known?["total"] is not { } total || ((string?)known["period"])?.Split('/') is not { Length: 1 } period || (string?)known["currency"] != "USD" || !CostMonth.TryParse(period[0], out _))
            {
                log.WriteLine($"skipped: {path} (no single month in dollars)");
                skipped++;
                continue;
            }

            await ApportionAsync(path, period[0], total);
            done++;
        }

        log.WriteLine(FormattableString.Invariant($"{done} exports apportioned, {skipped} skipped{(Directory.Exists(data) ? "" : " (there is no data beside the repository)")}"));
    }

    async Task ApportionAsync(string path, string month, string total)
    {
        var (code, output, error) = await CommandLine.RunAsync(
            "cost", "apportion", path, "--month", month, "--estate", GeneratedBill.EstateFolderPath, "--rate", "150", "--rate-source", "例", "--drivers", bill.Drivers, "--format", "json");

        Assert.True(code == 1, $"{path}: {error}");
        var json = JsonNode.Parse(output)!;
        var yen = (long)json["yen"]!;
        Assert.Equal(total, (string)json["total"]!);
        Assert.Equal(decimal.Truncate(ExactAmount.Parse(total).ToDecimal() * 150), yen);
        Assert.Equal(yen, json["bodies"]!.AsArray().Sum(b => (long)b!["yen"]!));
        Assert.Equal(yen, json["columns"]!.AsArray().Sum(c => (long)c!["yen"]!));
        Assert.NotEmpty(json["notes"]!.AsArray());
        log.WriteLine($"{Path.GetFileName(path)} {month}: {total} USD = {yen} yen, rest {json["rest"]!["percent"]}%");
    }

    /// <summary>Archives and tables, and folders with a manifest as one.</summary>
    static IEnumerable<string> Exports(string data) => Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal) || f.EndsWith(".csv.zip", StringComparison.Ordinal) || f.EndsWith(".tar.gz", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
