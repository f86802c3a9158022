namespace GovCloud.Cost;

/// <summary>What a line of an export charges for, across the formats. Every line has one; what is not known is <see cref="Unknown"/>, never left out.</summary>
public enum ChargeKind
{
    /// <summary>A type that this version does not know. Its text is kept beside it.</summary>
    Unknown,

    /// <summary>Use at the on-demand price (FOCUS: Usage).</summary>
    Usage,

    /// <summary>Use that a reservation covers.</summary>
    ReservationUsage,

    /// <summary>Use that a Savings Plan covers.</summary>
    SavingsPlanUsage,

    /// <summary>The counter-entry of use that a Savings Plan covers.</summary>
    SavingsPlanNegation,

    /// <summary>A Savings Plan's recurring fee.</summary>
    SavingsPlanRecurringFee,

    /// <summary>A Savings Plan's payment up front.</summary>
    SavingsPlanUpfrontFee,

    /// <summary>A reservation's recurring fee.</summary>
    ReservationRecurringFee,

    /// <summary>A fee that is paid once: reservations up front, support, domains, Marketplace (FOCUS: Purchase).</summary>
    Fee,

    /// <summary>A subscription at a flat rate.</summary>
    Subscription,

    /// <summary>A discount of any programme.</summary>
    Discount,

    /// <summary>A credit (FOCUS: Credit).</summary>
    Credit,

    /// <summary>A refund (FOCUS: Adjustment).</summary>
    Refund,

    /// <summary>A tax.</summary>
    Tax,
}

/// <summary>The charge kinds of the formats' own words.</summary>
public static class ChargeKinds
{
    /// <summary>The kind of a <c>LineItemType</c> of a Cost and Usage Report or a <c>ChargeCategory</c> of FOCUS.</summary>
    /// <param name="text">The word, as it stands in the export.</param>
    public static ChargeKind Of(string text) => text switch
    {
        "Usage" => ChargeKind.Usage,
        "DiscountedUsage" => ChargeKind.ReservationUsage,
        "SavingsPlanCoveredUsage" => ChargeKind.SavingsPlanUsage,
        "SavingsPlanNegation" => ChargeKind.SavingsPlanNegation,
        "SavingsPlanRecurringFee" => ChargeKind.SavingsPlanRecurringFee,
        "SavingsPlanUpfrontFee" => ChargeKind.SavingsPlanUpfrontFee,
        "RIFee" => ChargeKind.ReservationRecurringFee,
        "Fee" or "Purchase" => ChargeKind.Fee,
        "FlatRateSubscription" => ChargeKind.Subscription,
        "Discount" or "BundledDiscount" or "EdpDiscount" or "PrivateRateDiscount" or "DistributorDiscount" => ChargeKind.Discount,
        "Credit" => ChargeKind.Credit,
        "Refund" or "Adjustment" => ChargeKind.Refund,
        "Tax" => ChargeKind.Tax,
        _ => ChargeKind.Unknown,
    };
}
