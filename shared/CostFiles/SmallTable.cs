using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace GovCloud.CostFiles;

/// <summary>A small CSV that people made, often with Excel: UTF-8 with or without a byte order mark, or Shift_JIS with Microsoft's extensions (CP932).</summary>
sealed record SmallTable
{
    const int MostBytes = 16 << 20;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly Encoding StrictShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Names of the columns, as <see cref="Plain"/> makes them.</summary>
    public required ImmutableArray<string> Header { get; init; }

    /// <summary>The rows, with their lines in the file.</summary>
    public required ImmutableArray<(long Line, ImmutableArray<string> Cells)> Rows { get; init; }

    /// <summary>Digest of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Lines that are no row, with the reason.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>Reads.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for problems.</param>
    /// <exception cref="ExportException">It is too long, in another encoding, or empty.</exception>
    public static SmallTable Read(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        var bytes = ReadAll(content, name);
        var problems = ImmutableArray.CreateBuilder<string>();
        var rows = ImmutableArray.CreateBuilder<(long, ImmutableArray<string>)>();
        try
        {
            using var csv = CsvReader.FromText(Text(bytes, name), CsvReaderOptions.Default with
            {
                Separator = ',',
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Skip,
                FieldCountMismatch = CsvFieldCountHandling.Skip,
                OnMalformedRecord = r => problems.Add(FormattableString.Invariant($"{name}:{r.LineNumber}: it has another number of fields than the header, or its quotes are malformed; correct the line")),
            });
            var header = csv.Headers.ToArray().Select(Plain).ToImmutableArray();
            while (csv.Read())
            {
                rows.Add((csv.LineNumber, [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim())]));
            }

            return new SmallTable { Header = header, Rows = rows.ToImmutable(), Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Problems = problems.ToImmutable() };
        }
        catch (CsvFormatException malformed)
        {
            throw new ExportException(name, $"it cannot be read as CSV: {malformed.Message}; save it again as CSV", malformed);
        }
    }

    /// <summary>The first column that has one of the names; -1 where none has.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Header.IndexOf(Plain(name)) is var place and >= 0)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>A name or number without what people vary: full-width forms, case, spaces and underscores.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var narrow = character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character;
            if (!char.IsWhiteSpace(narrow) && narrow is not ('_' or '\uFEFF'))
            {
                plain.Append(char.ToLowerInvariant(narrow));
            }
        }

        return plain.ToString();
    }

    static byte[] ReadAll(Stream content, string name)
    {
        using var all = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = content.Read(block)) > 0;)
        {
            all.Write(block, 0, read);
            if (all.Length > MostBytes)
            {
                throw new ExportException(name, FormattableString.Invariant($"it is longer than {MostBytes >> 20} MiB, which no such table is; name the right file"));
            }
        }

        return all.Length == 0 ? throw new ExportException(name, "it is empty; save it again") : all.ToArray();
    }

    // Text that is valid UTF-8 is hardly ever meant as Shift_JIS: its lead bytes are followed by bytes that UTF-8 does not allow.
    static string Text(byte[] bytes, string name)
    {
        const string Remedy = "it is neither UTF-8 nor Shift_JIS; save it as CSV UTF-8";
        if (bytes.Contains((byte)0))
        {
            // UTF-16, which Shift_JIS would take for odd letters.
            throw new ExportException(name, Remedy);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            try
            {
                return StrictShiftJis.GetString(bytes);
            }
            catch (DecoderFallbackException neither)
            {
                throw new ExportException(name, Remedy, neither);
            }
        }
    }
}
