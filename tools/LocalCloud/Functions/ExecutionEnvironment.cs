using System.Diagnostics;
using System.Text.Json;

namespace GovCloud.LocalCloud.Functions;

/// <summary>One process of a function with its Runtime API. It serves one invocation at a time and is thrown away when it dies or runs late.</summary>
sealed class ExecutionEnvironment : IAsyncDisposable
{
    // Lambda's own limit for the init phase.
    static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);
    readonly FunctionDefinition definition;
    readonly RuntimeApi api;
    readonly Process process;
    readonly Stopwatch sinceStart = Stopwatch.StartNew();

    ExecutionEnvironment(FunctionDefinition definition, RuntimeApi api, Process process, string sessionToken)
    {
        SessionToken = sessionToken;
        this.definition = definition;
        this.api = api;
        this.process = process;
    }

    /// <summary>With which the process signs its calls.</summary>
    public string SessionToken { get; }

    public bool IsAlive => !process.HasExited;

    /// <summary>Starts the process; it is not ready yet.</summary>
    public static async Task<ExecutionEnvironment> StartAsync(
        FunctionDefinition definition, IReadOnlyDictionary<string, string> variables, string sessionToken, Action<string, bool> log, CancellationToken cancellationToken)
    {
        var runtime = await RuntimeApi.StartAsync(cancellationToken);
        var start = Command(definition);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Address;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["AWS_SESSION_TOKEN"] = sessionToken;
        var started = new Process { StartInfo = start };
        started.OutputDataReceived += (_, line) => Keep(line.Data, isError: false);
        started.ErrorDataReceived += (_, line) => Keep(line.Data, isError: true);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new(definition, runtime, started, sessionToken);

        void Keep(string? text, bool isError)
        {
            if (text is not null)
            {
                log(text, isError);
            }
        }
    }

    /// <summary>Waits until the process asks for work. Null when it does; else why it does not.</summary>
    public async Task<RuntimeAnswer?> InitAsync(CancellationToken cancellationToken)
    {
        var exit = process.WaitForExitAsync(cancellationToken);
        var limit = Task.Delay(InitLimit, cancellationToken);
        var first = await Task.WhenAny(api.Ready, api.InitError, exit, limit);
        cancellationToken.ThrowIfCancellationRequested();
        return first == api.Ready ? null
            : api.InitError.IsCompleted ? await api.InitError
            : first == exit ? Failure("Runtime.ExitError", $"Runtime exited with error: exit status {process.ExitCode}")
            : Failure("Sandbox.Timedout", $"Init phase timed out after {InitLimit.TotalSeconds:F2} seconds");
    }

    /// <summary>Time from the process start until now.</summary>
    public TimeSpan SinceStart => sinceStart.Elapsed;

    /// <summary>Runs one invocation to its answer, its timeout or the death of the process.</summary>
    public async Task<RuntimeAnswer> InvokeAsync(string requestId, string payload, CancellationToken cancellationToken)
    {
        // Processes live on the real clock, whatever the simulated one says.
        var job = new RuntimeJob(requestId, payload, TimeProvider.System.GetUtcNow() + definition.Timeout, definition.Arn.ToString());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = api.RunAsync(job, ending.Token);
        var exit = process.WaitForExitAsync(ending.Token);
        var limit = Task.Delay(definition.Timeout, ending.Token);
        var first = await Task.WhenAny(answer, exit, limit);
        if (first == answer)
        {
            await ending.CancelAsync();
            return await answer;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var failure = first == exit
            ? Failure("Runtime.ExitError", $"RequestId: {requestId} Error: Runtime exited with error: exit status {process.ExitCode}")
            : Failure("Sandbox.Timedout", $"RequestId: {requestId} Error: Task timed out after {definition.Timeout.TotalSeconds:F2} seconds");
        await ending.CancelAsync();
        Kill();
        return failure;
    }

    /// <summary>Ends the process as the kernel would.</summary>
    void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Ends the process and waits until it is gone.</summary>
    public Task KillAsync()
    {
        Kill();
        return process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        await api.DisposeAsync();
    }

    static RuntimeAnswer Failure(string type, string message) => new(JsonSerializer.Serialize(new { errorType = type, errorMessage = message }), type);

    static ProcessStartInfo Command(FunctionDefinition definition)
    {
        var managed = definition.Runtime.StartsWith("dotnet", StringComparison.Ordinal);
        var start = new ProcessStartInfo(managed ? "dotnet" : Path.Combine(definition.Directory, "bootstrap"))
        {
            WorkingDirectory = definition.Directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (managed)
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Path.Combine(definition.Directory, definition.Handler + ".dll"));
        }

        // A function sees its own variables, not those of whoever started the local cloud.
        foreach (var inherited in start.Environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT" or "HOME" or "TMPDIR")).ToList())
        {
            start.Environment.Remove(inherited);
        }

        return start;
    }
}
