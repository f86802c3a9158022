using System.Text;
using System.Text.Json;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>Events in the shapes that AWS documents, with our own values.</summary>
static class Events
{
    public const string Account = TriageEstates.Production;
    public const string Region = "ap-northeast-1";
    public const string Time = "2026-11-20T01:00:00Z";

    /// <summary>An EventBridge event around a detail.</summary>
    public static string Bus(string source, string detailType, string detail, string resources = "[]", string account = Account, string time = Time, string id = "e-1") => $$"""
        {"version":"0","id":"{{id}}","detail-type":"{{detailType}}","source":"{{source}}","account":"{{account}}","time":"{{time}}","region":"{{Region}}","resources":{{resources}},"detail":{{detail}}}
        """;

    public const string Instance = """{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0a1b2c3d4e5f60718"}}""";
    public const string Bucket = """{"resourceType":"S3Bucket","accessKeyDetails":{"accessKeyId":"ASIAEXAMPLE000000001"},"s3BucketDetails":[{"arn":"arn:aws:s3:::zeimu-export","name":"zeimu-export"}]}""";
    public const string AccessKey = """{"resourceType":"AccessKey","accessKeyDetails":{"accessKeyId":"AKIAEXAMPLE000000002","principalId":"AIDAEXAMPLE","userName":"batch"}}""";
    public const string Cluster = $$"""{"resourceType":"EKSCluster","eksClusterDetails":{"name":"core","arn":"arn:aws:eks:{{Region}}:{{Account}}:cluster/core"},"accessKeyDetails":{"accessKeyId":"ASIAEXAMPLE000000003"} }""";
    public const string Database = $$"""{"resourceType":"RDSDBInstance","rdsDbInstanceDetails":{"dbInstanceIdentifier":"kokuho-db","dbInstanceArn":"arn:aws:rds:{{Region}}:{{Account}}:db:kokuho-db"} }""";
    public const string Function = $$"""{"resourceType":"Lambda","lambdaDetails":{"functionName":"export","functionArn":"arn:aws:lambda:{{Region}}:{{Account}}:function:export"} }""";

    /// <summary>A native GuardDuty finding.</summary>
    public static string GuardDuty(string type = "Recon:EC2/PortProbeUnprotectedPort", string severity = "2", string resource = Instance, bool archived = false, bool sample = false, string updatedAt = Time, string id = "f1", string account = Account) =>
        Bus("aws.guardduty", "GuardDuty Finding", $$"""
            {"schemaVersion":"2.0","accountId":"{{account}}","region":"{{Region}}","partition":"aws","id":"{{id}}","arn":"arn:aws:guardduty:{{Region}}:{{account}}:detector/d1/finding/{{id}}","type":"{{type}}","resource":{{resource}},
            "service":{"serviceName":"guardduty","archived":{{Bool(archived)}},"count":3,"eventFirstSeen":"2026-11-19T23:00:00Z","additionalInfo":{"sample":{{Bool(sample)}} } },
            "severity":{{severity}},"createdAt":"2026-11-19T23:30:00Z","updatedAt":"{{updatedAt}}","title":"An unprotected port is being probed."}
            """, account: account);

    /// <summary>An ASFF finding.</summary>
    public static string Asff(
        string product = "securityhub",
        string types = """["Software and Configuration Checks/Industry and Regulatory Standards"]""",
        string severity = """{"Label":"HIGH","Normalized":70}""",
        string resources = """[{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::zeimu-export"}]""",
        string more = """
            "Compliance":{"Status":"FAILED","SecurityControlId":"S3.8"},
            """,
        string generator = "security-control/S3.8",
        string workflow = "NEW",
        string record = "ACTIVE",
        string updatedAt = Time,
        string id = "finding-1") => $$"""
        {"SchemaVersion":"2018-10-08","Id":"{{id}}","ProductArn":"arn:aws:securityhub:{{Region}}::product/aws/{{product}}","GeneratorId":"{{generator}}","AwsAccountId":"{{Account}}","Region":"{{Region}}",
        "Types":{{types}},"CreatedAt":"2026-11-19T00:00:00Z","UpdatedAt":"{{updatedAt}}","Severity":{{severity}},"Title":"A finding","Description":"What was found","Resources":{{resources}},
        {{more}}"Workflow":{"Status":"{{workflow}}"},"RecordState":"{{record}}"}
        """;

