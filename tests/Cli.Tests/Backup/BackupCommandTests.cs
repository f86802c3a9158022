using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Backup;

public sealed class BackupCommandTests
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    [Fact]
    public async Task The_plan_shows_every_system_with_runs_in_Japanese_time_and_where_copies_lie()
    {
        var (code, output, error) = await RunAsync("backup", "plan", Sample, "--days", "1", "--format", "json");
        using var json = JsonDocument.Parse(output);
        var residents = json.RootElement.GetProperty("systems").EnumerateArray().Single(s => s.GetProperty("system").GetString() == "residents" && s.GetProperty("environment").GetString() == "production");

        Assert.Equal((0, ""), (code, error));
        Assert.True(residents.GetProperty("rpoMet").GetBoolean() && residents.GetProperty("rtoMet").GetBoolean());
        var schedules = residents.GetProperty("schedules").EnumerateArray().ToList();
        Assert.Equal("2026-11-21T20:30:00+09:00", schedules[0].GetProperty("next")[0].GetString());
        Assert.Equal(["ap-northeast-3", "ap-northeast-3"], schedules.Select(s => s.GetProperty("copyRegion").GetString()));
        Assert.Equal([35, 52], schedules.Select(s => s.GetProperty("generations").GetInt32()));
    }

    [Fact]
    public async Task The_table_names_objectives_and_the_spreadsheet_has_a_line_for_each_schedule()
    {
        Assert.Contains("RPO", (await RunAsync("backup", "plan", Sample)).Output, StringComparison.Ordinal);
        var lines = (await RunAsync("backup", "plan", Sample, "--format", "csv")).Output;
        Assert.StartsWith("\uFEFF業務,環境,", lines, StringComparison.Ordinal);
        Assert.Contains("住民基本台帳,本番,", lines, StringComparison.Ordinal);
        Assert.Contains("住民情報(日次・週次、大阪へ複製)", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_of_the_organization_is_refused_where_the_Digital_Agency_owns_it()
    {
        var (code, output, error) = await RunAsync("backup", "policy", Sample);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("デジタル庁", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("367")]
    public async Task Days_out_of_range_are_refused(string days) => Assert.Equal(2, (await RunAsync("backup", "plan", Sample, "--days", days)).Code);

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_so() => Assert.Equal(2, (await RunAsync("backup", "plan", Path.Combine(Sample, "none"))).Code);
}
