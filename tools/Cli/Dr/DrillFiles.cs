using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Audit;
using GovCloud.Resilience.Drills;

namespace GovCloud.Cli.Dr;

/// <summary>Records of drills on disk: one JSON file each, named after its id, so that a review reads what changed.</summary>
static class DrillFiles
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string PathOf(string folder, string id) => Path.Combine(folder, id + ".json");

    /// <summary>Reads one.</summary>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="JsonException">It is no record.</exception>
    public static DrillRecord Read(string folder, string id)
    {
        using var file = File.OpenRead(PathOf(folder, id));
        return JsonSerializer.Deserialize<DrillRecord>(file, Options) ?? throw new JsonException("The record is null.");
    }

    /// <summary>Writes one, and never half of it: a drill is recorded while people are busy.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string folder, DrillRecord drill)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(folder, drill.Id);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(drill, Options) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Reads all. One that cannot be read leaves all unknown: it may be the newest.</summary>
    public static Reading<ImmutableArray<DrillRecord>> ReadAll(string folder, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"warning: {folder}: フォルダーがない");
            return Readings.Unknown<ImmutableArray<DrillRecord>>("訓練の記録のフォルダーがない");
        }

        var drills = ImmutableArray.CreateBuilder<DrillRecord>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                drills.Add(Read(folder, Path.GetFileNameWithoutExtension(path)));
            }
            catch (Exception unreadable) when (unreadable is JsonException or IOException)
            {
                error.WriteLine($"warning: {path}: 訓練の記録として読み取れない({unreadable.Message})");
                return Readings.Unknown<ImmutableArray<DrillRecord>>($"訓練の記録 {Path.GetFileName(path)} を読み取れない");
            }
        }

        return Readings.Known(drills.ToImmutable());
    }
}
