using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Estates;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>EventBridge events as they arrive in a queue, and an estate that knows their account.</summary>
static class Events
{
    internal const string Account = "111122223333";

    internal static EstateIndex Estate(string? webhookParameter = "/govcloud/slack/operator") => new(
        new Estate
        {
            Profile = new EstateProfile { Name = "sample", Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse(Account) },
            Organisations =
            [
                new Organisation
                {
                    Id = "operator", Name = "運用管理補助者", Kind = OrganisationKind.Operator, Calendar = "office", Mail = ["ops@example.jp"], SlackWebhookParameter = webhookParameter,
                },
            ],
            Accounts = [new Account { Id = AccountId.Parse(Account), Name = "resident-prod", Environment = DeploymentEnvironment.Production }],
            Responsibilities = [new Responsibility { Responsible = Role.Operator }],
            Notification = new NotificationPolicy { MailFrom = "alerts@example.jp" },
        },
        "digest");

    internal static string Alarm(string name, string state = "ALARM", int minute = 0, string account = Account, string id = "00000000-0000-0000-0000-000000000000")
    {
        var at = ManualTime.Start.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$"""
            {"version":"0","id":"{{id}}","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"{{account}}","time":"{{at}}",
             "region":"ap-northeast-1","resources":["arn:aws:cloudwatch:ap-northeast-1:{{account}}:alarm:{{name}}"],
             "detail":{"alarmName":"{{name}}","configuration":{"metrics":[] },
              "state":{"value":"{{state}}","reason":"Threshold Crossed","timestamp":"{{at}}"},
              "previousState":{"value":"OK","timestamp":"{{at}}"} } }
            """;
    }

    internal static string Unknown(string source = "jp.example.custom") => $$"""
        {"version":"0","id":"5","detail-type":"Something New","source":"{{source}}","account":"{{Account}}","time":"2026-06-01T00:00:00Z","region":"ap-northeast-1","resources":[],"detail":{"a":1} }
        """;

    internal static JsonObject SecurityHub(params JsonNode[] findings) => new()
    {
        ["version"] = "0",
        ["id"] = "7",
        ["detail-type"] = "Security Hub Findings - Imported",
        ["source"] = "aws.securityhub",
        ["account"] = Account,
        ["time"] = "2026-06-01T00:00:00Z",
        ["region"] = "ap-northeast-1",
        ["resources"] = new JsonArray(),
        ["detail"] = new JsonObject { ["findings"] = new JsonArray(findings) },
    };

    internal static JsonObject Asff(string control, string resource, string description = "説明") => JsonNode.Parse($$"""
        {"SchemaVersion":"2018-10-08","Id":"arn:aws:securityhub:ap-northeast-1:{{Account}}:security-control/{{control}}/finding/{{resource}}",
         "ProductArn":"arn:aws:securityhub:ap-northeast-1::product/aws/securityhub","ProductName":"Security Hub","CompanyName":"AWS","Region":"ap-northeast-1",
         "GeneratorId":"security-control/{{control}}","AwsAccountId":"{{Account}}","Types":["Software and Configuration Checks/Industry and Regulatory Standards"],
         "FirstObservedAt":"2026-06-01T00:00:00Z","CreatedAt":"2026-06-01T00:00:00Z","UpdatedAt":"2026-06-01T00:00:00Z","Severity":{"Label":"HIGH","Normalized":70},
         "Title":"{{control}}","Description":{{JsonSerializer.Serialize(description)}},
         "Resources":[{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::{{resource}}","Partition":"aws","Region":"ap-northeast-1"}],
         "Compliance":{"Status":"FAILED","SecurityControlId":"{{control}}"},"WorkflowState":"NEW","Workflow":{"Status":"NEW"},"RecordState":"ACTIVE"}
        """)!.AsObject();

    /// <summary>The queue's event; message ids are m0, m1 and so on.</summary>
    internal static byte[] Queue(params IEnumerable<string> bodies) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["Records"] = new JsonArray([.. bodies.Select((body, i) => new JsonObject
        {
            ["messageId"] = $"m{i}",
            ["receiptHandle"] = "r",
            ["body"] = body,
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1", ["SentTimestamp"] = "1780000000000" },
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = $"arn:aws:sqs:ap-northeast-1:{Account}:alerts",
            ["awsRegion"] = "ap-northeast-1",
        })]),
    });
}
