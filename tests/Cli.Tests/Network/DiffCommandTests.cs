using System.Text;
using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

/// <summary>gca diff: the sample estate against an edited copy of it.</summary>
public sealed class DiffCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("diff-").FullName;

    public DiffCommandTests()
    {
        foreach (var file in Directory.EnumerateFiles(Sample))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_estate_does_not_differ_from_itself() => Assert.Equal((0, "変更はありません。\n", ""), await RunAsync("diff", Sample, Sample));

    [Fact]
    public async Task Traffic_that_becomes_possible_is_explained_and_is_no_error()
    {
        await EditAsync("ports: [tcp/22], purpose: 住民記録のリモート保守", "ports: [tcp/22, tcp/3389], purpose: 住民記録のリモート保守");
        var (code, output, error) = await RunAsync("diff", Sample, folder);
        Assert.Equal(
            """
            ■ 通信の可否
              追加  リモート保守から4の宛先へ tcp/3389 が通るようになる(4組、通信要件 maintenance-residents)
                    仙台市の住民基本台帳(本番)
                    仙台市の住民基本台帳(検証)
                    葛飾区の住民基本台帳(本番)
                    葛飾区の住民基本台帳(検証)
            ■ ネットワークの記述
              変更  通信要件 maintenance-residents を変更する
                    ports: [tcp/22] → [tcp/22, tcp/3389]
            変更 2 件(追加 1、変更 1)。許可のない置換・中断: 0 件

            """,
            output);
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public async Task An_interruption_is_an_error_until_it_is_allowed_by_name()
    {
        await EditAsync("vlan: 102", "vlan: 112");
        var (code, output, error) = await RunAsync("diff", Sample, folder, "--format", "markdown");
        Assert.Contains("| 変更 | 回線 専用線(例)(setagaya-line) を変更する<br>vlan: 102 → 112 | 要許可・中断<br>`line:setagaya-line` |", output, StringComparison.Ordinal);
        Assert.Contains("error: line:setagaya-line: 置換または中断が 1 件ある。", error, StringComparison.Ordinal);
        Assert.Equal(1, code);

        await EditAsync("  centralEndpoints:", "  allowedReplacements: [{ subject: \"line:setagaya-line\", reason: 回線事業者の変更, until: 2026-12-31 }]\n  centralEndpoints:");
        (code, output, error) = await RunAsync("diff", Sample, folder, "--format", "json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, json.RootElement.GetProperty("errors").GetInt32());
        var change = Assert.Single(json.RootElement.GetProperty("changes").EnumerateArray(), c => c.GetProperty("subject").GetString() == "line:setagaya-line");
        Assert.Equal(("changed", true, "回線事業者の変更"), (change.GetProperty("kind").GetString(), change.GetProperty("interrupts").GetBoolean(), change.GetProperty("allowed").GetProperty("reason").GetString()));
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public async Task An_estate_whose_permission_has_expired_is_judged_on_the_day_on_which_it_was_good()
    {
        await EditAsync("  centralEndpoints:", "  allowedReplacements: [{ subject: zones, reason: 移設, until: 2026-11-20 }]\n  centralEndpoints:");
        Assert.Equal(1, (await RunAsync("diff", folder, Sample)).Code);
        var (code, output, _) = await RunAsync("diff", folder, Sample, "--old-on", "2026-11-20", "--language", "en");
        Assert.Equal(0, code);
        Assert.Contains("removed  allowed replacement zones is removed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_no_day_is_misuse()
    {
        Assert.Equal(2, (await RunAsync("diff", Sample, "no/such/folder")).Code);
        Assert.Equal(2, (await RunAsync("diff", Sample, Sample, "--old-on", "yesterday")).Code);
    }

    async Task EditAsync(string old, string replacement)
    {
        var file = Path.Combine(folder, "network.yaml");
        var text = await File.ReadAllTextAsync(file, Encoding.UTF8);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
