using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using GovCloud.Estates;

namespace GovCloud.Deployment;

/// <summary>The parameters of a template that whoever deploys has to give.</summary>
static partial class StackParameters
{
    /// <summary>Whether CloudFormation reads the value from Systems Manager.</summary>
    public static bool IsStored(JsonElement parameter) => TemplateNodes.Text(TemplateNodes.Member(parameter, "Type"))?.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal) == true;

    /// <summary>The name in Systems Manager, of an address the part after <c>parameter</c>.</summary>
    public static string? StoredName(JsonElement parameter)
    {
        var name = TemplateNodes.Text(TemplateNodes.Member(parameter, "Default"));
        return name?.IndexOf(":parameter/", StringComparison.Ordinal) is { } at and >= 0 ? name[(at + ":parameter".Length)..] : name;
    }

    /// <summary>The parameters without a default.</summary>
    public static ImmutableArray<StepParameter> Required(StackArtifact stack, Estate estate) =>
    [
        .. stack.Definition.Section("Parameters").Where(p => p.Name != "BootstrapVersion" && !IsStored(p.Value) && TemplateNodes.Member(p.Value, "Default") is null)
            .Select(p => Of(p.Name, TemplateNodes.Text(TemplateNodes.Member(p.Value, "Description")), estate)),
    ];

    /// <summary>The account whose S3 endpoint a parameter names; none for other parameters.</summary>
    public static string? EndpointAccount(string parameter) => Endpoint().Match(parameter) is { Success: true } match ? match.Groups["account"].Value : null;

    static StepParameter Of(string name, string? description, Estate estate) => name switch
    {
        "OperationsAccount" => new StepParameter(name, estate.Profile.OperationsAccount.ToString(), new("環境定義の運用アカウント", "the estate's operations account")),
        "SinkArn" => new StepParameter(name, null, new("GovCloud-Observability の出力 SinkArn", "the output SinkArn of GovCloud-Observability")),
        _ when EndpointAccount(name) is { } account => new StepParameter(name, null, new(
            $"アカウント {account} の S3 エンドポイントのID(aws ec2 describe-vpc-endpoints)", $"the id of the S3 endpoint in account {account} (aws ec2 describe-vpc-endpoints)")),
        _ => new StepParameter(name, null, new($"不明。テンプレートの説明: {description ?? "なし"}", $"unknown; the template says: {description ?? "nothing"}")),
    };

    [GeneratedRegex(@"^Endpoint(?<account>\d{12})$", RegexOptions.None, 1000)]
    private static partial Regex Endpoint();
}