    /// <summary>The copy of a GuardDuty finding in Security Hub.</summary>
    public static string AsffGuardDuty(string types, string resources, string severity = """{"Label":"LOW","Normalized":20,"Product":2}""", string record = "ACTIVE", string updatedAt = Time) =>
        Asff("guardduty", types, severity, resources, more: "", generator: "arn:aws:guardduty:ap-northeast-1:1:detector/d1", record: record, updatedAt: updatedAt, id: $"arn:aws:guardduty:{Region}:{Account}:detector/d1/finding/f1");

    /// <summary>A "Security Hub Findings - Imported" event.</summary>
    public static string Imported(params string[] findings) => Bus("aws.securityhub", "Security Hub Findings - Imported", $$"""{"findings":[{{string.Join(',', findings)}}]}""");

    /// <summary>An OCSF finding.</summary>
    public static string Ocsf(string product = "GuardDuty", int classUid = 2004, string types = """["Threats","Recon:EC2/PortProbeUnprotectedPort"]""", int severityId = 2, int statusId = 1,
        string resources = $$"""[{"type":"AwsEc2Instance","uid":"arn:aws:ec2:{{Region}}:{{Account}}:instance/i-0a1b2c3d4e5f60718"}]""", string more = "") => $$"""
        {"activity_id":1,"class_uid":{{classUid}},"cloud":{"account":{"uid":"{{Account}}"},"provider":"AWS","region":"{{Region}}"},
        "finding_info":{"uid":"u-1","title":"A finding","types":{{types}},"modified_time_dt":"{{Time}}","created_time_dt":"2026-11-19T00:00:00Z"},
        "metadata":{"product":{"name":"{{product}}","vendor_name":"AWS","uid":"p"},"version":"1.6.0"},{{more}}"resources":{{resources}},"severity_id":{{severityId}},"status_id":{{statusId}}}
        """;

    /// <summary>A "Findings Imported V2" event.</summary>
    public static string ImportedV2(params string[] findings) => Bus("aws.securityhub", "Findings Imported V2", $$"""{"findings":[{{string.Join(',', findings)}}]}""");

    /// <summary>A Health event as EventBridge delivers it.</summary>
    public static string Health(string code = "AWS_EC2_OPERATIONAL_ISSUE", string category = "issue", string status = "open", string more = "", string entities = """[{"entityValue":"i-0a1b2c3d4e5f60718"}]""", string account = Account, string updated = "Fri, 20 Nov 2026 01:00:00 GMT") =>
        Bus("aws.health", "AWS Health Event", $$"""
            {"eventArn":"arn:aws:health:{{Region}}::event/EC2/{{code}}/{{code}}_1","service":"EC2","eventTypeCode":"{{code}}","eventTypeCategory":"{{category}}","eventScopeCode":"ACCOUNT_SPECIFIC","communicationId":"c1",
            "startTime":"Fri, 20 Nov 2026 00:30:00 GMT","lastUpdatedTime":"{{updated}}","statusCode":"{{status}}","eventRegion":"{{Region}}",{{more}}
            "eventDescription":[{"language":"en_US","latestDescription":"Something happened."}],"affectedEntities":{{entities}}}
            """, account: account);

    public const string AlarmArn = $"arn:aws:cloudwatch:{Region}:{Account}:alarm:kokuho-cpu";

