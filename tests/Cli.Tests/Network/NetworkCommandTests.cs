using System.Text;
using System.Text.Json;
using GovCloud.Network;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

public sealed class NetworkCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("network-").FullName;

    public NetworkCommandTests()
    {
        foreach (var file in Directory.EnumerateFiles(Sample))
        {
            File.Copy(file, LocationOf(Path.GetFileName(file)));
        }
    }

    string Lock => LocationOf(AddressLockDocument.FileName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_sample_is_sound_and_its_lock_is_up_to_date()
    {
        var (code, output, error) = await RunAsync("network", "check", Sample);
        Assert.Equal("", error);
        Assert.Equal($"{Sample}: no errors. 39 VPCs, 9 pools, 6 on-premises ranges\n経路の検証は --templates cdk.out で行う。\n", output);
        Assert.Equal(0, code);
        Assert.Equal("network.lock.json は最新。\n", (await RunAsync("network", "plan", Sample)).Error);
    }

    [Fact]
    public async Task A_plan_shows_what_would_be_recorded_and_records_nothing()
    {
        await EditAsync("    - { account: \"041009000101\" }", "    - { account: \"041009000101\", application: 150 }");
        var before = await File.ReadAllTextAsync(Lock);
        var (code, output, error) = await RunAsync("network", "plan", folder);
        Assert.Contains(
            """
            サブネット追加 041009000101/main
            -   pool sendai-production, requested by vendor-resident: zones 2, application 50, data 20, endpoints 20, attached
            +   pool sendai-production, requested by vendor-resident: zones 2, application 150, data 20, endpoints 20, attached
            +     10.98.2.128/25 application zone 1
            +     10.98.3.0/25 application zone 2

            """,
            output,
            StringComparison.Ordinal);
        Assert.Equal("network.lock.json に 1 件の変更がある。--write で記録する。\n", error);
        Assert.Equal(before, await File.ReadAllTextAsync(Lock));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Writing_records_the_plan_once_and_leaves_nothing_beside_it()
    {
        File.Delete(Lock);
        var (code, _, error) = await RunAsync("network", "plan", folder, "--write", "--language", "en");
        Assert.Equal((0, "Recorded 39 changes in network.lock.json.\n"), (code, error));
        var written = await File.ReadAllTextAsync(Lock);
        Assert.Equal("network.lock.json is up to date.\n", (await RunAsync("network", "plan", folder, "--write", "--language", "en")).Error);
        Assert.Equal(written, await File.ReadAllTextAsync(Lock));
        Assert.False(File.Exists(Lock + ".tmp"));
    }

    [Fact]
    public async Task With_an_error_nothing_is_written_and_the_place_is_named()
    {
        await EditAsync("    - { account: \"041009000101\" }", "    - { account: \"041009000101\", application: 10 }");
        var before = await File.ReadAllTextAsync(Lock);
        var (code, _, error) = await RunAsync("network", "plan", folder, "--write");
        Assert.Contains("/network.yaml:66:7: error NET013: 041009000101/main の要求が割当時より小さい", error, StringComparison.Ordinal);
        Assert.EndsWith("1 error, 0 warnings\n誤りがあるため、何も記録していない。\n", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Lock));
        Assert.Equal(1, code);
        Assert.Equal(1, (await RunAsync("network", "check", folder)).Code);
    }

    [Fact]
    public async Task A_lock_that_somebody_else_is_writing_is_left_alone()
    {
        await EditAsync("    - { account: \"041009000101\" }", "    - { account: \"041009000101\", application: 150 }");
        var before = await File.ReadAllTextAsync(Lock);
        await using (new FileStream(Lock + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var (code, _, error) = await RunAsync("network", "plan", folder, "--write");
            Assert.StartsWith("error: network.lock.json was not written (", error, StringComparison.Ordinal);
            Assert.Equal(1, code);
        }

        Assert.Equal(before, await File.ReadAllTextAsync(Lock));
    }

    [Fact]
    public void A_lock_that_has_changed_since_it_was_read_is_not_overwritten()
    {
        using var error = new StringWriter();
        var file = GovCloud.Cli.Network.LockFile.Read(folder, error)!;
        File.AppendAllText(Lock, "\n");
        Assert.Equal("the file has changed since it was read; plan again", Assert.Throws<IOException>(() => file.Replace(AddressLock.Empty)).Message);
        Assert.False(File.Exists(Lock + ".tmp"));
    }

    [Fact]
    public async Task A_lock_that_cannot_be_read_is_reported_with_its_place()
    {
        await File.WriteAllTextAsync(Lock, "{\n  \"version\": 1,\n<<<<<<< HEAD\n");
        var (code, output, error) = await RunAsync("network", "plan", folder, "--write");
        Assert.StartsWith($"{Lock}:3:1: error NET015: ", error, StringComparison.Ordinal);
        Assert.Equal(("", 1), (output, code));
    }

    [Fact]
    public async Task A_change_by_hand_is_an_error_and_a_plan_that_is_not_recorded_a_warning()
    {
        await File.WriteAllTextAsync(Lock, (await File.ReadAllTextAsync(Lock)).Replace("10.98.0.0/25 app", "10.98.3.0/25 app", StringComparison.Ordinal));
        var (code, _, error) = await RunAsync("network", "check", folder);
        Assert.Contains("error NET015: 041009000101/main の割当記録が手で変更されている", error, StringComparison.Ordinal);
        Assert.Equal(1, code);

        File.Delete(Lock);
        (code, _, error) = await RunAsync("network", "check", folder, "--language", "en");
        Assert.Equal($"{Lock}:1:1: warning NET018: 39 changes are not in the lock; run gca network plan --write and commit network.lock.json\n0 errors, 1 warning\n", error);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_csv_opens_in_Excel_with_a_line_for_each_subnet()
    {
        var (_, output, _) = await RunAsync("network", "plan", Sample, "--format", "csv");
        Assert.Equal(0xfeff, output[0]);
        var lines = output.Split("\r\n");
        Assert.Equal("アカウント,アカウント名,団体,業務,VPC,VPCのCIDR,割当日,プール,要求元,AZ,サブネット種別,サブネット,利用可能,要求,余り", lines[0][1..]);
        Assert.Equal("\"=\"\"041009000101\"\"\",sendai-residents-production,仙台市,住民基本台帳,main,10.98.0.0/22,2026-11-21,sendai-production,vendor-resident,1,アプリケーション,10.98.0.0/25,123,50,73", lines[1]);
        var recorded = AddressLockDocument.Read(await File.ReadAllTextAsync(Path.Combine(Sample, AddressLockDocument.FileName)));
        Assert.Equal(recorded.Allocations.Sum(a => a.Subnets.Count()) + 2, lines.Length);
    }

    [Fact]
    public async Task The_json_has_everything_the_tables_have()
    {
        var (_, output, _) = await RunAsync("network", "plan", Sample, "--format", "json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(39, json.RootElement.GetProperty("vpcs").GetArrayLength());
        var subnet = json.RootElement.GetProperty("vpcs")[0].GetProperty("subnets")[0];
        Assert.Equal("""{"kind":"application","zone":1,"cidr":"10.98.0.0/25","usable":123,"hosts":50,"left":73}""", JsonSerializer.Serialize(subnet));
        var pool = json.RootElement.GetProperty("pools")[0];
        Assert.Equal(("common", "10.110.16.0/20"), (pool.GetProperty("id").GetString(), pool.GetProperty("largestFree").GetString()));
        Assert.Equal(["041009", "131121", "131202", "131229"], json.RootElement.GetProperty("directConnect").EnumerateArray().Select(d => d.GetProperty("municipality").GetString()));
    }

    [Fact]
    public async Task Tables_show_plan_pools_and_prefix_budget_in_Japanese()
    {
        var (_, output, _) = await RunAsync("network", "plan", Sample);
        foreach (var expected in new[] { "アドレス割当", "131229002401", "葛飾区、練馬区", "プールの残り", "最大の空き", "Direct Connect のプレフィックス", "10.100.0.0/18" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("check")]
    public async Task A_folder_that_is_not_there_is_misuse(string command) => Assert.Equal(2, (await RunAsync("network", command, "no/such/folder")).Code);

    async Task EditAsync(string old, string replacement)
    {
        var file = LocationOf("network.yaml");
        var text = await File.ReadAllTextAsync(file, Encoding.UTF8);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    string LocationOf(string name) => Path.Combine(folder, name);
}
