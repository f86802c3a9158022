namespace GovCloud.Cost.Closing;

/// <summary>Something that stands against closing a month.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">What is found, in Japanese.</param>
/// <param name="Remedy">What to do about it, in Japanese.</param>
public sealed record ClosingObstacle(ClosingObstacleKind Kind, string Message, string Remedy)
{
    /// <summary>As it is stored and told.</summary>
    public override string ToString() => $"{Message}。対処: {Remedy}";
}

/// <summary>What an obstacle is about. In the order in which somebody would remove them.</summary>
public enum ClosingObstacleKind
{
    /// <summary>The day from which the month may be closed has not come.</summary>
    NotDue,

    /// <summary>There is no bill yet.</summary>
    NoBill,

    /// <summary>An account of the estate is in no bill.</summary>
    AccountWithoutBill,

    /// <summary>Chunks, files or rows of the bill are missing or cannot be read.</summary>
    IncompleteBill,

    /// <summary>Lines carry no invoice id yet.</summary>
    InvoiceIds,

    /// <summary>There is no line of support yet.</summary>
    Support,

    /// <summary>What turns the total into yen is missing or cannot be read.</summary>
    Conversion,

    /// <summary>Values of a monthly driver are missing or cannot be read.</summary>
    DriverValues,

    /// <summary>The engine refuses to apportion.</summary>
    Apportionment,

    /// <summary>The bill differs from what somebody else states.</summary>
    Reconciliation,

    /// <summary>The rest took more than the rules allow.</summary>
    Rest,
}
