using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>From an amount to whole yen, in four cells: before rounding, cut off, the yen of the fraction, the yen.</summary>
static class YenCells
{
    // A cell computes with about 15 digits. Rounding to 4 decimals takes the noise off; a fraction so near to the next yen that this would tip it is written as a value.
    const decimal Tipping = 0.99994m;

    public static readonly string Remark =
        "表計算ソフトの計算誤差を除くため、小数第5位で四捨五入してから1円未満を切り捨てています。端数(1円)は、切り捨てで足りなくなった円を端数の大きい順に配分したものです。負の額では▲1円になります。";

    /// <summary>The cells.</summary>
    /// <param name="share">What the body bears.</param>
    /// <param name="amount">Reference to the amount.</param>
    /// <param name="rate">Reference to the rate.</param>
    /// <param name="column">The column of the first cell, counted from 0.</param>
    /// <param name="row">The row, counted from 1.</param>
    /// <param name="sum">Whether they stand in a row of sums.</param>
    public static WorkbookCell[] Of(BodyShare share, string amount, string rate, int column, int row, bool sum)
    {
        var whole = decimal.Truncate(share.ExactYen);
        var tips = Math.Abs(share.ExactYen - whole) >= Tipping;
        var (before, cut, fraction) = (WorkbookCell.At(column, row), WorkbookCell.At(column + 1, row), WorkbookCell.At(column + 2, row));
        var yen = sum ? CellStyle.SumYen : CellStyle.Yen;
        return
        [
            WorkbookCell.Formula($"{amount}*{rate}", (double)share.ExactYen, sum ? CellStyle.SumAmount : CellStyle.Amount),
            tips ? WorkbookCell.Number((double)whole, CellStyle.YenInput) : WorkbookCell.Formula($"ROUNDDOWN(ROUND({before},4),0)", (double)whole, yen),
            WorkbookCell.Number((double)(share.Yen - whole), CellStyle.YenInput),
            WorkbookCell.Formula($"{cut}+{fraction}", share.Yen, yen),
        ];
    }

    public static string Sum(int column, int from, int until) =>
        string.Create(CultureInfo.InvariantCulture, $"SUM({WorkbookCell.At(column, from)}:{WorkbookCell.At(column, until)})");
}
