using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Access;

public sealed class AccessCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("access-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_matrix_has_a_row_for_each_role_and_a_column_for_each_system()
    {
        var (code, output, error) = await RunAsync("access", "matrix", Sample, "--format", "csv");

        Assert.Equal((0, ""), (code, error));
        var lines = output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(15, lines.Length);
        Assert.EndsWith(",福祉総合,共通", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("gca-care-in-welfare", StringComparison.Ordinal) && line.Contains("運用(タグ)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("gca-welfare-shared", StringComparison.Ordinal) && line.Contains("変更+データ(タグ)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("gca-audit-external", StringComparison.Ordinal) && line.Contains("2026-10-01〜2030-03-31", StringComparison.Ordinal) && line.Contains("参照 本番", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_terminal_the_places_stand_in_one_column()
    {
        var (code, output, _) = await RunAsync("access", "matrix", Sample);

        Assert.Equal(0, code);
        foreach (var expected in new[] { "gca-operator-emergency", "緊急+データ", "すべて", "運用(限定)", "税務 本番", "2026-10-01〜2030-03-31" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Municipal_staff_have_one_role_and_it_reads_the_dedicated_account_only()
    {
        var (_, output, _) = await RunAsync("access", "matrix", Sample, "--columns", "accounts", "--organisation", "katsushika-it", "--format", "json");

        using var json = JsonDocument.Parse(output);
        var row = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("read", false, false), (row.GetProperty("level").GetString(), row.GetProperty("data").GetBoolean(), row.GetProperty("remote").GetBoolean()));
        Assert.Equal(["131229090001", "131229090002"], row.GetProperty("accounts").EnumerateArray().Select(account => account.GetString()));
    }

    [Fact]
    public async Task What_ends_soon_is_listed_and_counts()
    {
        Assert.Equal(0, (await RunAsync("access", "list", Sample, "--expiring", "30")).Code);

        var (code, output, _) = await RunAsync("access", "list", Sample, "--expiring", "1500");
        Assert.Equal(1, code);
        Assert.Contains("gca-audit-external", output, StringComparison.Ordinal);
        Assert.Contains("katsushika-childcare-production", output, StringComparison.Ordinal);
        Assert.DoesNotContain("gca-operator-operate", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_without_the_roles_of_the_estate_prove_nothing()
    {
        var (code, output, error) = await RunAsync("access", "check", Sample, "--templates", folder);

        Assert.Equal(1, code);
        Assert.StartsWith("ロール 0 件、判定 0 件、相違 ", output, StringComparison.Ordinal);
        Assert.Contains("131229002201 gca-welfare-shared: the role itself: 期待 there、実際 not there(no template has it)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_no_template_is_not_passed_over()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "GovCloud-Access-131229002201.template.json"), "{}");

        var (code, _, error) = await RunAsync("access", "check", Sample, "--templates", folder);

        Assert.Equal(2, code);
        Assert.StartsWith($"error: the templates in '{folder}' cannot be read: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "--templates", "no/such/folder")]
    [InlineData("matrix", "--organisation", "nobody")]
    [InlineData("matrix", "--format", "xlsx")]
    [InlineData("list", "--expiring", "-1")]
    public async Task What_cannot_be_done_is_said(string command, string option, string value)
    {
        var (code, output, error) = await RunAsync("access", command, Sample, option, value);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }
}
