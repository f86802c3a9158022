using System.Text;
using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Versions;

public sealed class VersionsCommandTests
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    [Fact]
    public async Task The_sample_says_what_deviates_what_is_unknown_and_which_linkages_are_touched()
    {
        var (code, output, error) = await RunAsync("versions", "check", Sample, "--deviations");

        Assert.Equal(1, code);
        Assert.Equal("26 件: 適合 19、旧い 2、先行 1、不明 4。移行が必要なもののうち計画なし・不足・遅延 1 件。\n", error);
        foreach (var expected in new[] { "3.0(要求 4.0、旧い)", "3.2(要求 3.1、先行)", "010→018(税務)", "4.0(2027-04-01から)", "2027-03-01 予定", "計画なし", "練馬区" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("健康管理", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_names_every_state_and_leaves_nothing_out_that_is_not_known()
    {
        var (_, output, _) = await RunAsync("versions", "check", Sample, "--format", "json", "--municipality", "131202");

        using var json = JsonDocument.Parse(output);
        var row = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("insurance", "unknown", JsonValueKind.Null), (row.GetProperty("system").GetString(), row.GetProperty("state").GetString(), row.GetProperty("overall").ValueKind));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("linkage").GetProperty("required").ValueKind);
    }

    [Fact]
    public async Task The_csv_opens_in_Excel_and_the_workbook_is_written_to_a_file()
    {
        var (_, output, _) = await RunAsync("versions", "check", Sample, "--format", "csv");
        Assert.StartsWith("\uFEFF団体,番号,業務,システム,全体版,判定,", output, StringComparison.Ordinal);

        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.Equal(1, (await RunAsync("versions", "check", Sample, "--format", "xlsx", "--out", file)).Code);
            Assert.Equal("PK", Encoding.ASCII.GetString((await File.ReadAllBytesAsync(file))[..2]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--format", "xlsx", "error: --format xlsx needs --out FILE.\n")]
    [InlineData("--municipality", "131000", "error: the estate has no municipality '131000'; it has 041009, 131121, 131202, 131229.\n")]
    public async Task What_cannot_be_done_is_said(string option, string value, string message)
    {
        var (code, output, error) = await RunAsync("versions", "check", Sample, option, value);

        Assert.Equal((2, "", message), (code, output, error));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_misuse() => Assert.Equal(2, (await RunAsync("versions", "check", "no/such/folder")).Code);
}
