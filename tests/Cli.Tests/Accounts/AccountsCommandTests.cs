using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using GovCloud.Contracts;

namespace GovCloud.Cli.Tests.Accounts;

[Collection(LedgerTests.Name)]
public sealed class AccountsCommandTests(LedgerFixture fixture) : IDisposable
{
    static readonly string[] WhoAndWhy = ["--who", "運用担当", "--why", "試験"];
    static readonly string[] NewAccount = ["request", "katsushika-new-verification", "--environment", "verification", "--system", "residents", "--municipality", "131229", "--mail", "new@example.jp"];

    readonly string folder = Directory.CreateTempSubdirectory("accounts-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_account_is_taken_through_its_whole_life_and_every_step_is_in_its_history()
    {
        var ledger = await fixture.NewLedgerAsync();
        const string name = "katsushika-new-verification";
        await ledger.EnterAsync(NewAccount);
        await ledger.EnterAsync("apply", name, "--receipt", "G-1");
        await ledger.EnterAsync("issue", name, "--id", "131229999901");
        await ledger.EnterAsync("baseline", name, "--template", "2026.1");
        await ledger.EnterAsync("use", name);
        await ledger.EnterAsync("close", name);
        await ledger.EnterAsync("closed", name);

        var (code, output, _) = await ledger.RunAsync("history", name, "--format", "json");
        using var history = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal(
            ["requested", "applied", "issued", "baselined", "in-use", "closing", "closed"],
            history.RootElement.EnumerateArray().Select(entry => entry.GetProperty("to").GetString()));
        Assert.All(history.RootElement.EnumerateArray(), entry => Assert.Equal(("運用担当", "試験"), (entry.GetProperty("who").GetString(), entry.GetProperty("why").GetString())));
        var table = (await ledger.RunAsync("history", name)).Output;
        Assert.Contains("使用中 → 廃止手続中", table, StringComparison.Ordinal);
        Assert.Contains("アカウントID: 131229999901", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_step_is_refused_with_the_step_that_is_missing()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync(NewAccount);

        var (code, output, _) = await ledger.RunAsync(["issue", "katsushika-new-verification", "--id", "131229999901", .. WhoAndWhy]);

        Assert.Equal(1, code);
        Assert.Contains("ACC202", output, StringComparison.Ordinal);
        Assert.Contains("先に apply", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing_and_succeeds()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync(NewAccount);

        Assert.Contains("登録済み", await ledger.EnterAsync(NewAccount), StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse((await ledger.RunAsync("history", "katsushika-new-verification", "--format", "json")).Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_entered_and_enters_nothing()
    {
        var ledger = await fixture.NewLedgerAsync();

        Assert.Contains("登録予定", await ledger.EnterAsync([.. NewAccount, "--dry-run"]), StringComparison.Ordinal);
        Assert.Equal("[]\n", (await ledger.RunAsync("list", "--format", "json")).Output);
    }

    [Fact]
    public async Task A_request_that_contradicts_the_estate_is_refused_with_everything_that_does_not_fit()
    {
        var ledger = await fixture.NewLedgerAsync();

        var (code, output, _) = await ledger.RunAsync(["request", "x", "--environment", "production", "--system", "taxes", "--municipality", "131016", .. WhoAndWhy, "--format", "json"]);

        Assert.Equal(1, code);
        Assert.Equal(["ACC303", "ACC304"], JsonDocument.Parse(output).RootElement.EnumerateArray().Select(result => result.GetProperty("code").GetString()));
        Assert.Equal("[]\n", (await ledger.RunAsync("list", "--format", "json")).Output);
    }

    [Fact]
    public async Task A_correction_that_contradicts_the_estate_is_refused()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync(NewAccount);

        var (code, output, _) = await ledger.RunAsync(["correct", "katsushika-new-verification", "--system", "taxes", .. WhoAndWhy]);
        await ledger.EnterAsync("correct", "katsushika-new-verification", "--mail", "corrected@example.jp");

        Assert.Equal(1, code);
        Assert.Contains("ACC303", output, StringComparison.Ordinal);
        Assert.Contains("new@example.jp → corrected@example.jp", (await ledger.RunAsync("history", "katsushika-new-verification")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("request", "a", "--environment", "production")]
    [InlineData("issue", "a", "--id", "123", "--who", "w", "--why", "y")]
    [InlineData("request", "a", "--environment", "staging", "--who", "w", "--why", "y")]
    [InlineData("request", "a", "--environment", "production", "--municipality", "131220", "--who", "w", "--why", "y")]
    [InlineData("request", "a", "--environment", "production", "--needed-by", "2027/4/1", "--who", "w", "--why", "y")]
    [InlineData("list", "--state", "open")]
    [InlineData("import", "--who", "w", "--why", "y")]
    [InlineData("import", "x.csv", "--from-estate", "--who", "w", "--why", "y")]
    public async Task A_mistyped_command_line_is_misuse(params string[] args) => Assert.Equal(2, (await (await fixture.NewLedgerAsync()).RunAsync(args)).Code);

    [Fact]
    public async Task The_estate_is_imported_and_then_the_same_as_the_ledger()
    {
        var ledger = await fixture.NewLedgerAsync();
        Assert.Equal(1, (await ledger.RunAsync("reconcile")).Code);

        var first = await ledger.RunAsync(["import", "--from-estate", "--state", "in-use", .. WhoAndWhy]);
        var second = await ledger.RunAsync(["import", "--from-estate", .. WhoAndWhy]);

        Assert.Equal((0, "登録 37、登録済み 0、拒否 0\n"), (first.Code, first.Error));
        Assert.Equal((0, "登録 0、登録済み 37、拒否 0\n"), (second.Code, second.Error));
        var (code, output, error) = await ledger.RunAsync("reconcile");
        Assert.Equal((0, "", "環境定義 37 件、台帳 37 件、差分 0 件\n"), (code, output, error));
        Assert.Equal(37, JsonDocument.Parse((await ledger.RunAsync("list", "--state", "in-use", "--format", "json")).Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Differences_between_ledger_and_estate_have_ids_and_remedies()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync("import", "--from-estate", "--state", "in-use");
        await ledger.EnterAsync("close", "setagaya-late-elderly-verification");
        await ledger.EnterAsync("closed", "setagaya-late-elderly-verification");
        await ledger.EnterAsync("correct", "setagaya-late-elderly-production", "--environment", "verification");

        var (code, output, _) = await ledger.RunAsync("reconcile", "--format", "json");

        Assert.Equal(1, code);
        Assert.Equal(
            [("REC012", "setagaya-late-elderly-production"), ("REC022", "setagaya-late-elderly-verification")],
            JsonDocument.Parse(output).RootElement.EnumerateArray().Select(difference => (difference.GetProperty("code").GetString()!, difference.GetProperty("account").GetString()!)));
    }

    [Fact]
    public async Task A_list_with_bad_lines_is_imported_but_for_them()
    {
        var ledger = await fixture.NewLedgerAsync();
        var file = Path.Combine(folder, "gcas.csv");
        await File.WriteAllTextAsync(
            file,
            "id,name,environment,system,state\r\n"
            + "131121002501,setagaya-late-elderly-production,production,late-elderly,in-use\r\n"
            + "31121002502,setagaya-late-elderly-verification,verification,late-elderly,in-use\r\n"
            + "131121002501,twice,production,late-elderly,in-use\r\n"
            + "131121002503,stranger,production,nowhere,in-use\r\n"
            + "131121002504,good,verification,late-elderly,\r\n");

        var (code, output, error) = await ledger.RunAsync(["import", file, .. WhoAndWhy, "--format", "json"]);

        Assert.Equal((1, "登録 2、登録済み 0、拒否 3\n"), (code, error));
        Assert.Equal(
            [$"{file}:2 entered ", $"{file}:3 refused ACC106", $"{file}:4 refused ACC401", $"{file}:5 refused ACC303", $"{file}:6 entered "],
            JsonDocument.Parse(output).RootElement.EnumerateArray().Select(result =>
                $"{result.GetProperty("place").GetString()} {result.GetProperty("outcome").GetString()} {(result.TryGetProperty("code", out var id) ? id.GetString() : "")}"));
        Assert.Equal(2, JsonDocument.Parse((await ledger.RunAsync("list", "--format", "json")).Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_whole_with_the_remedy()
    {
        var ledger = await fixture.NewLedgerAsync();
        var file = Path.Combine(folder, "sjis.csv");
        await File.WriteAllBytesAsync(file, [.. "id,name,environment\n"u8, 0x8a, 0x8b, 0x8f, 0xfc, (byte)'\n']);

        var (code, _, error) = await ledger.RunAsync(["import", file, .. WhoAndWhy]);

        Assert.Equal(2, code);
        Assert.Contains("CSV UTF-8", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_is_written_as_xlsx_and_csv_for_pending_requests_only()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync(NewAccount);
        await ledger.EnterAsync("request", "katsushika-second", "--environment", "production", "--system", "tax", "--municipality", "131229");
        await ledger.EnterAsync("apply", "katsushika-second");

        var (code, output, error) = await ledger.RunAsync("application", "--out", folder);

        Assert.Equal(0, code);
        Assert.Equal(
            [Path.Combine(folder, "gcas-application-20261120.xlsx"), Path.Combine(folder, "gcas-application-20261120.csv")], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("例(非公式)", error, StringComparison.Ordinal);
        var csv = await File.ReadAllBytesAsync(Path.Combine(folder, "gcas-application-20261120.csv"));
        Assert.Equal([0xef, 0xbb, 0xbf], csv[..3]);
        var lines = Encoding.UTF8.GetString(csv).TrimEnd().Split("\r\n");
        Assert.StartsWith("\uFEFF項番,団体コード,団体名", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1,131229,葛飾区,AWS,katsushika-new-verification,検証,業務システム,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task The_day_agreed_with_the_IT_department_is_listed_until_the_account_exists_and_marked_once_it_has_passed()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync([.. NewAccount, "--needed-by", "2026-11-19"]);
        Assert.Contains("2026-11-19 超過", (await ledger.RunAsync("list")).Output, StringComparison.Ordinal);

        await ledger.EnterAsync("correct", "katsushika-new-verification", "--needed-by", "2026-11-20");
        Assert.Contains("2026-11-20", (await ledger.RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("超過", (await ledger.RunAsync("list")).Output, StringComparison.Ordinal);
        await ledger.RunAsync("application", "--out", folder);
        Assert.Contains("2026年11月20日", await File.ReadAllTextAsync(Path.Combine(folder, "gcas-application-20261120.csv")), StringComparison.Ordinal);

        await ledger.EnterAsync("apply", "katsushika-new-verification");
        await ledger.EnterAsync("issue", "katsushika-new-verification", "--id", "131229999901");
        Assert.DoesNotContain("2026-11-20", (await ledger.RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Contains("希望日: 2026-11-19 → 2026-11-20", (await ledger.RunAsync("history", "katsushika-new-verification")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_pending_requests_no_application_is_written()
    {
        var (code, output, error) = await (await fixture.NewLedgerAsync()).RunAsync("application", "--out", folder);

        Assert.Equal((0, "", "申請待ちの依頼はありません。\n"), (code, output, error));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_name_of_a_table_must_be_given()
    {
        var (code, _, error) = await new Ledger(fixture, "x") { Variable = null }.RunAsync("list");

        Assert.Equal(2, code);
        Assert.Contains($"Give --table NAME or set {EnvironmentVariables.AccountsTable}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_named_with_the_account_in_which_it_should_be()
    {
        var (code, _, error) = await new Ledger(fixture, "no-such-table").RunAsync("list");

        Assert.Equal(2, code);
        Assert.Contains("there is no table 'no-such-table' in ap-northeast-1", error, StringComparison.Ordinal);
        Assert.Contains("131229090201", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credentials_are_said_to_be_missing()
    {
        var ledger = new Ledger(fixture, "accounts")
        {
            Connect = _ => new AmazonDynamoDBClient(new NoCredentials(), new AmazonDynamoDBConfig { ServiceURL = fixture.Endpoint.ToString() }),
        };

        var (code, _, error) = await ledger.RunAsync("list");

        Assert.Equal(2, code);
        Assert.Contains("Are there credentials of the operations account 131229090201", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_reaches_the_ledger_through_the_SDKs_own_variables()
    {
        var ledger = await fixture.NewLedgerAsync();
        await ledger.EnterAsync(NewAccount);
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(GcaCommand).Assembly.Location, "accounts", "list", "--estate", Ledger.SampleEstate])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ENDPOINT_URL"] = fixture.Endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        start.Environment[EnvironmentVariables.AccountsTable] = ledger.Table;

        using var gca = Process.Start(start)!;
        var output = await gca.StandardOutput.ReadToEndAsync();
        await gca.WaitForExitAsync();

        Assert.True(gca.ExitCode == 0, await gca.StandardError.ReadToEndAsync());
        Assert.Contains("katsushika-new-verification", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_the_ledger_does_not_know_has_no_history() =>
        Assert.Equal((1, ""), (await (await fixture.NewLedgerAsync()).RunAsync("history", "nobody")) is var (code, output, _) ? (code, output) : default);

    sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("Failed to resolve AWS credentials.");
    }
}
