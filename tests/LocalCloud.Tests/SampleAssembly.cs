using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Tests;

/// <summary>Writes a cloud assembly with hand-written templates, as <c>cdk synth</c> would lay it out, and removes it at the end.</summary>
sealed class SampleAssembly : IDisposable
{
    readonly JsonObject artifacts = [];

    public SampleAssembly() => Directory = System.IO.Directory.CreateTempSubdirectory("cloud-assembly-").FullName;

    public string Directory { get; }

    /// <summary>The account of the operations stack.</summary>
    public const string Operations = "111111111111";

    /// <summary>A member account.</summary>
    public const string Member = "222222222222";

    /// <summary>Adds a stack whose functions are this test assembly.</summary>
    public SampleAssembly Stack(string name, string account, string template)
    {
        File.WriteAllText(Path.Combine(Directory, name + ".template.json"), template);
        File.WriteAllText(Path.Combine(Directory, name + ".assets.json"), new JsonObject
        {
            ["files"] = new JsonObject { ["cafe"] = new JsonObject { ["source"] = new JsonObject { ["path"] = AppContext.BaseDirectory, ["packaging"] = "zip" } } },
        }.ToJsonString());
        artifacts[name + ".assets"] = new JsonObject { ["type"] = "cdk:asset-manifest", ["properties"] = new JsonObject { ["file"] = name + ".assets.json" } };
        artifacts[name] = new JsonObject
        {
            ["type"] = "aws:cloudformation:stack",
            ["environment"] = $"aws://{account}/ap-northeast-1",
            ["properties"] = new JsonObject { ["templateFile"] = name + ".template.json" },
        };
        File.WriteAllText(Path.Combine(Directory, "manifest.json"), new JsonObject { ["version"] = "38.0.1", ["artifacts"] = artifacts.DeepClone() }.ToJsonString());
        return this;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Properties of a function that is this test assembly.</summary>
    public const string FunctionCode = """
        "Runtime": "dotnet10", "Handler": "GovCloud.LocalCloud.Tests", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Code": { "S3Bucket": { "Fn::Sub": "assets-${AWS::AccountId}" }, "S3Key": "cafe.zip" }
        """;

    /// <summary>An event with the given source and detail.</summary>
    public static JsonElement Event(string source, object detail) => JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["version"] = "0",
        ["id"] = "e-1",
        ["detail-type"] = "Sample",
        ["source"] = source,
        ["account"] = Member,
        ["time"] = "2026-11-21T00:00:00Z",
        ["region"] = "ap-northeast-1",
        ["resources"] = Array.Empty<string>(),
        ["detail"] = detail,
    });
}
