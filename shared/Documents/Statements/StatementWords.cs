using System.Globalization;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements;

/// <summary>The words of statements, in Japanese.</summary>
static class StatementWords
{
    public const string Title = "ガバメントクラウド利用料 按分計算書";

    public const string SampleMark = "例(見本)";

    public const string RemainderRule =
        "費用区分ごとに各団体の1円未満を切り捨て、費用区分の円の額に足りない円を、端数の大きい団体から順に1円ずつ配分します。端数が同じときは団体コードの小さい順です。"
        + "どの団体も、費用区分ごとの額と合計額のいずれも、端数処理前の額との差は1円未満です。配分の結果は「端数」に示します。";

    public const string CorrectionRule = "公開した計算書は変更しません。過去の月を再算定したときは、その月の名を示して差額だけを当月に計上します。";

    /// <summary>A method with what it goes by: 住民基本台帳人口割(0.5乗).</summary>
    public static string MethodOf(SplitPart part) => part.Rule.Method switch
    {
        SplitMethod.Direct => "直課",
        SplitMethod.Even => "均等割",
        SplitMethod.Driver => $"{part.Driver?.Name ?? part.Rule.Driver}割{(part.Driver?.Monthly == true ? "(実績)" : "")}{Degression(part.Rule)}",
        SplitMethod.DirectCost => "直課額比例",
        SplitMethod.Fixed => "固定割合",
        SplitMethod.Pools => "他の費用区分へ配賦",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.Rule.Method, "No such method."),
    };

    /// <summary>All methods of a column: 均等割30%+人口割70%.</summary>
    public static string MethodsOf(ColumnView column) => column.Parts.Length == 1
        ? column.Parts[0].Method
        : string.Join("+", column.Parts.Select(p => $"{p.Method} {Number(p.Part.Rule.Percent)}%"));

    /// <summary>How a fraction was decided. The rule goes to the yen below or above; below zero the yen above is the one that cutting off gives.</summary>
    public static string Of(BodyShare share) => (share.Fraction, share.ExactYen < 0) switch
    {
        (YenFraction.None, _) => "端数なし",
        (YenFraction.Down, false) or (YenFraction.Up, true) => "切り捨て",
        (YenFraction.Up, false) => "最大剰余により1円",
        (YenFraction.Down, true) => "最大剰余により▲1円",
        (YenFraction.DownForSum, false) or (YenFraction.UpForSum, true) => "団体合計に合わせ切り捨て",
        (YenFraction.UpForSum, false) => "団体合計に合わせ1円",
        (YenFraction.DownForSum, true) => "団体合計に合わせ▲1円",
        _ => throw new ArgumentOutOfRangeException(nameof(share), share.Fraction, "No such fraction."),
    };

    public static string Of(CostBasis basis) => basis switch
    {
        CostBasis.Billed => "請求額(前払いは支払った月に計上)",
        CostBasis.Amortised => "償却額(前払い・確約利用料を利用期間に配分)",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "No such basis."),
    };

    public static string Of(YenRounding rounding) => rounding switch
    {
        YenRounding.Down => "切り捨て",
        YenRounding.HalfUp => "四捨五入",
        YenRounding.Up => "切り上げ",
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "No such rounding."),
    };

    public static string Of(ReconciliationSource source) => source switch
    {
        ReconciliationSource.Export => "利用明細(エクスポート)",
        ReconciliationSource.CostExplorer => "AWS Cost Explorer",
        ReconciliationSource.Invoice => "請求書",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "No such source."),
    };

    /// <summary>How the total became yen.</summary>
    public static string ConversionOf(StatementRecord record) => record.Split.Conversion switch
    {
        { YenPerDollar: { } rate } => $"合計を 1 {record.Split.Currency} = {Number(rate)} 円で一度だけ換算し、1円未満は{Of(record.Rules.TotalRounding)}",
        _ => "請求書に記載された円の合計をそのまま按分",
    };

    /// <summary>年月 of a month.</summary>
    public static string Of(CostMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Number}月");

    public static string Revision(int revision) => revision == 1 ? "第1版(初回)" : string.Create(CultureInfo.InvariantCulture, $"第{revision}版(再算定)");

    /// <summary>A number with thousands separated and no needless zeros.</summary>
    public static string Number(decimal number) => number.ToString("#,##0.############", CultureInfo.InvariantCulture);

    /// <summary>Yen with thousands separated; ▲ stands for minus, as on municipal documents.</summary>
    public static string Yen(long yen) => yen < 0
        ? "▲" + (-(decimal)yen).ToString("#,##0", CultureInfo.InvariantCulture)
        : yen.ToString("#,##0", CultureInfo.InvariantCulture);

    static string Degression(CostSplit rule) => rule switch
    {
        { Bands.IsEmpty: false } => "(段階逓減)",
        { Exponent: not 1 } => $"({Number(rule.Exponent)}乗)",
        _ => "",
    };
}
