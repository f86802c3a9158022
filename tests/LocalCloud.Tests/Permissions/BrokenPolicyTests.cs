using System.Text;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Deployment;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Permissions;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>A template that works, and the same with one policy broken: each kind is found and named.</summary>
public sealed class BrokenPolicyTests
{
    const string Template = """
        { "Resources": {
            "Bus": { "Type": "AWS::Events::EventBus", "Properties": { "Name": "ops" } },
            "BusPolicy": { "Type": "AWS::Events::EventBusPolicy", "Properties": { "EventBusName": "ops", "StatementId": "Members", "Statement": {
              "Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": { "Fn::GetAtt": ["Bus", "Arn"] }, "Condition": { "StringEquals": { "aws:PrincipalAccount": [ "222222222222" ] } } } } },
            "Jobs": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs", "KmsMasterKeyId": { "Fn::GetAtt": ["Key", "Arn"] } } },
            "JobsPolicy": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Queues": [ { "Ref": "Jobs" } ], "PolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Sid": "Rule", "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Jobs", "Arn"] }, "Condition": { "ArnEquals": { "aws:SourceArn": { "Fn::GetAtt": ["Rule", "Arn"] } } } } ] } } },
            "Key": { "Type": "AWS::KMS::Key", "Properties": { "KeyPolicy": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:*", "Resource": "*" },
              { "Sid": "Events", "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": [ "kms:Decrypt", "kms:GenerateDataKey" ], "Resource": "*" } ] } } },
            "Rule": { "Type": "AWS::Events::Rule", "Properties": { "Name": "r", "EventBusName": "ops", "EventPattern": { "source": [ "a" ] }, "Targets": [ { "Id": "t", "Arn": { "Fn::GetAtt": ["Jobs", "Arn"] } } ] } },
            "Topic": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "news" } },
            "TopicPolicy": { "Type": "AWS::SNS::TopicPolicy", "Properties": { "Topics": [ { "Ref": "Topic" } ], "PolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Sid": "Everybody", "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sns:Publish", "Resource": { "Ref": "Topic" } } ] } } },
            "May": { "Type": "AWS::Lambda::Permission", "Properties": { "FunctionName": { "Ref": "Worker" }, "Principal": "events.amazonaws.com", "Action": "lambda:InvokeFunction", "SourceArn": { "Fn::GetAtt": ["Rule", "Arn"] } } },
            "Boundary": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "ManagedPolicyName": "boundary", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Sid": "Most", "Effect": "Allow", "Action": [ "sqs:*", "kms:*" ], "Resource": "*" } } } },
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "worker", "PermissionsBoundary": { "Ref": "Boundary" },
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": [ "lambda.amazonaws.com", "scheduler.amazonaws.com" ] }, "Action": "sts:AssumeRole" } },
              "Policies": [ { "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": [ "sqs:SendMessage", "kms:*" ], "Resource": "*" } } } ] } },
            "Worker": { "Type": "AWS::Lambda::Function", "Properties": { @CODE@, "FunctionName": "worker" } },
            "Unit": { "Type": "AWS::Organizations::OrganizationalUnit", "Properties": { "Name": "production", "ParentId": "r-root" } },
            "Control": { "Type": "AWS::Organizations::Policy", "Properties": { "Name": "guard", "Type": "SERVICE_CONTROL_POLICY", "TargetIds": [ { "Ref": "Unit" } ], "Content": { "Version": "2012-10-17", "Statement": [
              { "Sid": "NoOtherRegion", "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": [ "ap-northeast-1" ] } } } ] } } } } }
        """;

    const string Member = """
        { "Resources": {
            "Forwarding": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "forwarding",
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sts:AssumeRole" } },
              "Policies": [ { "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "events:PutEvents", "Resource": "*" } } } ] } } } }
        """;

    [Fact]
    public void What_is_not_broken_works()
    {
        Assert.Empty(Denials(_ => { }));
    }

