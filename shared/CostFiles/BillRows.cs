using System.Text;
using CsvHelper;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>Turns the rows of one file into what a bill's tally counts.</summary>
sealed class BillRows(BillColumns columns, BillRequest request, BillTally tally, Action<long, string> reject)
{
    readonly byte[] month = Encoding.UTF8.GetBytes(request.Month.ToString());
    readonly byte[] key = new byte[BillKey.MostBytes];
    readonly TagMapReader map = new(columns.Tags);

    /// <summary>Counts a row.</summary>
    public void Add(CsvReader csv)
    {
        if (ExportCsv.IsSplit(csv, columns.Export))
        {
            tally.AddSplit();
            return;
        }

        if (Refusal(csv) is { } reason)
        {
            reject(csv.LineNumber, reason);
        }
    }

    string? Refusal(CsvReader csv)
    {
        var cost = Field(csv, columns.Export.BilledCost).Trim((byte)' ');
        if (!ExactAmount.TryParse(cost, out var billed))
        {
            return $"the cost '{Shown(cost)}' is no decimal number of at most {ExactAmount.Decimals} decimals";
        }

        var type = Field(csv, columns.Export.ChargeType);
        if (!AmortisedCost.TryCompute(csv, columns, type, billed, out var amortised, out var isStated))
        {
            return $"an amount that its amortised cost is computed from is no decimal number of at most {ExactAmount.Decimals} decimals";
        }

        var quantity = Field(csv, columns.Quantity).Trim((byte)' ');
        var units = ExactAmount.Zero;
        if (!quantity.IsEmpty && !ExactAmount.TryParse(quantity, out units))
        {
            return $"the quantity '{Shown(quantity)}' is no decimal number of at most {ExactAmount.Decimals} decimals";
        }

        return Count(csv, type, new BillSum(1, billed, amortised, units), isStated);
    }

    string? Count(CsvReader csv, ReadOnlySpan<byte> type, in BillSum amounts, bool isStated)
    {
        if (OtherMonth(Field(csv, columns.Export.PeriodStart)) is { } other)
        {
            tally.AddOther(other, Encoding.UTF8.GetString(Field(csv, columns.Export.Currency)), amounts);
            return null;
        }

        if (columns.TagMap >= 0 && !map.TryRead(Field(csv, columns.TagMap)))
        {
            return "its tags are no JSON object";
        }

        var account = Field(csv, columns.Export.UsageAccount);
        var built = new BillKey(key);
        var fits = built.TryAppend(account.IsEmpty ? Field(csv, columns.Export.PayerAccount) : account)
            && built.TryAppend(Field(csv, columns.Export.Product))
            && built.TryAppend(type)
            && built.TryAppend(Field(csv, columns.BillingEntity))
            && built.TryAppend(Field(csv, columns.Export.Currency))
            && TryAppendTags(csv, ref built)
            && (!request.UnitPrices
                || (built.TryAppend(Field(csv, columns.UsageType)) && built.TryAppend(Field(csv, columns.Unit)) && built.TryAppend(Field(csv, columns.UnitPrice))));
        if (!fits)
        {
            return $"account, product, tags and unit price take more than {BillKey.MostBytes} bytes";
        }

        tally.Add(built.Bytes, amounts, !Field(csv, columns.Export.InvoiceId).IsEmpty, isStated);
        return null;
    }

    /// <summary>The month that a row belongs to, as it is told to people, where it is not the one that was asked for.</summary>
    string? OtherMonth(ReadOnlySpan<byte> period)
    {
        if (columns.Export.PeriodStart < 0 || period.StartsWith(month))
        {
            return null;
        }

        return !BillingMonth.TryRead(period, out var read) ? $"'{Shown(period)}'"
            : read == request.Month ? null
            : read.ToString();
    }

    bool TryAppendTags(CsvReader csv, ref BillKey built)
    {
        for (var i = 0; i < columns.Tags.Length; i++)
        {
            var place = columns.Tags[i].Place;
            if (!built.TryAppend(place >= 0 ? Field(csv, place) : map.Value(i)))
            {
                return false;
            }
        }

        return true;
    }

    static ReadOnlySpan<byte> Field(CsvReader csv, int place) => ExportCsv.Field(csv, place);

    static string Shown(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length > 40 ? text[..40] : text);
}
