using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GovCloud.LocalCloud.Queues;

/// <summary>The MD5 digests by which SQS clients check what they sent and received.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The SQS protocol prescribes MD5 as a checksum.")]
static class MessageDigest
{
    public static string OfBody(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    /// <summary>Each name, type and value in order of the name, with its length in front and the transport type between.</summary>
    public static string? OfAttributes(IReadOnlyDictionary<string, JsonElement> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            var type = value.GetProperty("DataType").GetString()!;
            Write(Encoding.UTF8.GetBytes(name));
            Write(Encoding.UTF8.GetBytes(type));
            var binary = type.StartsWith("Binary", StringComparison.Ordinal);
            buffer.WriteByte(binary ? (byte)2 : (byte)1);
            Write(binary ? value.GetProperty("BinaryValue").GetBytesFromBase64() : Encoding.UTF8.GetBytes(value.GetProperty("StringValue").GetString()!));
        }

        return Convert.ToHexStringLower(MD5.HashData(buffer.ToArray()));

        void Write(byte[] bytes)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            buffer.Write(length);
            buffer.Write(bytes);
        }
    }
}
