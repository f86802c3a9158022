using System.Collections.Immutable;
using GovCloud.Documents.Statements.Pages;

namespace GovCloud.Documents.Statements.Pdf;

/// <summary>A body's statement as PDF: for the file, and for those who may not open a workbook.</summary>
static class StatementPdf
{
    const int MostBars = 12;

    public static byte[] Write(BodyView body)
    {
        var view = StatementPageView.Of(body);
        var title = $"{StatementWords.Title} {view.Month}分 {view.Body}";
        var flow = new PdfFlow(new PdfDocument(TrueTypeFont.Statements, title), view.Sample ? $"{StatementWords.SampleMark} {title}" : title);
        Head(flow, view);
        Classes(flow, body, view);
        Calculation(flow, view);
        Evidence(flow, view);
        flow.Close();
        return flow.Document.Write();
    }

    static void Head(PdfFlow flow, StatementPageView view)
    {
        if (view.Sample)
        {
            flow.Paragraph($"{StatementWords.SampleMark} 架空の環境定義から作成したもので、実際の請求ではありません。", 9, Colors.Alarm, bold: true);
        }

        flow.Paragraph(StatementWords.Title, 17, bold: true);
        flow.Paragraph($"{view.Body} 様({view.Code})", 12, bold: true);
        flow.Paragraph($"{view.Month}分 / {view.Revision} / {view.Estate} / 作成者 {view.Operator}", 8.5, Colors.Dim);
        flow.Amount($"{view.Month}分", $"{view.Yen} 円", 10, bold: false);
        flow.Amount("過去の月の訂正", $"{view.Corrected} 円", 10, bold: false);
        flow.Space(2);
        flow.Amount("合計", $"{view.Posted} 円", 16, bold: true);
        flow.Space(8);
        flow.Paragraph($"{view.Conversion}(出所: {view.ConversionSource})。費用の基準は{view.Basis}。全団体の合計は {view.AllYen} 円です。");
    }

    static void Classes(PdfFlow flow, BodyView body, StatementPageView view)
    {
        flow.Heading("費用区分別");
        var bars = body.Shares.Where(s => s.Share.Yen != 0).OrderByDescending(s => Math.Abs(s.Share.Yen)).Take(MostBars).ToList();
        var most = bars.Select(b => Math.Abs((double)b.Share.Yen)).DefaultIfEmpty(1).Max();
        flow.Bars(bars.Select(b => (b.Column.Title, Math.Abs(b.Share.Yen) / most, StatementWords.Yen(b.Share.Yen) + " 円", b.Share.Yen < 0)));
        flow.Table(
            [
                new("費用区分", 190), new("按分の方法", 190), new($"総額({view.Currency})", 90, Right: true), new("総額(円)", 80, Right: true), new("割合", 64, Right: true),
                new("本団体の負担(円)", 90, Right: true, Bold: true),
            ],
            [.. view.Classes.Select(c => ImmutableArray.Create(c.Title, c.Methods, c.Amount, c.All, c.Percent, c.Yen)), ["合計", "", "", "", "", view.Yen]]);
    }

    static void Calculation(PdfFlow flow, StatementPageView view)
    {
        flow.Heading("計算の過程");
        flow.Paragraph("割合 = 本団体の重み ÷ 全団体の重みの計。額 = 按分する額 × 割合。式で確かめるときは同じ名前のExcelファイルを使ってください。");
        flow.Table(
            [
                new("費用区分", 150), new("方法", 130), new($"按分する額({view.Currency})", 80, Right: true), new("基準値", 74, Right: true), new("日数", 26, Right: true),
                new("本団体の重み", 80, Right: true), new("全団体の計", 84, Right: true), new("割合", 54, Right: true), new($"額({view.Currency})", 80, Right: true),
            ],
            view.Parts.Select(p => ImmutableArray.Create(p.Title, p.Method, p.Amount, p.Value, p.Days, p.Weight, p.All, p.Percent, p.Own)));
        flow.Table(
            [new("費用区分", 220), new($"額({view.Currency})", 100, Right: true), new("円(端数処理前)", 110, Right: true), new("端数の処理", 120), new("負担(円)", 90, Right: true, Bold: true)],
            view.Classes.Select(c => ImmutableArray.Create(c.Title, c.Own, c.Exact, c.Fraction, c.Yen)));
        flow.Paragraph(view.RemainderRule);
    }

    static void Evidence(PdfFlow flow, StatementPageView view)
    {
        if (!view.Drivers.IsEmpty)
        {
            flow.Heading("配賦基準");
            flow.Table(
                [new("基準", 150), new("基準日", 70), new("本団体の値", 90, Right: true), new("全団体の計", 90, Right: true), new("出所", 320)],
                view.Drivers.Select(d => ImmutableArray.Create(d.Name, d.AsOf, d.Value, d.All, d.Source)));
        }

        flow.Heading("過去の月の訂正");
        if (!view.Corrections.IsEmpty)
        {
            flow.Table(
                [new("対象月", 150), new("費用区分", 250), new("訂正前(円)", 90, Right: true), new("訂正後(円)", 90, Right: true), new("差額(円)", 90, Right: true, Bold: true)],
                view.Corrections.Select(c => ImmutableArray.Create(c.Month, c.Column, c.Before, c.After, c.Difference)));
        }

        flow.Paragraph((view.Corrections.IsEmpty ? "当月に計上した訂正はありません。" : "") + view.CorrectionRule);
        flow.Heading("照合");
        flow.Table(
            [new("相手", 150), new("参照したもの", 260), new("相手の額", 140, Right: true), new("按分した総額", 140, Right: true), new("結果", 60)],
            view.Checks.Select(c => ImmutableArray.Create(c.Name, c.Reference, c.There, c.Here, c.Agrees ? "一致" : "不一致")));
        flow.Heading("算定根拠");
        flow.Table(
            [new("入力", 260), new("SHA-256など", 300), new("行数", 60, Right: true), new("合計", 120, Right: true)],
            view.Evidence.Select(e => ImmutableArray.Create(e.Name, e.Digest, e.Rows, e.Amount)));
        if (!view.Notes.IsEmpty)
        {
            flow.Heading("留意事項");
        }

        foreach (var note in view.Notes)
        {
            flow.Paragraph("・" + note);
        }
    }
}
