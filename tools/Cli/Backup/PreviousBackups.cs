using System.IO.Compression;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Resilience.Checks;

namespace GovCloud.Cli.Backup;

/// <summary>What earlier audits found to be kept how long.</summary>
sealed class PreviousBackups
{
    readonly Dictionary<string, AccountRetention> byAccount = new(StringComparer.Ordinal);
    readonly bool given;

    PreviousBackups(bool given) => this.given = given;

    /// <summary>Reads what earlier audits kept; of two about an account the later one counts.</summary>
    /// <exception cref="IOException">A file is not there, or is no packed file although its name says so.</exception>
    /// <exception cref="JsonException">A file is no evidence of an audit.</exception>
    public static PreviousBackups Read(IReadOnlyCollection<string> files)
    {
        var found = new PreviousBackups(files.Count > 0);
        foreach (var retention in files.SelectMany(file => Record(file).Retentions).OrderBy(retention => retention.At))
        {
            found.byAccount[retention.Account] = retention;
        }

        return found;
    }

    /// <summary>What was kept how long in an account.</summary>
    public Reading<AccountRetention?> Of(AccountId account) => !given ? Readings.Unknown<AccountRetention?>("前回の監査の結果(--previous)が指定されていない")
        : byAccount.TryGetValue(account.ToString(), out var retention) ? Readings.Known<AccountRetention?>(retention)
        : Readings.Unknown<AccountRetention?>("前回の監査の結果にこのアカウントがない");

    static BackupAuditRecord Record(string file)
    {
        using var stream = File.OpenRead(file);
        if (!file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            using var plain = new MemoryStream();
            stream.CopyTo(plain);
            return BackupAuditRecord.Read(plain.ToArray());
        }

        try
        {
            using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            gzip.CopyTo(unpacked);
            return BackupAuditRecord.Read(unpacked.ToArray());
        }
        catch (InvalidDataException torn)
        {
            throw new IOException($"{file}: {torn.Message}", torn);
        }
    }
}
