using System.Globalization;
using System.Numerics;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>Words and numbers of apportioned cost at a terminal, in Japanese.</summary>
static class CostWords
{
    public static string Yen(long yen) => yen.ToString("N0", CultureInfo.InvariantCulture);

    public static string Signed(long yen) => yen.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    public static string Number(decimal number) => number.ToString("#,##0.############", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole in percent with two decimals; nothing of nothing is 0.</summary>
    public static string Percent(ExactAmount part, ExactAmount whole) =>
        whole.Sign == 0 ? "0.00%" : ((decimal)(BigInteger.Abs(part.ToUnits()) * 10_000 / BigInteger.Abs(whole.ToUnits())) / 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    public static string Conversion(ApportionedMonth split) => split.Conversion is { YenPerDollar: { } rate }
        ? $"1 {split.Currency} = {Number(rate)}円、{split.Conversion.Source}"
        : $"請求書の円の合計、{split.Conversion.Source}";

    public static string Method(SplitPart part) => part.Rule.Method switch
    {
        SplitMethod.Direct => "直課",
        SplitMethod.Even => "均等割",
        SplitMethod.Driver => $"{part.Driver?.Name ?? part.Rule.Driver}割{Degression(part.Rule)}",
        SplitMethod.DirectCost => "直課額比例",
        SplitMethod.Fixed => "固定割合",
        _ => "他の費用区分へ",
    };

    public static string Fraction(YenFraction fraction) => fraction switch
    {
        YenFraction.None => "端数なし",
        YenFraction.Down => "1円未満切り捨て",
        YenFraction.Up => "最大剰余により切り上げ",
        YenFraction.DownForSum => "団体の合計を保つため切り捨て",
        _ => "団体の合計を保つため切り上げ",
    };

    public static string Source(ReconciliationSource source) => source switch
    {
        ReconciliationSource.Export => "利用明細",
        ReconciliationSource.CostExplorer => "Cost Explorer",
        _ => "請求書",
    };

    /// <summary>What a statement is called at the head of a table.</summary>
    public static string Title(StatementRecord record) => string.Create(
        CultureInfo.InvariantCulture, $"{record.EstateTitle} 利用料按分 {record.Split.Month}(第{record.Revision}版){(record.Sample ? " 例" : "")}");

    static string Degression(CostSplit rule) => rule switch
    {
        { Bands.IsEmpty: false } => "(段階逓減)",
        { Exponent: not 1 } => $"({Number(rule.Exponent)}乗)",
        _ => "",
    };
}
