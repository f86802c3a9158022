using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Sheets;

/// <summary>The weight of a body as a formula of its value and days, as far as one of the ways that rules know gives it.</summary>
static class WeightFormula
{
    /// <summary>The cell of a weight.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="weight">The weight as it was used.</param>
    /// <param name="value">Reference to the value.</param>
    /// <param name="days">Reference to the days.</param>
    public static WorkbookCell Of(CostSplit rule, BodyWeight weight, string value, string days)
    {
        var (number, result) = (Cells.Double(weight.Value), Cells.Double(weight.Weight));
        var style = double.IsInteger(result) ? CellStyle.Count : CellStyle.Amount;
        foreach (var (expression, gives) in Candidates(rule, value, number))
        {
            if (Equal(gives, result))
            {
                return WorkbookCell.Formula(expression, result, style);
            }

            if (Equal(gives * weight.Days, result))
            {
                return WorkbookCell.Formula($"{expression}*{days}", result, style);
            }
        }

        return WorkbookCell.Number(result, double.IsInteger(result) ? CellStyle.CountInput : CellStyle.AmountInput);
    }

    // A value is never reached by accident: each is a way that the rule may have gone, from its own to the plain one of a fallback.
    static IEnumerable<(string Expression, double Gives)> Candidates(CostSplit rule, string value, double number)
    {
        if (!rule.Bands.IsEmpty)
        {
            yield return InBands(rule.Bands, value, number);
        }
        else if (rule.Exponent != 1)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"POWER({value},{rule.Exponent})"), Math.Pow(number, (double)rule.Exponent));
        }
        else if (rule.Method == SplitMethod.DirectCost)
        {
            yield return ($"MAX(0,{value})", Math.Max(0, number));
        }

        yield return (value, number);
    }

    static (string Expression, double Gives) InBands(ImmutableArray<DriverBand> bands, string value, double number)
    {
        var (terms, sum, from) = (new List<string>(), 0.0, 0m);
        foreach (var band in bands)
        {
            var until = band.UpTo;
            var upper = until is null ? value : string.Create(CultureInfo.InvariantCulture, $"MIN({value},{until})");
            terms.Add(from == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{upper}*{band.Factor}")
                : string.Create(CultureInfo.InvariantCulture, $"MAX(0,{upper}-{from})*{band.Factor}"));
            sum += Math.Max(0, Math.Min(number, until is { } end ? (double)end : number) - (double)from) * (double)band.Factor;
            from = until ?? from;
        }

        return ($"({string.Join('+', terms)})", sum);
    }

    static bool Equal(double left, double right) => Math.Abs(left - right) <= Math.Max(Math.Abs(right) * 1e-12, 1e-11);
}
