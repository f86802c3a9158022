namespace GovCloud.Cost.Sources;

/// <summary>Where the columns stand that the amortised cost of a row is computed from. -1 where a column is not there.</summary>
/// <remarks>Net columns are in a report only in months in which the account has a discount; they then stand before the others.</remarks>
public sealed record AmortisedColumns
{
    /// <summary>Whether one column states the amortised cost of every row.</summary>
    public bool IsFocus { get; init; }

    /// <summary>FOCUS EffectiveCost.</summary>
    public int Effective { get; init; } = -1;

    /// <summary>Unblended cost after discounts.</summary>
    public int NetUnblended { get; init; } = -1;

    /// <summary>Effective cost of use that a Savings Plan covers, net before gross.</summary>
    public ColumnPair SavingsPlanEffective { get; init; } = ColumnPair.None;

    /// <summary>Commitment of a Savings Plan to date.</summary>
    public int SavingsPlanCommitment { get; init; } = -1;

    /// <summary>Commitment that was used.</summary>
    public int SavingsPlanUsed { get; init; } = -1;

    /// <summary>Effective cost of use that a reservation covers, net before gross.</summary>
    public ColumnPair ReservationEffective { get; init; } = ColumnPair.None;

    /// <summary>What was paid up front for the part of a reservation that was not used, net before gross.</summary>
    public ColumnPair UnusedUpfront { get; init; } = ColumnPair.None;

    /// <summary>The recurring fee of the part of a reservation that was not used, net before gross.</summary>
    public ColumnPair UnusedRecurring { get; init; } = ColumnPair.None;

    /// <summary>The reservation, which tells its payment up front from other fees.</summary>
    public int ReservationArn { get; init; } = -1;

    /// <summary>The description, which tells the refund of a Savings Plan's payment from other refunds.</summary>
    public int Description { get; init; } = -1;

    /// <summary>The columns of a Cost and Usage Report.</summary>
    public static AmortisedColumns Legacy(Func<string, int> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return new AmortisedColumns
        {
            NetUnblended = at("lineItem/NetUnblendedCost"),
            SavingsPlanEffective = new(at("savingsPlan/NetSavingsPlanEffectiveCost"), at("savingsPlan/SavingsPlanEffectiveCost")),
            SavingsPlanCommitment = at("savingsPlan/TotalCommitmentToDate"),
            SavingsPlanUsed = at("savingsPlan/UsedCommitment"),
            ReservationEffective = new(at("reservation/NetEffectiveCost"), at("reservation/EffectiveCost")),
            UnusedUpfront = new(at("reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod"), at("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod")),
            UnusedRecurring = new(at("reservation/NetUnusedRecurringFee"), at("reservation/UnusedRecurringFee")),
            ReservationArn = at("reservation/ReservationARN"),
            Description = at("lineItem/LineItemDescription"),
        };
    }

    /// <summary>The columns of a Cost and Usage Report 2.0.</summary>
    public static AmortisedColumns Cur2(Func<string, int> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return new AmortisedColumns
        {
            NetUnblended = at("line_item_net_unblended_cost"),
            SavingsPlanEffective = new(at("savings_plan_net_savings_plan_effective_cost"), at("savings_plan_savings_plan_effective_cost")),
            SavingsPlanCommitment = at("savings_plan_total_commitment_to_date"),
            SavingsPlanUsed = at("savings_plan_used_commitment"),
            ReservationEffective = new(at("reservation_net_effective_cost"), at("reservation_effective_cost")),
            UnusedUpfront = new(at("reservation_net_unused_amortized_upfront_fee_for_billing_period"), at("reservation_unused_amortized_upfront_fee_for_billing_period")),
            UnusedRecurring = new(at("reservation_net_unused_recurring_fee"), at("reservation_unused_recurring_fee")),
            ReservationArn = at("reservation_reservation_a_r_n"),
            Description = at("line_item_line_item_description"),
        };
    }
}

/// <summary>Two columns that state the same, of which the first counts where it is filled.</summary>
/// <param name="Net">After discounts.</param>
/// <param name="Gross">Before discounts.</param>
public sealed record ColumnPair(int Net, int Gross)
{
    /// <summary>Neither is there.</summary>
    public static ColumnPair None { get; } = new(-1, -1);

    /// <summary>Whether the export has one of both.</summary>
    public bool Exists => Net >= 0 || Gross >= 0;
}
