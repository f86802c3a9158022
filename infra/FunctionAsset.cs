using System.Security.Cryptography;

namespace GovCloud.Infra;

/// <summary>The folder that becomes the functions' one zip: the published executable and the estate it decides by.</summary>
static class FunctionAsset
{
    /// <summary>Name of the estate in the zip.</summary>
    internal const string EstateFileName = "estate.json";

    const string Executable = "GovCloud.Functions.dll";

    /// <summary>Puts the executable and the estate together in a folder named by their content, so that equal inputs give the same folder.</summary>
    /// <param name="published">Where the functions were published to.</param>
    /// <param name="staging">Where the folder is made.</param>
    /// <param name="estate">The estate.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="SynthInputException">The functions were not published.</exception>
    internal static string Stage(string published, string staging, Estate estate)
    {
        if (!File.Exists(Path.Combine(published, Executable)))
        {
            throw new SynthInputException($"The functions are not published: {Executable} is missing in '{published}'. Run tools/build/publish-functions.");
        }

        var document = EstateDocument.Write(estate);
        var files = Directory.GetFiles(published, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(published, file))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var folder = Path.Combine(Path.GetFullPath(staging), $"{estate.Profile.Name}-{Digest(published, files, document)[..16]}");
        if (!Directory.Exists(folder))
        {
            Fill(folder, published, files, document);
        }

        return folder;
    }

    static string Digest(string published, string[] files, byte[] document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(document);
        foreach (var file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"\0{file}\0"));
            hash.AppendData(File.ReadAllBytes(Path.Combine(published, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Filled under another name and then renamed: a synth that was interrupted leaves no half-filled folder that the next one would take for whole.
    static void Fill(string folder, string published, string[] files, byte[] document)
    {
        var partial = FormattableString.Invariant($"{folder}.{System.Environment.ProcessId}");
        foreach (var file in files)
        {
            var target = Path.Combine(partial, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(published, file), target, overwrite: true);
        }

        File.WriteAllBytes(Path.Combine(partial, EstateFileName), document);
        try
        {
            Directory.Move(partial, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(partial, recursive: true);
        }
    }
}
