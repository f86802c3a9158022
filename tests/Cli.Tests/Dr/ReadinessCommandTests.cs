using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Dr;

/// <summary>The recovery region's stacks against those that a drill rehearsed.</summary>
public sealed class ReadinessCommandTests : IDisposable
{
    const string Id = "20261121-residents-region-lost";

    static readonly string Estate = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("readiness").FullName;

    string Drills => Path.Combine(folder, "drills");

    string Out => Path.Combine(folder, "cdk.out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_recorded_in_a_drill_is_compared_with_what_is_synthesised_now()
    {
        await DrillAsync();
        Synthesise("one");
        var (unrecorded, unknown) = await JudgeAsync();
        Assert.Equal(1, unrecorded);
        Assert.Contains("訓練のときのスタックの記録がない", unknown, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("dr", "readiness", Out, "--estate", Estate, "--drills", Drills, "--record", Id)).Code);
        Assert.DoesNotContain("BKP-055", (await JudgeAsync()).Output, StringComparison.Ordinal);

        Synthesise("two");
        Assert.Contains("1リソースが変わりました: ~Vault(AWS::Backup::BackupVault)", (await JudgeAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_synthesised_is_unknown_and_cannot_be_recorded()
    {
        await DrillAsync();
        Assert.Contains("合成した結果がない", (await JudgeAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("dr", "readiness", Out, "--estate", Estate, "--drills", Drills, "--record", Id)).Code);

        Synthesise("one", "ap-northeast-1");
        Assert.Contains("ap-northeast-3 のスタックが合成されていない", (await JudgeAsync()).Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Out, "manifest.json"), "{\"artifacts\":");
        Assert.Contains("合成した結果を読み取れない", (await JudgeAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Availability_without_the_whole_table_is_unknown_and_with_it_is_judged()
    {
        var table = Path.Combine(folder, "incidents.json");
        await File.WriteAllTextAsync(table, """{"Items":[],"Count":0}""");
        var (_, output, _) = await RunAsync("dr", "availability", table, "--estate", Estate, "--month", "2026-10", "--at", "2026-11-02T09:00+09:00", "--all");
        Assert.Contains("停止 0分", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(table, """{"Items":[],"LastEvaluatedKey":{"pk":{"S":"FP#1"}}}""");
        var (code, partial, _) = await RunAsync("dr", "availability", table, "--estate", Estate, "--month", "2026-10", "--at", "2026-11-02T09:00+09:00");
        Assert.Equal(1, code);
        Assert.Contains("続きのページが収集されていない", partial, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync("dr", "availability", table, "--estate", Estate, "--month", "October")).Code);
    }

    [Fact]
    public async Task The_phases_of_finished_drills_stand_against_the_objective()
    {
        await DrillAsync();
        var (code, output, _) = await RunAsync("dr", "drill", "times", "--drills", Drills);
        Assert.Equal(0, code);
        Assert.Contains("基盤の構築", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("dr", "drill", "times", "--drills", Directory.CreateDirectory(Path.Combine(folder, "none")).FullName)).Code);
    }

    void Synthesise(string name, string region = "ap-northeast-3")
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "manifest.json"), JsonSerializer.Serialize(new
        {
            artifacts = new Dictionary<string, object>
            {
                ["GovCloud-BackupRecovery"] = new { type = "aws:cloudformation:stack", environment = $"aws://unknown-account/{region}", properties = new { templateFile = "r.json" } },
            },
        }));
        File.WriteAllText(
            Path.Combine(Out, "r.json"), JsonSerializer.Serialize(new { Resources = new { Vault = new { Type = "AWS::Backup::BackupVault", Properties = new { BackupVaultName = name } } } }));
    }

    async Task DrillAsync()
    {
        await RunAsync("dr", "drill", "plan", "--system", "residents", "--scenario", "RegionLost", "--on", "2026-11-21", "--drills", Drills, "--estate", Estate);
        await RunAsync("dr", "drill", "start", Id, "--drills", Drills, "--at", "2026-11-21T09:00+09:00");
        for (var step = 1; step <= 7; step++)
        {
            await RunAsync("dr", "drill", "record", Id, "--drills", Drills, "--step", $"{step}", "--at", $"2026-11-21T1{step}:00+09:00");
        }
    }

    async Task<(int Code, string Output)> JudgeAsync()
    {
        var (code, output, _) = await RunAsync("dr", "readiness", Out, "--estate", Estate, "--drills", Drills, "--at", "2026-11-22T09:00+09:00");
        return (code, output);
    }
}
