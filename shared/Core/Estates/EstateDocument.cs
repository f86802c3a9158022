using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GovCloud.Estates;

/// <summary>
/// The canonical form of an estate, shipped with every deployment: UTF-8 JSON without indentation, members in the order of the records, every
/// member that has a value written out. Equal estates give equal bytes, and so the digest names the estate that a decision was made with.
/// </summary>
public static class EstateDocument
{
    // Japanese stays readable. Safe, because the document is never embedded in HTML.
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonTypeInfo<Estate> Shape = StrictShape();

    /// <summary>Writes the document.</summary>
    public static byte[] Write(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            JsonSerializer.Serialize(writer, estate, Shape);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a document. What <see cref="Write"/> wrote comes back unchanged.</summary>
    /// <exception cref="JsonException">Not a document, or one of another version of these records: unknown, missing or mistyped members.</exception>
    public static ResolvedEstate Read(ReadOnlySpan<byte> document)
    {
        var estate = JsonSerializer.Deserialize(document, Shape) ?? throw new JsonException("The estate document is null.");
        return new ResolvedEstate(estate, DigestOf(document));
    }

    /// <summary>The digest of a document: SHA-256 of its bytes in lower-case hexadecimal digits.</summary>
    public static string DigestOf(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));

    /// <summary>Every member that cannot be null is required, so that a document of an older version never passes with silent defaults.</summary>
    static JsonTypeInfo<Estate> StrictShape()
    {
        var options = new JsonSerializerOptions(EstateJson.Default.Options) { TypeInfoResolver = EstateJson.Default.WithAddedModifier(RequireMembers) };
        return (JsonTypeInfo<Estate>)options.GetTypeInfo(typeof(Estate));
    }

    static void RequireMembers(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            member.IsRequired = !member.IsSetNullable;
        }
    }
}

/// <summary>An estate and the digest of the document it was read from.</summary>
/// <param name="Estate">The estate.</param>
/// <param name="Digest">SHA-256 of the document's bytes in lower-case hexadecimal digits; every decision records it.</param>
public sealed record ResolvedEstate(Estate Estate, string Digest);
