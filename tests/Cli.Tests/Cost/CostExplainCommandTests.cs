using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Cost;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostExplainCommandTests : IDisposable
{
    readonly GeneratedBill bill = new GeneratedBill().Write();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task A_cell_is_walked_back_to_weights_drivers_lines_and_rows()
    {
        var folder = await bill.StatementAsync();
        var json = await ExplainAsync(folder, "131229", "network", "--bill", bill.Bill);

        var parts = json["parts"]!.AsArray();
        Assert.Equal(["even", "driver", "driver"], parts.Select(p => (string)p!["method"]!));
        Assert.Contains("traffic.csv SHA-256", (string)parts[1]!["driverSource"]!, StringComparison.Ordinal);
        Assert.Contains("基準日2026-01-01", (string)parts[2]!["driverSource"]!, StringComparison.Ordinal);
        Assert.Equal("512.5", (string)parts[1]!["weights"]!.AsArray().Single(w => (string)w!["municipality"]! == "131229")!["value"]!);
        Assert.Equal(json["lines"]!.AsArray().Sum(l => (long)l!["rows"]!), (long)json["rowCount"]!);
    }

    [Fact]
    public async Task The_parts_of_the_lines_make_the_exact_yen()
    {
        var folder = await bill.StatementAsync();
        var json = await ExplainAsync(folder, "131229", "network");

        var sum = json["lines"]!.AsArray().Sum(l => decimal.Parse((string)l!["yen"]!, CultureInfo.InvariantCulture))
            + json["inherited"]!.AsArray().Sum(_ => 0m);
        var exact = decimal.Parse((string)json["exactYen"]!, CultureInfo.InvariantCulture);
        Assert.InRange(exact - sum, 0, 0.001m * Math.Max(1, json["lines"]!.AsArray().Count));
        Assert.InRange((long)json["yen"]! - exact, -1, 1);
    }

    [Fact]
    public async Task A_direct_column_shows_the_lines_of_the_body_alone()
    {
        var folder = await bill.StatementAsync();
        var json = await ExplainAsync(folder, "katsushika", "direct/tax/production", "--bill", bill.Bill);

        Assert.All(json["lines"]!.AsArray(), l => Assert.Equal("131229001601", (string)l!["account"]!));
        Assert.Equal(json["amount"]!.ToString(), json["lines"]!.AsArray().Aggregate(ExactAmount.Zero, (sum, l) => sum + ExactAmount.Parse((string)l!["amount"]!)).ToString());
        Assert.All(json["rows"]!.AsArray(), r => Assert.EndsWith(".csv.gz", (string)r!["file"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_yen_comes_from_one_line_or_from_the_rounding()
    {
        var folder = await bill.StatementAsync();
        var first = await ExplainAsync(folder, "131229", "network", "--yen", "1");
        var yen = (long)first["yen"]!;
        var last = await ExplainAsync(folder, "131229", "network", "--yen", yen.ToString(CultureInfo.InvariantCulture));

        Assert.NotNull(first["origin"]!["line"]);
        Assert.InRange(1m, decimal.Parse((string)first["origin"]!["from"]!, CultureInfo.InvariantCulture), decimal.Parse((string)first["origin"]!["to"]!, CultureInfo.InvariantCulture));
        Assert.NotNull(last["origin"]);
        var (code, _, error) = await RunAsync(folder, "131229", "network", "--yen", (yen + 1).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(2, code);
        Assert.Contains("is none of them", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_numbered_steps_and_the_number_of_rows_that_are_not_named()
    {
        var folder = await bill.StatementAsync();
        var (code, output, error) = await RunAsync(folder, "131229", "network", "--bill", bill.Bill, "--rows", "1", "--yen", "1");

        Assert.True(code == 0, error);
        foreach (var step in (string[])["1. 円: ", "2. 換算: ", "3. 費用区分の額: ", "4. 按分: ", "5. 利用明細: ", "6. 1円目: ", "7. エクスポートの行: "])
        {
            Assert.Contains(step, output, StringComparison.Ordinal);
        }

        Assert.Contains("通信量割", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bill_that_is_not_the_statements_is_said()
    {
        var folder = await bill.StatementAsync();
        bill.Row(GeneratedBill.Network, "Usage", "AmazonVPC", "1");
        bill.Write();
        var (code, _, error) = await RunAsync(folder, "131229", "network", "--bill", bill.Bill);

        Assert.Equal(1, code);
        Assert.Contains("gca cost verify", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999999", "network", "it has 041009")]
    [InlineData("131229", "nothing", "its columns are")]
    [InlineData("131229", "direct", "several columns")]
    public async Task What_is_not_on_the_statement_is_said_with_what_is(string body, string column, string said)
    {
        var folder = await bill.StatementAsync();
        var (code, _, error) = await RunAsync(folder, body, column);

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    static Task<(int Code, string Output, string Error)> RunAsync(string folder, string body, string column, params string[] more) =>
        CommandLine.RunAsync(["cost", "explain", folder, "--body", body, "--column", column, .. more]);

    static async Task<JsonNode> ExplainAsync(string folder, string body, string column, params string[] more)
    {
        var (code, output, error) = await RunAsync(folder, body, column, [.. more, "--format", "json"]);
        Assert.True(code == 0, output + error);
        return JsonNode.Parse(output)!;
    }
}
