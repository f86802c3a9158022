using System.CommandLine;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Cost;
using GovCloud.Cli.Tests.Accounts;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Closing;

namespace GovCloud.Cli.Tests.Cost;

[Collection(LedgerTests.Name)]
public sealed class CostStatementsCommandTests(LedgerFixture fixture)
{
    static readonly CostMonth May = CostMonth.Parse("2026-05");
    static readonly DateTimeOffset Drafted = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);
    static int tables;

    [Fact]
    public async Task A_draft_is_checked_by_one_person_and_published_by_another()
    {
        var table = await DraftAsync();

        Assert.Equal(0, (await RunAsync(table, "check", "2026-05", "--who", "甲", "--comment", "請求書と照合")).Code);
        var (own, _, refusal) = await RunAsync(table, "publish", "2026-05", "--who", "甲");
        Assert.Equal(1, own);
        Assert.Contains("別の担当者", refusal, StringComparison.Ordinal);
        var (code, output, error) = await RunAsync(table, "publish", "2026-05", "--who", "乙");
        Assert.True(code == 0, error);
        Assert.Contains("公開済", output, StringComparison.Ordinal);

        var json = JsonNode.Parse((await RunAsync(table, "list", "2026-05", "--format", "json")).Output)!;
        var statement = Assert.Single(json["statements"]!.AsArray())!;
        Assert.Equal("published", (string?)statement["state"]);
        Assert.Equal(["function", "甲", "乙"], statement["history"]!.AsArray().Select(s => (string?)s!["by"]));
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing_and_a_dry_run_neither()
    {
        var table = await DraftAsync();
        Assert.Contains("--dry-run", (await RunAsync(table, "check", "2026-05", "--who", "甲", "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains("算定中", (await RunAsync(table, "list", "2026-05")).Output, StringComparison.Ordinal);
        await RunAsync(table, "check", "2026-05", "--who", "甲");
        var (code, output, _) = await RunAsync(table, "check", "2026-05", "--who", "甲");

        Assert.Equal(0, code);
        Assert.Contains("変更なし", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_against_the_month_refuses_every_step()
    {
        var table = await DraftAsync("請求書番号のない明細があります");
        var (code, _, error) = await RunAsync(table, "check", "2026-05", "--who", "甲");

        Assert.Equal(1, code);
        Assert.Contains("請求書番号のない明細", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_not_published() =>
        Assert.Contains("まだ確認されていません", (await RunAsync(await DraftAsync(), "publish", "2026-05", "--who", "乙")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Another_statement_than_the_one_that_was_looked_at_is_refused()
    {
        using var bill = new GeneratedBill();
        bill.Write();
        var (code, _, error) = await RunAsync(await DraftAsync(), "check", "2026-05", "--who", "甲", "--statement", await bill.StatementAsync());

        Assert.Equal(1, code);
        Assert.Contains("異なります", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_nobody_has_looked_at_says_so()
    {
        var (code, output, _) = await RunAsync(await DraftAsync(), "list", "2026-04");

        Assert.Equal(0, code);
        Assert.Contains("まだ算定されていません", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_or_not_named_is_said()
    {
        Assert.Contains("there is no table 'nowhere'", (await RunAsync("nowhere", "list", "2026-05")).Error, StringComparison.Ordinal);
        Assert.Contains("--table NAME", (await RunAsync(null, "list", "2026-05")).Error, StringComparison.Ordinal);
    }

    async Task<string> DraftAsync(params string[] obstacles)
    {
        var name = $"statements-{Interlocked.Increment(ref tables)}";
        using var client = fixture.NewClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new(StatementsTable.PartitionKey, ScalarAttributeType.S), new(StatementsTable.SortKey, ScalarAttributeType.S)],
            KeySchema = [new(StatementsTable.PartitionKey, KeyType.HASH), new(StatementsTable.SortKey, KeyType.RANGE)],
        });
        var store = new StatementStore(new TableClient(client, name));
        var decision = StatementLifecycle.Draft(May, [], new ComputedStatement(1, new string('a', 64), "2026-05/r1/", 1_234_567, [.. obstacles]), new StatementActor("function", Drafted));
        await store.CommitAsync(Assert.IsType<StatementDecision.Change>(decision), CancellationToken.None);
        return name;
    }

    async Task<(int Code, string Output, string Error)> RunAsync(string? table, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var connection = new StatementConnection(new FixedTime(), name => name == EnvironmentVariables.StatementsTable ? table : null, _ => fixture.NewClient());
        var parsed = new RootCommand { CostStatementsCommand.Create(connection) }.Parse(["statements", .. args, "--estate", GeneratedBill.EstateFolderPath]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, CancellationToken.None);
        return (parsed.Errors.Count > 0 ? ExitCode.Misuse : code, output.ToString(), error.ToString());
    }

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 16, 3, 0, 0, TimeSpan.Zero);
    }
}
