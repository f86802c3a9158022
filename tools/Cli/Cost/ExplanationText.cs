using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.CostFiles;
using Spectre.Console;

namespace GovCloud.Cli.Cost;

/// <summary>An explanation for people and for programs.</summary>
sealed class ExplanationText(CostExplanation explanation, YenOrigin? origin, long? number, BillRowMatches? matches, int most)
{
    readonly ApportionedMonth split = explanation.Record.Split;
    readonly BodyShare share = explanation.Share;

    public void Write(TextWriter output)
    {
        var (record, column) = (explanation.Record, explanation.Column);
        output.WriteLine(CostWords.Title(record));
        output.WriteLine($"{StatementNames.NameOf(record, share.Municipality)} {StatementNames.TitleOf(record, column)}: {CostWords.Yen(share.Yen)}円");
        output.WriteLine($"1. 円: {CostWords.Yen(share.Yen)}円 ← {CostWords.Number(share.ExactYen)}円({CostWords.Fraction(share.Fraction)})");
        output.WriteLine($"2. 換算: {CostWords.Number(share.ExactYen)}円 ← {CostWords.Short(share.Amount)} {split.Currency}({CostWords.Conversion(split)})");
        output.WriteLine($"3. 費用区分の額: {column.Amount} {split.Currency} ← {Composition()}");
        WriteParts(output);
        WriteLines(output);
        WriteOrigin(output);
        WriteRows(output);
    }

    public string Json() => CostJson.Text(new JsonObject
    {
        ["month"] = split.Month.ToString(),
        ["municipality"] = share.Municipality.ToString(),
        ["column"] = explanation.Column.Id,
        ["title"] = StatementNames.TitleOf(explanation.Record, explanation.Column),
        ["yen"] = share.Yen,
        ["exactYen"] = share.ExactYen.ToString(CultureInfo.InvariantCulture),
        ["fraction"] = share.Fraction.ToString(),
        ["amount"] = share.Amount.ToString(),
        ["currency"] = split.Currency,
        ["columnAmount"] = explanation.Column.Amount.ToString(),
        ["columnYen"] = explanation.Column.Yen,
        ["inherited"] = CostJson.Array(explanation.Column.Inherited.Select(i => new JsonObject { ["pool"] = i.Pool, ["amount"] = i.Amount.ToString() })),
        ["passedOn"] = explanation.Column.PassedOn.ToString(),
        ["parts"] = CostJson.Array(explanation.Column.Parts.Select(PartJson)),
        ["byLimits"] = explanation.ByLimits.ToString(),
        ["lines"] = CostJson.Array(explanation.Lines.Select(l => LineJson(l.Line, l.Part))),
        ["yenNumber"] = number,
        ["origin"] = origin is null ? null : new JsonObject { ["line"] = origin.Line is { } line ? LineJson(line, explanation.Lines.First(l => l.Line == line).Part) : null, ["pool"] = origin.Pool, ["from"] = Text(origin.From), ["to"] = Text(origin.To) },
        ["rowCount"] = matches?.Count,
        ["rows"] = matches is null ? null : CostJson.Array(matches.Rows.Select(r => new JsonObject { ["file"] = r.File, ["row"] = r.Row, ["amount"] = r.Line.On(split.Basis).ToString() })),
    });

