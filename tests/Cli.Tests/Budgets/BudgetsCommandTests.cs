using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Budgets;

public sealed class BudgetsCommandTests
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    [Fact]
    public async Task Budgets_are_shown_in_both_currencies_with_who_watches_them()
    {
        var (code, output, _) = await RunAsync("budgets", "show", Sample, "--format", "json");
        using var json = JsonDocument.Parse(output);
        var budgets = json.RootElement.GetProperty("budgets").EnumerateArray().ToDictionary(b => b.GetProperty("id").GetString() + "/" + b.GetProperty("accounts")[0].GetString());

        Assert.Equal(0, code);
        var tax = budgets["tax-production/131229001601"];
        Assert.Equal((4000m, 600_000, "account"), (tax.GetProperty("dollars").GetDecimal(), tax.GetProperty("yen").GetInt32(), tax.GetProperty("watch").GetString()));
        Assert.Equal("collected-cost", budgets["insurance/131229002401"].GetProperty("watch").GetString());
    }

    [Fact]
    public async Task Sums_of_bodies_and_of_what_they_share_add_up_to_the_accounts_budgets()
    {
        using var json = JsonDocument.Parse((await RunAsync("budgets", "show", Sample, "--format", "json")).Output);
        var accounts = json.RootElement.GetProperty("budgets").EnumerateArray().Where(b => b.GetProperty("scope").GetString() is "account").Sum(b => b.GetProperty("dollars").GetDecimal());

        Assert.Equal(accounts, json.RootElement.GetProperty("bodies").EnumerateArray().Sum(b => b.GetProperty("dollars").GetDecimal()));
    }

    [Fact]
    public async Task The_table_shows_yen_and_the_rate()
    {
        var output = (await RunAsync("budgets", "show", Sample)).Output;
        Assert.Contains("1ドル = 150円", output, StringComparison.Ordinal);
        Assert.Contains("600,000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_a_request_to_the_Digital_Agency()
    {
        var (code, output, _) = await RunAsync("budgets", "tags", Sample);
        Assert.Equal(0, code);
        Assert.Contains("有効化依頼", output, StringComparison.Ordinal);
        Assert.StartsWith("\uFEFFタグのキー,目的,", (await RunAsync("budgets", "tags", Sample, "--format", "csv")).Output, StringComparison.Ordinal);
    }
}
