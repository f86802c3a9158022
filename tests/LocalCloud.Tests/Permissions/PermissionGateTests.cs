using System.Text;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Permissions;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>What a function may do follows from the templates' policies and from nothing else.</summary>
public sealed class PermissionGateTests : IDisposable
{
    const string Template = """
        { "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "worker" } },
            "Rights": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyName": "p", "Roles": [ { "Ref": "Role" } ], "PolicyDocument": { "Statement": [
              { "Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/in/*" },
              { "Sid": "Key", "Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": { "Fn::GetAtt": ["Key", "Arn"] }, "Condition": { "StringEquals": { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" } } },
              { "Sid": "Items", "Effect": "Allow", "Action": [ "dynamodb:PutItem", "dynamodb:Query" ], "Resource": "arn:aws:dynamodb:ap-northeast-1:111111111111:table/items",
                "Condition": { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [ "OUTBOX#*" ] } } },
              { "Sid": "Never", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/in/secret/*" },
              { "Sid": "Spare", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" } ] } } },
            "Worker": { "Type": "AWS::Lambda::Function", "Properties": { @CODE@, "FunctionName": "worker" } },
            "Key": { "Type": "AWS::KMS::Key", "Properties": { "KeyPolicy": { "Statement": [ { "Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": { "AWS": "arn:aws:iam::111111111111:root" } } ] } } },
            "Reports": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "reports", "BucketEncryption": { "ServerSideEncryptionConfiguration": [ { "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": { "Fn::GetAtt": ["Key", "Arn"] } } } ] } } },
            "Closed": { "Type": "AWS::S3::BucketPolicy", "Properties": { "Bucket": { "Ref": "Reports" }, "PolicyDocument": { "Statement": [
              { "Sid": "NoDraft", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/in/draft/*" } ] } } },
            "Items": { "Type": "AWS::DynamoDB::Table", "Properties": { "TableName": "items", "KeySchema": [ { "AttributeName": "pk", "KeyType": "HASH" } ] } } } }
        """;

    const string Function = "arn:aws:lambda:ap-northeast-1:111111111111:function:worker";

    readonly SampleAssembly assembly = new SampleAssembly().Stack("Stack", SampleAssembly.Operations, Template.Replace("@CODE@", SampleAssembly.FunctionCode, StringComparison.Ordinal));
    readonly Captures captures = new();
    readonly PermissionGate gate;

    public PermissionGateTests()
    {
        var stacks = CloudAssembly.Load(assembly.Directory).Stacks;
        var resolver = new TemplateResolver(stacks, new Uri("http://127.0.0.1/"), _ => null);
        var book = PolicyBook.Read(stacks, resolver);
        gate = new(book, ServiceControl.Read(stacks, resolver, new Dictionary<string, string>(StringComparer.Ordinal)), new NeededPermissions(book), captures);
    }

    public void Dispose() => assembly.Dispose();

    [Fact]
    public void What_role_bucket_and_key_allow_together_is_let_through()
    {
        gate.Check(Put("/reports/in/a.csv"));
        Assert.Empty(captures.Denials.All);
        Assert.Equal(2, gate.Decisions);
    }

    [Theory]
    [InlineData("/reports/out/a.csv", "no policy of the role allows it")]
    [InlineData("/reports/in/secret/a.csv", "Never")]
    [InlineData("/reports/in/draft/a.csv", "NoDraft")]
    public void Whatever_refuses_is_named(string path, string reason)
    {
        var refused = Assert.Throws<AwsApiException>(() => gate.Check(Put(path)));
        Assert.Equal((403, "AccessDenied"), (refused.Status, refused.Code));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(("worker", "s3:PutObject"), (captures.Denials.All[0].Function, captures.Denials.All[0].Action));
    }

    [Theory]
    [InlineData("OUTBOX#1", true)]
    [InlineData("INCIDENT#1", false)]
    public void A_condition_on_the_key_of_an_item_is_understood(string key, bool allowed)
    {
        var request = Call("dynamodb", "DynamoDB_20120810.PutItem", $$$"""{ "TableName": "items", "Item": { "pk": { "S": "{{{key}}}" } } }""");
        Assert.Equal(allowed ? null : typeof(AwsApiException), Record.Exception(() => gate.Check(request))?.GetType());
    }

    [Fact]
    public void A_condition_that_cannot_be_told_is_no_permission()
    {
        var refused = Assert.Throws<AwsApiException>(() => gate.Check(Call("dynamodb", "DynamoDB_20120810.Query", """{ "TableName": "items" }""")));
        Assert.Contains("Unknown", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_of_which_nobody_knows_what_it_needs_is_refused() =>
        Assert.Contains("add it to NeededPermissions", Assert.Throws<AwsApiException>(() => gate.Check(Call("support", "AWSSupport_20130415.DescribeCases", "{}"))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_allowed_and_never_used_is_listed()
    {
        gate.Check(Put("/reports/in/a.csv"));
        Assert.Equal(["dynamodb:PutItem", "dynamodb:Query", "sqs:SendMessage"], gate.Unused().Select(u => u.Action), StringComparer.Ordinal);
    }

    static AwsRequest Put(string path) => Request("s3") with { Method = "PUT", RawPath = path };

    static AwsRequest Call(string service, string target, string body)
    {
        var request = Request(service) with { Body = Encoding.UTF8.GetBytes(body) };
        request.Headers["X-Amz-Target"] = target;
        return request;
    }

    static AwsRequest Request(string service) => new()
    {
        Method = "POST",
        RawPath = "/",
        RawQuery = "",
        Query = new QueryCollection(),
        Headers = new HeaderDictionary(),
        Body = [],
        Service = service,
        Region = "ap-northeast-1",
        Caller = new Caller("key", "secret", SampleAssembly.Operations, Function),
    };
}
