using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>Takes an <c>aws-chunked</c> upload apart, and checks its length and its CRC32 trailer. A server that stores the chunk headers corrupts every object.</summary>
static class ChunkedBody
{
    const string ChecksumPrefix = "x-amz-checksum-";

    public static (byte[] Body, KeyValuePair<string, string>? Checksum) Decode(AwsRequest request)
    {
        if (!request.Header("x-amz-content-sha256").StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            return (request.Body, Verified(request.Body, HeaderChecksum(request)));
        }

        var (body, trailer) = Dechunk(request.Body);
        return request.Header("x-amz-decoded-content-length") is { Length: > 0 } declared && long.Parse(declared, CultureInfo.InvariantCulture) != body.Length
            ? throw AwsApiException.Invalid("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.")
            : (body, Verified(body, trailer ?? HeaderChecksum(request)));
    }

    static (byte[] Body, KeyValuePair<string, string>? Trailer) Dechunk(ReadOnlySpan<byte> rest)
    {
        using var body = new MemoryStream(rest.Length);
        while (true)
        {
            var header = Line(ref rest);
            var size = header.Split(';')[0];
            if (!int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || length > rest.Length)
            {
                throw AwsApiException.Invalid("InvalidChunkSizeError", "A chunk has no valid size.");
            }

            if (length == 0)
            {
                return (body.ToArray(), ReadTrailer(rest));
            }

            body.Write(rest[..length]);
            rest = rest[length..];
            Line(ref rest);
        }
    }

    static KeyValuePair<string, string>? ReadTrailer(ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 0)
        {
            if (Line(ref rest).Split(':', 2) is [var name, var value] && name.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return KeyValuePair.Create(name.ToLowerInvariant(), value.Trim());
            }
        }

        return null;
    }

    static string Line(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        if (end < 0)
        {
            throw AwsApiException.Invalid("IncompleteBody", "The request body ended inside of a chunk.");
        }

        var line = Encoding.ASCII.GetString(rest[..end]);
        rest = rest[(end + 2)..];
        return line;
    }

    static KeyValuePair<string, string>? HeaderChecksum(AwsRequest request) =>
        request.Headers.Keys.FirstOrDefault(name => name.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith("-mode", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("-type", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("-algorithm", StringComparison.OrdinalIgnoreCase)) is { } header
            ? KeyValuePair.Create(header.ToLowerInvariant(), request.Header(header))
            : null;

    static KeyValuePair<string, string>? Verified(byte[] body, KeyValuePair<string, string>? checksum)
    {
        if (checksum is { Key: "x-amz-checksum-crc32", Value: var expected })
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, Crc32(body));
            if (!string.Equals(Convert.ToBase64String(bytes), expected, StringComparison.Ordinal))
            {
                throw AwsApiException.Invalid("BadDigest", "The CRC32 you specified did not match the calculated checksum.");
            }
        }

        return checksum;
    }

    static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static index => Enumerable.Range(0, 8).Aggregate((uint)index, static (value, _) => (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1))];
}
