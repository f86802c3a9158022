namespace GovCloud.LocalCloud.Chaos;

/// <summary>What goes wrong with one call. Errors of AWS are not here: they are faults of the gateway.</summary>
public enum ChaosKind
{
    /// <summary>The caller's process dies before the call reaches anybody.</summary>
    KillBefore,

    /// <summary>The call is carried out, and the caller's process dies before it hears the answer.</summary>
    KillAfter,

    /// <summary>The connection breaks before the call is carried out.</summary>
    CutBefore,

    /// <summary>The call is carried out, and the connection breaks before the answer.</summary>
    CutAfter,

    /// <summary>Nobody carries it out, and nobody answers until the caller gives up.</summary>
    Silence,

    /// <summary>DynamoDB cancels a transaction because another one is at work on the same items.</summary>
    TransactionConflict,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>404: the receiver is no longer there.</summary>
    Gone,
}

/// <summary>Which calls are meant.</summary>
/// <param name="Function">A part of the caller's physical name; <see cref="Slack"/> for posts to webhooks, whose callers do not sign.</param>
/// <param name="Operation">For example <c>TransactWriteItems</c>, <c>SendEmail</c>; the HTTP method for S3 and Slack; <see cref="Invocation"/> for the function's own invocation.</param>
public readonly record struct ChaosTarget(string Function, string Operation)
{
    /// <summary>Stands for whoever posts to a webhook.</summary>
    public const string Slack = "Slack";

    /// <summary>Stands for the invocation of the function: killed before, it has done nothing; killed after, it has done everything and nobody heard of it.</summary>
    public const string Invocation = "Invoke";

    /// <inheritdoc/>
    public override string ToString() => $"{Function} {Operation}";
}

/// <summary>How often something goes wrong with certain calls.</summary>
/// <param name="Target">The calls.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="PerTenThousand">Of ten thousand calls so many are hit on average.</param>
public sealed record ChaosRule(ChaosTarget Target, ChaosKind Kind, int PerTenThousand);
