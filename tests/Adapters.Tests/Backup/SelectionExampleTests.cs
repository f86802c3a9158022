using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;

namespace GovCloud.Adapters.Tests.Backup;

/// <summary>The examples of AWS Backup's developer guide ("Assigning resources") and what its sentences say about them.</summary>
public sealed class SelectionExampleTests
{
    static readonly Dictionary<string, StoredResource> Probes = new(StringComparer.Ordinal)
    {
        ["volume"] = Probe("ec2", "volume/vol-1", "EBS"),
        ["prod-volume"] = Probe("ec2", "volume/vol-2", "EBS", ("backup", "true"), ("stage", "prod")),
        ["test-volume"] = Probe("ec2", "volume/vol-3", "EBS", ("backup", "true"), ("stage", "test")),
        ["prod-database"] = Probe("rds", "db:main", "RDS", ("backup", "true"), ("stage", "prod")),
        ["files"] = Probe("fsx", "file-system/fs-1", "FSx"),
        ["tagged-files"] = Probe("fsx", "file-system/fs-2", "FSx", ("backup", "true")),
        ["cluster"] = Probe("rds", "cluster:my-aurora-cluster", "Aurora"),
        ["included"] = Probe("dynamodb", "table/a", "DynamoDB", ("key1", "include-this")),
        ["excluded"] = Probe("dynamodb", "table/b", "DynamoDB", ("key1", "include-this"), ("key2", "please exclude it")),
        ["untold"] = Probe("dynamodb", "table/c", "DynamoDB", ("backup", "false")),
    };

    static readonly string[][] Selected =
    [
        [.. Probes.Keys],
        ["prod-database", "files", "tagged-files", "cluster", "included", "excluded", "untold"],
        ["prod-database", "tagged-files"],
        ["prod-volume", "prod-database"],
        ["prod-volume", "prod-database"],
        ["included"],
        ["prod-volume", "test-volume"],
        ["prod-volume", "test-volume", "prod-database", "tagged-files", "untold"],
        ["prod-volume", "prod-database", "files", "tagged-files", "cluster"],
        ["prod-database", "tagged-files"],
    ];

    [Fact]
    public void Each_selects_what_the_guide_says()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
        {
            folder = folder.Parent!;
        }

        var file = Path.Combine(folder.FullName, "..", "shared", "data", "audit", "aws-docs", "backup-selection-examples.json");
        if (!File.Exists(file))
        {
            Console.WriteLine("0 of 10 examples of selections were read: they are not in this checkout");
            return;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var examples = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(Selected.Length, examples.Count);
        Assert.All(examples.Zip(Selected), example =>
        {
            var facts = example.First.GetProperty("document").Deserialize(BackupJson.Default.BackupSelectionResponse)!.BackupSelection!;
            var selection = BackupFacts.Selection(facts, "example");
            var found = Probes.Where(probe => SelectionEvaluator.Evaluate(selection, probe.Value, Readings.Known(ImmutableDictionary<string, bool>.Empty)).Selected is true).Select(probe => probe.Key);
            Assert.Equal(example.Second.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        });
    }

    static StoredResource Probe(string service, string name, string type, params (string Key, string Value)[] tags) => new()
    {
        Arn = $"arn:aws:{service}:ap-northeast-1:111122223333:{name}",
        Type = type,
        Tags = Readings.Known(tags.ToImmutableDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)),
    };
}
