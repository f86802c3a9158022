using GovCloud.EstateFiles;
using GovCloud.Infra.Network;

namespace GovCloud.Infra;

/// <summary>
/// What <c>cdk.json</c> runs: reads the estate that the context names and writes the cloud assembly. Context keys: <c>estate</c>, the estate's
/// folder; <c>functions</c>, where the functions were published to. Both relative to the folder of <c>cdk.json</c>.
/// </summary>
public static class SynthCommand
{
    const string EstateKey = "estate";
    const string FunctionsKey = "functions";

    /// <summary>Synthesises the estate's stacks. Whatever is wrong with the inputs is written as sentences, all of it, and nothing is synthesised.</summary>
    /// <param name="app">The app.</param>
    /// <param name="today">Today in Japan.</param>
    /// <param name="errors">Where problems are written.</param>
    /// <returns>The exit code.</returns>
    public static int Run(App app, DateOnly today, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var folder = Context(app, EstateKey);
            var read = EstateFolder.Load(folder, today);
            foreach (var problem in read.Problems)
            {
                errors.WriteLine(problem);
            }

            if (read.Estate is not { } estate)
            {
                return 1;
            }

            var published = Context(app, FunctionsKey);
            GovCloudApp.AddStacks(app, estate, new BuildFolders { PublishedFunctions = published, Staging = $"{Path.TrimEndingDirectorySeparator(published)}-asset" });
            if (estate.Network.TransitGateway is not null)
            {
                GovCloudApp.AddNetwork(app, estate, AddressLockFile.Read(folder, estate, today));
            }
        }
        catch (Exception input) when (input is SynthInputException or DirectoryNotFoundException)
        {
            errors.WriteLine($"error: {input.Message}");
            return 1;
        }

        app.Synth();
        return 0;
    }

    static string Context(App app, string key) =>
        app.Node.TryGetContext(key) as string ?? throw new SynthInputException($"The context key '{key}' is not set. cdk.json sets it; -c {key}=... overrides it.");
}

/// <summary>The inputs cannot be deployed as they are. The message is a sentence for the operator that says what to change.</summary>
public sealed class SynthInputException(string message) : Exception(message);
