using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>Reads one file of a bill. What is wrong with it is told, and nothing of a file that cannot be read to the end is counted.</summary>
sealed class BillFileReader(BillSource source, BillRequest request, Action<long>? progress, CancellationToken cancellation)
{
    const int MostRejectedNamed = 100;

    static readonly byte[] GzipMagic = [0x1F, 0x8B];
    static readonly byte[] ZipMagic = "PK"u8.ToArray();

    readonly List<string> problems = [];
    readonly List<string> notes = [];
    long rejected;

    /// <summary>Reads.</summary>
    public BillFile Read()
    {
        var tally = new BillTally(request);
        try
        {
            using var delivered = new DigestStream(source.Open());
            using var content = Unpacked(delivered, source);
            var format = ExportCsv.Read(content, source.Name, Reject, csv =>
            {
                var (columns, problem) = BillColumns.Detect(csv.Headers.ToArray(), request);
                if (columns is null)
                {
                    throw new ExportException(source.Name, problem!);
                }

                Judge(columns);
                ExportCsv.ForEachRow(csv, new BillRows(columns, request, tally, Reject).Add, progress, cancellation);
                return columns.Export.Format;
            });
            var sha256 = delivered.Complete();
            Judge(sha256, delivered.Count);
            Judge(tally);
            return new BillFile(tally, new BillInput(source.Name, format, sha256, delivered.Count, tally.Rows, tally.Billed), [.. problems], [.. notes]);
        }
        catch (ExportException unreadable)
        {
            return new BillFile(null, null, [.. problems, unreadable.Message], [.. notes]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new BillFile(null, null, [.. problems, $"{source.Name}: it cannot be read ({failure.Message}); fetch it again"], [.. notes]);
        }
    }

    /// <summary>Looks at the first bytes: names of objects do not always say how they are packed.</summary>
    internal static Stream Unpacked(Stream delivered, BillSource source)
    {
        var magic = new byte[GzipMagic.Length];
        var read = delivered.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (magic.AsSpan(0, read).SequenceEqual(ZipMagic))
        {
            throw new ExportException(source.Name, "it is a zip archive, which cannot be read as it comes; let the export be delivered as gzip, or fetch it and name the file");
        }

        Stream whole = new PrefixedStream(magic.AsMemory(0, read), delivered);
        var content = magic.AsSpan(0, read).SequenceEqual(GzipMagic) ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        return source.Header.IsEmpty ? content : new PrefixedStream(Encoding.UTF8.GetBytes(string.Join(',', source.Header) + "\n"), content);
    }

    void Reject(long row, string reason)
    {
        if (++rejected <= MostRejectedNamed)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source.Name}:{row}: {reason}; fetch the file again, or correct the row where it was edited by hand"));
        }
    }

    void Judge(BillColumns columns)
    {
        if (columns.Export.PeriodStart < 0)
        {
            problems.Add($"{source.Name}: it says of no row which month it belongs to; add the column of the billing period to the export's definition. Its rows are taken for {request.Month}");
        }

        if (columns.Export.Currency < 0)
        {
            problems.Add($"{source.Name}: it states no currency; add the column of the currency to the export's definition");
        }

        if (columns.TagMap < 0 && columns.Tags.Where(t => t.Place < 0).Select(t => t.Key).ToArray() is { Length: > 0 } absent)
        {
            notes.Add($"{source.Name}: it has no column for the tag{(absent.Length > 1 ? "s" : "")} {string.Join(", ", absent)}; rules do not see {(absent.Length > 1 ? "them" : "it")} until activated as cost allocation tags");
        }
    }

    void Judge(string sha256, long bytes)
    {
        if (source.Sha256 is { } wanted && !string.Equals(wanted, sha256, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{source.Name}: its SHA-256 is {sha256} and should be {wanted}; fetch it again, or find out who changed it");
        }

        if (source.Bytes >= 0 && source.Bytes != bytes)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source.Name}: {bytes} bytes came and {source.Bytes} were announced; fetch it again"));
        }
    }

    void Judge(BillTally tally)
    {
        if (rejected > MostRejectedNamed)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source.Name}: {rejected} rows could not be read; the first {MostRejectedNamed} are named"));
        }

        foreach (var (month, currency, rows, billed) in tally.OtherMonths)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Name}: {rows} rows of {month}, {billed} {currency} together, are no part of {request.Month} and were left out; name the files of {request.Month} only"));
        }

        if (tally.RowsWithoutAmortised > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{source.Name}: the amortised cost of {tally.RowsWithoutAmortised} rows is not stated, so that it is what was billed; add the columns of reservations and Savings Plans, or EffectiveCost, to the export's definition"));
        }
    }
}

/// <summary>A file of a bill that was read.</summary>
/// <param name="Tally">What was counted; none where it could not be read to the end.</param>
/// <param name="Input">What is said of it; none where it could not be read to the end.</param>
/// <param name="Problems">What is missing from the sums.</param>
/// <param name="Notes">What should be known of it.</param>
sealed record BillFile(BillTally? Tally, BillInput? Input, ImmutableArray<string> Problems, ImmutableArray<string> Notes);
