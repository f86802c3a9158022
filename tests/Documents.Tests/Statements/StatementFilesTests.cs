using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using GovCloud.Cost;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;
using GovCloud.Estates;

namespace GovCloud.Documents.Tests.Statements;

public sealed class StatementFilesTests
{
    static readonly StatementRecord Record = SampleMonth.Of(5);
    static readonly ImmutableArray<StatementFile> Files = StatementFiles.Render(Record);

    static StatementFile File(string ending) => Assert.Single(Files, f => f.Name.EndsWith(ending, StringComparison.Ordinal));

    static string Text(StatementFile file) => Encoding.UTF8.GetString(file.Content.Span);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public void Workbooks_are_valid_and_their_formulas_give_the_values_beside_them(int bodies)
    {
        var files = StatementFiles.Render(SampleMonth.Of(bodies));
        foreach (var file in files.Where(f => f.Name.EndsWith(".xlsx", StringComparison.Ordinal)).Take(6))
        {
            Valid(file);
            Assert.InRange(Recalculated(file), 30, int.MaxValue);
        }
    }

    [Fact]
    public void An_invoice_in_yen_and_negative_columns_also_recalculate()
    {
        var record = SampleMonth.Of(3, invoice: 987_654);
        Assert.Equal(987_654, record.Bodies.Sum(b => record.Split.YenOf(b.Municipality)));
        Assert.Contains(record.Split.Columns, c => c.Yen < 0);
        foreach (var file in StatementFiles.Render(record).Where(f => f.Name.EndsWith(".xlsx", StringComparison.Ordinal)))
        {
            Valid(file);
            Recalculated(file);
        }
    }

