namespace GovCloud.LocalCloud.Faults;

/// <summary>What happens to a call that a fault hits.</summary>
public abstract record FaultEffect
{
    private protected FaultEffect()
    {
    }

    /// <summary>Too many calls, in the words of the service: <c>ThrottlingException</c>, 429, <c>SlowDown</c> and so on.</summary>
    public sealed record Throttled : FaultEffect;

    /// <summary>The caller may not do this.</summary>
    public sealed record Denied : FaultEffect;

    /// <summary>The caller's session has ended.</summary>
    public sealed record ExpiredCredentials : FaultEffect;

    /// <summary>The service does not work.</summary>
    /// <param name="Status">500 for a failure inside, 503 for no service.</param>
    public sealed record ServerError(int Status = 500) : FaultEffect;

    /// <summary>Any other error.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Code">Error code, without namespace.</param>
    /// <param name="Message">For people.</param>
    public sealed record Error(int Status, string Code, string Message = "Injected by the local cloud.") : FaultEffect;

    /// <summary>The connection breaks without an answer.</summary>
    /// <param name="AfterWork">Whether the call has been carried out by then.</param>
    public sealed record ConnectionCut(bool AfterWork = false) : FaultEffect;

    /// <summary>The call begins late.</summary>
    /// <param name="Time">By how much.</param>
    public sealed record Delayed(TimeSpan Time) : FaultEffect
    {
        /// <summary>By the real clock; else by that of the cloud, which somebody has to move while the call waits.</summary>
        public bool ByRealClock { get; init; }
    }

    /// <summary>Entries of a batch fail while the others succeed. Leaves calls alone that have no entries.</summary>
    /// <param name="Every">1 for all entries, 2 for every second one beginning with the second, and so on; of a shorter batch the last one.</param>
    /// <param name="Code">Why, where the service says so.</param>
    public sealed record PartialFailure(int Every = 2, string Code = "InternalFailure") : FaultEffect;

    /// <summary>Lists come in small pages. Leaves calls alone that do not page.</summary>
    /// <param name="Size">Most items of a page; at least 1.</param>
    /// <param name="EmptyEvery">Each page of this number is empty and has a token all the same; at least 2, or 0 for none.</param>
    public sealed record SmallPages(int Size = 1, int EmptyEvery = 0) : FaultEffect;

    /// <summary>Reads of tables that do not ask for consistency do not see writes for a time. Leaves all other calls alone.</summary>
    /// <param name="Lag">How long by the clock of the cloud.</param>
    public sealed record StaleReads(TimeSpan Lag) : FaultEffect;
}
