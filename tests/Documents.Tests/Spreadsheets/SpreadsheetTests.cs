using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Tests.Spreadsheets;

public sealed class SpreadsheetTests
{
    static readonly SpreadsheetSheet Sample = new()
    {
        Name = "アカウント's 一覧",
        Preamble = ["題名 例(非公式)", "出典"],
        Headings = ["項番", "ID", "備考"],
        Rows = [["1", "012345678901", "髙﨑①㈱ <&> \"引用\"\n2 行目"], ["2", "", "=1+1"]],
    };

    [Fact]
    public void A_workbook_is_valid_and_holds_every_cell_as_text()
    {
        using var stream = Write(Sample, Sample with { Name = "2" });
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Equal(["アカウント's 一覧", "2"], document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        var sheet = document.WorkbookPart.WorksheetParts.First().Worksheet;
        Assert.Equal(
            ["A1=題名 例(非公式)", "A2=出典", "A3=項番", "B3=ID", "C3=備考", "A4=1", "B4=012345678901", "C4=髙﨑①㈱ <&> \"引用\"\n2 行目", "A5=2", "B5=", "C5==1+1"],
            sheet.Descendants<Cell>().Select(cell => $"{cell.CellReference}={cell.InlineString!.InnerText}"));
        Assert.All(sheet.Descendants<Cell>(), cell => Assert.Equal((CellValues.InlineString, (CellFormula?)null), (cell.DataType!.Value, cell.CellFormula)));
        Assert.Equal("A3:C5", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.Equal((3, "A4"), (sheet.Descendants<Pane>().Single().VerticalSplit!.Value, sheet.Descendants<Pane>().Single().TopLeftCell!.Value));
    }

    [Fact]
    public void Columns_stay_in_sight_and_wide_tables_are_printed_on_A3()
    {
        using var stream = Write(Sample with { FrozenColumns = 2, Paper = SheetPaper.A3 });
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document));
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((2, 3, "C4", PaneValues.BottomRight), (pane.HorizontalSplit!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value, pane.ActivePane!.Value));
        Assert.Equal(8u, sheet.Descendants<PageSetup>().Single().PaperSize!.Value);
        Assert.Throws<ArgumentException>(() => Write(Sample with { FrozenColumns = 3 }));
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_are_replaced_and_the_workbook_stays_valid()
    {
        using var stream = Write(Sample with { Rows = [["\u0001", "a\ud800b", "𠮷\uffff"]] });
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);

        Assert.Equal(["\ufffd", "a\ufffdb", "𠮷\ufffd"], document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().TakeLast(3).Select(cell => cell.InlineString!.InnerText));
    }

    [Fact]
    public void Columns_after_Z_have_two_letters()
    {
        var wide = Sample with { Headings = [.. Enumerable.Range(0, 703).Select(column => $"{column}")], Rows = [] };
        using var stream = Write(wide);
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);

        var references = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Select(cell => cell.CellReference!.Value!).ToList();
        Assert.Contains("AA3", references);
        Assert.Contains("ZZ3", references);
        Assert.Contains("AAA3", references);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("'a")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二")]
    public void A_name_that_Excel_does_not_accept_is_refused(string name) => Assert.Throws<ArgumentException>(() => Write(Sample with { Name = name }));

    [Fact]
    public void A_row_that_does_not_fit_the_headings_is_refused() => Assert.Throws<ArgumentException>(() => Write(Sample with { Rows = [["only one"]] }));

    [Fact]
    public void Sheets_of_the_same_name_are_refused() => Assert.Throws<ArgumentException>(() => Write(Sample, Sample));

    [Fact]
    public void A_CSV_opens_in_Excel_and_runs_no_formula() => Assert.Equal(
        "\uFEFF項番,ID,備考\r\n1,012345678901,\"髙﨑①㈱ <&> \"\"引用\"\"\n2 行目\"\r\n2,,'=1+1\r\n", Encoding.UTF8.GetString(CsvText.Write(Sample)));

    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("-", "'-")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("-1.2.3", "'-1.2.3")]
    [InlineData("-.5", "'-.5")]
    [InlineData("+1", "'+1")]
    [InlineData("-cmd", "'-cmd")]
    public void A_negative_number_in_CSV_stays_a_number_and_everything_else_that_begins_like_a_formula_is_text(string cell, string written) => Assert.EndsWith(
        $"1,,{written}\r\n", Encoding.UTF8.GetString(CsvText.Write(Sample with { Rows = [["1", "", cell]] })), StringComparison.Ordinal);

    static MemoryStream Write(params SpreadsheetSheet[] sheets)
    {
        var stream = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [.. sheets] }, stream);
        stream.Position = 0;
        return stream;
    }
}
