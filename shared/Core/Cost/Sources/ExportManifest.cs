using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Cost.Sources;

/// <summary>What AWS says an export consists of. Read from <c>…-Manifest.json</c>: chunks beside it that it does not name are leftovers of an earlier delivery.</summary>
/// <remarks>Source: AWS Data Exports user guide, "Understanding export delivery" and "Cost and Usage Report files".</remarks>
public sealed record ExportManifest
{
    /// <summary>Names of manifests end so.</summary>
    public const string FileNameEnd = "Manifest.json";

    /// <summary>The delivery: assembly id of a CUR, execution id of a data export.</summary>
    public required string Delivery { get; init; }

    /// <summary>Keys of the chunks, as they stand in the manifest: object keys or s3:// addresses.</summary>
    public required ImmutableArray<string> Chunks { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FormatException">It is none, or it names no chunks; the message says what is missing.</exception>
    public static ExportManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("the manifest is no JSON object");
            }

            var chunks = Names(root, "reportKeys").Concat(Names(root, "dataFiles")).ToImmutableArray();
            return chunks.IsEmpty
                ? throw new FormatException("the manifest names no files: neither 'reportKeys' (CUR) nor 'dataFiles' (data export) is there or has an entry")
                : new ExportManifest { Delivery = Text(root, "assemblyId") ?? Text(root, "executionId") ?? "", Chunks = chunks };
        }
        catch (JsonException unreadable)
        {
            throw new FormatException($"the manifest is no JSON: {unreadable.Message}", unreadable);
        }
    }

    static IEnumerable<string> Names(JsonElement root, string property)
    {
        if (!root.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var entry in list.EnumerateArray())
        {
            yield return entry.ValueKind switch
            {
                JsonValueKind.String => entry.GetString()!,
                JsonValueKind.Object when Text(entry, "filePath") is { } path => path,
                _ => throw new FormatException($"an entry of '{property}' is neither a key nor an object with 'filePath'"),
            };
        }
    }

    static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
