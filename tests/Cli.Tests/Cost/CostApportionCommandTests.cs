using System.Text.Json.Nodes;
using GovCloud.Cost;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostApportionCommandTests : IDisposable
{
    readonly GeneratedBill bill = new();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task Columns_make_the_total_cells_make_columns_and_bodies_make_the_total()
    {
        var json = await ApportionAsync(0);

        var yen = (long)json["yen"]!;
        var columns = json["columns"]!.AsArray();
        Assert.Equal((long)decimal.Floor(ExactAmount.Parse((string)json["total"]!).ToDecimal() * 149.87m), yen);
        Assert.Equal(yen, columns.Sum(c => (long)c!["yen"]!));
        Assert.All(columns, c => Assert.Equal((long)c!["yen"]!, c["shares"]!.AsObject().Sum(s => (long)s.Value!)));
        Assert.Equal(yen, json["bodies"]!.AsArray().Sum(b => (long)b!["yen"]!));
    }

    [Fact]
    public async Task People_get_a_table_of_bodies_and_cost_classes_with_sums_the_rest_and_whether_it_can_be_closed()
    {
        bill.Write();
        var (code, output, error) = await CommandLine.RunAsync(bill.Apportion());

        Assert.True(code == 0, output + error);
        Assert.Contains("共通ネットワーク", output, StringComparison.Ordinal);
        Assert.Contains("葛飾区", output, StringComparison.Ordinal);
        Assert.Contains("1 USD = 149.87円、例: 2026-05-29の公示仲値", output, StringComparison.Ordinal);
        Assert.Contains("「その他(どの区分にも当たらないもの)」の割合: 0.00%", output, StringComparison.Ordinal);
        Assert.Contains("締められる状態です。", output, StringComparison.Ordinal);
        Assert.Contains("not written", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statement_is_written_with_its_digests_and_the_same_run_gives_the_same_bytes()
    {
        bill.Write();
        var folder = await bill.StatementAsync();
        var first = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(File.ReadAllBytes(f))).ToList();
        await bill.StatementAsync();
        var again = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(File.ReadAllBytes(f))).ToList();

        Assert.Equal(first, again);
        Assert.Contains("record.json", Directory.EnumerateFiles(folder).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Contains("SHA256SUMS", Directory.EnumerateFiles(folder).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(folder, "131229_katsushika")));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        bill.Write();
        var folder = Path.Combine(bill.Folder, "nothing");
        var (code, _, error) = await CommandLine.RunAsync(bill.Apportion("--out", folder, "--dry-run"));

        Assert.True(code == 0, error);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Another_statement_in_the_folder_is_kept()
    {
        bill.Write();
        var folder = await bill.StatementAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(folder, "record.json"));
        var (code, _, error) = await CommandLine.RunAsync(bill.Apportion("--out", folder, "--revision", "2"));

        Assert.Equal(2, code);
        Assert.Contains("holds another statement", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(folder, "record.json")));
    }

    [Fact]
    public async Task An_invoice_in_yen_is_taken_as_it_is_and_compared()
    {
        bill.Write();
        var invoice = bill.Beside("invoice.csv", "アカウントID,利用料(円)\n" + string.Concat(await YenByAccountAsync()));
        var (code, output, error) = await CommandLine.RunAsync(
            "cost", "apportion", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--drivers", bill.Drivers, "--invoice", invoice, "--format", "json");

        Assert.True(code == 0, output + error);
        var json = JsonNode.Parse(output)!;
        Assert.Equal(json["reconciliation"]!.AsArray().Select(s => (long?)s!["yen"]).OfType<long>().Single(), (long)json["yen"]!);
        Assert.All(json["reconciliation"]!.AsArray(), s => Assert.True((bool)s!["agrees"]!));
    }

    [Fact]
    public async Task A_bill_that_does_not_reconcile_is_a_draft_that_names_the_account_and_the_remedy()
    {
        bill.Write();
        var folder = Path.Combine(bill.Folder, "draft");
        var invoice = bill.Beside("invoice.csv", $"account,usd\n{GeneratedBill.Network},1.00\n");
        var (code, output, _) = await CommandLine.RunAsync(bill.Apportion("--invoice", invoice, "--out", folder));

        Assert.Equal(1, code);
        Assert.Contains("下書きです。", output, StringComparison.Ordinal);
        Assert.Contains($"{GeneratedBill.Estate.Accounts[0].Id}: 明細", output, StringComparison.Ordinal);
        Assert.Contains("対処: ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "record.json")));
        Assert.Contains("一致しません", await File.ReadAllTextAsync(Path.Combine(folder, "obstacles.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unit_prices_are_kept_where_they_are_asked_for()
    {
        bill.Write();
        var folder = await bill.StatementAsync("--unit-prices");

        Assert.Contains("AmazonEC2-Hours", await File.ReadAllTextAsync(Path.Combine(folder, "record.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restated_month_posts_its_difference_with_a_later_month()
    {
        bill.Write();
        var published = await bill.StatementAsync();
        bill.Row(GeneratedBill.Network, "Credit", "AmazonVPC", "-50");
        bill.Write();
        var restated = Path.Combine(bill.Folder, "restated");
        Assert.Equal(0, (await CommandLine.RunAsync(bill.Apportion("--out", restated, "--revision", "2"))).Code);
        var (code, output, error) = await CommandLine.RunAsync(bill.Apportion("--format", "json", "--correct", published, restated));

        Assert.True(code == 0, error);
        var difference = (long)JsonNode.Parse(output)!["corrections"]!;
        Assert.InRange(difference, -7494, -7493); // 50 × 149.87, of two totals that are each cut off
    }

    async Task<JsonNode> ApportionAsync(int expected, params string[] more)
    {
        bill.Write();
        var (code, output, error) = await CommandLine.RunAsync(bill.Apportion(["--format", "json", .. more]));
        Assert.True(code == expected, output + error);
        return JsonNode.Parse(output)!;
    }

    /// <summary>What an invoice at 150 yen for a dollar would say, each account cut to whole yen.</summary>
    async Task<IEnumerable<string>> YenByAccountAsync()
    {
        var (_, output, _) = await CommandLine.RunAsync("cost", "inspect", bill.Bill, "--format", "json");
        return JsonNode.Parse(output)!["byAccount"]!.AsObject().Select(a => FormattableString.Invariant($"{a.Key},{decimal.Floor(ExactAmount.Parse((string)a.Value!).ToDecimal() * 150)}\n"));
    }
}
