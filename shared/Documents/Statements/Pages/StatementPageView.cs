using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Pages;

/// <summary>What the page and the PDF show, as text.</summary>
sealed record StatementPageView
{
    public required string Month { get; init; }

    public required string Body { get; init; }

    public required string Code { get; init; }

    public required bool Sample { get; init; }

    public required string Revision { get; init; }

    public required string Estate { get; init; }

    public required string Operator { get; init; }

    public required string Yen { get; init; }

    public required string Corrected { get; init; }

    public required string Posted { get; init; }

    public required string AllYen { get; init; }

    public required string Currency { get; init; }

    public required string Conversion { get; init; }

    public required string ConversionSource { get; init; }

    public required string Basis { get; init; }

    public required string Bars { get; init; }

    public required string Stack { get; init; }

    public required ImmutableArray<ClassRow> Classes { get; init; }

    public required ImmutableArray<PartRow> Parts { get; init; }

    public required ImmutableArray<DriverRow> Drivers { get; init; }

    public required ImmutableArray<CorrectionRow> Corrections { get; init; }

    public required ImmutableArray<CheckRow> Checks { get; init; }

    public required ImmutableArray<EvidenceRow> Evidence { get; init; }

    public required ImmutableArray<string> Notes { get; init; }

    public string RemainderRule { get; } = StatementWords.RemainderRule;

    public string CorrectionRule { get; } = StatementWords.CorrectionRule;

    public static StatementPageView Of(BodyView body)
    {
        var record = body.Statement.Record;
        var split = record.Split;
        return new StatementPageView
        {
            Month = StatementWords.Of(split.Month),
            Body = body.Body.Name,
            Code = body.Body.Municipality.ToString(),
            Sample = record.Sample,
            Revision = StatementWords.Revision(record.Revision),
            Estate = record.EstateTitle,
            Operator = record.Operator,
            Yen = StatementWords.Yen(body.Yen),
            Corrected = StatementWords.Yen(body.Posted - body.Yen),
            Posted = StatementWords.Yen(body.Posted),
            AllYen = StatementWords.Yen(split.Yen),
            Currency = split.Currency,
            Conversion = StatementWords.ConversionOf(record),
            ConversionSource = split.Conversion.Source,
            Basis = StatementWords.Of(record.Rules.Basis),
            Bars = ShareCharts.Bars(body),
            Stack = ShareCharts.Shares(body),
            Classes = [.. body.Shares.Select(s => ClassRow.Of(s.Column, s.Share))],
            Parts = [.. body.Shares.SelectMany(s => s.Column.Parts.Select(p => PartRow.Of(body, s.Column, p)))],
            Drivers = [.. record.Rules.Drivers.SelectMany(d => DriverRow.Of(body, d))],
            Corrections = [.. body.Corrections.Select(CorrectionRow.Of)],
            Checks = CheckRow.Of(body.Statement),
            Evidence = EvidenceRow.Of(record),
            Notes = [.. split.Notes.Where(n => body.Shares.Any(s => s.Column.Column.Pool == n.Pool)).Select(n => $"{body.Statement.NameOfPool(n.Pool)}: {n.Message}")],
        };
    }

    /// <summary>An amount with six decimals; ▲ stands for minus.</summary>
    public static string Text(ExactAmount amount)
    {
        var number = Sheets.Cells.Double(amount);
        return (number < 0 ? "▲" : "") + Math.Abs(number).ToString("#,##0.000000", CultureInfo.InvariantCulture);
    }

    /// <summary>A weight or a driver's value: whole, or with six decimals.</summary>
    public static string Number(ExactAmount value)
    {
        var number = Sheets.Cells.Double(value);
        return number.ToString(double.IsInteger(number) ? "#,##0" : "#,##0.000000", CultureInfo.InvariantCulture);
    }

    public static string Percent(double ratio) => ratio.ToString("0.0000", CultureInfo.InvariantCulture) + "%";
}

/// <summary>A cost class.</summary>
sealed record ClassRow(string Title, string Methods, string Amount, string All, string Percent, string Own, string Exact, string Fraction, string Yen)
{
    public static ClassRow Of(ColumnView column, BodyShare share) => new(
        column.Title,
        StatementWords.MethodsOf(column),
        StatementPageView.Text(column.Column.Amount),
        StatementWords.Yen(column.Column.Yen),
        StatementPageView.Percent(column.Column.Yen == 0 ? 0 : 100.0 * share.Yen / column.Column.Yen),
        StatementPageView.Text(share.Amount),
        (share.ExactYen < 0 ? "▲" : "") + Math.Abs(share.ExactYen).ToString("#,##0.000000", CultureInfo.InvariantCulture),
        StatementWords.Of(share),
        StatementWords.Yen(share.Yen));
}

