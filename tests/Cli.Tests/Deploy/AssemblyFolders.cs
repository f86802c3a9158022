using System.Text.Json.Nodes;

namespace GovCloud.Cli.Tests.Deploy;

/// <summary>Cloud assemblies on disk, which go with this object.</summary>
sealed class AssemblyFolders : IDisposable
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("gca-deploy-test-");

    /// <summary>A table and what reads its stream.</summary>
    public const string Table = """
        { "Resources": {
            "Table": { "Type": "AWS::DynamoDB::Table", "Properties": { "KeySchema": [ { "AttributeName": "pk", "KeyType": "HASH" } ] } },
            "Source": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "EventSourceArn": { "Fn::GetAtt": [ "Table", "StreamArn" ] } } } } }
        """;

    public string Path(string name) => System.IO.Path.Combine(root.FullName, name);

    /// <summary>Writes an assembly of stacks, each with its place and template.</summary>
    public string Write(string name, params (string Stack, string Place, string Template)[] stacks)
    {
        var folder = Directory.CreateDirectory(Path(name)).FullName;
        var artifacts = new JsonObject();
        foreach (var (stack, place, template) in stacks)
        {
            File.WriteAllText(System.IO.Path.Combine(folder, $"{stack}.template.json"), template);
            artifacts[stack] = new JsonObject
            {
                ["type"] = "aws:cloudformation:stack",
                ["environment"] = $"aws://{place}",
                ["properties"] = new JsonObject
                {
                    ["templateFile"] = $"{stack}.template.json",
                    ["assumeRoleArn"] = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-deploy-role-${AWS::AccountId}-ap-northeast-1",
                    ["cloudFormationExecutionRoleArn"] = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-ap-northeast-1",
                    ["requiresBootstrapStackVersion"] = 6,
                },
                ["dependencies"] = new JsonArray($"{stack}.assets"),
            };
        }

        File.WriteAllText(System.IO.Path.Combine(folder, "manifest.json"), new JsonObject { ["artifacts"] = artifacts }.ToJsonString());
        return folder;
    }

    public void Dispose() => root.Delete(recursive: true);
}
