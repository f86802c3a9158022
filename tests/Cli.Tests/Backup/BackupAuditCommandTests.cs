using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Backup;

public sealed class BackupAuditCommandTests
{
    static readonly string Estate = Path.Combine(Repository(), "estates", "katsushika");

    [Fact]
    public async Task What_is_well_passes_and_only_the_drill_and_the_audit_before_are_unknown()
    {
        using var answers = new CollectedAnswers();
        var results = await AuditAsync(answers);

        Assert.Empty(results.Where(r => r.Outcome is "fail").Select(r => $"{r.Check} {r.Message}"));
        Assert.Equal(["BKP-033", "BKP-054"], results.Where(r => r.Outcome is "unknown").Select(r => r.Check).Distinct());
        Assert.Equal("pass", results.Single(r => r.Check == "BKP-010").Outcome);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_makes_its_list_unknown_and_nothing_else()
    {
        using var answers = new CollectedAnswers();
        var whole = answers.Read("ap-northeast-1-points.json");
        answers.Write("ap-northeast-1-points.json", whole[..(whole.Length / 2)]);
        var results = await AuditAsync(answers);

        Assert.Equal("unknown", results.Single(r => r.Check == "BKP-010").Outcome);
        Assert.Contains("途中で切れている", results.Single(r => r.Check == "BKP-010").Message, StringComparison.Ordinal);
        Assert.Equal("pass", results.Single(r => r.Check == "BKP-016").Outcome);
        Assert.DoesNotContain(results, r => r.Outcome == "fail");
    }

    [Fact]
    public async Task A_page_that_names_a_next_one_is_not_the_whole_list()
    {
        using var answers = new CollectedAnswers();
        var page = answers.Read("backup-jobs.json");
        answers.Write("backup-jobs.json", page[..^1] + ",\"NextToken\":\"more\"}");
        Assert.Equal("unknown", (await AuditAsync(answers)).Single(r => r.Check == "BKP-016").Outcome);
    }

    [Fact]
    public async Task A_vault_whose_recovery_points_were_not_collected_hides_them()
    {
        using var answers = new CollectedAnswers();
        answers.Write("other-vault.json", new { BackupVaultName = "other", BackupVaultArn = CollectedAnswers.Vault("ap-northeast-1") + "-other", NumberOfRecoveryPoints = 3, Locked = true });
        Assert.Equal("unknown", (await AuditAsync(answers)).Single(r => r.Check == "BKP-010").Outcome);
    }

    [Fact]
    public async Task Answers_of_the_first_command_line_with_seconds_are_read_too()
    {
        using var answers = new CollectedAnswers();
        answers.Write("ap-northeast-1-points.json", new
        {
            RecoveryPoints = new[]
            {
                new
                {
                    RecoveryPointArn = "arn:aws:backup:x", BackupVaultArn = CollectedAnswers.Vault("ap-northeast-1"), ResourceArn = CollectedAnswers.Database, Status = "COMPLETED", CreationDate = 1_795_174_260.5,
                },
            },
        });
        Assert.Equal("pass", (await AuditAsync(answers)).Single(r => r.Check == "BKP-010").Outcome);
    }

    [Fact]
    public async Task What_is_not_understood_is_named_and_is_no_success()
    {
        using var answers = new CollectedAnswers();
        answers.Write("notes.json", """{"memo":"何か"}""");
        var (code, _, error) = await RunAsync("backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At, "--fail-on", "critical");
        Assert.Contains("notes.json: 何の出力か分からない", error, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Accounts_of_the_estate_of_which_nothing_was_collected_are_unknown()
    {
        using var answers = new CollectedAnswers();
        var (_, output, _) = await RunAsync("backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At, "--format", "json");
        var others = Results(output).Where(r => r.Account != CollectedAnswers.Account).ToList();
        Assert.Equal(CollectedAnswers.Sample.Accounts.Length - 1, others.Where(r => r is { Check: "BKP-010", Outcome: "unknown" }).Select(r => r.Account).Distinct().Count());
        Assert.DoesNotContain(others, r => r.Outcome == "pass");
    }

    [Fact]
    public async Task The_page_has_the_map_with_a_sign_for_every_day()
    {
        using var answers = new CollectedAnswers();
        var (_, page, _) = await RunAsync("backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At, "--format", "html", "--days", "14");
        Assert.Contains("団体・業務ごとの復旧可否", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"heat met\" title=\"2026-11-19 ", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"heat closed\" title=\"2026-11-21 ", page, StringComparison.Ordinal);
        // Friday's copies are due when business opens again.
        Assert.Contains("<td class=\"heat met\" title=\"2026-11-20 ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_document_of_the_collected_examples_is_read_or_named()
    {
        var data = Path.Combine(Repository(), "..", "shared", "data", "audit");
        if (!Directory.Exists(data))
        {
            Console.WriteLine("0 of the collected examples: they are not in this checkout");
            return;
        }

        var folders = Directory.EnumerateDirectories(Path.Combine(data, "c7n"), "*backup*").Append(Path.Combine(data, "aws-docs")).ToArray();
        var (code, _, error) = await RunAsync(["backup", "audit", .. folders, "--estate", Estate, "--at", CollectedAnswers.At, "--format", "json"]);
        Assert.Equal(1, code);
        Assert.Contains("MALWARE_JOB_REPORT.json: 何の出力か分からない", error, StringComparison.Ordinal);
        Assert.DoesNotContain("BACKUP_JOB_REPORT.json", error, StringComparison.Ordinal);
        Assert.Contains("アカウント 112233445566 は環境定義にない", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_said_so() => Assert.Equal(2, (await RunAsync("backup", "audit", "/none", "--estate", Estate)).Code);

    [Fact]
    public async Task What_was_shortened_since_an_audit_that_was_kept_is_found()
    {
        using var answers = new CollectedAnswers();
        var kept = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await AuditAsync(answers, "--keep", kept);
        Assert.DoesNotContain(await AuditAsync(answers, "--previous", kept), r => r is { Check: "BKP-033", Outcome: not "pass" });

        answers.Write("ap-northeast-1-points.json", answers.Read("ap-northeast-1-points.json").Replace("\"DeleteAfterDays\":35", "\"DeleteAfterDays\":8", StringComparison.Ordinal));
        var shortened = Assert.Single(await AuditAsync(answers, "--previous", kept), r => r is { Check: "BKP-033", Outcome: "fail" });
        File.Delete(kept);
        Assert.Contains("ap-northeast-1: 保管期間が短くなった復旧ポイント", shortened.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_read_like_the_command_lines_answers()
    {
        using var answers = new CollectedAnswers();
        using var points = JsonDocument.Parse(answers.Read("ap-northeast-1-points.json"));
        var lines = points.RootElement.GetProperty("RecoveryPoints").EnumerateArray().Select(point => string.Join(
            ',', new[] { "RecoveryPointArn", "BackupVaultArn", "ResourceArn", "ResourceType", "Status", "CreationDate", "CompletionDate", "BackupSizeInBytes", "IsEncrypted", "EncryptionKeyArn" }
                .Select(name => point.GetProperty(name).ToString()).Append(point.GetProperty("Lifecycle").GetProperty("DeleteAfterDays").ToString()).Append("p1").Append("\"メモ、\"\"例\"\"\"")));
        File.Delete(Path.Combine(answers.Folder, "ap-northeast-1-points.json"));
        const string Header = "Recovery point ARN,Backup vault ARN,Resource ARN,Resource type,Status,Creation date,Completion date,Backup size in bytes,Is encrypted,Encryption key ARN,Delete after days,Backup plan ID,メモ";
        answers.Write("points.csv", "\uFEFF" + Header + "\r\n" + string.Join("\r\n", lines) + "\r\n");

        var results = await AuditAsync(answers);
        Assert.Empty(results.Where(r => r.Outcome is "fail").Select(r => $"{r.Check} {r.Message}"));
        Assert.Equal(["BKP-033", "BKP-054"], results.Where(r => r.Outcome is "unknown").Select(r => r.Check).Distinct());
        var (_, _, error) = await RunAsync("backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At);
        Assert.Contains("points.csv: 読み取らない列: メモ", error, StringComparison.Ordinal);

        answers.Write("points.csv", Header + "\n" + string.Join('\n', lines.Select((line, i) => i == 2 ? line.Replace("COMPLETED", "", StringComparison.Ordinal) : line)));
        var (_, output, named) = await RunAsync("backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At, "--format", "json");
        Assert.Contains("points.csv:4: 行を読み取れない: status が空", named, StringComparison.Ordinal);
        Assert.Equal("unknown", Results(output).Single(r => r.Account == CollectedAnswers.Account && r.Check == "BKP-010").Outcome);
    }

    sealed record Result(string Check, string? Account, string Outcome, string Message);

    static async Task<List<Result>> AuditAsync(CollectedAnswers answers, params string[] more)
    {
        var (_, output, _) = await RunAsync(["backup", "audit", answers.Folder, "--estate", Estate, "--at", CollectedAnswers.At, "--format", "json", .. more]);
        return [.. Results(output).Where(r => r.Account == CollectedAnswers.Account)];
    }

    static List<Result> Results(string output)
    {
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("results").EnumerateArray().Select(Read)];
    }

    static Result Read(JsonElement result) => new(
        result.GetProperty("check").GetString()!,
        result.TryGetProperty("account", out var account) ? account.GetString() : null,
        result.GetProperty("outcome").GetString()!,
        result.GetProperty("message").GetString()!);
}
