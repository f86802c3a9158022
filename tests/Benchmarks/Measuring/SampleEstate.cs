using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Benchmarks.Measuring;

/// <summary>The sample estate as it is shipped with a deployment.</summary>
sealed class SampleEstate
{
    SampleEstate(byte[] document)
    {
        Document = document;
        var resolved = EstateDocument.Read(document);
        Index = new EstateIndex(resolved.Estate, resolved.Digest);
        Accounts = [.. resolved.Estate.Accounts.Select(account => account.Id.ToString())];
    }

    public byte[] Document { get; }

    public EstateIndex Index { get; }

    public string[] Accounts { get; }

    public static SampleEstate Load()
    {
        var result = EstateFolder.Load(Path.Combine(RepositoryRoot(), "estates", "katsushika"), DateOnly.FromDateTime(EventMix.Start.UtcDateTime));
        return new SampleEstate(EstateDocument.Write(result.Estate ?? throw new InvalidDataException("The sample estate is not valid. Remedy: ./gca estate validate")));
    }

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The benchmarks run from within the repository: start them with ./bench.");
    }
}
