using System.Diagnostics;
using System.Text;
using GovCloud.LocalCloud.Functions;

namespace GovCloud.Benchmarks.ColdStarts;

/// <summary>A published function and how it is started.</summary>
/// <param name="Name">For people.</param>
/// <param name="Directory">Where it was published to.</param>
/// <param name="Assembly">Name of the executable assembly.</param>
/// <param name="SelfContained">It brings its runtime and starts by itself; else <c>dotnet exec</c> starts it, as the managed runtime does.</param>
/// <param name="Variables">Its environment.</param>
sealed record PublishedFunction(string Name, string Directory, string Assembly, bool SelfContained, IReadOnlyDictionary<string, string> Variables);

/// <summary>One cold start.</summary>
/// <param name="Init">From the process's start until it asks for work.</param>
/// <param name="FirstResponse">From the process's start until its first answer.</param>
/// <param name="Cpu">CPU time until then, all threads; in steps of 10 ms, so that only its mean says something.</param>
/// <param name="Memory">Most memory that it had in use until then, bytes.</param>
sealed record ColdStart(TimeSpan Init, TimeSpan FirstResponse, TimeSpan Cpu, long Memory);

/// <summary>Starts a function's process against a Runtime API and times its first invocation.</summary>
static class FunctionProcess
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidOperationException">It ended, or answered with an error; the message has its output.</exception>
    public static async Task<ColdStart> MeasureAsync(PublishedFunction function, byte[] payload, Action<string> check, CancellationToken cancellationToken)
    {
        await using var api = await RuntimeApi.StartAsync(cancellationToken);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        using var process = new Process { StartInfo = StartInfo(function, api.Address) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        var start = Stopwatch.GetTimestamp();
        process.Start();
        try
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var ended = process.WaitForExitAsync(limited.Token);
            // The measured process reads the real clock, so its deadline must be real too.
            var job = new RuntimeJob(Guid.NewGuid().ToString(), Encoding.UTF8.GetString(payload), TimeProvider.System.GetUtcNow().AddMinutes(1), "arn:aws:lambda:ap-northeast-1:131229090201:function:benchmark");
            var answering = api.RunAsync(job, limited.Token);
            await Task.WhenAny(api.Ready, api.InitError, ended);
            var init = Stopwatch.GetElapsedTime(start);
            await Task.WhenAny(answering, api.InitError, ended);
            var response = Stopwatch.GetElapsedTime(start);
            if (!answering.IsCompletedSuccessfully || await answering is not { ErrorType: null } answer)
            {
                throw new InvalidOperationException($"{function.Name} did not answer: {Text(output)}");
            }

            check(answer.Body);
            process.Refresh();
            return new ColdStart(init, response, process.TotalProcessorTime, process.PeakWorkingSet64);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    static ProcessStartInfo StartInfo(PublishedFunction function, string runtimeApi)
    {
        var start = new ProcessStartInfo(function.SelfContained ? Path.Combine(function.Directory, function.Assembly) : "dotnet")
        {
            WorkingDirectory = function.Directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!function.SelfContained)
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Path.Combine(function.Directory, function.Assembly + ".dll"));
        }

        // Nothing of this process's settings, above all none of its DOTNET_ variables.
        foreach (var inherited in start.Environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT" or "HOME" or "TMPDIR")).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = function.Assembly;
        start.Environment["LAMBDA_TASK_ROOT"] = function.Directory;
        foreach (var (name, value) in function.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    static void Keep(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }
}
