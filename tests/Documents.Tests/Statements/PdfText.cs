using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace GovCloud.Documents.Tests.Statements;

/// <summary>Reads the text of our PDF files by their own character map, as a program that copies text does.</summary>
static partial class PdfText
{
    public static string Read(ReadOnlySpan<byte> file)
    {
        var streams = Streams(file).ToList();
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match entry in streams.SelectMany(s => MapEntry().Matches(s)))
        {
            map[entry.Groups[1].Value] = Encoding.BigEndianUnicode.GetString(Convert.FromHexString(entry.Groups[2].Value));
        }

        var text = new StringBuilder();
        foreach (Match shown in streams.SelectMany(s => Shown().Matches(s)))
        {
            text.AppendJoin("", shown.Groups[1].Value.Chunk(4).Select(c => map[new string(c)])).Append('\n');
        }

        return text.ToString();
    }

    static IEnumerable<string> Streams(ReadOnlySpan<byte> file)
    {
        var found = new List<string>();
        for (var rest = file; rest.IndexOf("/FlateDecode"u8) is var filter and >= 0;)
        {
            rest = rest[filter..];
            rest = rest[(rest.IndexOf("stream\n"u8) + 7)..];
            using var packed = new MemoryStream(rest.ToArray());
            using var zip = new ZLibStream(packed, CompressionMode.Decompress);
            using var reader = new StreamReader(zip, Encoding.Latin1);
            found.Add(reader.ReadToEnd());
        }

        return found;
    }

    [GeneratedRegex(@"^<([0-9A-F]{4})><([0-9A-F]+)>$", RegexOptions.Multiline, 1000)]
    private static partial Regex MapEntry();

    [GeneratedRegex("<([0-9A-F]*)> Tj", RegexOptions.None, 1000)]
    private static partial Regex Shown();
}
