using System.Collections.Concurrent;
using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>AWS's own API models, as its JavaScript SDK carries them: one file for each service and version.</summary>
public sealed class ApiModelLibrary
{
    const string FileNameEnd = ".min.json";

    readonly Lazy<IReadOnlyList<(string File, ApiMetadata Metadata)>> index;
    readonly ConcurrentDictionary<string, ApiModel> models = new(StringComparer.Ordinal);
    readonly ConstraintFiles constraints;

    /// <summary>The models of a folder, with what the installed packages beside it know of values. Nothing is read before it is asked for.</summary>
    /// <param name="folder">The folder <c>apis</c> of the npm package <c>aws-sdk</c>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; the message says how to get it.</exception>
    public ApiModelLibrary(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: AWS's API models are not there; run: npm ci --prefix tools/ApiModels");
        }

        constraints = new(Path.Combine(folder, "..", "..", ".cache", "constraints"));
        index = new(() => [.. Directory.EnumerateFiles(folder, "*" + FileNameEnd).Order(StringComparer.Ordinal).Select(file => (file, MetadataOf(file)))]);
    }

    /// <summary>Whether it is known which values members may have: <c>node tools/ApiModels/constraints.js</c> has run.</summary>
    public bool HasEnumerations => constraints.AreThere;

    /// <summary>Where patterns and lengths come from, such as <c>botocore 1.43.11</c>; null where that is not installed.</summary>
    public string? SourceOfLimits => constraints.SourceOfLimits;

    /// <summary>The folder of the models in the working tree that a folder lies in; null where they are not installed.</summary>
    public static string? FindFolder(string within)
    {
        for (var folder = new DirectoryInfo(within); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tools", "ApiModels", "node_modules", "aws-sdk", "apis");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The newest model of a service by its id, such as <c>DynamoDB Streams</c>; null where AWS publishes none.</summary>
    public ApiModel? Find(string serviceId) => Newest(m => m.ServiceId == serviceId);

    /// <summary>
    /// The model by which a call on the wire is to be read: by the target's prefix, or by the name that the signature has and, where several services share it, by the
    /// version or the paths that they have. Null where none fits.
    /// </summary>
    public ApiModel? FindByCall(string signingName, string? targetPrefix, string? apiVersion, WireRequest request)
    {
        if (targetPrefix is { Length: > 0 })
        {
            return Newest(m => m.TargetPrefix == targetPrefix);
        }

        var candidates = index.Value.Where(i => i.Metadata.SigningName == signingName && (apiVersion is null || i.Metadata.ApiVersion == apiVersion)).ToList();
        return candidates.Select(c => Load(c.File)).Reverse().FirstOrDefault(model => apiVersion is not null || model.FindByRequest(request) is not null);
    }

    ApiModel? Newest(Func<ApiMetadata, bool> wanted) =>
        index.Value.Where(i => wanted(i.Metadata)).OrderBy(i => i.Metadata.ApiVersion, StringComparer.Ordinal).Select(i => Load(i.File)).LastOrDefault();

    ApiModel Load(string file) => models.GetOrAdd(file, f =>
    {
        var root = NewerMembers.AddTo(JsonDocument.Parse(File.ReadAllBytes(f)).RootElement);
        return new ApiModel(root, constraints.Find(ApiMetadata.Of(root.GetProperty("metadata")).ServiceId));
    });

    /// <summary>Reads the head of a file only: four hundred files are 25 MB.</summary>
    static ApiMetadata MetadataOf(string file)
    {
        var reader = new Utf8JsonReader(File.ReadAllBytes(file));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                using var metadata = JsonDocument.ParseValue(ref reader);
                return ApiMetadata.Of(metadata.RootElement);
            }
        }

        throw new InvalidDataException($"{file} is no API model: it has no metadata.");
    }
}

/// <summary>What a model says about its service.</summary>
/// <param name="ServiceId">Such as <c>Organizations</c>.</param>
/// <param name="ApiVersion">Such as <c>2016-11-28</c>.</param>
/// <param name="EndpointPrefix">First part of the host name.</param>
/// <param name="SigningName">Name in the signature's scope.</param>
/// <param name="Protocol"><c>json</c>, <c>rest-json</c>, <c>query</c>, <c>ec2</c> or <c>rest-xml</c>.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>; empty for other protocols.</param>
/// <param name="JsonVersion"><c>1.0</c> or <c>1.1</c>; empty for other protocols.</param>
public sealed record ApiMetadata(string ServiceId, string ApiVersion, string EndpointPrefix, string SigningName, string Protocol, string TargetPrefix, string JsonVersion)
{
    internal static ApiMetadata Of(JsonElement metadata)
    {
        string Text(string name) => metadata.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        var prefix = Text("endpointPrefix");
        return new(Text("serviceId"), Text("apiVersion"), prefix, Text("signingName") is { Length: > 0 } name ? name : prefix, Text("protocol"), Text("targetPrefix"), Text("jsonVersion"));
    }
}
