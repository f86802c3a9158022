using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostInspectCommandTests : IDisposable
{
    const string Header = "bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_currency_code,line_item_unblended_cost,bill_invoice_id\n";

    readonly string folder = Directory.CreateTempSubdirectory("govcloud-cost-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Totals that the files' origins state, or that were added up exactly by another program.</summary>
    public static TheoryData<string, string, long, string> Published => new()
    {
        { "focus-sample/focus_sample_aws_only.csv", "FOCUS 1.0", 942, "18.0066386184" },
        { "koku/test_local_bucket.tar.gz", "CUR", 13_380, "143227.76367818761501799105" },
        { "focus_converters-aws-cur1-sample.csv", "CUR", 1_281, "1.6823086974" },
        { "cur2-mock-keboola/cur_2_0/s3_structure", "CUR 2.0", 4, "0.108304" },
        { "cur2-mock-keboola/cur_1_0/MockTestReport-00001.csv.zip", "CUR", 3, "0.045152" },
        { "focus-toolkit-golden/aws_1_2_cost_and_usage_rows100_seed42.csv", "FOCUS 1.2", 100, "1157.48882377213324" },
        { "focus-spec-examples/saas_spend_agreements_b2.csv", "FOCUS 1.1", 14, "1200" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public async Task The_known_total_of_a_published_export_is_met_to_the_last_digit(string path, string schema, long rows, string total)
    {
        var data = Path.Combine(CommandLine.Repository(), "..", "shared", "data", "cost");
        if (!Directory.Exists(data))
        {
            return; // The published data lies beside the repository and not on every machine.
        }

        var json = await InspectAsync(Path.Combine(data, path));

        Assert.Equal((schema, rows, total), ((string?)json["schema"], (long)json["rows"]!, (string?)json["total"]));
    }

    [Fact]
    public async Task Totals_by_account_and_charge_type_are_exact_text()
    {
        var file = Write("a.csv", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,0.1,\n2026-10-01,111122223333,Tax,AmazonEC2,USD,1e-07,\n2026-10-01,444455556666,Usage,AmazonS3,USD,0.2,INV1\n");

        var json = await InspectAsync(file);

        Assert.Equal("CUR 2.0", (string?)json["schema"]);
        Assert.Equal("2026-10", (string?)json["period"]);
        Assert.Equal("USD", (string?)json["currency"]);
        Assert.Equal("0.3000001", (string?)json["total"]);
        Assert.Equal("""{"111122223333":"0.1000001","444455556666":"0.2"}""", json["byAccount"]!.ToJsonString());
        Assert.Equal("""{"Tax":"0.0000001","Usage":"0.3"}""", json["byChargeType"]!.ToJsonString());
        Assert.Equal(2, (long)json["rowsWithoutInvoice"]!);
    }

    [Fact]
    public async Task Only_the_chunks_of_the_manifest_count()
    {
        Directory.CreateDirectory(Path.Combine(folder, "new"));
        Directory.CreateDirectory(Path.Combine(folder, "old"));
        Pack("new/r-1.csv.gz", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,1,\n");
        Pack("new/r-2.csv.gz", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,2,\n");
        Pack("old/r-1.csv.gz", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,99,\n");
        Write("r-Manifest.json", """{ "assemblyId": "new", "reportKeys": ["exports/new/r-1.csv.gz", "exports/new/r-2.csv.gz"] }""");
        Write("old/r-Manifest.json", """{ "assemblyId": "old", "reportKeys": ["exports/old/r-1.csv.gz"] }""");

        var json = await InspectAsync(folder);

        Assert.Equal("3", (string?)json["total"]);
        Assert.Equal("""["old/r-1.csv.gz"]""", json["leftOver"]!.ToJsonString());
    }

    [Fact]
    public async Task A_chunk_that_is_missing_is_named_and_the_total_is_not_called_complete()
    {
        Pack("r-1.csv.gz", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,1,\n");
        Write("r-Manifest.json", """{ "assemblyId": "a", "reportKeys": ["e/r-1.csv.gz", "e/r-2.csv.gz"] }""");

        var (code, output, error) = await CommandLine.RunAsync("cost", "inspect", folder, "--format", "json");

        Assert.Equal(1, code);
        Assert.False((bool)JsonNode.Parse(output)!["complete"]!);
        Assert.Contains("e/r-2.csv.gz", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_ends_in_the_middle_is_named_and_nothing_of_it_counts()
    {
        Pack("good.csv.gz", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,1,\n");
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => FormattableString.Invariant($"2026-10-01,111122223333,Usage,Product{i},USD,{i}.{i % 97},\n")));
        var cut = Pack("cut.csv.gz", Header + rows);
        var bytes = await File.ReadAllBytesAsync(cut);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)]);

        var (code, output, error) = await CommandLine.RunAsync("cost", "inspect", folder, "--format", "json");

        Assert.Equal(1, code);
        Assert.Contains("cut.csv.gz", error, StringComparison.Ordinal);
        Assert.Equal("1", (string?)JsonNode.Parse(output)!["total"]);
    }

    [Theory]
    [InlineData("2026-10-01,111122223333,Usage,AmazonEC2,USD\n", "another number of fields")]
    [InlineData("2026-10-01,111122223333,Usage,\"Amazon\"EC2,USD,5,\n", "quotes are malformed")]
    [InlineData("2026-10-01,111122223333,Usage,AmazonEC2,USD,,\n", "no decimal number")]
    [InlineData("2026-10-01,111122223333,Usage,AmazonEC2,USD,1.2.3,\n", "no decimal number")]
    public async Task A_row_that_cannot_be_read_is_named_by_line_and_the_rest_is_counted(string row, string reason)
    {
        var file = Write("a.csv", Header + row + "2026-10-01,111122223333,Usage,AmazonEC2,USD,7,\n");

        var (code, output, error) = await CommandLine.RunAsync("cost", "inspect", file, "--format", "json");

        Assert.Equal(1, code);
        Assert.Contains("a.csv:2: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal("7", (string?)JsonNode.Parse(output)!["total"]);
    }

    [Theory]
    [InlineData("name,price\nx,1\n", 1)]
    [InlineData("", 1)]
    public async Task A_file_that_is_no_export_is_refused(string content, int expected)
    {
        var (code, _, error) = await CommandLine.RunAsync("cost", "inspect", Write("a.csv", content));

        Assert.Equal(expected, code);
        Assert.Contains("a.csv: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData(".")]
    public async Task A_path_without_an_export_is_misuse(string path)
    {
        var (code, _, error) = await CommandLine.RunAsync("cost", "inspect", Path.Combine(folder, path));

        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_cost_rows_are_left_out_and_said()
    {
        var file = Write("a.csv", "line_item_usage_account_id,line_item_unblended_cost,split_line_item_parent_resource_id\n111122223333,4,\n111122223333,4,i-1\n");

        var (code, output, error) = await CommandLine.RunAsync("cost", "inspect", file, "--format", "json");

        Assert.Equal(0, code);
        Assert.Equal("4", (string?)JsonNode.Parse(output)!["total"]);
        Assert.Contains("1 rows of split cost", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_tables()
    {
        var (code, output, _) = await CommandLine.RunAsync("cost", "inspect", Write("a.csv", Header + "2026-10-01,111122223333,Usage,AmazonEC2,USD,0.1,\n"));

        Assert.Equal(0, code);
        Assert.Contains("CUR 2.0  2026-10  1 rows  0.1 USD", output, StringComparison.Ordinal);
        Assert.Contains("111122223333", output, StringComparison.Ordinal);
        Assert.Contains("not final", output, StringComparison.Ordinal);
    }

    static async Task<JsonNode> InspectAsync(string path)
    {
        var (code, output, error) = await CommandLine.RunAsync("cost", "inspect", path, "--format", "json");
        Assert.True(code == 0, error);
        return JsonNode.Parse(output)!;
    }

    string Write(string name, string content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, content);
        return file;
    }

    string Pack(string name, string content)
    {
        var file = Path.Combine(folder, name);
        using var packed = new GZipStream(File.Create(file), CompressionLevel.Optimal);
        packed.Write(Encoding.UTF8.GetBytes(content));
        return file;
    }
}
