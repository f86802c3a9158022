using System.Text;
using System.Text.Json;
using GovCloud.Audit.Evidence;

namespace GovCloud.Cli.Tests.Audit;

/// <summary><c>gca audit verify</c> on a copy of the bucket.</summary>
public sealed class AuditVerifyCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("gca-verify-").FullName;
    readonly ChainHead head;

    public AuditVerifyCommandTests()
    {
        ChainEntry? last = null;
        for (var i = 1; i <= 3; i++)
        {
            var content = Encoding.UTF8.GetBytes($"{{\"day\":{i}}}");
            Write($"backup/2026/07/0{i}/audit.json", content);
            last = ChainEntry.After(last, "backup", [new($"backup/2026/07/0{i}/audit.json", EvidenceFile.DigestOf(content), content.Length)], DateTimeOffset.UnixEpoch, new("backup-audit", "m", "e"));
            Write(ChainEntry.KeyOf("backup", i), last.Write());
        }

        Write("backup/latest.json", "{}"u8.ToArray());
        head = last!.Head;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_as_it_was_kept_is_sound_and_the_numbers_are_printed()
    {
        var (code, output, error) = await CommandLine.RunAsync("audit", "verify", folder, "--head", head.ToString(), "--format", "json");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        using var report = JsonDocument.Parse(output);
        Assert.Equal((3, 3), (report.RootElement[0].GetProperty("entries").GetInt32(), report.RootElement[0].GetProperty("files").GetInt32()));
    }

    [Fact]
    public async Task Without_a_published_end_it_says_what_it_cannot_tell()
    {
        var (code, output, error) = await CommandLine.RunAsync("audit", "verify", folder);
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("正常", output, StringComparison.Ordinal);
        Assert.Contains("末尾の削除と差し替えはわかりません", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_is_named_with_what_to_do()
    {
        Write("backup/2026/07/02/audit.json", "{\"day\":9}"u8.ToArray());
        var (code, output, error) = await CommandLine.RunAsync("audit", "verify", folder);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("異常", output, StringComparison.Ordinal);
        Assert.Contains("対象: backup/2026/07/02/audit.json", error, StringComparison.Ordinal);
        Assert.Contains("対処: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_or_a_chain_that_is_gone_is_found_by_what_was_published()
    {
        File.Delete(Path.Combine(folder, ChainEntry.KeyOf("backup", 3)));
        Assert.Equal(ExitCode.Success, (await CommandLine.RunAsync("audit", "verify", folder)).Code);
        var cut = await CommandLine.RunAsync("audit", "verify", folder, "--head", head.ToString());
        Assert.Equal(ExitCode.Problems, cut.Code);
        Assert.Contains("公表された最新の証跡は3番ですが、2番までしかありません", cut.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Problems, (await CommandLine.RunAsync("audit", "verify", folder, "--head", head.ToString().Replace("backup", "guardrails", StringComparison.Ordinal))).Code);
    }

    [Fact]
    public async Task A_key_that_leads_out_of_the_folder_is_no_file()
    {
        var outside = Directory.CreateTempSubdirectory("gca-outside-").FullName;
        var path = Path.Combine(outside, "audit.json");
        await File.WriteAllTextAsync(path, "{}");
        var entry = ChainEntry.After(null, "x", [new($"../{Path.GetFileName(outside)}/audit.json", EvidenceFile.DigestOf("{}"u8), 2)], DateTimeOffset.UnixEpoch, new("f", "m", "e"));
        Write(ChainEntry.KeyOf("x", 1), entry.Write());
        Assert.Equal(ExitCode.Problems, (await CommandLine.RunAsync("audit", "verify", folder)).Code);
        Directory.Delete(outside, recursive: true);
    }

    [Theory]
    [InlineData("no", "error: name a folder or a bucket")]
    [InlineData("head", "is not CHAIN:NUMBER:DIGEST")]
    [InlineData("empty", "there is no chain")]
    [InlineData("absent", "error: ")]
    public async Task Misuse_is_said_plainly(string what, string expected)
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        string[] arguments = what switch
        {
            "no" => [],
            "head" => [folder, "--head", "backup:1"],
            "empty" => [empty],
            _ => [Path.Combine(folder, "absent")],
        };
        var (code, _, error) = await CommandLine.RunAsync(["audit", "verify", .. arguments]);
        Assert.Equal(ExitCode.Misuse, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    void Write(string key, byte[] content)
    {
        var file = Path.Combine(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
