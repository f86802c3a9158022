using System.Text;
using System.Text.Json;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>The lock beside the estate's files. It is replaced as a whole or not at all, and never when somebody else has changed it meanwhile.</summary>
sealed class LockFile
{
    readonly string path;
    readonly string? text;

    LockFile(string path, string? text, AddressLock recorded)
    {
        this.path = path;
        this.text = text;
        Recorded = recorded;
    }

    /// <summary>What the file records; empty where there is none yet.</summary>
    public AddressLock Recorded { get; }

    /// <summary>Reads the lock of an estate's folder; <see langword="null"/> after saying what is wrong with it.</summary>
    public static LockFile? Read(string folder, TextWriter error)
    {
        var file = Path.Combine(folder, AddressLockDocument.FileName);
        try
        {
            var content = File.Exists(file) ? File.ReadAllText(file) : null;
            return new LockFile(file, content, content is null ? AddressLock.Empty : AddressLockDocument.Read(content));
        }
        catch (JsonException e)
        {
            error.WriteLine(
                $"{file}:{(e.LineNumber ?? 0) + 1}:{(e.BytePositionInLine ?? 0) + 1}: error {NetworkRules.ChangedLock.Id}: {Sentence(e)} {NetworkRules.ChangedLock.Remedy.Japanese}");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{file}: error {NetworkRules.ChangedLock.Id}: the lock cannot be read ({e.Message}); check its permissions");
            return null;
        }
    }

    /// <summary>Replaces the file through a temporary one beside it.</summary>
    /// <exception cref="IOException">Another run is writing, the file has changed since it was read, or the disk refuses.</exception>
    public void Replace(AddressLock recorded)
    {
        var temporary = path + ".tmp";
        using var file = new FileStream(temporary, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        if ((File.Exists(path) ? File.ReadAllText(path) : null) != text)
        {
            file.Close();
            File.Delete(temporary);
            throw new IOException("the file has changed since it was read; plan again");
        }

        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(AddressLockDocument.Write(recorded)));
        file.Flush(flushToDisk: true);
        File.Move(temporary, path, overwrite: true);
    }

    static string Sentence(JsonException e) => e.Message.Split(" Path: ", StringSplitOptions.None)[0];
}
