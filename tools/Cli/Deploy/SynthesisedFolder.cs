using System.Diagnostics;

namespace GovCloud.Cli.Deploy;

/// <summary>A cloud assembly: one that is there, or one that is synthesised from an estate and goes with this object.</summary>
sealed class SynthesisedFolder : IDisposable
{
    readonly bool isTemporary;

    SynthesisedFolder(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
    }

    /// <summary>The assembly's folder.</summary>
    public string Path { get; }

    /// <summary>The assembly that is named, else that of the estate; <see langword="null"/> after saying why there is none.</summary>
    public static async Task<SynthesisedFolder?> OfAsync(string? assembly, string? estate, TextWriter error, CancellationToken cancellationToken)
    {
        if (estate is null)
        {
            return new SynthesisedFolder(assembly!, isTemporary: false);
        }

        if (!Directory.Exists(estate))
        {
            error.WriteLine($"error: there is no folder '{estate}'.");
            return null;
        }

        if (Application() is not { } application)
        {
            error.WriteLine("error: an estate is synthesised inside the repository; here is no cdk.json. Remedy: npx cdk synth there, and name the two assemblies.");
            return null;
        }

        var made = new SynthesisedFolder(Directory.CreateTempSubdirectory("gca-deploy-").FullName, isTemporary: true);
        if (await SynthesiseAsync(application, estate, made.Path, error, cancellationToken))
        {
            return made;
        }

        made.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (isTemporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    static async Task<bool> SynthesiseAsync(string application, string estate, string output, TextWriter error, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("npx")
        {
            WorkingDirectory = application,
            ArgumentList = { "cdk", "synth", "--quiet", "--context", $"estate={System.IO.Path.GetFullPath(estate)}", "--output", output },
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var written = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await written;
        if (process.ExitCode != 0)
        {
            error.WriteLine($"error: '{estate}' was not synthesised:");
            error.Write(errors);
        }

        return process.ExitCode == 0;
    }

    /// <summary>The folder of <c>cdk.json</c>: this one or one above, else above this program.</summary>
    static string? Application()
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "cdk.json")))
                {
                    return folder.FullName;
                }
            }
        }

        return null;
    }
}
