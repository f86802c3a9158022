using System.Net;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Tests.AwsApi;

public sealed class AwsClientTests
{
    static readonly GetParameterRequest Webhook = new("/govcloud/slack", WithDecryption: true);

    static readonly Answer Found = new(200, """{"Parameter":{"Name":"/govcloud/slack","Type":"SecureString","Value":"秘密","Version":3,"LastModifiedDate":1.7E9,"Future":{"a":[1]}}}""");

    [Fact]
    public async Task A_json_call_is_signed_and_carries_target_and_version()
    {
        await using var aws = await AwsEndpoint.StartAsync(Found);
        using var client = new AwsClient<Ssm>(aws.Options);
        var response = await client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None);
        Assert.Equal(new SsmParameter("/govcloud/slack", "SecureString", "秘密", 3), response.Parameter);
        Assert.Equal("AmazonSSM.GetParameter", aws.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", aws.Request.Headers["Content-Type"]);
        Assert.Equal("""{"Name":"/govcloud/slack","WithDecryption":true}""", aws.Request.Body);
        Assert.EndsWith("/ap-northeast-1/ssm/aws4_request", aws.Request.Scope, StringComparison.Ordinal);
        Assert.Equal("token/+=", aws.Request.Headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_so_the_signatures_of_these_tests_are_really_checked()
    {
        await using var aws = await AwsEndpoint.StartAsync(Found);
        using var client = new AwsClient<Ssm>(aws.Options with { Credentials = new Amazon.Runtime.BasicAWSCredentials("AKIAEXAMPLE", "wrong") });
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal("InvalidSignatureException", e.ErrorCode);
    }

    [Fact]
    public async Task A_mail_goes_to_the_path_of_its_operation_and_is_signed_for_ses()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, """{"MessageId":"m-1"}""", "application/json"));
        using var client = new AwsClient<SesV2>(aws.Options);
        var mail = new SendEmailRequest("ops@example.jp", new(["kikaku@example.jp"]), new(new(new("【重大】"), new(new("本文 + %")))));
        Assert.Equal("m-1", (await client.CallAsync(SesV2.SendEmail, mail, CancellationToken.None)).MessageId);
        Assert.Equal(("POST", "/v2/email/outbound-emails", "application/json"), (aws.Request.Method, aws.Request.Path, aws.Request.Headers["Content-Type"]));
        Assert.EndsWith("/ap-northeast-1/ses/aws4_request", aws.Request.Scope, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(mail, SesV2Json.Default.SendEmailRequest), aws.Request.Body);
    }

    [Fact]
    public async Task A_message_for_a_queue_is_json_1_0_and_leaves_out_what_is_absent()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, """{"MessageId":"m-2","MD5OfMessageBody":"x"}"""));
        using var client = new AwsClient<Sqs>(aws.Options);
        var response = await client.CallAsync(Sqs.SendMessage, new("https://sqs/1/q", "{}"), CancellationToken.None);
        Assert.Equal("m-2", response.MessageId);
        Assert.Equal(("application/x-amz-json-1.0", "AmazonSQS.SendMessage"), (aws.Request.Headers["Content-Type"], aws.Request.Headers["X-Amz-Target"]));
        Assert.Equal("""{"QueueUrl":"https://sqs/1/q","MessageBody":"{}"}""", aws.Request.Body);
    }

    [Fact]
    public async Task A_streams_records_come_as_they_are()
    {
        const string Record = """{"eventID":"1","eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"一"}},"ApproximateCreationDateTime":1.7E9}}""";
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, $$"""{"Records":[{{Record}}],"NextShardIterator":"i-2"}"""));
        using var client = new AwsClient<DynamoDbStreams>(aws.Options);
        var page = await client.CallAsync(DynamoDbStreams.GetRecords, new("i-1", 100), CancellationToken.None);
        Assert.Equal(Record, Assert.Single(page.Records!).GetRawText());
        Assert.Equal("i-2", page.NextShardIterator);
        Assert.Equal("DynamoDBStreams_20120810.GetRecords", aws.Request.Headers["X-Amz-Target"]);
        Assert.EndsWith("/dynamodb/aws4_request", aws.Request.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_call_is_a_form_and_a_global_service_is_signed_for_its_region()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(
            200, """<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-3</MessageId></PublishResult></PublishResponse>""", "text/xml"));
        using var client = new AwsClient<QueryService>(aws.Options);
        Assert.Equal("m-3", await client.CallAsync(QueryService.Publish, "障害 & + %", CancellationToken.None));
        Assert.Equal("Action=Publish&Message=%E9%9A%9C%E5%AE%B3%20%26%20%2B%20%25&Version=2010-05-08", aws.Request.Body);
        Assert.EndsWith("/us-east-1/iam/aws4_request", aws.Request.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_read_to_the_end_with_odd_characters_in_path_and_token()
    {
        await using var aws = await AwsEndpoint.StartAsync(
            new Answer(200, """{"Points":["a","b"],"NextToken":"t/2+="}"""), new Answer(200, """{"Points":["c"]}"""));
        using var client = new AwsClient<RestService>(aws.Options);
        var points = new List<string>();
        await foreach (var page in AwsPages.ReadAsync(
            (token, cancellationToken) => client.CallAsync(RestService.ListPoints, new VaultPage("my vault é", token), cancellationToken), page => page.NextToken, CancellationToken.None))
        {
            points.AddRange(page.Points);
        }

        Assert.Equal(["a", "b", "c"], points);
        Assert.Equal("/backup-vaults/my vault é/recovery-points/", aws.Requests[1].Path);
        Assert.Equal("?nextToken=t%2F2%2B%3D", aws.Requests[1].Query);
        Assert.False(aws.Requests[0].Headers.ContainsKey("Content-Type"));
    }

    [Fact]
    public async Task A_page_token_that_comes_twice_is_an_error_and_no_endless_loop()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var page in AwsPages.ReadAsync((_, _) => Task.FromResult("again"), token => token, CancellationToken.None))
            {
                Assert.Equal("again", page);
            }
        });
        Assert.Contains("second time", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__type":"com.amazonaws.ssm#ParameterNotFound","message":"無い"}""", null)]
    [InlineData("""{"Message":"無い"}""", "ParameterNotFound:http://internal.amazon.com/coral/com.amazonaws.ssm/")]
    public async Task An_error_carries_code_status_and_request_id_and_is_not_retried(string body, string? header)
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(400, body) { Headers = header is null ? null : new(StringComparer.Ordinal) { ["x-amzn-ErrorType"] = header } });
        using var client = new AwsClient<Ssm>(aws.Options);
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal((AwsFailure.Answered, HttpStatusCode.BadRequest, "ParameterNotFound", "request-1"), (e.Failure, e.StatusCode, e.ErrorCode, e.RequestId));
        Assert.StartsWith("SSM GetParameter: 400 ParameterNotFound", e.Message, StringComparison.Ordinal);
        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task An_error_of_the_query_protocol_carries_code_status_and_request_id()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(
            403, """<ErrorResponse xmlns="http://x/"><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error><RequestId>r-3</RequestId></ErrorResponse>""", "text/xml"));
        using var client = new AwsClient<QueryService>(aws.Options);
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(QueryService.Publish, "x", CancellationToken.None));
        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationError", "r-3"), (e.StatusCode, e.ErrorCode, e.RequestId));
    }

    [Theory]
    [InlineData(500, """{"__type":"InternalFailure"}""", "application/x-amz-json-1.1")]
    [InlineData(502, "<html>bad gateway</html>", "text/html")]
    [InlineData(400, """{"__type":"ThrottlingException","message":"slow down"}""", "application/x-amz-json-1.1")]
    [InlineData(429, """{"__type":"NobodyKnowsThisCode"}""", "application/x-amz-json-1.1")]
    public async Task What_is_worth_a_retry_is_retried(int status, string body, string contentType)
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(status, body, contentType), Found);
        using var client = new AwsClient<Ssm>(aws.Options);
        Assert.NotNull((await client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None)).Parameter);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_quota_that_no_retry_mends_is_not_retried()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(400, """{"__type":"LimitExceededException","message":"quota"}"""), Found);
        using var client = new AwsClient<Ssm>(aws.Options);
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal("LimitExceededException", e.ErrorCode);
    }

    [Fact]
    public async Task Retries_end_after_the_given_number_of_attempts()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(503, """{"__type":"ServiceUnavailable"}"""));
        using var client = new AwsClient<Ssm>(aws.Options with { MaxAttempts = 2 });
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 2), (e.StatusCode, aws.Requests.Count));
    }

    [Fact]
    public async Task A_call_without_an_answer_in_time_may_have_been_carried_out()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, "") { Hang = true });
        using var client = new AwsClient<Ssm>(aws.Options with { MaxAttempts = 1, AttemptTimeout = TimeSpan.FromMilliseconds(200) });
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal((AwsFailure.Unknown, null), (e.Failure, e.StatusCode));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    public async Task An_answer_that_cannot_be_read_may_mean_that_the_call_was_carried_out(string body)
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, body));
        using var client = new AwsClient<Ssm>(aws.Options with { MaxAttempts = 1 });
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal(AwsFailure.Unknown, e.Failure);
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_it_open_whether_the_call_was_carried_out()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, "") { Drop = true });
        using var client = new AwsClient<Ssm>(aws.Options with { MaxAttempts = 1 });
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal(AwsFailure.Unknown, e.Failure);
        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task A_call_that_finds_nobody_listening_was_not_sent()
    {
        AwsClientOptions options;
        await using (var aws = await AwsEndpoint.StartAsync(Found))
        {
            options = aws.Options with { MaxAttempts = 1 };
        }

        using var client = new AwsClient<Ssm>(options);
        var e = await Assert.ThrowsAsync<AwsApiException>(() => client.CallAsync(Ssm.GetParameter, Webhook, CancellationToken.None));
        Assert.Equal(AwsFailure.NotSent, e.Failure);
    }

    [Fact]
    public async Task A_cancelled_call_throws_that_it_was_cancelled()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, "") { Hang = true });
        using var client = new AwsClient<Ssm>(aws.Options);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CallAsync(Ssm.GetParameter, Webhook, cancellation.Token));
    }

    [Fact]
    public async Task The_sdks_endpoint_variable_of_the_service_is_honoured()
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, """{"Points":[]}"""));
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_TEST_REST", aws.Address.ToString());
        using var client = new AwsClient<RestService>(aws.Options with { Endpoint = null });
        await client.CallAsync(RestService.ListPoints, new VaultPage("v", null), CancellationToken.None);
        Assert.EndsWith("/ap-northeast-1/backup/aws4_request", aws.Request.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameters_value_is_not_in_its_text()
    {
        Assert.Equal("/a (SecureString, version 1)", new SsmParameter("/a", "SecureString", "秘密", 1).ToString());
    }
}
