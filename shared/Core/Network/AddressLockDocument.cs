using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>The lock as text: indented JSON with a line for each fact, sorted, so that a change reads as what it is. Equal locks give equal text.</summary>
public static class AddressLockDocument
{
    /// <summary>Name of the file beside the estate's files.</summary>
    public const string FileName = "network.lock.json";

    const int Version = 1;

    static readonly JsonTypeInfo<LockDocument> Shape =
        (JsonTypeInfo<LockDocument>)new JsonSerializerOptions(AddressLockJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }.GetTypeInfo(typeof(LockDocument));

    /// <summary>Writes the text, which ends in a line feed.</summary>
    public static string Write(AddressLock recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var document = new LockDocument
        {
            Version = Version,
            Allocations = [.. recorded.Allocations.OrderBy(a => a.Key).Select(ToDocument)],
        };
        return JsonSerializer.Serialize(document, Shape) + "\n";
    }

    /// <summary>Reads a text. Changes by hand that keep the shape are found by the planner.</summary>
    /// <exception cref="JsonException">Not a lock, or one of another version; the message names line and remedy.</exception>
    public static AddressLock Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var document = JsonSerializer.Deserialize(text, Shape) ?? throw new JsonException("The lock is null.");
        return document.Version == Version
            ? new AddressLock { Allocations = [.. document.Allocations.Select(ToAllocation)] }
            : throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"The lock is of version {document.Version}, and this program reads version {Version}; use the program that wrote it."));
    }

    static LockedVpc ToDocument(VpcAllocation allocation) => new()
    {
        Account = allocation.Account,
        Vpc = allocation.Vpc,
        Pool = allocation.Pool,
        RequestedBy = allocation.RequestedBy,
        Requested = allocation.Size,
        Ranges = allocation.Ranges,
        Freed = allocation.Freed,
        Digest = allocation.Digest,
    };

    static VpcAllocation ToAllocation(LockedVpc vpc) => new()
    {
        Account = vpc.Account,
        Vpc = vpc.Vpc,
        Pool = vpc.Pool,
        RequestedBy = vpc.RequestedBy,
        Size = vpc.Requested,
        Ranges = vpc.Ranges.IsDefaultOrEmpty ? throw new JsonException($"The allocation of {vpc.Account}/{vpc.Vpc} has no range.") : vpc.Ranges,
        Freed = vpc.Freed,
        Digest = vpc.Digest,
    };
}

/// <summary>The file.</summary>
sealed record LockDocument
{
    public required int Version { get; init; }

    public required ImmutableArray<LockedVpc> Allocations { get; init; }
}

/// <summary>An allocation in the file.</summary>
sealed record LockedVpc
{
    public required AccountId Account { get; init; }

    public required string Vpc { get; init; }

    public required string Pool { get; init; }

    public required string RequestedBy { get; init; }

    public required RequestedSize Requested { get; init; }

    public required ImmutableArray<RangeAllocation> Ranges { get; init; }

    public DateOnly? Freed { get; init; }

    public required string Digest { get; init; }
}

/// <summary>Source-generated metadata of the lock: stacks read it at synthesis, functions may.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    NewLine = "\n",
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AccountIdJson), typeof(CidrJson), typeof(SubnetAllocationJson), typeof(RequestedSizeJson)])]
[JsonSerializable(typeof(LockDocument))]
sealed partial class AddressLockJson : JsonSerializerContext;

/// <summary>A subnet on one line: <c>10.0.0.0/26 application zone 1</c>.</summary>
sealed class SubnetAllocationJson : JsonConverter<SubnetAllocation>
{
    public override SubnetAllocation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return text.Split(' ') is [var range, var word, "zone", var number]
            && Cidr.TryParse(range, out var cidr)
            && Enum.TryParse<SubnetKind>(word, ignoreCase: true, out var kind)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var zone)
            && new SubnetAllocation(cidr, kind, zone) is var subnet && subnet.ToString() == text
            ? subnet
            : throw new JsonException($"'{text}' is not a subnet such as '10.0.0.0/26 application zone 1'.");
    }

    public override void Write(Utf8JsonWriter writer, SubnetAllocation value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A size on one line: <c>zones 2, application 50, data 20, endpoints 20, attached</c>.</summary>
sealed class RequestedSizeJson : JsonConverter<RequestedSize>
{
    public override RequestedSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return text.Split(", ") is [var zones, var application, var data, var endpoints, "attached" or "detached"]
            && Number(zones) is { } z && Number(application) is { } a && Number(data) is { } d && Number(endpoints) is { } e
            && new RequestedSize(z, a, d, e, text.EndsWith(", attached", StringComparison.Ordinal)) is var size && size.ToString() == text
            ? size
            : throw new JsonException($"'{text}' is not a size such as '{new RequestedSize(2, 50, 20, 20, Attached: true)}'.");
    }

    public override void Write(Utf8JsonWriter writer, RequestedSize value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    static int? Number(string part) => int.TryParse(part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
