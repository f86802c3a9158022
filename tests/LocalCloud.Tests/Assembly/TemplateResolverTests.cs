using System.Text.Json;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.LocalCloud.Tests.Assembly;

public sealed class TemplateResolverTests
{
    static readonly Uri Gateway = new("http://127.0.0.1:4566");

    static StackTemplate Stack(string template, string name = "Main") => new()
    {
        Name = name,
        Account = SampleAssembly.Operations,
        Region = "ap-northeast-1",
        TemplateFile = name + ".template.json",
        Template = JsonSerializer.Deserialize<JsonElement>(template),
    };

    static string? Resolve(string value, params StackTemplate[] others)
    {
        var stack = Stack($$"""
            {
              "Parameters": { "Stage": { "Type": "String", "Default": "prod" }, "FromStore": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/known" } },
              "Mappings": { "Map": { "a": { "b": "mapped" } } },
              "Conditions": { "IsProd": { "Fn::Equals": [ { "Ref": "Stage" }, "prod" ] }, "IsNot": { "Fn::Not": [ { "Condition": "IsProd" } ] } },
              "Resources": {
                "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::Sub": "${Stage}-alerts" } } },
                "Table": { "Type": "AWS::DynamoDB::Table", "Properties": {} },
                "Topic": { "Type": "AWS::SNS::Topic" },
                "Subject": { "Type": "AWS::SSM::Parameter", "Properties": { "Value": {{value}} } }
              }
            }
            """);
        return new TemplateResolver([stack, .. others], Gateway, name => name is "/known" ? "stored" : null).Properties(stack, "Subject")["Value"]?.ToString();
    }

    [Theory]
    [InlineData("""{ "Ref": "Queue" }""", "http://127.0.0.1:4566/111111111111/prod-alerts")]
    [InlineData("""{ "Fn::GetAtt": ["Queue", "Arn"] }""", "arn:aws:sqs:ap-northeast-1:111111111111:prod-alerts")]
    [InlineData("""{ "Fn::GetAtt": "Queue.QueueName" }""", "prod-alerts")]
    [InlineData("""{ "Fn::Sub": "${Queue.Arn}/${AWS::Region}/${!Literal}" }""", "arn:aws:sqs:ap-northeast-1:111111111111:prod-alerts/ap-northeast-1/${Literal}")]
    [InlineData("""{ "Fn::Sub": ["${A}-${Stage}", { "A": { "Ref": "AWS::AccountId" } }] }""", "111111111111-prod")]
    [InlineData("""{ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":x"]] }""", "arn:aws:x")]
    [InlineData("""{ "Fn::Select": ["1", { "Fn::Split": [":", "a:b:c"] }] }""", "b")]
    [InlineData("""{ "Fn::If": ["IsProd", "yes", "no"] }""", "yes")]
    [InlineData("""{ "Fn::If": ["IsNot", "yes", { "Fn::FindInMap": ["Map", "a", "b"] }] }""", "mapped")]
    [InlineData("""{ "Ref": "FromStore" }""", "stored")]
    [InlineData("\"{{resolve:ssm:/known}}!\"", "stored!")]
    [InlineData("""{ "Fn::If": ["IsNot", "x", { "Ref": "AWS::NoValue" }] }""", null)]
    [InlineData("""{ "Ref": "Topic" }""", "arn:aws:sns:ap-northeast-1:111111111111:Main-Topic-")]
    public void Intrinsic_functions_give_what_CloudFormation_would(string value, string? expected)
    {
        var resolved = Resolve(value);
        Assert.True(expected is null ? resolved is null : expected.EndsWith('-') ? resolved!.StartsWith(expected, StringComparison.Ordinal) : string.Equals(expected, resolved, StringComparison.Ordinal), resolved);
    }

    [Fact]
    public void An_import_finds_the_export_of_another_stack()
    {
        var exporter = Stack("""{ "Resources": { "Bus": { "Type": "AWS::Events::EventBus", "Properties": { "Name": "ops" } } }, "Outputs": { "O": { "Value": { "Fn::GetAtt": ["Bus", "Arn"] }, "Export": { "Name": "Other:BusArn" } } } }""", "Other");
        Assert.Equal("arn:aws:events:ap-northeast-1:111111111111:event-bus/ops", Resolve("""{ "Fn::ImportValue": "Other:BusArn" }""", exporter));
    }

    [Theory]
    [InlineData("""{ "Ref": "Nothing" }""", "Ref 'Nothing' is neither a resource nor a parameter")]
    [InlineData("""{ "Fn::GetAtt": ["Table", "Colour"] }""", "the attribute Colour of AWS::DynamoDB::Table")]
    [InlineData("""{ "Fn::Cidr": ["10.0.0.0/8", 1, 8] }""", "the intrinsic function Fn::Cidr is not known")]
    [InlineData("""{ "Fn::ImportValue": "x" }""", "exports 'x'")]
    [InlineData("""{ "Fn::If": ["Absent", 1, 2] }""", "the condition 'Absent' is not declared")]
    [InlineData("\"{{resolve:ssm:/unknown}}\"", "the SSM parameter '/unknown' is not known")]
    public void What_cannot_be_resolved_is_an_error_with_its_place(string value, string problem)
    {
        var refused = Assert.Throws<CloudAssemblyException>(() => Resolve(value));
        Assert.StartsWith("Main.template.json: Subject.Properties.Value", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_made_up_are_the_same_in_every_run_and_fit_the_service()
    {
        var stack = Stack("""{ "Resources": { "AVeryLongLogicalIdOfABucketThatNobodyWouldWriteByHandButCdkDoes12345678": { "Type": "AWS::S3::Bucket" } } }""", "GovCloud-Automation");
        var id = stack.Section("Resources").Single().Name;
        var names = Enumerable.Range(0, 2).Select(_ => new TemplateResolver([stack], Gateway, _ => null).NameOf(stack, id)).Distinct(StringComparer.Ordinal).ToList();
        Assert.Matches("^[a-z0-9-]{3,63}$", Assert.Single(names));
    }
}
