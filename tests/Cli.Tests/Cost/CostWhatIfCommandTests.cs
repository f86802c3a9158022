using System.Text.Json.Nodes;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostWhatIfCommandTests : IDisposable
{
    readonly GeneratedBill bill = new GeneratedBill().Write();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task The_difference_of_other_rules_is_shown_for_each_body_and_class_and_sums_to_nothing()
    {
        var json = JsonNode.Parse(await WhatIfAsync("--rules", MoreEven(), "--format", "json"))!;
        var bodies = json["bodies"]!.AsArray();

        Assert.Equal(["pools.network changed"], json["rules"]!.AsArray().Select(r => $"{r!["rule"]} {r["change"]}"), StringComparer.Ordinal);
        Assert.Equal(0, bodies.Sum(b => (long)b!["difference"]!));
        Assert.All(bodies, b => Assert.Equal((long)b!["difference"]!, b["pools"]!.AsArray().Sum(p => (long)p!["difference"]!)));
        Assert.Contains(bodies, b => b!["pools"]!.AsArray().Any(p => (string)p!["pool"]! == "network" && (long)p["difference"]! != 0));
        Assert.All(bodies, b => Assert.All(b!["pools"]!.AsArray().Where(p => (string)p!["pool"]! == "direct"), p => Assert.Equal(0, (long)p!["difference"]!)));
    }

    [Fact]
    public async Task Two_files_of_rules_are_compared_with_each_other()
    {
        var own = bill.Beside("own.yaml", await OwnAsync());
        var json = JsonNode.Parse(await WhatIfAsync("--rules", own, MoreEven(), "--format", "json"))!;

        Assert.Equal(("own.yaml", "more-even.yaml"), ((string?)json["before"], (string?)json["after"]));
    }

    [Fact]
    public async Task The_same_rules_make_no_difference()
    {
        var json = JsonNode.Parse(await WhatIfAsync("--rules", bill.Beside("own.yaml", await OwnAsync()), "--format", "json"))!;

        Assert.Empty(json["rules"]!.AsArray());
        Assert.All(json["bodies"]!.AsArray(), b => Assert.Equal(0, (long)b!["difference"]!));
    }

    [Fact]
    public async Task People_get_a_table_and_spreadsheets_a_row_for_each_body_and_class()
    {
        Assert.Contains("差: 共通ネットワーク", await WhatIfAsync("--rules", MoreEven()), StringComparison.Ordinal);
        var csv = await WhatIfAsync("--rules", MoreEven(), "--format", "csv");
        Assert.Contains("団体コード,団体,費用区分", csv, StringComparison.Ordinal);
        Assert.Contains("131229,葛飾区,合計", csv, StringComparison.Ordinal);

        var file = Path.Combine(bill.Folder, "whatif.xlsx");
        await WhatIfAsync("--rules", MoreEven(), "--format", "xlsx", "--out", file);
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(file))[..2]);
    }

    [Fact]
    public async Task Rules_that_need_a_driver_which_is_not_given_are_named()
    {
        var own = await OwnAsync();
        var rules = bill.Beside("driver.yaml", own.Replace("id: traffic", "id: sessions", StringComparison.Ordinal).Replace("driver: traffic", "driver: sessions", StringComparison.Ordinal));
        var (code, _, error) = await CommandLine.RunAsync(Arguments("--rules", rules));

        Assert.Equal(2, code);
        Assert.Contains("driver.yaml: ", error, StringComparison.Ordinal);
        Assert.Contains("sessions", error, StringComparison.Ordinal);
    }

    string MoreEven() => bill.Beside("more-even.yaml", File.ReadAllText(Path.Combine(GeneratedBill.EstateFolderPath, "cost.yaml"))
        .Replace("{ method: even, percent: 20 }", "{ method: even, percent: 50 }", StringComparison.Ordinal)
        .Replace("driver: traffic, percent: 50", "driver: traffic, percent: 20", StringComparison.Ordinal));

    static Task<string> OwnAsync() => File.ReadAllTextAsync(Path.Combine(GeneratedBill.EstateFolderPath, "cost.yaml"));

    string[] Arguments(params string[] more) =>
        ["cost", "whatif", bill.Bill, "--month", GeneratedBill.Month, "--estate", GeneratedBill.EstateFolderPath, "--rate", "149.87", "--rate-source", "例", "--drivers", bill.Drivers, .. more];

    async Task<string> WhatIfAsync(params string[] more)
    {
        var (code, output, error) = await CommandLine.RunAsync(Arguments(more));
        Assert.True(code == 0, output + error);
        return output;
    }
}
