using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Checks;

/// <summary>What must be protected in an account. Tags do not decide it: what has no tag is what would be missed.</summary>
/// <param name="Included">What must be protected, each once, by ARN.</param>
/// <param name="Excluded">What the estate excludes, with the exclusion.</param>
public sealed record ProtectedUniverse(ImmutableArray<StoredResource> Included, ImmutableArray<(StoredResource Resource, BackupExclusion Exclusion)> Excluded)
{
    /// <summary>Kinds that hold data, in AWS Backup's words. An instance is rebuilt from its template; its volumes hold the data.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EFS", "FSx", "Neptune", "RDS", "Redshift", "S3"];

    /// <summary>
    /// The inventory's kinds that hold data, and what the estate lists. Without an inventory, what AWS Backup knows of: then what was never backed
    /// up is missing, which a check says.
    /// </summary>
    public static ProtectedUniverse Of(Estate estate, BackupReading reading)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(reading);
        var region = reading.In(estate.Profile.PrimaryRegion);
        var day = JapanTime.DateOf(reading.Ended);
        var found = new SortedDictionary<string, StoredResource>(StringComparer.Ordinal);
        foreach (var resource in region.Inventory.Match(known => known.Where(one => Kinds.Contains(one.Type, StringComparer.Ordinal)), _ => KnownToBackup(region)))
        {
            found.TryAdd(resource.Arn, resource);
        }

        foreach (var listed in estate.Backup.Resources.Where(one => one.Account == reading.Account))
        {
            found.TryAdd(listed.Arn, Unseen(listed.Arn, ArnText.KindOf(listed.Arn)));
        }

        var judged = found.Values.Select(resource => (Resource: resource, Exclusion: estate.Backup.Exclusions.FirstOrDefault(e => e.Covers(reading.Account, resource.Arn, day)))).ToList();
        return new([.. judged.Where(one => one.Exclusion is null).Select(one => one.Resource)], [.. judged.Where(one => one.Exclusion is not null).Select(one => (one.Resource, one.Exclusion!))]);
    }

    static IEnumerable<StoredResource> KnownToBackup(RegionReading region) =>
        region.Protected.Match(known => known.Select(one => Unseen(one.Arn, one.Type ?? ArnText.KindOf(one.Arn))), _ => [])
            .Concat(region.Points.Match(known => known.Where(point => point.ParentArn is null).Select(point => Unseen(point.Resource, point.ResourceType ?? ArnText.KindOf(point.Resource))), _ => []));

    static StoredResource Unseen(string arn, string type) => new() { Arn = arn, Type = type, Tags = Readings.Unknown<ImmutableDictionary<string, string>>("リソースの一覧を読み取っていない") };
}

/// <summary>Parts of ARNs.</summary>
public static class ArnText
{
    /// <summary>The region; none where the ARN has none.</summary>
    public static string? RegionOf(string? arn) => Part(arn, 3);

    /// <summary>The account; none where the ARN has none.</summary>
    public static AccountId? AccountOf(string? arn) => AccountId.TryParse(Part(arn, 4), out var account) ? account : null;

    /// <summary>The kind of a resource in AWS Backup's words, as far as its ARN tells; clusters count as Aurora.</summary>
    public static string KindOf(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return (Part(arn, 2), Part(arn, 5)?.Split(':', '/')[0]) switch
        {
            ("rds", "db") => "RDS",
            ("rds", "cluster") => "Aurora",
            ("ec2", "volume") => "EBS",
            ("ec2", "instance") => "EC2",
            ("dynamodb", _) => "DynamoDB",
            ("elasticfilesystem", _) => "EFS",
            ("fsx", _) => "FSx",
            ("s3", _) => "S3",
            ("redshift", _) => "Redshift",
            var (service, _) => service ?? "不明",
        };
    }

    static string? Part(string? arn, int number) => arn?.Split(':', 6) is { } parts && parts.Length > number && parts[number].Length > 0 ? parts[number] : null;
}
