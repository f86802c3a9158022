using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

/// <summary>gca network flows, connection, and the workbook of a plan, on the sample estate.</summary>
public sealed class NetworkDocumentTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("documents-").FullName;

    string Workbook => Path.Combine(folder, "document.xlsx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("plan", "割当一覧 VPC,サブネット一覧,プール残量,変更")]
    [InlineData("flows", "通信整理表,通信要件")]
    [InlineData("connection", "接続一覧,katsushika-line,setagaya-line,nerima-line,sendai-line")]
    public async Task A_workbook_is_valid_printed_on_one_page_width_and_marked_as_a_sample(string command, string sheets)
    {
        var (code, output, _) = await RunAsync("network", command, Sample, "--format", "xlsx", "-o", Workbook);
        Assert.Equal((0, ""), (code, output));
        Assert.Equal([Workbook], Directory.EnumerateFiles(folder));
        using var document = SpreadsheetDocument.Open(Workbook, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        Assert.Equal(sheets, string.Join(',', document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name!.Value)));
        Assert.All(document.WorkbookPart.WorksheetParts, part =>
        {
            Assert.StartsWith("【例】", part.Worksheet.Descendants<Cell>().First().InlineString!.InnerText, StringComparison.Ordinal);
            var page = part.Worksheet.Descendants<PageSetup>().Single();
            Assert.Equal((OrientationValues.Landscape, 0u), (page.Orientation!.Value, page.FitToHeight!.Value));
            Assert.Contains(page.PaperSize!.Value, new uint[] { 8, 9 });
        });
    }

    [Fact]
    public async Task A_workbook_needs_a_file()
    {
        foreach (var command in new[] { "plan", "flows", "connection" })
        {
            var (code, _, error) = await RunAsync("network", command, Sample, "--format", "xlsx");
            Assert.Equal((2, "error: a workbook is no text; name its file with --out FILE.\n"), (code, error));
        }
    }

    [Fact]
    public async Task The_matrix_has_a_row_for_each_pair_with_its_bodies_ranges_ports_and_rule()
    {
        var (code, output, error) = await RunAsync("network", "flows", Sample, "--format", "csv");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            "\ufeff項番,送信元団体,送信元システム,送信元環境,送信元ネットワーク,送信元CIDR,宛先団体,宛先システム,宛先環境,宛先ネットワーク,宛先CIDR,プロトコル・ポート,用途,方向,根拠(通信要件),備考",
            output.Split("\r\n")[0]);
        Assert.Contains(
            "葛飾区,庁内(本庁舎・出張所),—,katsushika-office,\"10.16.0.0/16\n10.17.0.0/18\",葛飾区、練馬区,国民健康保険,本番,131229002401/main,",
            output,
            StringComparison.Ordinal);
        Assert.Contains("インターネット(許可ドメイン),—,internet,—,TCP 443,更新プログラムの取得,クラウド→インターネット,residents-updates,許可ドメイン: .ubuntu.com hooks.slack.com", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_for_programs_has_the_pairs_that_its_rules_count()
    {
        var (_, output, _) = await RunAsync("network", "flows", Sample, "--format", "json");
        using var json = JsonDocument.Parse(output);
        var pairs = json.RootElement.GetProperty("pairs").EnumerateArray().CountBy(p => p.GetProperty("flow").GetString()!).ToDictionary();
        Assert.All(json.RootElement.GetProperty("rules").EnumerateArray(), rule => Assert.Equal(pairs[rule.GetProperty("id").GetString()!], rule.GetProperty("pairs").GetInt32()));
        Assert.DoesNotContain(json.RootElement.GetProperty("pairs").EnumerateArray(), p => p.GetProperty("from").GetProperty("id").GetString() == "setagaya-office" && p.GetProperty("to").GetProperty("id").GetString() == "041009000101/main");
    }

    [Fact]
    public async Task A_connection_sheet_has_what_both_routers_need_and_the_prefix_budget()
    {
        var (code, output, _) = await RunAsync("network", "connection", Sample, "--line", "sendai-line");
        Assert.Equal(0, code);
        foreach (var expected in new[] { "仙台市(041009)", "169.254.100.13/30", "169.254.100.14/30", "65004", "8500", "/ 200(", "2 / 100(2 %)", "10.64.0.0/15", "city.sendai.example.jp", "別の安全な手段で受け渡す" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("katsushika-line", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_sheet_never_announces_the_pools_of_another_body()
    {
        var (_, output, _) = await RunAsync("network", "connection", Sample, "--line", "sendai-line", "--format", "json");
        using var json = JsonDocument.Parse(output);
        var outbound = json.RootElement.GetProperty("lines")[0].GetProperty("outbound").GetProperty("prefixes").EnumerateArray().Select(p => p.GetString());
        Assert.Equal(["10.98.0.0/19", "10.98.32.0/20", "10.100.0.0/18", "10.100.64.0/19", "10.110.0.0/19"], outbound);
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_misuse_and_the_others_are_named()
    {
        var (code, _, error) = await RunAsync("network", "connection", Sample, "--line", "x");
        Assert.Equal((2, "error: the estate has no line 'x'; it has katsushika-line, setagaya-line, nerima-line, sendai-line.\n"), (code, error));
    }

    [Fact]
    public async Task Documents_are_also_in_English()
    {
        Assert.Contains("on-premises to cloud", (await RunAsync("network", "flows", Sample, "--format", "csv", "--language", "en")).Output, StringComparison.Ordinal);
        Assert.Contains("The lower address", (await RunAsync("network", "connection", Sample, "--language", "en")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said()
    {
        var (code, _, error) = await RunAsync("network", "flows", Sample, "--format", "xlsx", "-o", Path.Combine(folder, "no", "file.xlsx"));
        Assert.Equal(1, code);
        Assert.Contains("was not written", error, StringComparison.Ordinal);
    }
}
