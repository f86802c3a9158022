using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Collects everything that stands against apportioning a month, so that all of it is told at once.</summary>
sealed class InputProblems
{
    // More yen than any public body's bill. A rate that is given in the wrong unit is found before it is printed.
    const decimal MostYenPerDollar = 10_000;

    static readonly BigInteger MostYen = BigInteger.Pow(10, 15);

    readonly List<string> problems = [];

    /// <summary>Adds a problem with its remedy, once.</summary>
    public void Add(string problem)
    {
        if (!problems.Contains(problem, StringComparer.Ordinal))
        {
            problems.Add(problem);
        }
    }

    /// <summary>Stops where there is one.</summary>
    /// <exception cref="ApportionmentException">There is one.</exception>
    public void ThrowIfAny()
    {
        if (problems.Count > 0)
        {
            throw new ApportionmentException([.. problems]);
        }
    }

    /// <summary>What is wrong with the input as such.</summary>
    public void CheckInput(ApportionmentInput input)
    {
        if (input.Estate.Cost.Pools.IsEmpty || input.Estate.Municipalities.IsEmpty)
        {
            Add("the estate has no pools to apportion by; write the section 'cost'");
        }

        if (input.Bill.Lines.IsEmpty)
        {
            Add($"the bill of {input.Bill.Month} has no lines; give the export of that month");
        }

        var currencies = input.Bill.Lines.Select(l => l.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (currencies.Count > 1)
        {
            Add($"the bill has lines in {string.Join(", ", currencies)}, and amounts of different currencies cannot be added; give each currency's bill by itself");
        }

        CheckConversion(input, currencies.Count == 1 ? currencies[0] : "");
    }

    void CheckConversion(ApportionmentInput input, string currency)
    {
        var conversion = input.Conversion;
        var total = input.Bill.Total(input.Estate.Cost.Basis);
        if (conversion.YenPerDollar is null == conversion.InvoiceYen is null)
        {
            Add("the conversion to yen needs either a rate or the invoice's yen, and not both; no rate is ever assumed");
        }
        else if (conversion.YenPerDollar is { } rate)
        {
            CheckRate(rate, currency, total);
        }
        else
        {
            CheckInvoice(conversion.InvoiceYen!.Value, total);
        }

        if (string.IsNullOrWhiteSpace(conversion.Source))
        {
            Add("the conversion to yen names no source; say where the rate or the invoice comes from");
        }
    }

    void CheckRate(decimal rate, string currency, ExactAmount total)
    {
        if (currency is not ("USD" or ""))
        {
            Add($"the bill is in {currency} and a rate is of dollars; give the invoice's yen");
        }

        if (rate is <= 0 or > MostYenPerDollar || rate.Scale > 12)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{rate} yen for a dollar cannot be a rate; give one above 0 and up to {MostYenPerDollar}, with at most 12 decimals"));
        }
        else if (BigInteger.Abs(YenFactor.OfRate(rate).Round(total, YenRounding.Up)) > MostYen)
        {
            Add($"the total of {total} {currency} is more than {MostYen} yen; check the export");
        }
    }

    void CheckInvoice(long yen, ExactAmount total)
    {
        if (total.Sign == 0 ? yen != 0 : yen != 0 && Math.Sign(yen) != total.Sign)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"the invoice is about {yen} yen and the bill adds up to {total}; they cannot be of the same month, so give the right one"));
        }
        else if (BigInteger.Abs(yen) > MostYen)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"an invoice of {yen} yen is more than {MostYen}; check it"));
        }
    }
}
