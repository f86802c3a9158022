using System.CommandLine;
using System.Text.Json.Nodes;
using GovCloud.Cli.Cost;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostReconcileCommandTests : IDisposable
{
    readonly GeneratedBill bill = new GeneratedBill().Write();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task Cost_Explorer_agrees_within_what_it_rounds_to()
    {
        var (code, output, error) = await ReconcileAsync("--cost-explorer", bill.Beside("ce.json", await ExplorerAsync()));

        Assert.True(code == 0, output + error);
        Assert.Contains("Cost Explorer", output, StringComparison.Ordinal);
        Assert.Contains("一致", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_differs_is_named_with_both_amounts_and_what_to_look_at()
    {
        var answer = JsonNode.Parse(await ExplorerAsync())!;
        var groups = answer["ResultsByTime"]![0]!["Groups"]!.AsArray();
        groups.Remove(groups.Single(g => (string)g!["Keys"]![0]! == GeneratedBill.Network));
        var file = bill.Beside("ce.json", answer.ToJsonString());
        var (code, output, _) = await ReconcileAsync("--cost-explorer", file);
        var json = JsonNode.Parse((await ReconcileAsync("--cost-explorer", file, "--format", "json")).Output)!;

        Assert.Equal(1, code);
        Assert.Contains(GeneratedBill.Network, output, StringComparison.Ordinal);
        Assert.Contains("このアカウントが請求の対象か", output, StringComparison.Ordinal);
        Assert.False((bool)json["agrees"]!);
        Assert.Equal(GeneratedBill.Network, (string)json["sources"]![1]!["accounts"]![0]!["account"]!);
    }

    [Fact]
    public async Task An_invoice_in_yen_needs_a_rate_and_is_compared_by_account()
    {
        var invoice = bill.Beside("invoice.csv", $"アカウントID,利用料(円)\n{GeneratedBill.Network},1\n");
        var (code, output, error) = await ReconcileAsync("--invoice", invoice, "--rate", "150", "--rate-source", "例");

        Assert.True(code == 1, error);
        Assert.Contains("請求書 1円", output, StringComparison.Ordinal);
        Assert.Contains("不一致", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "no list ResultsByTime")]
    [InlineData("[", "is no JSON")]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-04-01"},"Groups":[]}]}""", "not of 2026-05")]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-05-01"},"Groups":[{"Keys":["Amazon EC2"],"Metrics":{}}]}]}""", "not grouped by account")]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-05-01"},"Groups":[{"Keys":["131229090101"],"Metrics":{"BlendedCost":{"Amount":"1","Unit":"USD"}}}]}]}""", "states no UnblendedCost")]
    [InlineData("""{"ResultsByTime":[]}""", "states no cost")]
    public async Task An_answer_that_cannot_be_compared_is_refused_with_the_question_to_ask(string content, string said)
    {
        var (code, _, error) = await ReconcileAsync("--cost-explorer", bill.Beside("ce.json", content));

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_another_total_there_is_nothing_to_compare() => Assert.Equal(2, (await ReconcileAsync()).Code);

    [Fact]
    public async Task Cost_Explorer_is_asked_once_and_its_pages_are_kept()
    {
        var answer = await ExplorerAsync();
        var asked = 0;
        await using var aws = await LoopbackAws.StartAsync(_ =>
        {
            asked++;
            return answer;
        });
        var pages = Path.Combine(Path.GetDirectoryName(bill.Bill)!, "pages");

        var first = await AskAsync(aws, pages);
        var second = await AskAsync(aws, pages);

        Assert.True(first.Code == 0, first.Output + first.Error);
        Assert.Contains("一致", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Cost_Explorer_that_states_nothing_is_no_agreement()
    {
        await using var aws = await LoopbackAws.StartAsync(_ => """{"ResultsByTime":[]}""");

        var (code, _, error) = await AskAsync(aws, Path.Combine(Path.GetDirectoryName(bill.Bill)!, "pages"));

        Assert.Equal(2, code);
        Assert.Contains("states no cost of 2026-05", error, StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Error)> AskAsync(LoopbackAws aws, string pages)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var command = CostReconcileCommand.Create(new CostExplorerConnection(TimeProvider.System, aws.Options));
        var code = await command.Parse([bill.Bill, "--month", GeneratedBill.Month, "--ask-cost-explorer", pages]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    Task<(int Code, string Output, string Error)> ReconcileAsync(params string[] more) =>
        CommandLine.RunAsync(["cost", "reconcile", bill.Bill, "--month", GeneratedBill.Month, .. more]);

    /// <summary>What Cost Explorer would answer: ten decimals.</summary>
    async Task<string> ExplorerAsync()
    {
        var (_, output, _) = await CommandLine.RunAsync("cost", "inspect", bill.Bill, "--format", "json");
        var groups = JsonNode.Parse(output)!["byAccount"]!.AsObject().Select(a => new JsonObject
        {
            ["Keys"] = new JsonArray(a.Key),
            ["Metrics"] = new JsonObject
            {
                ["UnblendedCost"] = new JsonObject { ["Amount"] = decimal.Round(GovCloud.Cost.ExactAmount.Parse((string)a.Value!).ToDecimal(), 10).ToString(System.Globalization.CultureInfo.InvariantCulture), ["Unit"] = "USD" },
            },
        });
        return new JsonObject
        {
            ["ResultsByTime"] = new JsonArray(new JsonObject
            {
                ["TimePeriod"] = new JsonObject { ["Start"] = "2026-05-01", ["End"] = "2026-06-01" },
                ["Groups"] = new JsonArray([.. groups]),
                ["Estimated"] = false,
            }),
        }.ToJsonString();
    }
}
