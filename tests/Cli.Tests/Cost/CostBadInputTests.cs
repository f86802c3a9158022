using System.Security.Cryptography;

namespace GovCloud.Cli.Tests.Cost;

/// <summary>Whatever is wrong with a month stops it before publication, with what is wrong and what to do.</summary>
public sealed class CostBadInputTests : IDisposable
{
    readonly GeneratedBill bill = new();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task A_chunk_that_is_missing()
    {
        bill.Write();
        File.Delete(Path.Combine(bill.Bill, "cur-2.csv.gz"));
        await DraftSays("exports/cur-2.csv.gz", "fetch the export again");
    }

    [Fact]
    public async Task A_chunk_that_is_there_twice_counts_once()
    {
        bill.Write();
        File.Delete(Path.Combine(bill.Bill, "cur-Manifest.json"));
        File.Copy(Path.Combine(bill.Bill, "cur-1.csv.gz"), Path.Combine(bill.Bill, "cur-1b.csv.gz"));
        await DraftSays("cur-1.csv.gz and cur-1b.csv.gz hold the same bytes", "counted once");
    }

    [Fact]
    public async Task A_chunk_with_another_digest_than_stated()
    {
        bill.Write();
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(bill.Bill, "cur-1.csv.gz"))));
        await File.WriteAllTextAsync(Path.Combine(bill.Bill, "SHA256SUMS"), $"{digest}  cur-1.csv.gz\n{new string('0', 64)}  cur-2.csv.gz\n");
        await DraftSays("cur-2.csv.gz: its SHA-256 is", "fetch it again");
    }

    [Fact]
    public async Task A_packed_file_that_ends_in_the_middle()
    {
        for (var i = 0; i < 20_000; i++)
        {
            bill.Row(GeneratedBill.Network, "Usage", $"Product{i * 7919 % 20_000}", $"0.{i}");
        }

        bill.Write();
        var chunk = Path.Combine(bill.Bill, "cur-2.csv.gz");
        var bytes = await File.ReadAllBytesAsync(chunk);
        await File.WriteAllBytesAsync(chunk, bytes[..(bytes.Length / 2)]);
        await DraftSays("cur-2.csv.gz: it is damaged or ends in the middle", "fetch it again");
    }

    [Fact]
    public async Task An_account_that_the_estate_does_not_know_is_borne_by_the_rest_and_said()
    {
        bill.Row("555555555555", "Usage", "AmazonEC2", "1.5");
        bill.Write();
        var (_, output, _) = await CommandLine.RunAsync(bill.Apportion());

        Assert.Contains("555555555555", output, StringComparison.Ordinal);
        Assert.Contains("注記: ", output, StringComparison.Ordinal);
        Assert.Contains("(1.5 USD)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rest_that_is_too_large_is_a_line_without_a_rule()
    {
        bill.Row("555555555555", "Usage", "AmazonEC2", "99999");
        bill.Write();
        await DraftSays("を超えています", "区分を加えてください");
    }

    [Fact]
    public async Task Lines_without_an_invoice_id()
    {
        bill.Row(GeneratedBill.Network, "Usage", "AmazonEC2", "1", invoice: "");
        bill.Write();
        await DraftSays("請求書番号のない明細が1行", "待ってください");
    }

    [Fact]
    public async Task No_rate()
    {
        bill.Write();
        var (code, _, error) = await CommandLine.RunAsync("cost", "apportion", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--drivers", bill.Drivers);

        Assert.Equal(2, code);
        Assert.Contains("no rate and none is assumed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_without_its_source()
    {
        bill.Write();
        var (code, _, error) = await CommandLine.RunAsync("cost", "apportion", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--rate", "150");

        Assert.Equal(2, code);
        Assert.Contains("--rate-source", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_values_of_a_monthly_driver()
    {
        bill.Write();
        var (code, _, error) = await CommandLine.RunAsync(
            "cost", "apportion", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--rate", "150", "--rate-source", "例");

        Assert.Equal(2, code);
        Assert.Contains("traffic", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("municipality,value\n131229,1\n", "131121")]
    [InlineData("municipality,value\n131220,1\n", "check digit")]
    [InlineData("municipality,value\n131229,1\n131229,2\n", "two values")]
    [InlineData("municipality,value\n131229,-1\n", "no value")]
    [InlineData("municipality,value\n131229,\"1,000\"\n", "no value")]
    [InlineData("name,amount\n131229,1\n", "municipality")]
    [InlineData("municipality,value\n", "no line")]
    public async Task Driver_values_that_cannot_be_used(string content, string said)
    {
        bill.Write();
        await File.WriteAllTextAsync(bill.Drivers, content);
        var (code, _, error) = await CommandLine.RunAsync(bill.Apportion());

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_of_zero_fall_back_as_the_rules_say_and_are_noted()
    {
        bill.Write();
        await File.WriteAllTextAsync(bill.Drivers, "municipality,value\n131229,0\n131121,0\n131202,0\n041009,0\n");
        var (code, output, error) = await CommandLine.RunAsync(bill.Apportion());

        Assert.True(code == 0, error);
        Assert.Contains("注記: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_is_not_in_the_bill()
    {
        bill.Write();
        var (code, _, error) = await CommandLine.RunAsync(
            "cost", "apportion", bill.Bill, "--month", "2026-04", "--estate", GeneratedBill.EstateFolderPath, "--rate", "150", "--rate-source", "例", "--drivers", bill.Drivers);

        Assert.Equal(2, code);
        Assert.Contains("2026-04", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_from_before_the_calendar_of_holidays_is_apportioned_all_the_same()
    {
        var file = bill.Beside("old.csv", "bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_currency_code,line_item_unblended_cost\n2018-06-01,131229090101,Usage,AmazonVPC,USD,10\n");
        bill.Write();
        var (code, output, error) = await CommandLine.RunAsync(
            "cost", "apportion", file, "--month", "2018-06", "--estate", GeneratedBill.EstateFolderPath, "--rate", "110", "--rate-source", "例", "--drivers", bill.Drivers);

        Assert.True(code == 1, error);
        Assert.Contains("1,100円", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("May")]
    public async Task A_month_that_is_none(string month)
    {
        var (code, _, error) = await CommandLine.RunAsync("cost", "apportion", "x", "--month", month, "--rate", "1", "--rate-source", "x");

        Assert.Equal(2, code);
        Assert.Contains("is not a month such as 2026-05", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_go_in_a_circle_are_refused_with_the_place()
    {
        bill.Write();
        var rules = bill.Beside("rules.yaml", """
            cost:
              pools:
                - { id: a, name: あ, among: all, match: { chargeTypes: [Tax] }, split: [{ method: pools, pools: [b] }] }
                - { id: b, name: い, among: all, match: { chargeTypes: [Credit] }, split: [{ method: pools, pools: [a] }] }
                - { id: rest, name: その他, among: all, split: [{ method: even }] }
            """);
        var (code, _, error) = await WhatIf(rules);

        Assert.Equal(2, code);
        Assert.Contains("rules.yaml:", error, StringComparison.Ordinal);
        Assert.Contains("EST5", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profile: { name: x }\n", "holds the section 'cost' and nothing else")]
    [InlineData("", "has no section 'cost'")]
    [InlineData("cost: [\n", "not YAML")]
    public async Task A_file_of_rules_that_is_none(string content, string said)
    {
        bill.Write();
        var (code, _, error) = await WhatIf(bill.Beside("rules.yaml", content));

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    Task<(int Code, string Output, string Error)> WhatIf(string rules) => CommandLine.RunAsync(
        "cost", "whatif", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--rules", rules, "--rate", "150", "--rate-source", "例", "--drivers", bill.Drivers);

    /// <summary>The draft is kept, and says what is wrong and what to do.</summary>
    async Task DraftSays(string problem, string remedy)
    {
        var folder = Path.Combine(bill.Folder, "draft");
        var (code, output, error) = await CommandLine.RunAsync(bill.Apportion("--out", folder));

        Assert.True(code == 1, output + error);
        Assert.Contains(problem, output, StringComparison.Ordinal);
        Assert.Contains(remedy, output, StringComparison.Ordinal);
        Assert.Contains(problem, await File.ReadAllTextAsync(Path.Combine(folder, "obstacles.txt")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "record.json")));
    }
}