    [Fact]
    public void Every_document_of_a_body_says_what_the_record_says()
    {
        foreach (var body in Record.Bodies)
        {
            var yen = Record.Split.YenOf(body.Municipality);
            var path = $"_{body.Municipality}";
            var sheets = Sheets.Read(File(path + ".xlsx").Content);
            Assert.Equal(yen, sheets.NumberBeside("費用区分別", "A", "合計", "F"));
            Assert.Equal(yen, sheets.Number("表紙・合計", "B11"));
            Assert.Equal(yen + Record.Corrections.Where(c => c.Municipality == body.Municipality).Sum(c => c.Difference), sheets.Number("表紙・合計", "B13"));
            var rows = Csv.Read(Text(File(path + ".csv")));
            Assert.Equal(yen, rows.Where(r => r["種別"] == "当月分").Sum(r => long.Parse(r["団体の額(円)"], CultureInfo.InvariantCulture)));
            var shown = yen.ToString("#,##0", CultureInfo.InvariantCulture) + " 円";
            Assert.Contains(yen < 0 ? "▲" + shown[1..] : shown, Text(File(path + ".html")), StringComparison.Ordinal);
            Assert.Contains(yen < 0 ? "▲" + shown[1..] : shown, PdfText.Read(File(path + ".pdf").Content.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_vendors_documents_hold_all_bodies_and_make_the_total()
    {
        var sheets = Sheets.Read(File("vendor/按分計算書_2026-05.xlsx").Content);
        Assert.Equal(Record.Split.Yen, sheets.NumberBeside("団体別", "A", "合計", "C"));
        Assert.Equal(Record.Split.Yen, sheets.NumberBeside("費用区分別", "A", "合計", "E"));
        var rows = Csv.Read(Text(File("vendor/按分計算書_2026-05.csv")));
        Assert.Equal(Record.Split.Yen, rows.Where(r => r["種別"] == "当月分").Sum(r => long.Parse(r["団体の額(円)"], CultureInfo.InvariantCulture)));
        Assert.Equal(Record.Corrections.Sum(c => c.Difference), rows.Where(r => r["種別"] == "訂正").Sum(r => long.Parse(r["団体の額(円)"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_is_another_bodys_alone_does_not_stand_in_a_bodys_documents()
    {
        var other = Record.Bodies[4];
        foreach (var file in Files.Where(f => f.Name.StartsWith($"{other.Municipality}_", StringComparison.Ordinal) && !f.Name.EndsWith(".pdf", StringComparison.Ordinal)))
        {
            var text = file.Name.EndsWith(".xlsx", StringComparison.Ordinal)
                ? string.Join('\n', Sheets.Read(file.Content).Cells.Values.Select(c => c.Text))
                : Text(file);
            Assert.DoesNotContain("555555555555", text, StringComparison.Ordinal);
            Assert.DoesNotContain("業務システム(直課)", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Allocated_rows_of_FOCUS_make_the_bill_to_the_last_digit_and_their_ratios_make_one()
    {
        var rows = Csv.Read(Text(File("focus/allocated.csv")));
        var billed = rows.Aggregate(ExactAmount.Zero, (sum, r) => sum + ExactAmount.Parse(r["BilledCost"]));
        Assert.Equal(Record.Inputs[0].Billed, billed);
        foreach (var origin in rows.GroupBy(r => r["x_OriginId"]))
        {
            Assert.Equal(ExactAmount.Parse(origin.First()["x_OriginBilledCost"]), origin.Aggregate(ExactAmount.Zero, (sum, r) => sum + ExactAmount.Parse(r["BilledCost"])));
            var ratios = origin.Select(r => System.Text.Json.JsonDocument.Parse(r["AllocatedMethodDetails"]).RootElement.GetProperty("Elements")[0].GetProperty("AllocatedRatio").GetDecimal()).ToList();
            Assert.Equal(1, ratios.Sum());
            Assert.All(ratios, r => Assert.InRange(r, 0, 1));
        }

        // What each body bears, with what was passed on between pools, within the digits that splitting again cuts.
        foreach (var body in Record.Bodies)
        {
            var allocated = rows.Where(r => r["AllocatedResourceId"] == body.Municipality.ToString()).Aggregate(ExactAmount.Zero, (sum, r) => sum + ExactAmount.Parse(r["BilledCost"]));
            var bears = Record.Split.Columns.SelectMany(c => c.Shares.Where(s => s.Municipality == body.Municipality)).Aggregate(ExactAmount.Zero, (sum, s) => sum + s.Amount);
            Assert.InRange((allocated - bears).ToDecimal(), -1e-20m, 1e-20m);
        }
    }

    [Fact]
    public void Equal_records_give_equal_bytes_and_the_digests_are_theirs()
    {
        var again = StatementFiles.Render(StatementRecords.Read(Files[0].Content.Span));
        Assert.Equal(Files.Select(f => f.Name), again.Select(f => f.Name));
        Assert.All(Files.Zip(again), pair => Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span), pair.First.Name));
        var sums = Text(Files[^1]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Files.SkipLast(1).Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Content.Span))}  {f.Name}"), sums);
    }

    [Fact]
    public void A_name_that_looks_like_a_formula_stays_text_and_a_sample_carries_its_mark()
    {
        var rows = Csv.Read(Text(File("vendor/按分計算書_2026-05.csv")));
        Assert.Contains(rows, r => r["団体名"].StartsWith("'=HYPERLINK", StringComparison.Ordinal));
        Assert.Contains(rows, r => r["団体の額(円)"].StartsWith('-'));
        Assert.All(Files.Where(f => f.Name.EndsWith(".html", StringComparison.Ordinal)), f => Assert.Contains("例(見本)", Text(f), StringComparison.Ordinal));
        Assert.All(Files.Where(f => f.Name.EndsWith(".pdf", StringComparison.Ordinal)), f => Assert.Contains("例(見本)", PdfText.Read(f.Content.Span), StringComparison.Ordinal));
        Assert.DoesNotContain(Files, f => f.Name.EndsWith(".html", StringComparison.Ordinal) && Text(f).Contains("http:", StringComparison.Ordinal) && !Text(f).Contains("HYPERLINK", StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_that_bears_nothing_gets_a_statement_of_zero()
    {
        var record = SampleMonth.Of(3, estate => estate with
        {
            Cost = estate.Cost with { Pools = [estate.Cost.Pools[^1] with { Split = [new CostSplit { Method = SplitMethod.Driver, Driver = "traffic" }] }], Participations = [] },
        });
        var third = record.Bodies[2];
        Assert.Equal(0, record.Split.YenOf(third.Municipality));
        var files = StatementFiles.Render(record);
        Assert.Equal(0, Sheets.Read(files.First(f => f.Name.EndsWith($"_{third.Municipality}.xlsx", StringComparison.Ordinal)).Content).Number("表紙・合計", "B13"));
    }

    static void Valid(StatementFile file)
    {
        using var stream = new MemoryStream(file.Content.ToArray());
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(e => $"{file.Name} {e.Part?.Uri} {e.Path?.XPath}: {e.Description}").Take(5));
    }

    static int Recalculated(StatementFile file)
    {
        var sheets = Sheets.Read(file.Content);
        var evaluator = new FormulaEvaluator(sheets);
        var formulas = sheets.Cells.Where(c => c.Value.Formula is not null).ToList();
        Assert.All(formulas, cell => Near(cell.Value.Number!.Value, evaluator.Evaluate(cell.Key.Sheet, cell.Key.Cell), $"{file.Name} {cell.Key} ={cell.Value.Formula}"));
        return formulas.Count;
    }

    /// <summary>Amounts are shown with six decimals; yen are whole.</summary>
    static void Near(double written, double calculated, string place) =>
        Assert.True(Math.Abs(written - calculated) <= Math.Max(2e-6, Math.Abs(written) * 1e-11), $"{place}: {written} is written, {calculated} comes out");
}
