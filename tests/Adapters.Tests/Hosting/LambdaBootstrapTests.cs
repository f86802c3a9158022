using System.Text;
using System.Text.Json;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Adapters.Tests.Hosting;

public sealed class LambdaBootstrapTests : IAsyncLifetime, IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ManualTime time = new(Start);
    readonly MemoryStream output = new();
    readonly CancellationTokenSource stop = new();
    RuntimeApi api = null!;
    JsonLoggerProvider? logs;
    Metrics metrics = null!;

    public async Task InitializeAsync() => api = await RuntimeApi.StartAsync();

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await api.DisposeAsync();
    }

    public void Dispose()
    {
        stop.Dispose();
        logs?.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task The_handlers_output_is_posted_as_the_response_of_its_invocation()
    {
        var run = Run((input, result, _, _) =>
        {
            result.Write(input.Span);
            return ValueTask.CompletedTask;
        });
        var first = await api.InvokeAsync("""{"名":"一"}""", Start.AddSeconds(30));
        var second = await api.InvokeAsync("{}", Start.AddSeconds(30));
        Assert.Equal(new Posted("invocation/request-1/response", """{"名":"一"}""", null, "application/json"), first);
        Assert.Equal(new Posted("invocation/request-2/response", "{}", null, "application/json"), second);
        Assert.Equal(0, await EndAsync(run));
    }

    [Fact]
    public async Task The_context_carries_what_lambda_told_about_the_invocation()
    {
        var contexts = new List<LambdaContext>();
        string? trace = null;
        var run = Run((_, _, context, _) =>
        {
            contexts.Add(context);
            trace = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
            return ValueTask.CompletedTask;
        });
        await api.InvokeAsync("{}", Start.AddSeconds(30), "Root=1-abc;Sampled=1");
        Assert.Equal("Root=1-abc;Sampled=1", trace);
        await api.InvokeAsync("{}", Start.AddSeconds(60));
        await EndAsync(run);
        Assert.Equal(["request-1", "request-2"], contexts.ConvertAll(context => context.AwsRequestId));
        Assert.Equal([true, false], contexts.ConvertAll(context => context.ColdStart));
        Assert.Equal(TimeSpan.FromSeconds(30), contexts[0].RemainingTime);
        Assert.Equal("arn:aws:lambda:ap-northeast-1:111122223333:function:f", contexts[0].InvokedFunctionArn);
        Assert.Equal(("f", 512, "/aws/lambda/f"), (contexts[0].FunctionName, contexts[0].MemoryLimitInMB, contexts[0].LogGroupName));
        Assert.Null(trace);
    }

    [Fact]
    public async Task A_failed_invocation_is_reported_and_the_loop_goes_on()
    {
        var run = Run((input, result, _, _) =>
        {
            result.Write("partial"u8);
            return input.Length > 2 ? throw new InvalidDataException("壊れています") : ValueTask.CompletedTask;
        });
        var failed = await api.InvokeAsync("broken", Start.AddSeconds(30));
        var fine = await api.InvokeAsync("{}", Start.AddSeconds(30));
        await EndAsync(run);
        Assert.Equal(("invocation/request-1/error", nameof(InvalidDataException)), (failed.Path, failed.ErrorType));
        using var error = JsonDocument.Parse(failed.Body);
        Assert.Equal("壊れています", error.RootElement.GetProperty("errorMessage").GetString());
        Assert.Equal(nameof(InvalidDataException), error.RootElement.GetProperty("errorType").GetString());
        Assert.Contains(nameof(LambdaBootstrapTests), error.RootElement.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(("invocation/request-2/response", "partial"), (fine.Path, fine.Body));
        var line = Assert.Single(Lines(), line => line.TryGetProperty("exception", out _));
        Assert.Equal(("ERROR", "request-1"), (line.GetProperty("level").GetString(), line.GetProperty("function_request_id").GetString()));
    }

    [Fact]
    public async Task A_handler_is_cancelled_half_a_second_before_its_deadline_and_not_earlier()
    {
        var entered = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run(async (_, _, _, cancellationToken) =>
        {
            entered.SetResult(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        var answer = api.InvokeAsync("{}", Start.AddSeconds(3));
        var token = await entered.Task;
        time.Advance(TimeSpan.FromMilliseconds(2499));
        Assert.False(token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(LambdaBootstrap.DeadlineExceeded, (await answer).ErrorType);
        Assert.Equal(0, await EndAsync(run));
    }

    [Fact]
    public async Task Telling_a_busy_function_to_end_cancels_the_handler_reports_and_exits_with_0()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run(async (_, _, _, cancellationToken) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        var answer = api.InvokeAsync("{}", Start.AddSeconds(30));
        await entered.Task;
        Assert.Equal(0, await EndAsync(run));
        Assert.Equal(("invocation/request-1/error", LambdaBootstrap.Stopped), ((await answer).Path, (await answer).ErrorType));
    }

    [Fact]
    public async Task A_handler_that_finishes_its_work_although_told_to_end_is_answered_normally()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource();
        var run = Run(async (_, result, _, _) =>
        {
            entered.SetResult();
            await release.Task;
            result.Write("done"u8);
        });
        var answer = api.InvokeAsync("{}", Start.AddSeconds(30));
        await entered.Task;
        await stop.CancelAsync();
        release.SetResult();
        Assert.Equal("done", (await answer).Body);
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task A_failed_initialisation_is_reported_and_exits_with_1()
    {
        var exit = await Run(_ => throw new FormatException("estate.json is damaged"));
        var posted = Assert.Single(api.Posts);
        Assert.Equal((1, "init/error", nameof(FormatException)), (exit, posted.Path, posted.ErrorType));
        Assert.Contains("estate.json is damaged", posted.Body, StringComparison.Ordinal);
        Assert.Equal("FATAL", Assert.Single(Lines()).GetProperty("level").GetString());
    }

    [Fact]
    public async Task Being_told_to_end_during_initialisation_is_no_failure()
    {
        var run = Run(async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("not reached");
        });
        Assert.Equal(0, await EndAsync(run));
        Assert.Empty(api.Posts);
    }

    [Theory]
    [InlineData("next")]
    [InlineData("response")]
    [InlineData("error")]
    public async Task A_container_error_of_the_runtime_api_ends_the_process(string call)
    {
        api.Answers[call] = 500;
        var run = Run((input, _, _, _) => input.Length > 2 ? throw new InvalidDataException("x") : ValueTask.CompletedTask);
        if (call is not "next")
        {
            await api.InvokeAsync(call is "error" ? "broken" : "{}", Start.AddSeconds(30));
        }

        Assert.Equal(1, await run);
    }

    [Fact]
    public async Task A_runtime_api_that_cannot_be_reached_ends_the_process()
    {
        await api.DisposeAsync();
        Assert.Equal(1, await Run((_, _, _, _) => ValueTask.CompletedTask));
    }

    [Fact]
    public async Task A_response_that_is_too_large_is_reported_as_such()
    {
        api.Answers["response"] = 413;
        var run = Run((_, result, _, _) =>
        {
            result.Write("large"u8);
            return ValueTask.CompletedTask;
        });
        Assert.Equal("Function.ResponseSizeTooLarge", (await api.InvokeAsync("{}", Start.AddSeconds(30))).ErrorType);
        Assert.Equal(0, await EndAsync(run));
    }

    [Fact]
    public async Task An_answer_that_lambda_does_not_take_does_not_end_the_loop()
    {
        api.Answers["response"] = 400;
        var run = Run((_, _, _, _) => ValueTask.CompletedTask);
        await api.InvokeAsync("{}", Start.AddSeconds(30));
        api.Answers.Clear();
        Assert.Equal("invocation/request-2/response", (await api.InvokeAsync("{}", Start.AddSeconds(30))).Path);
        Assert.Equal(0, await EndAsync(run));
    }

    [Fact]
    public async Task Metrics_are_written_before_the_answer_also_when_the_handler_fails_and_the_cold_start_counts_once()
    {
        var run = Run((input, _, _, _) =>
        {
            metrics.Add("Alerts", 1);
            return input.Length > 2 ? throw new InvalidDataException("x") : ValueTask.CompletedTask;
        });
        await api.InvokeAsync("broken", Start.AddSeconds(30));
        Assert.Single(Lines(), line => line.TryGetProperty("ColdStart", out _));
        Assert.Single(Lines(), line => line.TryGetProperty("Alerts", out _));
        await api.InvokeAsync("{}", Start.AddSeconds(30));
        Assert.Single(Lines(), line => line.TryGetProperty("ColdStart", out _));
        Assert.Equal(2, Lines().Count(line => line.TryGetProperty("Alerts", out _)));
        await EndAsync(run);
    }

    [Fact]
    public async Task Lines_that_are_logged_in_a_handler_name_the_invocation()
    {
        var run = Run((_, _, _, _) =>
        {
            logs!.CreateLogger("test").Log(LogLevel.Information, default, "in", null, (state, _) => state);
            return ValueTask.CompletedTask;
        });
        await api.InvokeAsync("{}", Start.AddSeconds(30), "Root=1-abc;Parent=p;Sampled=1");
        await EndAsync(run);
        var line = Assert.Single(Lines(), line => line.TryGetProperty("message", out _));
        Assert.Equal("request-1", line.GetProperty("function_request_id").GetString());
        Assert.Equal("1-abc", line.GetProperty("xray_trace_id").GetString());
        Assert.True(line.GetProperty("cold_start").GetBoolean());
    }

    Task<int> Run(LambdaHandler handler) => Run(_ => ValueTask.FromResult(handler));

    async Task<int> Run(Func<CancellationToken, ValueTask<LambdaHandler>> initialize)
    {
        var environment = new LambdaEnvironment
        {
            RuntimeApi = api.HostAndPort,
            FunctionName = "f",
            Service = "s",
            MemoryLimitInMB = 512,
            LogGroupName = "/aws/lambda/f",
        };
        var lines = new JsonLines(output);
        logs = new JsonLoggerProvider(environment, lines, time);
        metrics = new Metrics("Test", environment, lines, time);
        using var bootstrap = new LambdaBootstrap(environment, initialize, logs, metrics, time);
        return await bootstrap.RunAsync(stop.Token);
    }

    async Task<int> EndAsync(Task<int> run)
    {
        await stop.CancelAsync();
        return await run;
    }

    List<JsonElement> Lines() =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
