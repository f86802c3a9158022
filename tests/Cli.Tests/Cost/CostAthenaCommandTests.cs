namespace GovCloud.Cli.Tests.Cost;

public sealed class CostAthenaCommandTests : IDisposable
{
    const string TableColumns = "bill_billing_period_start_date\tline_item_usage_account_id\tline_item_line_item_type\tline_item_product_code\tline_item_currency_code\tline_item_unblended_cost\tresource_tags\tbilling_period\n";

    readonly string folder = Directory.CreateTempSubdirectory("govcloud-athena-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_statement_is_printed_and_what_it_unloads_is_read_by_the_columns_that_were_written()
    {
        var (code, output, error) = await AthenaAsync(TableColumns, "s3://bucket/athena/2026-05/");
        Assert.True(code == 0, error);
        Assert.StartsWith("UNLOAD (", output, StringComparison.Ordinal);
        Assert.Contains("\"billing_period\" = '2026-05'", output, StringComparison.Ordinal);

        var columns = File.ReadAllText(Path.Combine(folder, "bill", "columns.csv")).TrimEnd().Split(',');
        var row = columns.Select(c => c switch
        {
            "bill_billing_period_start_date" => "2026-05-01",
            "line_item_usage_account_id" => "131229090101",
            "line_item_line_item_type" => "Usage",
            "line_item_product_code" => "AmazonEC2",
            "line_item_currency_code" => "USD",
            "line_item_unblended_cost" => "12.5",
            _ => "",
        });
        File.WriteAllText(Path.Combine(folder, "bill", "20260601_0001_part"), string.Join(',', row) + "\n");
        var explorer = Path.Combine(folder, "ce.json");
        File.WriteAllText(explorer, """{"ResultsByTime":[{"TimePeriod":{"Start":"2026-05-01"},"Groups":[{"Keys":["131229090101"],"Metrics":{"UnblendedCost":{"Amount":"12.5000000000","Unit":"USD"}}}]}]}""");
        var compared = await CommandLine.RunAsync("cost", "reconcile", Path.Combine(folder, "bill"), "--month", "2026-05", "--cost-explorer", explorer);

        Assert.True(compared.Code == 0, compared.Output + compared.Error);
        Assert.Contains("12.5", compared.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line_item_usage_account_id", "s3://bucket/athena/", "lacks")]
    [InlineData(TableColumns, "bucket", "no place in S3")]
    public async Task What_cannot_be_asked_is_refused(string columns, string to, string said)
    {
        var (code, _, error) = await AthenaAsync(columns, to);

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Error)> AthenaAsync(string columns, string to)
    {
        var file = Path.Combine(folder, "table.txt");
        await File.WriteAllTextAsync(file, columns);
        return await CommandLine.RunAsync(
            "cost", "athena", "--month", "2026-05", "--estate", Path.Combine(CommandLine.Repository(), "estates", "katsushika"), "--database", "costs", "--table", "bill",
            "--table-columns", file, "--to", to, "--write-columns", Path.Combine(folder, "bill"));
    }
}
