using System.Text.Json;
using GovCloud.Estates;
using GovCloud.Policies;

namespace GovCloud.Linkage;

/// <summary>The policies of one store as a template has them.</summary>
public sealed record LinkagePolicies
{
    /// <summary>The bucket's policy.</summary>
    public required PolicyDocument Bucket { get; init; }

    /// <summary>The policy of the key that encrypts it.</summary>
    public required PolicyDocument Key { get; init; }

    /// <summary>ARN of that key.</summary>
    public required string KeyArn { get; init; }

    /// <summary>What the role of the malware scan may do.</summary>
    public required PolicyDocument Scan { get; init; }

    /// <summary>Reads the policies of a store's template.</summary>
    /// <exception cref="FormatException">The template has no such bucket, or something in it is not understood.</exception>
    public static LinkagePolicies Read(JsonElement template, Estate estate, LinkageStore store)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(store);
        var text = new TemplateText(template, store.Account, estate.Profile.PrimaryRegion);
        var name = LinkageNames.BucketOf(store);
        var bucket = Find(text.OfType("AWS::S3::Bucket"), b => Text(b, "BucketName") == name, $"bucket {name}");
        var keyArn = bucket.GetProperty("BucketEncryption").GetProperty("ServerSideEncryptionConfiguration")[0].GetProperty("ServerSideEncryptionByDefault").GetProperty("KMSMasterKeyID").GetString()!;
        var role = LinkageNames.ScanRoleOf(store);
        return new LinkagePolicies
        {
            Bucket = PolicyDocument.Read(Find(text.OfType("AWS::S3::BucketPolicy"), p => Text(p, "Bucket") == name, $"policy of bucket {name}").GetProperty("PolicyDocument")),
            Key = PolicyDocument.Read(text.OfType("AWS::KMS::Key").Where(key => keyArn.EndsWith($":key/{key.Id}", StringComparison.Ordinal)).Select(key => key.Properties).DefaultIfEmpty(default).First() is { ValueKind: JsonValueKind.Object } found
                ? found.GetProperty("KeyPolicy")
                : throw new FormatException($"The template has no key {keyArn}.")),
            KeyArn = keyArn,
            Scan = PolicyDocument.Read(Find(text.OfType("AWS::IAM::Policy"), p => p.GetProperty("Roles").EnumerateArray().Any(r => r.GetString() == role), $"policy of role {role}").GetProperty("PolicyDocument")),
        };
    }

    static JsonElement Find(IEnumerable<(string Id, JsonElement Properties)> resources, Func<JsonElement, bool> wanted, string what)
    {
        foreach (var (_, properties) in resources)
        {
            if (wanted(properties))
            {
                return properties;
            }
        }

        throw new FormatException($"The template has no {what}.");
    }

    static string? Text(JsonElement properties, string name) => properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var value) ? value.GetString() : null;
}
