using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>What people have on disk: answers of the AWS command line and log files, not only events.</summary>
public sealed class ApiAnswerTests
{
    [Fact]
    public void A_CloudTrail_log_file_is_one_alert_a_record()
    {
        var alerts = Alerts("""
            {"Records":[
              {"eventVersion":"1.08","userIdentity":{"type":"Root","accountId":"131229000101"},"eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1","eventTime":"2026-11-20T01:00:00Z"},
              {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","accountId":"131229000101"},"eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging","awsRegion":"ap-northeast-1","eventTime":"2026-11-20T01:01:00Z","requestParameters":{"name":"trail"}}
            ]}
            """);

        Assert.Equal(["CreateUser", "StopLogging"], alerts.Select(a => a.Type));
        Assert.All(alerts, a => Assert.Equal(("aws.cloudtrail", "131229000101", false), (a.Source, a.Account, a.Generic)));
    }

    [Fact]
    public void A_buckets_own_notification_is_a_notice()
    {
        var alert = Assert.Single(Alerts("""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"ap-northeast-1","eventTime":"2026-11-20T01:00:00.000Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b","arn":"arn:aws:s3:::b"},"object":{"key":"k"}}}]}"""));

        Assert.Equal(("aws.s3", AlertStatus.Notice, false), (alert.Source, alert.Status, alert.Generic));
    }

    [Fact]
    public void Health_answers_are_read_event_by_event()
    {
        const string Event = """{"arn":"arn:aws:health:ap-northeast-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/1","service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","region":"ap-northeast-1","statusCode":"open","startTime":1763600000.0}""";

        Assert.Equal(2, Alerts($$"""{"events":[{{Event}},{{Event}}]}""").Count);
        Assert.Equal("AWS_EC2_OPERATIONAL_ISSUE", Assert.Single(Alerts($$$"""{"successfulSet":[{"event":{{{Event}}},"eventDescription":{"latestDescription":"x"}}],"failedSet":[]}""")).Type);
    }

    [Fact]
    public void Access_Analyzer_findings_of_the_command_line_are_known()
    {
        var alert = Assert.Single(Alerts("""{"findings":[{"id":"f","principal":{"AWS":"999999999999"},"action":["s3:GetObject"],"resource":"arn:aws:s3:::shared","isPublic":false,"resourceType":"AWS::S3::Bucket","resourceOwnerAccount":"131229000101","status":"ACTIVE","updatedAt":"2026-11-20T01:00:00Z"}]}"""));

        Assert.Equal(("aws.access-analyzer", "131229000101", "arn:aws:s3:::shared", false), (alert.Source, alert.Account, alert.Resource, alert.Generic));
    }

    static List<Alert> Alerts(string json) => [.. Events.Read(json).Select(r => Assert.IsType<Reading.Normalised>(r).Alert)];
}
