using System.Diagnostics;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;
using GovCloud.Estates;
using static GovCloud.CostFiles.Tests.BillFiles;

namespace GovCloud.CostFiles.Tests;

public sealed class AthenaQueryTests : IDisposable
{
    const string Columns = "bill_billing_period_start_date,bill_invoice_id,bill_billing_entity,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_currency_code,"
        + "line_item_unblended_cost,line_item_operation,line_item_line_item_description,reservation_reservation_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,"
        + "savings_plan_used_commitment,reservation_effective_cost,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_unused_recurring_fee,resource_tags";

    static readonly AthenaQuery Query = new() { Database = "costs", Table = "bill", TableColumns = [.. Columns.Split(',')], Request = May("CostCenter", "Municipality") };

    readonly string folder = Directory.CreateTempSubdirectory("govcloud-athena-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_statement_unloads_packed_csv()
    {
        var statement = Query.Unload("s3://costs-131229/athena/2026-05/");

        Assert.StartsWith("UNLOAD (\nSELECT\n", statement, StringComparison.Ordinal);
        Assert.EndsWith(")\nTO 's3://costs-131229/athena/2026-05/'\nWITH (format = 'TEXTFILE', compression = 'GZIP', field_delimiter = ',')", statement, StringComparison.Ordinal);
        Assert.Contains("FROM \"costs\".\"bill\"", statement, StringComparison.Ordinal);
        Assert.DoesNotContain("billing_period\" =", statement, StringComparison.Ordinal);
        Assert.Contains("AND \"billing_period\" = '2026-05'", (Query with { TableColumns = [.. Query.TableColumns, "billing_period"] }).Select(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bill\" UNION SELECT 1 --")]
    [InlineData("a.b")]
    [InlineData("bill\n")]
    [InlineData("")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => (Query with { Table = name }).Select());
        Assert.Throws<ArgumentException>(() => (Query with { Database = name }).Select());
    }

    [Theory]
    [InlineData("s3://bucket/a' ) --/")]
    [InlineData("s3://bucket/no-slash")]
    [InlineData("https://bucket/a/")]
    [InlineData("s3://bucket/a/\n")]
    public void A_place_that_is_none_is_refused(string location) => Assert.Throws<ArgumentException>(() => Query.Unload(location));

    [Fact]
    public void A_tag_key_cannot_leave_its_quotes() =>
        Assert.Contains("'user_it''s'", (Query with { Request = May("it's") }).Select(), StringComparison.Ordinal);

    [Fact]
    public void A_table_without_what_is_needed_is_refused() =>
        Assert.Contains("line_item_unblended_cost", Assert.Throws<InvalidOperationException>(() => (Query with { TableColumns = ["line_item_usage_account_id"] }).Select()).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_sql_engine_makes_of_it_is_the_bill_that_the_rows_make()
    {
        if (Engine() is not { } engine)
        {
            Console.WriteLine("skipped 1: DuckDB is not installed (npm ci --prefix tests/Benchmarks/Cost)");
            return;
        }

        File.WriteAllText(Path.Combine(folder, "bill.csv"), Rows());
        Run(engine, Query);

        var expected = Read(Query.Request, Plain("bill.csv", Rows()));
        var unloaded = BillReader.Read(
            [new BillSource("part-0.gz", -1, () => File.OpenRead(Path.Combine(folder, "out.csv.gz"))) { Header = Query.Columns }], Query.Request, progress: null, CancellationToken.None);

        Assert.Empty(unloaded.Problems);
        Assert.Equal(Lines(expected), Lines(unloaded));
        Assert.Equal(expected.Total(CostBasis.Amortised), unloaded.Total(CostBasis.Amortised));
        Assert.Equal(1, unloaded.SplitRows);
        Assert.Equal(400, expected.Lines.Sum(l => l.Rows));
    }

    static IEnumerable<string> Lines(CostBill bill) =>
        bill.Lines.Select(l => $"{l.Account} {l.Service} {l.ChargeType} {l.BillingEntity} {l.Currency} {string.Join(';', l.Tags.Select(t => $"{t.Key}={t.Value}"))} {l.Billed} {l.Amortised}");

    /// <summary>Rows of every charge type, with values that are hard for CSV, and a month and a split row that do not belong to the bill.</summary>
    static string Rows()
    {
        var random = new System.Random(11);
        string[] types = ["Usage", "SavingsPlanCoveredUsage", "SavingsPlanRecurringFee", "SavingsPlanNegation", "DiscountedUsage", "RIFee", "Fee", "Tax", "Credit", "Refund"];
        string[] tags = ["", "\"{\"\"user_municipality\"\":\"\"131229\"\"}\"", "\"{\"\"user_cost_center\"\":\"\"a,b\"\",\"\"user_municipality\"\":\"\"041009\"\"}\""];
        string[] descriptions = ["\"one, two\"", "Refund for one-time fee for Savings Plan ID abc"];
        string Amount() => random.Next(4) == 0 ? "1e-07" : (random.Next(-1000, 100_000) / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Line(string month, string type, string operation) =>
            $"{month}-01 00:00:00,{(random.Next(2) == 0 ? "INV-1" : "")},\"AWS \"\"Marketplace\"\"\",11112222333{random.Next(3)},{type},{(random.Next(2) == 0 ? "ComputeSavingsPlans" : "AmazonEC2")},USD,{Amount()},{operation},"
            + $"{descriptions[random.Next(2)]},{(random.Next(2) == 0 ? "arn:aws:ec2:x" : "")},{Amount()},{Amount()},{Amount()},{Amount()},{Amount()},{Amount()},{tags[random.Next(3)]}";

        var rows = Enumerable.Range(0, 400).Select(i => Line("2026-05", types[i % types.Length], "RunInstances"));
        return Columns + "\n" + string.Join('\n', [.. rows, Line("2026-05", "Usage", "EKSPod-EC2")]) + "\n";
    }

    void Run(string engine, AthenaQuery query)
    {
        File.WriteAllText(Path.Combine(folder, "query.sql"), query.Select());
        var start = new ProcessStartInfo("node", [Path.Combine(engine, "athena.js"), folder]) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    static string? Engine()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "GovCloudAutomation.sln")))
            {
                var peers = Path.Combine(above.FullName, "tests", "Benchmarks", "Cost");
                return Directory.Exists(Path.Combine(peers, "node_modules", "@duckdb")) ? peers : null;
            }
        }

        return null;
    }
}
