using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GovCloud.Cli.Tests.Audit;

/// <summary><c>gca accounts attest</c>, from opening to the closing report.</summary>
public sealed class AttestCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("gca-attest-").FullName;

    string Campaign => Path.Combine(folder, "131229-2026-11-21.json");

    string Workbook => Path.ChangeExtension(Campaign, ".xlsx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_campaign_runs_from_opening_over_answers_to_its_report()
    {
        Assert.Equal(ExitCode.Success, (await OpenAsync()).Code);
        Fill(rows => rows.Skip(1).Append(rows[0]).ToList().ForEach(row => Answer(row, "継続", "情報システム課 佐藤", "2026-11-21")));
        var (code, output, error) = await CommandLine.RunAsync("accounts", "attest", "import", Campaign, Workbook);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("未回答 0", output, StringComparison.Ordinal);
        var report = await CommandLine.RunAsync("accounts", "attest", "report", Campaign, "--estate", Estate(), "--format", "csv");
        Assert.Equal(ExitCode.Success, report.Code);
        Assert.Contains("情報システム課 佐藤", report.Output, StringComparison.Ordinal);
        Assert.Contains("取り込みました", (await CommandLine.RunAsync("accounts", "attest", "import", Campaign, Workbook)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_not_sound_are_named_and_the_others_taken()
    {
        await OpenAsync();
        Fill(rows =>
        {
            Answer(rows[0], "廃止", "佐藤", "46347");
            Answer(rows[1], "たぶん", "佐藤", "2026-11-21");
        });
        var (code, output, error) = await CommandLine.RunAsync("accounts", "attest", "import", Campaign, Workbook);
        Assert.Equal(ExitCode.Problems, code);
        Assert.StartsWith("1 件の回答を取り込みました", output, StringComparison.Ordinal);
        Assert.Contains("たぶん", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Problems, (await CommandLine.RunAsync("accounts", "attest", "report", Campaign, "--estate", Estate())).Code);
    }

    [Fact]
    public async Task A_campaign_is_never_overwritten()
    {
        await OpenAsync();
        Assert.Equal(ExitCode.Misuse, (await OpenAsync()).Code);
    }

    [Fact]
    public async Task A_file_that_is_no_workbook_is_misuse_and_leaves_the_campaign_as_it_is()
    {
        await OpenAsync();
        var before = await File.ReadAllTextAsync(Campaign);
        await File.WriteAllTextAsync(Workbook, "no workbook");
        Assert.Equal(ExitCode.Misuse, (await CommandLine.RunAsync("accounts", "attest", "import", Campaign, Workbook)).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(Campaign));
    }

    Task<(int Code, string Output, string Error)> OpenAsync() =>
        CommandLine.RunAsync("accounts", "attest", "open", "--municipality", "131229", "--due", "2026-12-11", "--out", folder, "--estate", Estate());

    static string Estate() => Path.Combine(CommandLine.Repository(), "estates", "katsushika");

    void Fill(Action<List<Row>> fill)
    {
        using var document = SpreadsheetDocument.Open(Workbook, isEditable: true);
        fill([.. document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Where(row => int.TryParse(row.Elements<Cell>().FirstOrDefault()?.InnerText, out _))]);
    }

    /// <summary>As Excel writes: the cells of a row by their references, a date as a number.</summary>
    static void Answer(Row row, params ReadOnlySpan<string> texts)
    {
        foreach (var (column, text) in new[] { "G", "H", "I" }.Zip(texts.ToArray()))
        {
            var cell = row.Elements<Cell>().SingleOrDefault(known => known.CellReference?.Value?.StartsWith(column, StringComparison.Ordinal) == true);
            cell?.Remove();
            row.Append(int.TryParse(text, out _)
                ? new Cell(new CellValue(text)) { CellReference = $"{column}{row.RowIndex}" }
                : new Cell(new InlineString(new Text(text))) { CellReference = $"{column}{row.RowIndex}", DataType = new EnumValue<CellValues>(CellValues.InlineString) });
        }
    }
}