    /// <summary>A CloudWatch alarm's state change as EventBridge delivers it.</summary>
    public static string Alarm(string state = "ALARM", string stateMore = "", string time = "2026-11-20T01:00:00.000+0000", string name = "kokuho-cpu", string description = "CPU") =>
        Bus("aws.cloudwatch", "CloudWatch Alarm State Change", $$"""
            {"alarmName":"{{name}}","state":{"value":"{{state}}",{{stateMore}}"reason":"Threshold Crossed","timestamp":"{{time}}"},"previousState":{"value":"OK"},"configuration":{"description":"{{description}}","metrics":[{"id":"m1","metricStat":{"metric":{"namespace":"AWS/EC2","name":"CPUUtilization"} } }]} }
            """, resources: $"""["{AlarmArn.Replace("kokuho-cpu", name, StringComparison.Ordinal)}"]""");

    /// <summary>The message of the same alarm through SNS.</summary>
    public static string AlarmMessage(string state = "ALARM", string description = "CPU") => $$"""
        {"AlarmName":"kokuho-cpu","AlarmDescription":"{{description}}","AWSAccountId":"{{Account}}","NewStateValue":"{{state}}","NewStateReason":"Threshold Crossed","StateChangeTime":"2026-11-20T01:00:00.000+0000","Region":"Asia Pacific (Tokyo)","AlarmArn":"{{AlarmArn}}","OldStateValue":"OK","Trigger":{"MetricName":"CPUUtilization"} }
        """;

    /// <summary>A Config compliance change.</summary>
    public static string Config(string rule = "required-tags", string compliance = "NON_COMPLIANT", string resourceType = "AWS::EC2::Instance", string resourceId = "i-0a1b2c3d4e5f60718", string time = Time) =>
        Bus("aws.config", "Config Rules Compliance Change", $$"""
            {"resourceId":"{{resourceId}}","awsRegion":"{{Region}}","awsAccountId":"{{Account}}","configRuleName":"{{rule}}","recordVersion":"1.0","configRuleARN":"arn:aws:config:{{Region}}:{{Account}}:config-rule/config-rule-abc","messageType":"ComplianceChangeNotification",
            "newEvaluationResult":{"evaluationResultIdentifier":{"evaluationResultQualifier":{"configRuleName":"{{rule}}","resourceType":"{{resourceType}}","resourceId":"{{resourceId}}"},"orderingTimestamp":"{{time}}"},"complianceType":"{{compliance}}","resultRecordedTime":"{{time}}"},"notificationCreationTime":"{{time}}","resourceType":"{{resourceType}}"}
            """);

    /// <summary>An SNS notification around a text.</summary>
    public static string Sns(string message) => $$"""
        {"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:{{Region}}:{{Account}}:alerts","Message":{{JsonSerializer.Serialize(message)}},"Timestamp":"2026-11-20T01:00:00.000Z"}
        """;

    /// <summary>An SQS batch, as Lambda receives it.</summary>
    public static string Sqs(params string[] bodies) =>
        $$"""{"Records":[{{string.Join(',', bodies.Select(b => $$"""{"messageId":"q","eventSource":"aws:sqs","body":{{JsonSerializer.Serialize(b)}} }"""))}}]}""";

    public static IReadOnlyList<Reading> Read(string json) => AlertReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>The one alert of an event.</summary>
    public static Alert One(string json) => Assert.IsType<Reading.Normalised>(Assert.Single(Read(json))).Alert;

    /// <summary>The reason for which the whole event is refused.</summary>
    public static string Rejection(string json) => Assert.IsType<Reading.Rejected>(Assert.Single(Read(json))).Reason;

    /// <summary>Two events are about one problem.</summary>
    public static void AreOne(string json, string other) => Assert.Equal(Fingerprint.Of(One(json)), Fingerprint.Of(One(other)));

    /// <summary>Two events are about two problems.</summary>
    public static void AreTwo(string json, string other) => Assert.NotEqual(Fingerprint.Of(One(json)), Fingerprint.Of(One(other)), StringComparer.Ordinal);

    /// <summary>The ids of what was read, null for what was rejected.</summary>
    public static string?[] Ids(IEnumerable<Reading> readings) => [.. readings.Select(r => (r as Reading.Normalised)?.Alert.SourceId)];

    static string Bool(bool value) => value ? "true" : "false";
}
