using System.Buffers.Binary;
using System.Text;

namespace GovCloud.Cost.Sources;

/// <summary>
/// What rows of a line agree in, as bytes: account, product, charge type, billing entity, currency, tags, and where they were asked for usage type, unit and unit
/// price. Each part has its length before it, so that no text in a part can look like the end of one.
/// </summary>
/// <param name="buffer">Where it is built; used again for the next row.</param>
public ref struct BillKey(byte[] buffer)
{
    /// <summary>Place of the first tag.</summary>
    public const int FirstTag = 5;

    /// <summary>The longest key: what does not fit is no text of a bill.</summary>
    public const int MostBytes = 1 << 14;

    const int LengthBytes = sizeof(ushort);

    int end;

    /// <summary>The key so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, end);

    /// <summary>Adds a part.</summary>
    /// <returns><see langword="false"/> where the key becomes too long.</returns>
    public bool TryAppend(scoped ReadOnlySpan<byte> part)
    {
        if (end + LengthBytes + part.Length > buffer.Length)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(end), (ushort)part.Length);
        part.CopyTo(buffer.AsSpan(end + LengthBytes));
        end += LengthBytes + part.Length;
        return true;
    }

    /// <summary>The parts of a key as text.</summary>
    public static string[] Parts(ReadOnlySpan<byte> key)
    {
        var parts = new List<string>();
        while (!key.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(key);
            parts.Add(Encoding.UTF8.GetString(key.Slice(LengthBytes, length)));
            key = key[(LengthBytes + length)..];
        }

        return [.. parts];
    }
}
