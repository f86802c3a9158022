using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Dr;

public sealed class DrillCommandTests : IDisposable
{
    const string Id = "20261120-residents-region-lost";

    static readonly string Estate = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("drills").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_drill_is_planned_started_recorded_and_reported_with_its_actual_times()
    {
        Assert.Equal(0, (await PlanAsync()).Code);
        Assert.Equal(1, (await PlanAsync()).Code);
        Assert.Equal(1, (await RecordAsync("--step", "1")).Code);
        Assert.Equal(0, (await RunAsync("dr", "drill", "start", Id, "--at", "2026-11-20T10:00+09:00", "--drills", folder)).Code);
        for (var step = 1; step <= 7; step++)
        {
            Assert.Equal(0, (await RecordAsync("--step", $"{step}", "--at", $"2026-11-20T{10 + step}:00+09:00")).Code);
        }

        Assert.Equal(1, (await RecordAsync("--step", "7", "--at", "2026-11-20T19:00+09:00")).Code);
        Assert.Equal(0, (await RecordAsync("--recovered-to", "2026-11-19T20:31+09:00", "--finding", "手順書の版が古い")).Code);

        var (code, report, _) = await ReportAsync();
        Assert.Equal(0, code);
        Assert.Contains("| RTO | 目標 12時間、実績 7.0時間: 達成 |", report, StringComparison.Ordinal);
        Assert.Contains("失われた業務終了時点 0営業日分: 達成", report, StringComparison.Ordinal);
        Assert.Contains("手順書の版が古い(未解決)", report, StringComparison.Ordinal);
        Assert.Contains("| 3 | 基盤の構築(スタックのデプロイ) | 2026年11月20日 12:00 | 2026年11月20日 13:00 | 60 | 完了 |", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_finished_is_not_met()
    {
        await PlanAsync();
        await RunAsync("dr", "drill", "start", Id, "--at", "2026-11-20T10:00+09:00", "--drills", folder);
        await RecordAsync("--step", "1", "--at", "2026-11-20T11:00+09:00", "--failed");
        var (code, report, _) = await ReportAsync();
        Assert.Equal(1, code);
        Assert.Contains("実績 未完了: 判定できない", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html", 0)]
    [InlineData("xlsx", 2)] // needs a file
    public async Task The_report_comes_in_the_formats_that_people_read(string format, int expected)
    {
        await PlanAsync();
        var (code, _, _) = await RunAsync("dr", "drill", "report", Id, "--drills", folder, "--estate", Estate, "--format", format);
        Assert.Equal(expected, code == 1 ? 0 : code);
    }

    [Fact]
    public async Task A_record_that_is_not_there_or_unreadable_is_said_so()
    {
        Assert.Equal(2, (await RunAsync("dr", "drill", "start", "none", "--drills", folder)).Code);
        await File.WriteAllTextAsync(Path.Combine(folder, "odd.json"), """{"id":"odd","surprise":1}""");
        Assert.Equal(2, (await RunAsync("dr", "drill", "start", "odd", "--drills", folder)).Code);
    }

    Task<(int Code, string Output, string Error)> PlanAsync() =>
        RunAsync("dr", "drill", "plan", "--system", "residents", "--scenario", "RegionLost", "--on", "2026-11-20", "--drills", folder, "--estate", Estate, "--participant", "運用管理補助者");

    Task<(int Code, string Output, string Error)> RecordAsync(params string[] more) => RunAsync(["dr", "drill", "record", Id, .. more, "--drills", folder]);

    Task<(int Code, string Output, string Error)> ReportAsync() => RunAsync("dr", "drill", "report", Id, "--drills", folder, "--estate", Estate);
}