    [Theory]
    [InlineData("the bus does not take from the member", "BusPolicy.Statement.Condition.StringEquals", """{ "aws:PrincipalAccount": [ "333333333333" ] }""", "events:PutEvents")]
    [InlineData("the queue takes from another rule", "JobsPolicy.PolicyDocument.Statement.0.Condition.ArnEquals", """{ "aws:SourceArn": "arn:aws:events:ap-northeast-1:111111111111:rule/other" }""", "sqs:SendMessage")]
    [InlineData("the queue takes from nobody", "JobsPolicy.PolicyDocument.Statement.0.Effect", "\"Deny\"", "sqs:SendMessage")]
    [InlineData("the key is closed to the service", "Key.KeyPolicy.Statement.1.Principal", """{ "Service": "sns.amazonaws.com" }""", "kms:Decrypt")]
    [InlineData("the topic is closed to the service", "TopicPolicy.PolicyDocument.Statement.0.Action", "\"sns:Subscribe\"", "sns:Publish")]
    [InlineData("the function is open to another rule", "May.SourceArn", "\"arn:aws:events:ap-northeast-1:111111111111:rule/other\"", "lambda:InvokeFunction")]
    [InlineData("the boundary lacks the action", "Boundary.PolicyDocument.Statement.Action", "\"s3:*\"", "sqs:SendMessage")]
    [InlineData("the boundary denies", "Boundary.PolicyDocument.Statement.Effect", "\"Deny\"", "sqs:SendMessage")]
    [InlineData("a service control policy denies", "Control.Content.Statement.0.Condition.StringNotEquals", """{ "aws:RequestedRegion": [ "ap-northeast-3" ] }""", "sqs:SendMessage")]
    [InlineData("the boundary is in no template", "Role.PermissionsBoundary", "\"arn:aws:iam::aws:policy/PowerUserAccess\"", "sqs:SendMessage")]
    [InlineData("the role trusts another service", "Role.AssumeRolePolicyDocument.Statement.Principal", """{ "Service": "lambda.amazonaws.com" }""", "sts:AssumeRole")]
    public void A_broken_policy_is_found(string breakage, string place, string value, string action)
    {
        var denials = Denials(resources => TemplateChange.Set(resources, place, JsonNode.Parse(value)!));
        Assert.True(denials.Count > 0, breakage);
        Assert.Contains(denials, denial => denial.Action == action);
    }

    /// <summary>Everything that the template is made for: rule to queue, topic and function; a member's rule to the bus; a schedule to the queue; the function itself.</summary>
    static IReadOnlyList<PermissionDenial> Denials(Action<JsonObject> change)
    {
        var template = JsonNode.Parse(Template.Replace("@CODE@", SampleAssembly.FunctionCode, StringComparison.Ordinal))!;
        change(template["Resources"]!.AsObject());
        using var assembly = new SampleAssembly().Stack("Stack", SampleAssembly.Operations, template.ToJsonString()).Stack("Member", SampleAssembly.Member, Member);
        var stacks = CloudAssembly.Load(assembly.Directory).Stacks;
        var resolver = new TemplateResolver(stacks, new Uri("http://127.0.0.1/"), _ => null);
        var book = PolicyBook.Read(stacks, resolver);
        var captures = new Captures();
        var gate = new PermissionGate(book, ServiceControl.Read(stacks, resolver, new Dictionary<string, string>(StringComparer.Ordinal) { [SampleAssembly.Operations] = "production" }), new NeededPermissions(book), captures);
        var delivery = new TargetDelivery(() => throw new InvalidOperationException("Nothing is delivered."), captures, () => gate);

        var rule = resolver.ArnOf(stacks.Single(stack => stack.Account == SampleAssembly.Operations), "Rule");
        delivery.Check(new EventTarget { Arn = Here("sqs", "jobs"), Source = rule });
        delivery.Check(new EventTarget { Arn = Here("sns", "news"), Source = rule });
        delivery.Check(new EventTarget { Arn = Here("lambda", "function:worker"), Source = rule });
        delivery.Check(new EventTarget { Arn = Here("events", "event-bus/ops"), Source = rule with { Account = SampleAssembly.Member, Resource = "rule/forward" }, Role = $"arn:aws:iam::{SampleAssembly.Member}:role/forwarding" });
        delivery.Check(new EventTarget { Arn = Here("sqs", "jobs"), Source = rule with { Service = "scheduler", Resource = "schedule/default/s" }, Role = $"arn:aws:iam::{SampleAssembly.Operations}:role/worker" });
        Record.Exception(() => gate.Check(Send()));
        return captures.Denials.All;
    }

    static Arn Here(string service, string resource) => new("aws", service, "ap-northeast-1", SampleAssembly.Operations, resource);

    static AwsRequest Send()
    {
        var headers = new HeaderDictionary { ["X-Amz-Target"] = "AmazonSQS.SendMessage" };
        return new()
        {
            Method = "POST",
            RawPath = "/",
            RawQuery = "",
            Query = new QueryCollection(),
            Headers = headers,
            Body = Encoding.UTF8.GetBytes($$"""{ "QueueUrl": "http://127.0.0.1/{{SampleAssembly.Operations}}/jobs", "MessageBody": "x" }"""),
            Service = "sqs",
            Region = "ap-northeast-1",
            Caller = new Caller("key", "secret", SampleAssembly.Operations, Here("lambda", "function:worker").ToString()),
        };
    }
}