/// <summary>A part of a split.</summary>
sealed record PartRow(string Title, string Method, string Amount, string Value, string Days, string Weight, string All, string Percent, string Own)
{
    public static PartRow Of(BodyView body, ColumnView column, PartView part)
    {
        var method = column.Parts.Length == 1 ? part.Method : $"{part.Method} {StatementWords.Number(part.Part.Rule.Percent)}%";
        var amount = StatementPageView.Text(part.Part.Amount);
        if (part.WeightOf(body.Body.Municipality) is not { } weight)
        {
            return new PartRow(column.Title, method, amount, "", "", "", "", "", "");
        }

        var own = StatementPageView.Text(weight.Amount);
        var days = weight.Days.ToString(CultureInfo.InvariantCulture);
        if (part.Part.Rule.Method == SplitMethod.Direct || part.Total.Sign == 0)
        {
            return new PartRow(column.Title, method, amount, "", days, "", "", "", own);
        }

        var unit = Sheets.BodyCalculation.UnitOf(part, body.Statement.Split.Currency);
        return new PartRow(
            column.Title, method, amount, $"{StatementPageView.Number(weight.Value)} {unit}", days, StatementPageView.Number(weight.Weight), StatementPageView.Number(part.Total),
            StatementPageView.Percent(100 * Sheets.Cells.Double(weight.Weight) / Sheets.Cells.Double(part.Total)), own);
    }
}

/// <summary>A driver's value.</summary>
sealed record DriverRow(string Name, string AsOf, string Value, string All, string Source)
{
    public static IEnumerable<DriverRow> Of(BodyView body, CostDriver driver)
    {
        var record = body.Statement.Record;
        var monthly = record.DriverValues.FirstOrDefault(d => d.Driver == driver.Id);
        var values = driver.Monthly ? monthly?.Values ?? [] : driver.Values;
        foreach (var value in values.Where(v => v.Municipality == body.Body.Municipality))
        {
            var all = values.Where(v => v.System == value.System).Sum(v => v.Value);
            yield return new DriverRow(
                value.System is null ? driver.Name : $"{driver.Name}({StatementNames.NameOf(record, CostDimension.System, value.System)})",
                driver.Monthly ? StatementWords.Of(record.Split.Month) : driver.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                $"{StatementWords.Number(value.Value)} {driver.Unit}",
                $"{StatementWords.Number(all)} {driver.Unit}",
                monthly is null ? driver.Source : $"{driver.Source} / {monthly.Source}");
        }
    }
}

/// <summary>A correction.</summary>
sealed record CorrectionRow(string Month, string Column, string Before, string After, string Difference)
{
    public static CorrectionRow Of(StatementCorrection correction) => new(
        string.Create(CultureInfo.InvariantCulture, $"{StatementWords.Of(correction.Month)}分(第{correction.Replaces}版→第{correction.Revision}版)"),
        correction.Column,
        StatementWords.Yen(correction.Before),
        StatementWords.Yen(correction.After),
        StatementWords.Yen(correction.Difference));
}

/// <summary>A comparison.</summary>
sealed record CheckRow(string Name, string Reference, string There, string Here, bool Agrees)
{
    public static ImmutableArray<CheckRow> Of(StatementView statement)
    {
        var split = statement.Split;
        var bodies = statement.BodiesYen;
        return
        [
            .. statement.Record.Reconciliation.Select(s => new CheckRow(
                StatementWords.Of(s.Source),
                s.Reference,
                s.Yen is { } yen ? StatementWords.Yen(yen) + " 円" : s.Amount is { } amount ? $"{amount} {split.Currency}" : "",
                s.Yen is null ? $"{split.Total} {split.Currency}" : StatementWords.Yen(split.Yen) + " 円",
                s.Agrees)),
            new CheckRow("全団体の負担の合計", $"{statement.Record.Bodies.Length}団体", StatementWords.Yen(bodies) + " 円", StatementWords.Yen(split.Yen) + " 円", bodies == split.Yen),
        ];
    }
}

/// <summary>Something that went into the computation.</summary>
sealed record EvidenceRow(string Name, string Digest, string Rows, string Amount)
{
    public static ImmutableArray<EvidenceRow> Of(StatementRecord record) =>
    [
        .. record.Inputs.Select(i => new EvidenceRow(i.Name, i.Sha256, i.Rows.ToString("#,##0", CultureInfo.InvariantCulture), i.Billed.ToString())),
        .. record.DriverValues.Select(d => new EvidenceRow(d.Source, d.Sha256, "", "")),
        new EvidenceRow("按分の規則", record.RulesDigest, "", ""),
        new EvidenceRow("入力全体", record.InputDigest, "", ""),
        new EvidenceRow("算定プログラムの版", record.EngineVersion, "", ""),
    ];
}
