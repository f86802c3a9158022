using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Audit.Evidence;

/// <summary>A file of evidence: where it lies and what it is.</summary>
/// <param name="Key">Key in the bucket, which is the path in a folder that was copied from it.</param>
/// <param name="Digest">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
public sealed record EvidenceFile(string Key, string Digest, long Bytes)
{
    /// <summary>SHA-256 as digests are written here.</summary>
    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>Who made evidence.</summary>
/// <param name="Function">The function, as it is named in the templates.</param>
/// <param name="Version">The build of the executable: its module's version id, which is equal for equal sources.</param>
/// <param name="EstateDigest">Digest of the estate by which it was made.</param>
public sealed record EvidenceAuthor(string Function, string Version, string EstateDigest);

/// <summary>The end of a chain, which is published outside of the bucket, so that cutting the chain off shows.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Sequence">Number of its last entry.</param>
/// <param name="Digest">Digest of that entry.</param>
public sealed record ChainHead(string Chain, long Sequence, string Digest)
{
    /// <summary>As it is printed and told: <c>chain:sequence:digest</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chain}:{Sequence}:{Digest}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out ChainHead head)
    {
        head = new("", 0, "");
        if (text?.Split(':') is not [{ Length: > 0 } chain, var number, { Length: 64 } digest] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || sequence < 1 || !digest.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        head = new(chain, sequence, digest);
        return true;
    }
}

/// <summary>
/// A link of a chain: files that were kept together, bound to everything that was kept before by the digest of the entry before. Holds no personal data: keys, digests and
/// names of functions.
/// </summary>
public sealed record ChainEntry
{
    /// <summary>The version of this format.</summary>
    public const int CurrentFormat = 1;

    const int DigestLength = 64;

    /// <summary>Always <see cref="CurrentFormat"/>.</summary>
    public required int Format { get; init; }

    /// <summary>The chain: the kind of evidence, and the first part of its keys.</summary>
    public required string Chain { get; init; }

    /// <summary>Number within the chain, from 1 without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>Digest of the entry before; of the first one, <see cref="Genesis"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>The files, sorted by key.</summary>
    public required ImmutableArray<EvidenceFile> Files { get; init; }

    /// <summary>The instant of what they prove, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which function kept them.</summary>
    public required string Function { get; init; }

    /// <summary>Which build of it.</summary>
    public required string FunctionVersion { get; init; }

    /// <summary>By which estate.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>SHA-256 of its canonical bytes.</summary>
    [JsonIgnore]
    public string Digest => EvidenceFile.DigestOf(Write());

    /// <summary>The head of a chain that ends here.</summary>
    [JsonIgnore]
    public ChainHead Head => new(Chain, Sequence, Digest);

    /// <summary>What the first entry of a chain names as the entry before. It differs by chain, so that the beginning of one is none of another.</summary>
    public static string Genesis(string chain) => EvidenceFile.DigestOf(Encoding.UTF8.GetBytes($"govcloud evidence chain {CurrentFormat}\n{chain}"));

    /// <summary>The entry that follows <paramref name="last"/>; the first one where there is none.</summary>
    public static ChainEntry After(ChainEntry? last, string chain, IEnumerable<EvidenceFile> files, DateTimeOffset at, EvidenceAuthor author)
    {
        ArgumentNullException.ThrowIfNull(author);
        return new()
        {
            Format = CurrentFormat,
            Chain = chain,
            Sequence = (last?.Sequence ?? 0) + 1,
            Previous = last?.Digest ?? Genesis(chain),
            Files = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal)],
            At = at.ToUniversalTime(),
            Function = author.Function,
            FunctionVersion = author.Version,
            EstateDigest = author.EstateDigest,
        };
    }

    /// <summary>Where an entry is kept: numbered, so that only one writer can make the next one.</summary>
    public static string KeyOf(string chain, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{ChainFolder(chain)}{sequence:00000000}.json");

    /// <summary>Where the entries of a chain are kept.</summary>
    public static string ChainFolder(string chain) => $"{chain}/chain/";

    /// <summary>Its canonical bytes.</summary>
    public byte[] Write() => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(this, ChainJson.Default.ChainEntry));

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It is no entry, or is not spelled as <see cref="Write"/> spells it: somebody touched it.</exception>
    public static ChainEntry Read(ReadOnlyMemory<byte> json)
    {
        ChainEntry entry;
        try
        {
            entry = JsonSerializer.Deserialize(json.Span, ChainJson.Default.ChainEntry) ?? throw new FormatException("The entry is null.");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The entry cannot be read: {broken.Message}", broken);
        }

        if (entry.Format != CurrentFormat || entry.Sequence < 1 || entry.Files.IsDefault || entry.Previous.Length != DigestLength)
        {
            throw new FormatException($"The entry is not of format {CurrentFormat}.");
        }

        return entry.Write().AsSpan().SequenceEqual(json.Span) ? entry : throw new FormatException("The entry is not spelled as it was written.");
    }
}

/// <summary>Source-generated metadata of entries.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ChainEntry))]
public sealed partial class ChainJson : JsonSerializerContext;
