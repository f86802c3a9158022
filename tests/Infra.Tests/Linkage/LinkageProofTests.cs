using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.Linkage;
using Xunit.Abstractions;

namespace GovCloud.Infra.Tests.Linkage;

/// <summary>The synthesised policies of the sample estate's stores give the matrix and nothing else.</summary>
[Collection(Synthesis.Collection)]
public sealed class LinkageProofTests(SampleSynthesis sample, ITestOutputHelper output) : IClassFixture<SampleSynthesis>
{
    public static TheoryData<string> Stores => ["katsushika-production", "katsushika-verification", "sendai-production"];

    /// <summary>The breakage, the resource's type, the statement's name (its beginning), what is done to it.</summary>
    public static TheoryData<string, string, string, string> Breakages => new()
    {
        { "a principal of everybody", "AWS::S3::BucketPolicy", "Writes131229000101", """{"Principal":"*","Condition":null}""" },
        { "a folder that is too wide", "AWS::S3::BucketPolicy", "Writes131229000101", """{"Resource":"arn:aws:s3:::linkage-katsushika-production-131229090001/residents/*"}""" },
        { "a pattern without its slash", "AWS::S3::BucketPolicy", "Writes131229000101", """{"Resource":"arn:aws:s3:::linkage-katsushika-production-131229090001/residents/changes*"}""" },
        { "an action too many", "AWS::S3::BucketPolicy", "Writes131229000101", """{"Action":["s3:PutObject","s3:DeleteObject","s3:GetObject"]}""" },
        { "a way without an endpoint", "AWS::S3::BucketPolicy", "OnlyThroughTheEndpoints", "remove" },
        { "no denial without TLS", "AWS::S3::BucketPolicy", "TLS", "remove" },
        { "no denial of what is not scanned", "AWS::S3::BucketPolicy", "NobodyReadsWhatIsNotScanned", "remove" },
        { "tags that anybody may write", "AWS::S3::BucketPolicy", "OnlyTheScanWritesTags", "remove" },
        { "the bucket's own account reads everything", "AWS::S3::BucketPolicy", "OwnAccountReadsNowhereElse", "remove" },
        { "the bucket's own account writes everywhere", "AWS::S3::BucketPolicy", "OwnAccountWritesNowhereElse", "remove" },
        { "any key", "AWS::S3::BucketPolicy", "OnlyTheKeyOfTheStore", "remove" },
        { "versions that can be deleted", "AWS::S3::BucketPolicy", "NobodyDeletesVersions", "remove" },
        { "a watch that cannot read", "AWS::S3::BucketPolicy", "TheWatchCountsRows", "remove" },
        { "any role of the operator opens files", "AWS::KMS::Key", "TheWatchCountsRows", """{"Condition":{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}}""" },
        { "a key that is wider than the bucket", "AWS::KMS::Key", "Reads131229002401", """{"Condition":null}""" },
        { "an operator that is not known", "AWS::S3::BucketPolicy", "OnlyThePartiesAccounts", """{"Condition":{"StringSounds":{"aws:PrincipalAccount":"1"}}}""" },
        { "a condition on a key that is not known", "AWS::S3::BucketPolicy", "Reads131229090001", """{"Condition":{"StringEquals":{"aws:Moon":"full"}}}""" },
        { "a policy variable that is not known", "AWS::S3::BucketPolicy", "Reads131229090001", """{"Condition":{"StringEquals":{"aws:SourceVpce":"${aws:Moon}"}}}""" },
        { "a key that does not open what the bucket gives", "AWS::KMS::Key", "Reads131229002401", "remove" },
        { "a key policy for another folder", "AWS::KMS::Key", "Writes131229000101", """{"Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::linkage-katsushika-production-131229090001/tax/*"}}}""" },
        { "a scan that cannot open files", "AWS::KMS::Key", "GuardDutyScans", "remove" },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public void Nobody_can_do_anything_but_what_the_matrix_says(string id)
    {
        var store = sample.Estate.Linkage.Stores.Single(s => s.Id == id);
        var result = LinkageProof.Of(sample.Estate, store, Policies(sample.Template(id), store));

        output.WriteLine($"{id}: {result.Requests} requests, {AccessMatrix.Of(sample.Estate, store).Length} rights");
        Assert.Empty(result.Violations.Take(20));
        Assert.True(result.Requests > 5_000);
    }

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_policy_broken_by_hand_is_caught(string breakage, string type, string sid, string change)
    {
        const string Id = "katsushika-production";
        var store = sample.Estate.Linkage.Stores.Single(s => s.Id == Id);
        var template = sample.Template(Id);
        Break(template, type, sid, change);

        var violations = LinkageProof.Of(sample.Estate, store, Policies(template, store)).Violations;

        Assert.NotEmpty(violations);
        output.WriteLine($"{breakage}: {violations.Length}, such as {violations[0]}");
    }

    [Fact]
    public void The_policies_fit_the_limits_of_AWS() => Assert.All(sample.Estate.Linkage.Stores, store =>
    {
        var template = sample.Template(store.Id);
        Assert.All(OfType(template, "AWS::S3::BucketPolicy"), policy => Assert.InRange(policy["PolicyDocument"]!.ToJsonString().Length, 1, 20_480));
        Assert.All(OfType(template, "AWS::KMS::Key"), key => Assert.InRange(key["KeyPolicy"]!.ToJsonString().Length, 1, 32_768));
    });

    static LinkagePolicies Policies(JsonObject template, LinkageStore store)
    {
        using var document = JsonDocument.Parse(template.ToJsonString());
        return LinkagePolicies.Read(document.RootElement, SampleSynthesis.LoadEstate(), store);
    }

    static void Break(JsonObject template, string type, string sid, string change)
    {
        var statements = OfType(template, type).SelectMany(p => new[] { p["PolicyDocument"], p["KeyPolicy"] }).OfType<JsonObject>()
            .Select(document => document["Statement"]!.AsArray())
            .Single(list => list.Any(s => IsNamed(s!, sid)));
        foreach (var statement in statements.Where(s => IsNamed(s!, sid)).ToList())
        {
            if (change == "remove")
            {
                statements.Remove(statement);
                continue;
            }

            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
            {
                statement!.AsObject().Remove(name);
                if (value is not null)
                {
                    statement[name] = value.DeepClone();
                }
            }
        }
    }

    // The construct's own denials of old or no TLS have no name: they are told by their conditions.
    static bool IsNamed(JsonNode statement, string sid) =>
        sid == "TLS" ? statement["Condition"]?["Bool"]?["aws:SecureTransport"] is not null && statement["Sid"] is null : statement["Sid"]?.GetValue<string>() == sid;

    static IEnumerable<JsonObject> OfType(JsonObject template, string type) =>
        template["Resources"]!.AsObject().Where(r => r.Value!["Type"]!.GetValue<string>() == type && r.Value["Properties"]!.ToJsonString().Contains("Writes131229", StringComparison.Ordinal) | r.Value["Properties"]!.ToJsonString().Contains("Writes041009", StringComparison.Ordinal))
            .Select(r => r.Value!["Properties"]!.AsObject());
}
