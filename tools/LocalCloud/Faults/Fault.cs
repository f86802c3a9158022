namespace GovCloud.LocalCloud.Faults;

/// <summary>Which calls are disturbed, and how. What is left out selects everything.</summary>
public sealed record Fault
{
    /// <summary>Name of the service for signing, for example <c>sqs</c>.</summary>
    public string? Service { get; init; }

    /// <summary>Names of operations, for example <c>SendMessageBatch</c>; all when empty.</summary>
    public IReadOnlySet<string> Operations { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The caller's account.</summary>
    public string? Account { get; init; }

    /// <summary>Physical name of the calling function.</summary>
    public string? Function { get; init; }

    /// <summary>The first of the selected calls that is disturbed, counted from 1.</summary>
    public long From { get; init; } = 1;

    /// <summary>How many calls are disturbed; null for all until the fault is taken away.</summary>
    public int? Calls { get; init; }

    /// <summary>The probability that a call which could be disturbed is, from 0 to 1. It depends on the plan's seed and on the number of the call alone.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>What happens.</summary>
    public required FaultEffect Effect { get; init; }

    /// <summary>A fault of a service, or of some of its operations.</summary>
    public static Fault Of(string service, FaultEffect effect, params ReadOnlySpan<string> operations) =>
        new() { Service = service, Effect = effect, Operations = new HashSet<string>(operations.ToArray(), StringComparer.Ordinal) };

    /// <summary>Whether it is about a call at all.</summary>
    internal bool Selects(FaultedCall call) =>
        (Service is null || Service == call.Service)
        && (Operations.Count == 0 || Operations.Contains(call.Operation))
        && (Account is null || Account == call.Account)
        && (Function is null || Function == call.Function)
        && Suits(call);

    bool Suits(FaultedCall call) => Effect switch
    {
        FaultEffect.PartialFailure => BatchFaults.HasEntries(call.Service, call.Operation),
        FaultEffect.SmallPages => PageLimit.Pages(call.Service, call.Operation),
        FaultEffect.StaleReads => call.Service == "dynamodb" && call.Operation is "GetItem" or "BatchGetItem" or "Query" or "Scan",
        _ => true,
    };
}

/// <summary>A call, as faults select it.</summary>
/// <param name="Service">Name of the service for signing.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Function">Physical name of the calling function; null for a person.</param>
public sealed record FaultedCall(string Service, string Operation, string Account, string? Function);

/// <summary>A disturbance that took place.</summary>
/// <param name="Time">When, by the clock of the cloud.</param>
/// <param name="Call">What was disturbed.</param>
/// <param name="Effect">How.</param>
public sealed record InjectedFault(DateTimeOffset Time, FaultedCall Call, FaultEffect Effect);
