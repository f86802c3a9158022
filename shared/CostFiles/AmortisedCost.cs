using CsvHelper;
using GovCloud.Cost;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>
/// The amortised cost of a row: payments in advance and commitments fall on the use that they cover, and what of them was not used on their fee rows. FOCUS states
/// it; of a Cost and Usage Report it is computed as AWS's Cloud Intelligence Dashboards do, by charge type.
/// </summary>
static class AmortisedCost
{
    /// <summary>Computes it.</summary>
    /// <param name="csv">The reader, at the row.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="type">The charge type.</param>
    /// <param name="billed">What was billed.</param>
    /// <param name="amortised">The amortised cost; what was billed where the export does not state it.</param>
    /// <param name="isStated">Whether the export states it.</param>
    /// <returns><see langword="false"/> where an amount is no number.</returns>
    public static bool TryCompute(CsvReader csv, BillColumns columns, ReadOnlySpan<byte> type, in ExactAmount billed, out ExactAmount amortised, out bool isStated)
    {
        var places = columns.Amortised;
        (amortised, isStated) = (billed, true);
        if (places.IsFocus)
        {
            isStated = !ExportCsv.Field(csv, places.Effective).IsEmpty;
            return !isStated || TryAmount(csv, places.Effective, out amortised);
        }

        return Of(csv, columns, type) switch
        {
            Rule.SavingsPlanUse => TryFirst(csv, places.SavingsPlanEffective, out amortised),
            Rule.SavingsPlanFee => TryUnusedCommitment(csv, places, out amortised),
            Rule.ReservationUse => TryFirst(csv, places.ReservationEffective, out amortised),
            Rule.ReservationFee => TryUnusedReservation(csv, places, out amortised),
            Rule.Nothing => Nothing(out amortised),
            Rule.NotStated => NotStated(out isStated),
            _ => places.NetUnblended < 0 || TryNet(csv, places.NetUnblended, type, billed, out amortised),
        };
    }

    enum Rule
    {
        Unblended,
        SavingsPlanUse,
        SavingsPlanFee,
        ReservationUse,
        ReservationFee,
        Nothing,
        NotStated,
    }

    static Rule Of(CsvReader csv, BillColumns columns, ReadOnlySpan<byte> type)
    {
        var places = columns.Amortised;
        // All of a commitment's columns or none: spread over its use in one row and paid in another, it would count twice.
        var plans = places.SavingsPlanEffective.Exists && places.SavingsPlanCommitment >= 0 && places.SavingsPlanUsed >= 0;
        var reservations = places.ReservationEffective.Exists && places.UnusedUpfront.Exists && places.UnusedRecurring.Exists;
        return type switch
        {
            _ when type.SequenceEqual("Usage"u8) => Rule.Unblended,
            _ when type.SequenceEqual("SavingsPlanCoveredUsage"u8) => plans ? Rule.SavingsPlanUse : Rule.NotStated,
            _ when type.SequenceEqual("SavingsPlanRecurringFee"u8) => plans ? Rule.SavingsPlanFee : Rule.NotStated,
            _ when type.SequenceEqual("SavingsPlanNegation"u8) || type.SequenceEqual("SavingsPlanUpfrontFee"u8) => plans ? Rule.Nothing : Rule.NotStated,
            _ when type.SequenceEqual("DiscountedUsage"u8) => reservations ? Rule.ReservationUse : Rule.NotStated,
            _ when type.SequenceEqual("RIFee"u8) => reservations ? Rule.ReservationFee : Rule.NotStated,
            _ when type.SequenceEqual("Fee"u8) && !ExportCsv.Field(csv, places.ReservationArn).IsEmpty => reservations ? Rule.Nothing : Rule.NotStated,
            _ when type.SequenceEqual("Refund"u8) && IsRefundOfPlan(csv, columns) => plans ? Rule.Nothing : Rule.NotStated,
            _ => Rule.Unblended,
        };
    }

    static bool IsRefundOfPlan(CsvReader csv, BillColumns columns) =>
        ExportCsv.Field(csv, columns.Export.Product).SequenceEqual("ComputeSavingsPlans"u8)
        && ExportCsv.Field(csv, columns.Amortised.Description).StartsWith("Refund for one-time fee for Savings Plan ID"u8);

    static bool Nothing(out ExactAmount amortised)
    {
        amortised = ExactAmount.Zero;
        return true;
    }

    static bool NotStated(out bool isStated)
    {
        isStated = false;
        return true;
    }

    static bool TryUnusedCommitment(CsvReader csv, AmortisedColumns places, out ExactAmount amortised)
    {
        var valid = TryAmount(csv, places.SavingsPlanCommitment, out var commitment) & TryAmount(csv, places.SavingsPlanUsed, out var used);
        amortised = commitment - used;
        return valid;
    }

    static bool TryUnusedReservation(CsvReader csv, AmortisedColumns places, out ExactAmount amortised)
    {
        var valid = TryFirst(csv, places.UnusedUpfront, out var upfront) & TryFirst(csv, places.UnusedRecurring, out var recurring);
        amortised = upfront + recurring;
        return valid;
    }

    // Net amounts hold the discount already: its own row would take it off a second time.
    static bool TryNet(CsvReader csv, int place, ReadOnlySpan<byte> type, in ExactAmount billed, out ExactAmount amortised)
    {
        amortised = billed;
        if (!ExportCsv.Field(csv, place).IsEmpty)
        {
            return TryAmount(csv, place, out amortised);
        }

        amortised = type.EndsWith("Discount"u8) ? ExactAmount.Zero : billed;
        return true;
    }

    static bool TryFirst(CsvReader csv, ColumnPair pair, out ExactAmount amount) =>
        TryAmount(csv, ExportCsv.Field(csv, pair.Net).IsEmpty ? pair.Gross : pair.Net, out amount);

    /// <summary>An amount; nothing where the field is empty.</summary>
    static bool TryAmount(CsvReader csv, int place, out ExactAmount amount)
    {
        var field = ExportCsv.Field(csv, place).Trim((byte)' ');
        amount = ExactAmount.Zero;
        return field.IsEmpty || ExactAmount.TryParse(field, out amount);
    }
}