    string Composition()
    {
        var column = explanation.Column;
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"利用明細 {explanation.OfLines}({column.Lines.Length}項目、{column.Lines.Sum(l => l.Rows)}行)") };
        parts.AddRange(column.Inherited.Select(i => $"「{PoolName(i.Pool)}」から {i.Amount}"));
        if (column.PassedOn.Sign != 0)
        {
            parts.Add($"他の費用区分へ -{column.PassedOn}");
        }

        return string.Join("、", parts);
    }

    void WriteParts(TextWriter output)
    {
        output.WriteLine($"4. 按分: {CostWords.Short(share.Amount)} {split.Currency} の内訳");
        var table = Table("方法", "割合", "額", "指標", "団体の値", "日数", "重み", "重みの合計", "団体の額");
        foreach (var part in explanation.Column.Parts)
        {
            var weight = part.Weights.FirstOrDefault(w => w.Municipality == share.Municipality);
            var sum = part.Weights.Aggregate(ExactAmount.Zero, (total, w) => total + w.Weight);
            table.AddRow(
                new Text(CostWords.Method(part)), new Text($"{CostWords.Number(part.Rule.Percent)}%"), new Text(CostWords.Short(part.Amount)), new Text(DriverOf(part)), new Text(weight is null ? "—" : CostWords.Short(weight.Value)),
                new Text(weight is null ? "—" : string.Create(CultureInfo.InvariantCulture, $"{weight.Days}/{split.Month.Days}")), new Text(weight is null ? "—" : CostWords.Short(weight.Weight)), new Text(CostWords.Short(sum)),
                new Text(weight is null ? "0" : CostWords.Short(weight.Amount)));
        }

        Terminal.Of(output).WriteTable(table);
        if (explanation.ByLimits.Sign != 0)
        {
            output.WriteLine($"   下限・上限による調整: {explanation.ByLimits} {split.Currency}");
        }
    }

    string DriverOf(SplitPart part)
    {
        if (part.Driver is not { } driver)
        {
            return "";
        }

        if (explanation.Record.DriverValues.FirstOrDefault(d => d.Driver == driver.Id) is { } values)
        {
            return $"{driver.Name}({driver.Unit})、{values.Source} SHA-256 {values.Sha256[..12]}…";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{driver.Name}({driver.Unit})、{driver.Source}、基準日{driver.AsOf:yyyy-MM-dd}");
    }

    void WriteLines(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"5. 利用明細: {explanation.Lines.Length}項目{(explanation.IsDirect ? "(この団体だけのもの)" : "")}"));
        var table = Table("アカウント", "サービス", "種別", "タグ", "額", "行数", "団体の額", "円");
        foreach (var (line, part) in explanation.Lines.OrderByDescending(l => Math.Abs(explanation.YenOf(l.Part))).Take(most))
        {
            table.AddRow(
                new Text(line.Account), new Text(line.Service), new Text(line.ChargeType), new Text(string.Join(' ', line.Tags.Select(t => $"{t.Key}={t.Value}"))), new Text(line.On(split.Basis).ToString()),
                new Text(line.Rows.ToString(CultureInfo.InvariantCulture)), new Text(CostWords.Short(part)), new Text(CostWords.Number(explanation.YenOf(part))));
        }

        Terminal.Of(output).WriteTable(table);
        if (explanation.Lines.Length > most)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   ほか{explanation.Lines.Length - most}項目(--rows で増やせます)"));
        }
    }

    void WriteOrigin(TextWriter output)
    {
        if (origin is null)
        {
            return;
        }

        var range = $"(明細の順に数えて {CostWords.Number(origin.From)}円を超え {CostWords.Number(origin.To)}円まで)";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"6. {number}円目: ") + origin switch
        {
            { Line: { } line } => $"アカウント {line.Account} {line.Service} {line.ChargeType}{range}",
            { Pool: { } pool } => $"「{PoolName(pool)}」から引き継いだ額{range}",
            _ => $"端数処理による1円({CostWords.Fraction(share.Fraction)})",
        });
    }

    void WriteRows(TextWriter output)
    {
        if (matches is null)
        {
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"7. エクスポートの行: {matches.Count}行({matches.Searched}行を検索)"));
        foreach (var row in matches.Rows)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {row.File}:{row.Row}  {row.Line.On(split.Basis)} {row.Line.Currency}  {row.Line.Service} {row.Line.ChargeType}"));
        }

        if (matches.Count > matches.Rows.Length)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   ほか{matches.Count - matches.Rows.Length}行(--rows で増やせます)"));
        }
    }

    JsonObject PartJson(SplitPart part) => new()
    {
        ["method"] = EstateReport.Word(part.Rule.Method),
        ["percent"] = part.Rule.Percent,
        ["amount"] = part.Amount.ToString(),
        ["driver"] = part.Driver?.Id,
        ["driverSource"] = part.Driver is null ? null : DriverOf(part),
        ["weights"] = CostJson.Array(part.Weights.Select(w => new JsonObject
        {
            ["municipality"] = w.Municipality.ToString(),
            ["value"] = w.Value.ToString(),
            ["days"] = w.Days,
            ["weight"] = w.Weight.ToString(),
            ["amount"] = w.Amount.ToString(),
        })),
    };

    JsonObject LineJson(CostLine line, ExactAmount part) => new()
    {
        ["account"] = line.Account,
        ["service"] = line.Service,
        ["chargeType"] = line.ChargeType,
        ["amount"] = line.On(split.Basis).ToString(),
        ["rows"] = line.Rows,
        ["part"] = part.ToString(),
        ["yen"] = Text(explanation.YenOf(part)),
    };

    string PoolName(string pool) => explanation.Record.Rules.Pools.FirstOrDefault(p => p.Id == pool)?.Name ?? pool;

    static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        return table;
    }
}
