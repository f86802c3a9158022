using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>A disturbance of the tables.</summary>
public sealed record DynamoDbFault
{
    /// <summary>Error code to answer with, for example <c>ProvisionedThroughputExceededException</c>; null answers properly.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>HTTP status of the error.</summary>
    public int Status { get; init; } = 400;

    /// <summary>Added before every answer.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>How many calls are disturbed; null for all until the fault is taken away.</summary>
    public int? Calls { get; init; }

    /// <summary>Only these operations, for example <c>TransactWriteItems</c>; all when empty.</summary>
    public IReadOnlySet<string> Operations { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A table at its limit.</summary>
    public static DynamoDbFault Throttled(int? calls) => new() { ErrorCode = "ProvisionedThroughputExceededException", Calls = calls };

    /// <summary>A service that does not work.</summary>
    public static DynamoDbFault Outage(int? calls) => new() { ErrorCode = "InternalServerError", Status = 500, Calls = calls };
}

/// <summary>The disturbances that are in force.</summary>
public sealed class DynamoDbFaults
{
    readonly ConcurrentDictionary<object, (DynamoDbFault Fault, int Left)> active = new();

    /// <summary>Puts a fault in force; disposing the result takes it away.</summary>
    public IDisposable Inject(DynamoDbFault fault)
    {
        var ticket = new Ticket(this);
        active[ticket] = (fault, fault.Calls ?? int.MaxValue);
        return ticket;
    }

    internal DynamoDbFault? Next(string operation)
    {
        foreach (var (ticket, (fault, left)) in active)
        {
            if (left > 0 && (fault.Operations.Count == 0 || fault.Operations.Contains(operation)) && active.TryUpdate(ticket, (fault, left - 1), (fault, left)))
            {
                return fault;
            }
        }

        return null;
    }

    sealed class Ticket(DynamoDbFaults faults) : IDisposable
    {
        public void Dispose() => faults.active.TryRemove(this, out _);
    }
}
