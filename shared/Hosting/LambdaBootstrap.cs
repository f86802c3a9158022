using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace GovCloud.Hosting;

/// <summary>The main loop of a Lambda function: initialise once, then take and answer invocations one at a time until Lambda ends the process.</summary>
/// <remarks>
/// Named after <c>Amazon.Lambda.RuntimeSupport.LambdaBootstrap</c>; why that package is not used: docs/decisions/0003-lambda-hosting.md.
/// A handler's exception is logged and reported, and the loop goes on. Metrics are flushed before the answer is sent, because Lambda may freeze the process after it.
/// </remarks>
/// <param name="environment">What Lambda told the process.</param>
/// <param name="initialize">Builds the handler during the init phase.</param>
/// <param name="logs">Gets the current invocation, which its lines then name.</param>
/// <param name="metrics">Flushed at the end of each invocation.</param>
/// <param name="time">The clock of the deadline.</param>
public sealed partial class LambdaBootstrap(
    LambdaEnvironment environment,
    Func<CancellationToken, ValueTask<LambdaHandler>> initialize,
    JsonLoggerProvider logs,
    Metrics metrics,
    TimeProvider time) : IDisposable
{
    /// <summary>How long before the deadline a handler is cancelled, so that there is time to answer.</summary>
    public static readonly TimeSpan DeadlineMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>Reported as error type when a handler was cancelled before its deadline.</summary>
    public const string DeadlineExceeded = "Function.DeadlineExceeded";

    /// <summary>Reported as error type when a handler was cancelled because the process was told to end.</summary>
    public const string Stopped = "Runtime.Stopped";

    const string ResponseTooLarge = "Function.ResponseSizeTooLarge";

    readonly RuntimeApiClient api = new(environment.RuntimeApi);
    readonly ILogger log = logs.CreateLogger("GovCloud.Hosting");
    bool warm;

    /// <summary>Runs until SIGTERM, cancellation, or a failure from which the process cannot go on.</summary>
    /// <param name="cancellationToken">Has the effect of SIGTERM: an idle loop ends at once, a busy one cancels its handler and reports first.</param>
    /// <returns>The exit code: 0 when told to end; 1 when initialisation failed or the Runtime API cannot be used any more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        try
        {
            return await InitializeAsync(stopping.Token) is { } handler ? await LoopAsync(handler, stopping.Token) : 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (RuntimeApiException e)
        {
            LogRuntimeApiUnusable(e);
            return 1;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => api.Dispose();

    async ValueTask<LambdaHandler?> InitializeAsync(CancellationToken stopping)
    {
        try
        {
            return await initialize(stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogInitializationFailed(e);
            await api.FailInitializationAsync(e);
            return null;
        }
    }

    async Task<int> LoopAsync(LambdaHandler handler, CancellationToken stopping)
    {
        using var output = new MemoryStream(4096);
        while (!stopping.IsCancellationRequested)
        {
            var invocation = await api.NextAsync(stopping);
            var context = ContextOf(invocation);
            // The variable is where the AWS SDK and X-Ray look for it.
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            logs.Current = context;
            output.SetLength(0);
            await InvokeAsync(handler, invocation, context, output, stopping);
            logs.Current = null;
        }

        return 0;
    }

    async Task InvokeAsync(LambdaHandler handler, Invocation invocation, LambdaContext context, MemoryStream output, CancellationToken stopping)
    {
        if (context.ColdStart)
        {
            metrics.Add("ColdStart", 1, MetricUnit.Count, new MetricDimension("function_name", environment.FunctionName));
        }

        var left = context.RemainingTime - DeadlineMargin;
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            await handler(invocation.Input, output, context, either.Token);
        }
        catch (Exception e)
        {
            await FailAsync(context, e, deadline.IsCancellationRequested, stopping.IsCancellationRequested);
            return;
        }

        metrics.Flush(context);
        var outcome = await api.RespondAsync(context.AwsRequestId, output.GetBuffer().AsMemory(0, (int)output.Length));
        if (outcome == PostOutcome.TooLarge)
        {
            LogResponseTooLarge(output.Length);
            await api.FailAsync(context.AwsRequestId, ResponseTooLarge, $"The response has {output.Length} bytes, more than Lambda accepts.", null);
        }
        else if (outcome == PostOutcome.Refused)
        {
            LogAnswerRefused();
        }
    }

    async Task FailAsync(LambdaContext context, Exception exception, bool late, bool stopped)
    {
        // Only a cancellation is a consequence of the deadline; any other failure keeps its own name, also when it came late.
        var (type, message) = exception switch
        {
            OperationCanceledException when stopped => (Stopped, "The process was told to end before the handler was done."),
            OperationCanceledException when late => (DeadlineExceeded, $"The handler was cancelled {DeadlineMargin.TotalMilliseconds} ms before its deadline."),
            _ => (RuntimeApiClient.TypeName(exception), exception.Message),
        };
        LogHandlerFailed(exception, type);
        metrics.Flush(context);
        if (await api.FailAsync(context.AwsRequestId, type, message, exception) != PostOutcome.Accepted)
        {
            LogAnswerRefused();
        }
    }

    LambdaContext ContextOf(Invocation invocation)
    {
        var cold = !warm;
        warm = true;
        return new LambdaContext
        {
            AwsRequestId = invocation.RequestId,
            InvokedFunctionArn = invocation.FunctionArn,
            FunctionName = environment.FunctionName,
            FunctionVersion = environment.FunctionVersion,
            MemoryLimitInMB = environment.MemoryLimitInMB,
            LogGroupName = environment.LogGroupName,
            LogStreamName = environment.LogStreamName,
            TraceId = invocation.TraceId,
            Deadline = invocation.Deadline,
            ColdStart = cold,
            Time = time,
        };
    }

    [LoggerMessage(LogLevel.Error, "The handler failed: {ErrorType}")]
    partial void LogHandlerFailed(Exception exception, string errorType);

    [LoggerMessage(LogLevel.Critical, "The function could not be initialised.")]
    partial void LogInitializationFailed(Exception exception);

    [LoggerMessage(LogLevel.Critical, "The Runtime API cannot be used any more; the process ends.")]
    partial void LogRuntimeApiUnusable(Exception exception);

    [LoggerMessage(LogLevel.Error, "The response has {ResponseBytes} bytes, more than Lambda accepts.")]
    partial void LogResponseTooLarge(long responseBytes);

    [LoggerMessage(LogLevel.Warning, "Lambda did not take the answer; the invocation has probably timed out.")]
    partial void LogAnswerRefused();
}
