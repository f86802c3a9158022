namespace GovCloud.Cost.Apportioning;

/// <summary>The order of a bill's lines: by their members, so that it does not depend on the order in which they were read.</summary>
sealed class CostLineOrder : IComparer<CostLine>
{
    public static readonly CostLineOrder Instance = new();

    static readonly Func<CostLine, string>[] Texts =
    [
        l => l.Account, l => l.Service, l => l.ChargeType, l => l.BillingEntity, l => l.Currency, l => l.UsageType, l => l.Unit, l => l.UnitPrice,
        l => l.Owner?.ToString() ?? "",
    ];

    public int Compare(CostLine? x, CostLine? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        foreach (var text in Texts)
        {
            if (string.CompareOrdinal(text(x), text(y)) is var byText and not 0)
            {
                return byText;
            }
        }

        return CompareTags(x, y) is var byTags and not 0 ? byTags
            : x.Billed.CompareTo(y.Billed) is var byBilled and not 0 ? byBilled
            : x.Amortised.CompareTo(y.Amortised) is var byAmortised and not 0 ? byAmortised
            : x.Quantity.CompareTo(y.Quantity) is var byQuantity and not 0 ? byQuantity
            : x.Rows.CompareTo(y.Rows);
    }

    static int CompareTags(CostLine x, CostLine y)
    {
        foreach (var ((leftKey, leftValue), (rightKey, rightValue)) in x.Tags.Zip(y.Tags))
        {
            var order = string.CompareOrdinal(leftKey, rightKey) is var byKey and not 0 ? byKey : string.CompareOrdinal(leftValue, rightValue);
            if (order != 0)
            {
                return order;
            }
        }

        return x.Tags.Count.CompareTo(y.Tags.Count);
    }
}
