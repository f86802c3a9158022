using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Audit;

namespace GovCloud.Cli.Tests.Audit;

/// <summary><c>gca accounts audit</c> and <c>gca audit catalogue</c>.</summary>
public sealed class AccountsAuditCommandTests : IDisposable
{
    const string Account = "131229000101";

    readonly string folder = Directory.CreateTempSubdirectory("gca-audit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Faults_that_were_put_in_are_found_and_none_is_invented()
    {
        Collect();
        var (code, output, error) = await RunAsync("--format", "json");
        Assert.Equal(ExitCode.Problems, code);
        var results = JsonNode.Parse(output)!["results"]!.AsArray().Where(result => (string?)result!["account"] == Account).ToList();
        Assert.Equal(
            ["IAM-003 root", "IAM-010 user/batch", "IAM-013 AKIASTALE", "IAM-014 AKIASTALE", "IAM-030 role/open", "IAM-030 role/vendor", "IAM-031 role/vendor"],
            results.Where(result => (string?)result!["outcome"] == "fail").Select(result => $"{result!["check"]} {((string)result["subject"]!).Split(':')[^1]}"),
            StringComparer.Ordinal);
        Assert.Contains("3 ファイル中 3 を読み取りました", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes()
    {
        Collect();
        Assert.Equal((await RunAsync("--format", "json")).Output, (await RunAsync("--format", "json")).Output);
    }

    [Theory]
    [InlineData("table", "不適合")]
    [InlineData("csv", "監査結果")]
    [InlineData("html", "<!DOCTYPE html>")]
    [InlineData("ocsf", "\"class_uid\": 2003")]
    [InlineData("asff", "\"SchemaVersion\": \"2018-10-08\"")]
    public async Task Every_format_is_written_and_what_is_unknown_is_never_a_pass(string format, string mark)
    {
        Collect();
        var (code, output, _) = await RunAsync("--format", format);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains(format == "csv" ? "判定" : mark, output, StringComparison.Ordinal);
        if (format == "ocsf")
        {
            var unknown = JsonNode.Parse(output)!.AsArray().Where(item => (string?)item!["compliance"]!["status"] == "Unknown").ToList();
            Assert.NotEmpty(unknown);
            Assert.All(unknown, item => Assert.Equal(0, (int)item!["compliance"]!["status_id"]!));
        }

        if (format == "asff")
        {
            var findings = JsonNode.Parse(output)!.AsArray();
            Assert.All(findings, finding => Assert.True(((string)finding!["Id"]!).Length <= 512 && ((string)finding["Title"]!).Length <= 256 && ((string)finding["Description"]!).Length <= 1024));
            Assert.Contains(findings, finding => (string?)finding!["Compliance"]!["Status"] == "NOT_AVAILABLE");
        }
    }

    [Fact]
    public async Task A_workbook_needs_a_file_and_is_one()
    {
        Collect();
        Assert.Equal(ExitCode.Misuse, (await RunAsync("--format", "xlsx")).Code);
        var file = Path.Combine(folder, "out.xlsx");
        Assert.Equal(ExitCode.Problems, (await RunAsync("--format", "xlsx", "--out", file)).Code);
        Assert.Equal("PK"u8.ToArray(), File.ReadAllBytes(file)[..2]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_misuse() =>
        Assert.Equal(ExitCode.Misuse, (await CommandLine.RunAsync("accounts", "audit", Path.Combine(folder, "absent"), "--estate", Estate())).Code);

    [Fact]
    public async Task Files_that_are_not_understood_are_named()
    {
        Collect();
        File.WriteAllText(Path.Combine(folder, "odd.json"), "{\"Odd\":1}");
        Assert.Contains("odd.json: 読み取れないファイルです", (await RunAsync()).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("html")]
    public async Task The_catalogue_has_every_check(string format)
    {
        var (code, output, _) = await CommandLine.RunAsync("audit", "catalogue", "--format", format);
        Assert.Equal(ExitCode.Success, code);
        Assert.All(AuditCatalogue.All, check => Assert.Contains(check.Id, output, StringComparison.Ordinal));
    }

    Task<(int Code, string Output, string Error)> RunAsync(params string[] options) => CommandLine.RunAsync(["accounts", "audit", folder, "--estate", Estate(), .. options]);

    static string Estate() => Path.Combine(CommandLine.Repository(), "estates", "katsushika");

    void Collect()
    {
        const string heading = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n";
        const string root = $"<root_account>,arn:aws:iam::{Account}:root,2024-04-01T00:00:00Z,true,2026-11-20T00:00:00Z,2024-04-01T00:00:00Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
        const string stale = $"batch,arn:aws:iam::{Account}:user/batch,2024-04-01T00:00:00Z,false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,true,2026-01-01T00:00:00Z,N/A,N/A,N/A,false,N/A,false,N/A";
        File.WriteAllText(Path.Combine(folder, "1"), heading + root + stale);
        File.WriteAllText(Path.Combine(folder, "2"), """{"AccessKeyMetadata":[{"UserName":"batch","AccessKeyId":"AKIASTALE","Status":"Active","CreateDate":"2026-01-01T00:00:00Z"}]}""");
        File.WriteAllText(Path.Combine(folder, "3"), JsonSerializer.Serialize(new
        {
            UserDetailList = Array.Empty<object>(),
            GroupDetailList = Array.Empty<object>(),
            RoleDetailList = new[] { Role("open", "*"), Role("own", Account), Role("vendor", "999999999999") },
            Policies = Array.Empty<object>(),
            IsTruncated = false,
        }));
    }

    static object Role(string name, string principal) => new
    {
        RoleName = name,
        Arn = $"arn:aws:iam::{Account}:role/{name}",
        CreateDate = "2026-01-01T00:00:00Z",
        AssumeRolePolicyDocument = new { Version = "2012-10-17", Statement = new { Effect = "Allow", Principal = new { AWS = principal }, Action = "sts:AssumeRole" } },
        RoleLastUsed = new { LastUsedDate = "2026-11-20T00:00:00Z", Region = "ap-northeast-1" },
    };
}
