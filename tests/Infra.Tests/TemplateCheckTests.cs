using System.Diagnostics;
using System.Text.Json.Nodes;
using GovCloud.Infra.Tests.Guardrails;
using Xunit.Abstractions;

namespace GovCloud.Infra.Tests;

/// <summary>The templates against AWS's own resource specification and cdk-nag, through the command that an operator runs.</summary>
[Collection(Synthesis.Collection)]
public sealed class TemplateCheckTests(Synthesis synthesis, BaselineTemplates baseline, OwnedTemplates owned, ITestOutputHelper log) : IClassFixture<BaselineTemplates>, IClassFixture<OwnedTemplates>
{
    const string Specification = "--specification";
    const string Nag = "--nag";

    /// <summary>The sample estate; an organization of one's own, with a baseline; an estate whose audit is shared among invocations.</summary>
    public static TheoryData<string> Estates => ["sample", "owned", "shared audit"];

    [Theory]
    [MemberData(nameof(Estates))]
    public void Every_type_property_and_attribute_is_one_that_AWS_knows(string estate) => AssertClean(Check(FolderOf(estate), Specification));

    [Theory]
    [MemberData(nameof(Estates))]
    public void The_rules_of_AwsSolutions_and_NIST_800_53_hold_or_their_exception_states_a_reason(string estate)
    {
        var result = Check(FolderOf(estate), Nag);

        log.WriteLine(result.Output);
        AssertClean(result);
    }

    [Theory]
    [InlineData("Type", "AWS::SQS::Cue", "there is no type AWS::SQS::Cue")]
    [InlineData("KmsMasterKey", "alias/any", "there is no such property")]
    [InlineData("VisibilityTimeout", "a while", "must be a number")]
    [InlineData("Tags", "none", "must be a list")]
    [InlineData("QueueName", """{ "Ref": "Nothing" }""", "refers to Nothing, which is not in the template")]
    [InlineData("QueueName", """{ "Fn::GetAtt": ["Broken", "Colour"] }""", "AWS::SQS::Queue has no attribute Colour")]
    [InlineData("QueueName", """{ "Fn::Sub": "${Nothing}-${AWS::Region}" }""", "refers to Nothing, which is not in the template")]
    [InlineData("QueueName", """{ "Fn::If": [ "Never", "a", "b" ] }""", "names Never, which is not among the template's Conditions")]
    [InlineData("QueueName", """{ "Fn::FindInMap": [ "Names", "a", "b" ] }""", "names Names, which is not among the template's Mappings")]
    public void What_AWS_would_refuse_is_found(string name, string value, string message)
    {
        var given = value.StartsWith('{') ? JsonNode.Parse(value) : JsonValue.Create(value);
        var queue = name == "Type" ? new JsonObject { ["Type"] = given } : new JsonObject { ["Type"] = "AWS::SQS::Queue", ["Properties"] = new JsonObject { [name] = given } };

        var (code, output) = CheckOf(queue, Specification);

        Assert.Equal(1, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_property_that_AWS_requires_is_found()
    {
        var (code, output) = CheckOf(new JsonObject { ["Type"] = "AWS::Lambda::Function", ["Properties"] = new JsonObject() }, Specification);

        Assert.Equal(1, code);
        Assert.Contains("Broken.Code: required and missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_without_protection_breaks_the_rules()
    {
        var (code, output) = CheckOf(new JsonObject { ["Type"] = "AWS::S3::Bucket", ["Properties"] = new JsonObject() }, Nag);

        Assert.Equal(1, code);
        Assert.Contains("AwsSolutions-S10", output, StringComparison.Ordinal);
        Assert.Contains("NIST.800.53.R5-S3BucketVersioningEnabled", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_checked_is_counted_and_every_suppression_is_printed_with_its_reason()
    {
        var (_, output) = Check(baseline.SharedAuditFolder, Nag);

        var accepted = output.Split('\n').Where(line => line.StartsWith("accepted ", StringComparison.Ordinal)).ToArray();
        var total = accepted.Sum(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEmpty(accepted);
        Assert.All(accepted, line => Assert.Matches(@"^accepted \d+ x (AwsSolutions-|NIST\.800\.53\.R5-)\w+: .{20,}", line));
        Assert.Matches(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $@"\d+ templates, \d+ resources, \d+ applicable rules of AwsSolutions and NIST 800-53 R5, {total} suppressions with {accepted.Length} reasons, 0 findings"),
            output);
    }

    string FolderOf(string estate) => estate switch
    {
        "sample" => synthesis.SampleFolder,
        "owned" => owned.Folder,
        _ => baseline.SharedAuditFolder,
    };

    static void AssertClean((int Code, string Output) result) => Assert.True(result.Code == 0, result.Output);

    static (int Code, string Output) CheckOf(JsonObject resource, string checks)
    {
        var folder = Directory.CreateTempSubdirectory("govcloud-template-");
        try
        {
            var template = new JsonObject { ["Resources"] = new JsonObject { ["Broken"] = resource } };
            File.WriteAllText(Path.Combine(folder.FullName, "Broken.template.json"), template.ToJsonString());
            return Check(folder.FullName, checks);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static (int Code, string Output) Check(string folder, string checks)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Synthesis.RepositoryRoot(), "tools", "build", "check-templates"))
        {
            ArgumentList = { folder, checks },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
