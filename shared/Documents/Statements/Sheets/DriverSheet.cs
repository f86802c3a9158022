using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>配賦基準: the values that shares were measured by, with the day and the source.</summary>
static class DriverSheet
{
    /// <summary>The drivers of all bodies, or of one.</summary>
    public static SheetBuilder Of(StatementView statement, BodyView? body)
    {
        var sheet = new SheetBuilder("配賦基準", 30, 8, 13, 30, 24, 18, 18, 48) { FrozenColumns = 1 };
        sheet.AddNote("配賦基準", CellStyle.Title);
        sheet.AddNote("按分に使った値です。「毎月の実績」は当月の値のファイルから、そのほかは規則に定めた基準日の値から取っています。");
        sheet.AddMainHeadings("基準", "単位", "基準日", "業務システム", "団体", "値", "全団体の計", "出所(実績はファイルのSHA-256)");
        foreach (var driver in statement.Record.Rules.Drivers)
        {
            var monthly = statement.Record.DriverValues.FirstOrDefault(d => d.Driver == driver.Id);
            var values = driver.Monthly ? monthly?.Values ?? [] : driver.Values;
            var source = monthly is null ? driver.Source : $"{driver.Source} / {monthly.Source} / {monthly.Sha256}";
            foreach (var system in values.GroupBy(v => v.System ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Add(sheet, statement, body, driver, system.Key, [.. system.OrderBy(v => v.Municipality)], source);
            }
        }

        return sheet;
    }

    static void Add(SheetBuilder sheet, StatementView statement, BodyView? body, CostDriver driver, string system, ImmutableArray<CostDriverValue> values, string source)
    {
        var name = system.Length == 0 ? "すべて" : Cost.Statements.StatementNames.NameOf(statement.Record, CostDimension.System, system);
        var asOf = driver.Monthly ? StatementWords.Of(statement.Split.Month) : driver.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        var first = sheet.Next;
        var shown = values.Where(v => body is null || v.Municipality == body.Body.Municipality).ToList();
        foreach (var value in shown)
        {
            var all = (double)values.Sum(v => v.Value);
            var style = double.IsInteger(all) ? CellStyle.Count : CellStyle.Amount;
            sheet.Add(
                Cells.Text(driver.Name),
                Cells.Text(driver.Unit),
                Cells.Text(asOf),
                Cells.Text(name),
                Cells.Text(statement.NameOf(value.Municipality)),
                WorkbookCell.Number((double)value.Value, decimal.IsInteger(value.Value) ? CellStyle.CountInput : CellStyle.GeneralInput),
                body is null
                    ? WorkbookCell.Formula($"SUM(F${first}:F${first + shown.Count - 1})", all, style)
                    : WorkbookCell.Number(all, style == CellStyle.Count ? CellStyle.CountInput : CellStyle.GeneralInput),
                Cells.Text(source));
        }
    }
}
