using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovCloud.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Documents.Audit;

/// <summary>The workbook that a municipality fills in, and the closing report.</summary>
public static class AttestationSheets
{
    const string IdMark = "確認番号: ";
    const int AnswerColumn = 6;
    const long MostCharacters = 50_000_000;

    static readonly ImmutableArray<string> Headings = ["番号", "アカウント", "アカウント名", "種類", "対象", "内容", "回答(継続・変更・廃止)", "回答者", "回答日", "備考"];

    /// <summary>The workbook to fill in. Answers that are there already stand in it.</summary>
    public static SpreadsheetSheet Form(AttestationCampaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return new()
        {
            Name = "棚卸の確認",
            Preamble =
            [
                string.Create(CultureInfo.InvariantCulture, $"アカウント棚卸の確認 {campaign.DueOn:yyyy-MM-dd}までに、色の付いた4列に記入してください"), IdMark + campaign.Id,
                "回答は「継続」「変更」「廃止」から選び、回答者は部署と氏名、回答日は 2026-10-15 のように記入します。ご本人のアカウントは、ほかの方が確かめてください。",
            ],
            Headings = Headings,
            Inputs = [AnswerColumn, AnswerColumn + 1, AnswerColumn + 2, AnswerColumn + 3],
            Choices = ImmutableDictionary<int, ImmutableArray<string>>.Empty.Add(AnswerColumn, ["継続", "変更", "廃止"]),
            FrozenColumns = 1,
            Rows = [.. campaign.Items.Select(item => Row(item, campaign.Answers.FirstOrDefault(answer => answer.Number == item.Number)))],
            Paper = SheetPaper.A3,
        };
    }

    /// <summary>The closing report: what is to be done and what nobody has answered comes first.</summary>
    public static SpreadsheetSheet Report(AttestationCampaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return new()
        {
            Name = "棚卸の結果",
            Preamble = [$"アカウント棚卸の結果 {campaign.Id}", Summary(campaign)],
            Headings = Headings,
            Rows =
            [
                .. campaign.Items.Select(item => (Item: item, Answer: campaign.Answers.FirstOrDefault(answer => answer.Number == item.Number)))
                    .OrderBy(pair => pair.Answer?.Decision switch { AttestationDecision.Remove => 0, AttestationDecision.Change => 1, null => 2, _ => 3 })
                    .ThenBy(pair => pair.Item.Number)
                    .Select(pair => Row(pair.Item, pair.Answer)),
            ],
            Paper = SheetPaper.A3,
        };
    }

    /// <summary>Numbers in one line.</summary>
    public static string Summary(AttestationCampaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        int Count(AttestationDecision decision) => campaign.Answers.Count(answer => answer.Decision == decision);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{campaign.Items.Length} 件: 継続 {Count(AttestationDecision.Keep)}、変更 {Count(AttestationDecision.Change)}、廃止 {Count(AttestationDecision.Remove)}、未回答 {campaign.Open.Count()}(期限 {campaign.DueOn:yyyy-MM-dd})");
    }

    /// <summary>Reads a workbook that was filled in, as Excel saves it.</summary>
    /// <param name="workbook">The workbook.</param>
    /// <returns>The campaign's id that it names, empty where it names none, and its rows.</returns>
    /// <exception cref="FileFormatException">It is no workbook.</exception>
    public static (string Id, ImmutableArray<AttestationRow> Rows) Read(Stream workbook)
    {
        // Small files may unpack to large ones.
        using var document = SpreadsheetDocument.Open(workbook, isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharacters });
        var part = document.WorkbookPart?.WorksheetParts.FirstOrDefault() ?? throw new FileFormatException("The workbook has no sheet.");
        var shared = document.WorkbookPart.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(TextOf).ToList() ?? [];
        var rows = part.Worksheet.Descendants<Row>().Select(row => (Index: (int)(row.RowIndex?.Value ?? 0), Cells: Cells(row, shared))).ToList();
        return Answers(rows);
    }

    /// <summary>Reads the same table as CSV, as Excel saves it: UTF-8 or Shift_JIS. The campaign's id stands above the headings, as in the workbook.</summary>
    /// <exception cref="FormatException">It is no CSV.</exception>
    public static (string Id, ImmutableArray<AttestationRow> Rows) ReadCsv(ReadOnlySpan<byte> csv) =>
        Answers([.. CsvRows.Read(csv).Select(row => (row.Line, row.Cells.Index().ToDictionary(cell => cell.Index, cell => cell.Item)))]);

    static (string Id, ImmutableArray<AttestationRow> Rows) Answers(List<(int Index, Dictionary<int, string> Cells)> rows)
    {
        var id = rows.SelectMany(row => row.Cells.Values).FirstOrDefault(text => text.StartsWith(IdMark, StringComparison.Ordinal))?[IdMark.Length..].Trim() ?? "";
        var heading = rows.FindIndex(row => row.Cells.GetValueOrDefault(0) == Headings[0]);
        return (id,
        [
            .. rows.Skip(heading + 1).Select(row => new AttestationRow(
                row.Index, Cell(row.Cells, 0), Cell(row.Cells, AnswerColumn), Cell(row.Cells, AnswerColumn + 1), Cell(row.Cells, AnswerColumn + 2), Cell(row.Cells, AnswerColumn + 3))),
        ]);
    }

    internal static string KindOf(AttestationItem item) => item.Kind switch { SubjectKind.Account => "アカウント", SubjectKind.User => "利用者", SubjectKind.Role => "ロール", _ => "割り当て" };

    static ImmutableArray<string> Row(AttestationItem item, AttestationAnswer? answer) =>
    [
        item.Number.ToString(CultureInfo.InvariantCulture),
        item.Account.ToString(),
        item.AccountName,
        KindOf(item),
        item.Subject,
        item.Description,
        answer?.Decision switch { AttestationDecision.Keep => "継続", AttestationDecision.Change => "変更", AttestationDecision.Remove => "廃止", _ => "" },
        answer?.By ?? "",
        answer?.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        answer?.Note ?? "",
    ];

    /// <summary>Cells by column from 0. Excel leaves empty ones out.</summary>
    static Dictionary<int, string> Cells(Row row, List<string> shared)
    {
        var cells = new Dictionary<int, string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = Column(cell.CellReference?.Value) ?? cells.Count;
            var value = cell.CellValue?.Text ?? "";
            cells[column] = cell.DataType?.Value == CellValues.SharedString && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index]
                : cell.InlineString is { } inline ? TextOf(inline)
                : value;
        }

        return cells;
    }

    /// <summary>Without the reading (ふりがな) that Excel keeps beside what was typed in Japanese.</summary>
    static string TextOf(OpenXmlElement item) => string.Concat(item.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text));

    static int? Column(string? reference)
    {
        if (reference is null)
        {
            return null;
        }

        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (letter - 'A' + 1);
        }

        return column - 1;
    }

    static string Cell(Dictionary<int, string> cells, int column) => cells.GetValueOrDefault(column, "");
}
