using System.Text;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.LocalCloud.Tests.Gateway;

/// <summary>Values that AWS does not know, one letter away from those that it does.</summary>
public sealed class ModelGateTests
{
    readonly Captures captures = new();
    readonly ModelGate gate;

    public ModelGateTests() => gate = new(
        new ApiModelLibrary(ApiModelLibrary.FindFolder(AppContext.BaseDirectory) ?? throw new InvalidOperationException("AWS's API models are missing. Remedy: npm ci --prefix tools/ApiModels")), captures);

    [Fact]
    public void A_mistyped_value_in_a_list_is_refused_as_AWS_would_and_named()
    {
        var refused = Refused(Json("sqs", "AmazonSQS.GetQueueAttributes", "1.0", """{"QueueUrl":"http://127.0.0.1/1/jobs","AttributeNames":["All","policy"]}"""));
        Assert.Equal((400, "ValidationException"), (refused.Status, refused.Code));
        Assert.StartsWith("GetQueueAttributes.AttributeNames[1]: AWS knows no value 'policy', only All, ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new ModelDeviation("sqs", "GetQueueAttributes", refused.Message), Assert.Single(captures.Deviations.All));
        Assert.Equal(1, gate.Coverage.Requests.EnumeratedMembers);
    }

    [Theory]
    [InlineData("dynamodb", "DynamoDB_20120810.PutItem", "1.0", """{"TableName":"t","Item":{"pk":{"S":"1"}},"ReturnValues":"ALL_Old"}""", "PutItem.ReturnValues", "ALL_OLD")]
    [InlineData("dynamodb", "DynamoDB_20120810.TransactWriteItems", "1.0", """{"TransactItems":[{"Put":{"TableName":"table","Item":{},"ReturnValuesOnConditionCheckFailure":"ALL"}}]}""", "TransactWriteItems.TransactItems[0].Put.ReturnValuesOnConditionCheckFailure", "ALL_OLD")]
    [InlineData("organizations", "AWSOrganizationsV20161128.ListPolicies", "1.1", """{"Filter":"SERVICE_CONTROL_POLICIES"}""", "ListPolicies.Filter", "SERVICE_CONTROL_POLICY")]
    [InlineData("sqs", "AmazonSQS.CreateQueue", "1.0", """{"QueueName":"q","Attributes":{"VisibilityTimeOut":"30"}}""", "CreateQueue.Attributes", "VisibilityTimeout")]
    public void A_mistyped_value_is_found_wherever_it_stands_in_JSON(string service, string target, string version, string body, string place, string right)
    {
        var refused = Refused(Json(service, target, version, body));
        Assert.StartsWith(place + ": AWS knows no value ", refused.Message, StringComparison.Ordinal);
        var wrong = refused.Message.Split('\'')[1];
        gate.Check(Json(service, target, version, body.Replace($"\"{wrong}\"", $"\"{right}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("iam", "2010-05-08", "ListPolicies", "Scope", "local", "Local", "ValidationError")]
    [InlineData("iam", "2010-05-08", "GetAccountAuthorizationDetails", "Filter.member.2", "Users", "User", "ValidationError")]
    [InlineData("ec2", "2016-11-15", "DescribeRegions", "Filter.1.Nam", "x", null, "InvalidParameterValue")]
    [InlineData("ec2", "2016-11-15", "GetEbsEncryptionByDefault", "DryRun", "True", "true", "InvalidParameterValue")]
    [InlineData("cloudformation", "2010-05-15", "ListStacks", "StackStatusFilter.member.1", "CREATE_COMPLETED", "CREATE_COMPLETE", "ValidationError")]
    public void A_mistyped_value_is_found_in_a_form(string service, string version, string action, string key, string wrong, string? right, string code)
    {
        var refused = Refused(Form(service, version, action, key, wrong));
        Assert.Equal(code, refused.Code);
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        if (right is not null)
        {
            gate.Check(Form(service, version, action, key, right));
        }
    }

    [Theory]
    [InlineData("x-amz-storage-class", "STANDARD-IA", "STANDARD_IA")]
    [InlineData("x-amz-server-side-encryption", "aws:KMS", "aws:kms")]
    [InlineData("x-amz-object-lock-mode", "Compliance", "COMPLIANCE")]
    [InlineData("x-amz-object-lock-retain-until-date", "tomorrow", "2027-01-01T00:00:00Z")]
    public void A_mistyped_header_of_S3_is_refused(string header, string wrong, string right)
    {
        var refused = Refused(S3("PUT", "/bucket/key", "", (header, wrong)));
        Assert.Equal("InvalidArgument", refused.Code);
        Assert.StartsWith("PutObject: " + header, refused.Message, StringComparison.Ordinal);
        Assert.Equal("PutObject", gate.Check(S3("PUT", "/bucket/key", "", (header, right))).Name);
    }

    [Fact]
    public void A_header_and_a_parameter_that_S3_does_not_know_are_refused()
    {
        Assert.Equal("PutObject: AWS knows no header x-amz-storageclass", Refused(S3("PUT", "/bucket/key", "", ("x-amz-storageclass", "STANDARD"))).Message);
        Assert.Equal("ListObjectsV2: AWS knows no parameter max-key in the query", Refused(S3("GET", "/bucket", "list-type=2&max-key=5")).Message);
        Assert.Equal("ListObjectsV2: max-keys must be a integer, not 'many'", Refused(S3("GET", "/bucket", "list-type=2&max-keys=many")).Message);
    }

    [Theory]
    [InlineData("GET", "/", "", "ListBuckets")]
    [InlineData("GET", "/b", "", "ListObjects")]
    [InlineData("GET", "/b/", "list-type=2&prefix=x", "ListObjectsV2")]
    [InlineData("GET", "/b", "versions", "ListObjectVersions")]
    [InlineData("GET", "/b", "lifecycle", "GetBucketLifecycleConfiguration")]
    [InlineData("GET", "/b/k/l", "", "GetObject")]
    [InlineData("GET", "/b/k", "retention", "GetObjectRetention")]
    [InlineData("GET", "/b/k", "uploadId=1", "ListParts")]
    [InlineData("PUT", "/b/k", "uploadId=1&partNumber=2", "UploadPart")]
    [InlineData("POST", "/b/k", "uploads", "CreateMultipartUpload")]
    [InlineData("HEAD", "/b/k", "", "HeadObject")]
    [InlineData("DELETE", "/b/k", "versionId=1", "DeleteObject")]
    [InlineData("DELETE", "/b/k", "tagging", "DeleteObjectTagging")]
    public void S3_tells_operations_apart_by_path_and_query(string method, string path, string query, string operation) =>
        Assert.Equal(operation, gate.Check(S3(method, path, query)).Name);

    [Fact]
    public void S3_tells_a_copy_by_its_header() => Assert.Equal("CopyObject", gate.Check(S3("PUT", "/b/k", "", ("x-amz-copy-source", "/a/k"))).Name);

    [Fact]
    public void A_body_in_XML_is_compared_too()
    {
        var refused = Refused(S3("PUT", "/b/k", "retention") with { Body = "<Retention><Mode>GOVERNENCE</Mode></Retention>"u8.ToArray() });
        Assert.StartsWith("PutObjectRetention.Mode: AWS knows no value 'GOVERNENCE', only COMPLIANCE, GOVERNANCE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_AWS_does_not_know_is_named()
    {
        var refused = Refused(Json("sqs", "AmazonSQS.SendMesage", "1.0", "{}"));
        Assert.Equal("AWS's models know no operation SendMesage of sqs.", refused.Message);
        Assert.Equal("SendMesage", Assert.Single(captures.Deviations.All).Operation);
    }

    [Theory]
    [InlineData("<StorageClass>standard</StorageClass>", "ListObjectsV2.Contents.StorageClass: AWS knows no value 'standard', only ")]
    [InlineData("<Sise>1</Sise>", "ListObjectsV2.Contents: AWS knows no element Sise")]
    [InlineData("<Size>one</Size>", "ListObjectsV2.Contents.Size must be a long, not 'one'")]
    [InlineData("<LastModified>gestern</LastModified>", "ListObjectsV2.Contents.LastModified must be a timestamp, not 'gestern'")]
    public void An_answer_of_S3_that_AWS_would_not_give_is_recorded(string content, string problem)
    {
        var answered = Answered(S3("GET", "/b", "list-type=2"), $"<ListBucketResult><Contents><Key>k</Key>{content}</Contents></ListBucketResult>");
        Assert.StartsWith("answer: " + problem, Assert.Single(answered), StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_of_an_answer_are_compared_too()
    {
        var operation = gate.Check(S3("GET", "/b/k", ""));
        gate.CheckAnswer(operation, AwsResponse.Of(200, "text/plain", "content"u8.ToArray()).With("x-amz-object-lock-mode", "Governance").With("x-amz-meta-anything", "1").With("x-amz-version-id", "1"));
        Assert.StartsWith("answer: GetObject: x-amz-object-lock-mode: AWS knows no value 'Governance'", Assert.Single(captures.Deviations.All).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<member><Path>/</Path><UserName>u</UserName><UserId>AIDAEXAMPLEEXAMPLE12</UserId><Arn>arn:aws:iam::111111111111:user/u</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></member>", null)]
    [InlineData("<member><Path>/</Path><UserId>AIDAEXAMPLEEXAMPLE12</UserId><Arn>arn:aws:iam::111111111111:user/u</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></member>", "ListUsers.Users.member: AWS requires the element UserName")]
    [InlineData("<item/>", "ListUsers.Users: AWS calls an item member, not item")]
    public void An_answer_of_the_query_protocol_has_AWS_s_members_and_those_that_it_requires(string user, string? problem)
    {
        var answered = Answered(Form("iam", "2010-05-08", "ListUsers", "MaxItems", "5"), $"<ListUsersResponse><ListUsersResult><Users>{user}</Users></ListUsersResult><ResponseMetadata/></ListUsersResponse>");
        Assert.Equal(problem is null ? [] : ["answer: " + problem], answered.Take(1), StringComparer.Ordinal);
    }

    [Fact]
    public void An_answer_in_JSON_may_not_leave_out_what_AWS_requires_or_invent_a_value()
    {
        var request = Json("organizations", "AWSOrganizationsV20161128.ListAccounts", "1.1", "{}");
        Assert.StartsWith("answer: ListAccounts.Accounts[0].Status: AWS knows no value 'Active'", Assert.Single(Answered(request, """{"Accounts":[{"Id":"111111111111","Status":"Active"}]}""")), StringComparison.Ordinal);
    }

    string[] Answered(AwsRequest request, string body)
    {
        gate.CheckAnswer(gate.Check(request), AwsResponse.Of(200, "text/plain", Encoding.UTF8.GetBytes(body)));
        return [.. captures.Deviations.All.Select(d => d.Problem)];
    }

    AwsApiException Refused(AwsRequest request) => Assert.Throws<AwsApiException>(() => gate.Check(request));

    static AwsRequest Json(string service, string target, string version, string body) =>
        Request(service, "POST", "/", "", ("X-Amz-Target", target), ("Content-Type", "application/x-amz-json-" + version)) with { Body = Encoding.UTF8.GetBytes(body) };

    static AwsRequest Form(string service, string version, string action, string key, string value) =>
        Request(service, "POST", "/", "", ("Content-Type", "application/x-www-form-urlencoded")) with { Body = Encoding.UTF8.GetBytes($"Action={action}&Version={version}&{key}={value}") };

    static AwsRequest S3(string method, string path, string query, params (string Name, string Value)[] headers) => Request("s3", method, path, query, headers);

    static AwsRequest Request(string service, string method, string path, string query, params (string Name, string Value)[] headers) => new()
    {
        Method = method,
        RawPath = path,
        RawQuery = query,
        Query = new QueryCollection(QueryHelpers.ParseQuery(query)),
        Headers = new HeaderDictionary(headers.ToDictionary(h => h.Name, h => new Microsoft.Extensions.Primitives.StringValues(h.Value), StringComparer.OrdinalIgnoreCase)),
        Body = [],
        Service = service,
        Region = "ap-northeast-1",
    };
}
