namespace GovCloud.Hosting;

/// <summary>What is known about one invocation. Members are named as those of <c>ILambdaContext</c> in Amazon.Lambda.Core.</summary>
public sealed record LambdaContext
{
    /// <summary>Id of the invocation; the same again when Lambda retries an asynchronous one.</summary>
    public required string AwsRequestId { get; init; }

    /// <summary>ARN by which the function was invoked: with the alias or version, if one was named.</summary>
    public string InvokedFunctionArn { get; init; } = "";

    /// <summary>The function's name.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>The function's version.</summary>
    public string FunctionVersion { get; init; } = "$LATEST";

    /// <summary>Memory in MB (MiB, strictly).</summary>
    public int MemoryLimitInMB { get; init; } = 128;

    /// <summary>CloudWatch Logs group.</summary>
    public string LogGroupName { get; init; } = "";

    /// <summary>CloudWatch Logs stream.</summary>
    public string LogStreamName { get; init; } = "";

    /// <summary>X-Ray trace header, such as <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=…;Sampled=1</c>; null when the caller sent none.</summary>
    public string? TraceId { get; init; }

    /// <summary>When Lambda ends the invocation, UTC.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Whether this is the first invocation of the process.</summary>
    public bool ColdStart { get; init; }

    /// <summary>The clock that <see cref="RemainingTime"/> is read from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Time until <see cref="Deadline"/>; negative after it.</summary>
    public TimeSpan RemainingTime => Deadline - Time.GetUtcNow();
}
