using System.Text.Json.Nodes;

namespace GovCloud.Cli.Day;

/// <summary>Events of GuardDuty, Security Hub, Inspector, IAM Access Analyzer, Macie and of the root user.</summary>
sealed partial class EventFactory
{
    /// <summary>A GuardDuty finding.</summary>
    public string GuardDuty(DateTimeOffset at, string account, GuardDutyFinding finding) =>
        Event(at, account, "aws.guardduty", "GuardDuty Finding", new JsonObject
        {
            ["schemaVersion"] = "2.0",
            ["accountId"] = account,
            ["region"] = region,
            ["partition"] = "aws",
            ["id"] = FindingId(account, finding),
            ["arn"] = FindingArn(account, finding),
            ["type"] = finding.Type,
            ["resource"] = (JsonObject)finding.Resource.DeepClone(),
            ["service"] = new JsonObject
            {
                ["serviceName"] = "guardduty",
                ["detectorId"] = Digest(account, 32),
                ["action"] = finding.Action?.DeepClone() ?? new JsonObject { ["actionType"] = "AWS_API_CALL" },
                ["resourceRole"] = "TARGET",
                ["additionalInfo"] = Additional(finding),
                ["eventFirstSeen"] = Time(at),
                ["eventLastSeen"] = Time(at),
                ["archived"] = finding.Archived,
                ["count"] = finding.Count,
            },
            ["severity"] = finding.Severity,
            ["createdAt"] = Milliseconds(at),
            ["updatedAt"] = Milliseconds(at),
            ["title"] = finding.Title,
            ["description"] = finding.Title,
        });

    /// <summary>The same finding as Security Hub imports it.</summary>
    public string GuardDutyThroughSecurityHub(DateTimeOffset at, string account, GuardDutyFinding finding, string taxonomy, string resourceType, string resourceId) =>
        SecurityHub(at, account, new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = FindingArn(account, finding),
            ["ProductArn"] = $"arn:aws:securityhub:{region}::product/aws/guardduty",
            ["ProductName"] = "GuardDuty",
            ["CompanyName"] = "Amazon",
            ["Region"] = region,
            ["GeneratorId"] = $"arn:aws:guardduty:{region}:{account}:detector/{Digest(account, 32)}",
            ["AwsAccountId"] = account,
            ["Types"] = new JsonArray(taxonomy),
            ["FirstObservedAt"] = Time(at),
            ["LastObservedAt"] = Time(at),
            ["CreatedAt"] = Milliseconds(at),
            ["UpdatedAt"] = Milliseconds(at),
            ["Severity"] = new JsonObject { ["Product"] = finding.Severity, ["Label"] = finding.Severity >= 9 ? "CRITICAL" : finding.Severity >= 7 ? "HIGH" : finding.Severity >= 4 ? "MEDIUM" : "LOW" },
            ["Title"] = finding.Title,
            ["Description"] = finding.Title,
            ["Resources"] = new JsonArray(new JsonObject { ["Type"] = resourceType, ["Id"] = resourceId, ["Partition"] = "aws", ["Region"] = region }),
            ["WorkflowState"] = "NEW",
            ["Workflow"] = new JsonObject { ["Status"] = "NEW" },
            ["RecordState"] = "ACTIVE",
        });

    /// <summary>Imported findings.</summary>
    public string SecurityHub(DateTimeOffset at, string account, params JsonNode?[] findings) =>
        Event(at, account, "aws.securityhub", "Security Hub Findings - Imported", new JsonObject { ["findings"] = new JsonArray(findings) },
            [.. findings.OfType<JsonObject>().Select(finding => finding["Id"]?.ToString()).OfType<string>()]);

    /// <summary>The result of a control in one standard.</summary>
    public JsonObject Control(DateTimeOffset at, string account, ControlResult result) => new()
    {
        ["SchemaVersion"] = "2018-10-08",
        ["Id"] = $"arn:aws:securityhub:{region}:{account}:subscription/{result.Generator}/finding/{Digest(account + result.Generator + result.Resource, 32)}",
        ["ProductArn"] = $"arn:aws:securityhub:{region}::product/aws/securityhub",
        ["ProductName"] = "Security Hub",
        ["CompanyName"] = "AWS",
        ["Region"] = region,
        ["GeneratorId"] = result.Generator,
        ["AwsAccountId"] = account,
        ["Types"] = new JsonArray("Software and Configuration Checks/Industry and Regulatory Standards"),
        ["FirstObservedAt"] = Milliseconds(at),
        ["LastObservedAt"] = Milliseconds(at),
        ["CreatedAt"] = Milliseconds(at),
        ["UpdatedAt"] = Milliseconds(at),
        ["Severity"] = new JsonObject { ["Label"] = result.Passed ? "INFORMATIONAL" : result.Severity, ["Original"] = result.Severity },
        ["Title"] = result.Title,
        ["Description"] = result.Title,
        ["ProductFields"] = new JsonObject { ["StandardsControlArn"] = $"arn:aws:securityhub:{region}:{account}:control/{result.Generator}" },
        ["Resources"] = new JsonArray(new JsonObject { ["Type"] = result.ResourceType, ["Id"] = result.Resource, ["Partition"] = "aws", ["Region"] = region }),
        ["Compliance"] = new JsonObject { ["Status"] = result.Passed ? "PASSED" : "FAILED" },
        ["WorkflowState"] = "NEW",
        ["Workflow"] = new JsonObject { ["Status"] = result.Passed ? "RESOLVED" : "NEW" },
        ["RecordState"] = "ACTIVE",
    };

    /// <summary>An Inspector finding.</summary>
    public string Inspector(DateTimeOffset at, string account, string cve, string severity, double score, string package, string instance, string status = "ACTIVE")
    {
        var arn = $"arn:aws:inspector2:{region}:{account}:finding/{Digest(account + cve + instance, 32)}";
        return Event(at, account, "aws.inspector2", "Inspector2 Finding", new JsonObject
        {
            ["awsAccountId"] = account,
            ["findingArn"] = arn,
            ["type"] = "PACKAGE_VULNERABILITY",
            ["status"] = status,
            ["severity"] = severity,
            ["inspectorScore"] = score,
            ["exploitAvailable"] = score >= 9 ? "YES" : "NO",
            ["fixAvailable"] = "YES",
            ["title"] = $"{cve} - {package}",
            ["description"] = $"A vulnerability was found in {package}.",
            ["packageVulnerabilityDetails"] = new JsonObject
            {
                ["vulnerabilityId"] = cve,
                ["source"] = "NVD",
                ["vulnerablePackages"] = new JsonArray(new JsonObject { ["name"] = package, ["version"] = "1.0.0", ["fixedInVersion"] = "1.0.4", ["packageManager"] = "OS" }),
            },
            ["resources"] = new JsonArray(new JsonObject { ["id"] = instance, ["type"] = "AWS_EC2_INSTANCE", ["partition"] = "aws", ["region"] = region }),
            ["firstObservedAt"] = Milliseconds(at),
            ["lastObservedAt"] = Milliseconds(at),
            ["updatedAt"] = Milliseconds(at),
        }, [arn]);
    }

    /// <summary>An IAM Access Analyzer finding on access from outside.</summary>
    public string AccessAnalyzer(DateTimeOffset at, string account, string resourceType, string resource, bool isPublic, string status = "ACTIVE") =>
        Event(at, account, "aws.access-analyzer", "Access Analyzer Finding", new JsonObject
        {
            ["version"] = "1.0",
            ["id"] = Digest(account + resource, 32),
            ["status"] = status,
            ["resourceType"] = resourceType,
            ["resource"] = resource,
            ["createdAt"] = Milliseconds(at),
            ["analyzedAt"] = Milliseconds(at),
            ["updatedAt"] = Milliseconds(at),
            ["accountId"] = account,
            ["region"] = region,
            ["principal"] = new JsonObject { ["AWS"] = isPublic ? "*" : "210987654321" },
            ["action"] = new JsonArray("s3:GetObject"),
            ["condition"] = new JsonObject(),
            ["isDeleted"] = false,
            ["isPublic"] = isPublic,
        }, [$"arn:aws:access-analyzer:{region}:{account}:analyzer/estate"]);

    /// <summary>A Macie finding on a bucket.</summary>
    public string Macie(DateTimeOffset at, string account, string type, string severity, int score, string bucket, string title) =>
        Event(at, account, "aws.macie", "Macie Finding", new JsonObject
        {
            ["schemaVersion"] = "1.0",
            ["id"] = Digest(account + bucket + type, 32),
            ["accountId"] = account,
            ["partition"] = "aws",
            ["region"] = region,
            ["type"] = type,
            ["title"] = title,
            ["description"] = title,
            ["severity"] = new JsonObject { ["score"] = score, ["description"] = severity },
            ["createdAt"] = Milliseconds(at),
            ["updatedAt"] = Milliseconds(at),
            ["count"] = 3,
            ["resourcesAffected"] = new JsonObject { ["s3Bucket"] = new JsonObject { ["arn"] = $"arn:aws:s3:::{bucket}", ["name"] = bucket } },
            ["category"] = type.StartsWith("Policy", StringComparison.Ordinal) ? "POLICY" : "CLASSIFICATION",
            ["sample"] = false,
            ["archived"] = false,
        });

    /// <summary>The root user signs in to the console.</summary>
    public string RootSignIn(DateTimeOffset at, string account) => Event(at, account, "aws.signin", "AWS Console Sign In via CloudTrail", new JsonObject
    {
        ["eventVersion"] = "1.08",
        ["userIdentity"] = new JsonObject { ["type"] = "Root", ["principalId"] = account, ["arn"] = $"arn:aws:iam::{account}:root", ["accountId"] = account, ["accessKeyId"] = "" },
        ["eventTime"] = Time(at),
        ["eventSource"] = "signin.amazonaws.com",
        ["eventName"] = "ConsoleLogin",
        ["awsRegion"] = region,
        ["sourceIPAddress"] = "198.51.100.23",
        ["userAgent"] = "Mozilla/5.0",
        ["requestParameters"] = null,
        ["responseElements"] = new JsonObject { ["ConsoleLogin"] = "Success" },
        ["additionalEventData"] = new JsonObject { ["MobileVersion"] = "No", ["MFAUsed"] = "No" },
        ["eventID"] = NextId(),
        ["readOnly"] = false,
        ["eventType"] = "AwsConsoleSignIn",
        ["managementEvent"] = true,
        ["recipientAccountId"] = account,
    });

    static JsonObject Additional(GuardDutyFinding finding) => (finding.Sample, finding.Padding) switch
    {
        (true, _) => new JsonObject { ["sample"] = true },
        (_, > 0) => new JsonObject { ["value"] = new string('x', finding.Padding), ["type"] = "default" },
        _ => new JsonObject { ["value"] = "{}", ["type"] = "default" },
    };

    static string FindingId(string account, GuardDutyFinding finding) => Digest(account + finding.Type + finding.Resource.ToJsonString(), 32);

    string FindingArn(string account, GuardDutyFinding finding) =>
        $"arn:aws:guardduty:{region}:{account}:detector/{Digest(account, 32)}/finding/{FindingId(account, finding)}";
}

/// <summary>What GuardDuty found.</summary>
sealed record GuardDutyFinding(string Type, double Severity, string Title, JsonObject Resource)
{
    public JsonObject? Action { get; init; }

    public int Count { get; init; } = 1;

    public bool Archived { get; init; }

    public bool Sample { get; init; }

    /// <summary>Characters by which the finding is made larger.</summary>
    public int Padding { get; init; }

    /// <summary>An EC2 instance, with tags.</summary>
    public static JsonObject Instance(string id, params (string Key, string Value)[] tags) => new()
    {
        ["resourceType"] = "Instance",
        ["instanceDetails"] = new JsonObject
        {
            ["instanceId"] = id,
            ["instanceType"] = "m6i.large",
            ["instanceState"] = "running",
            ["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
        },
    };

    /// <summary>An access key of an IAM user or role.</summary>
    public static JsonObject AccessKey(string id, string user) => new()
    {
        ["resourceType"] = "AccessKey",
        ["accessKeyDetails"] = new JsonObject { ["accessKeyId"] = id, ["principalId"] = "AIDA" + id[4..], ["userType"] = "IAMUser", ["userName"] = user },
    };

    /// <summary>A bucket.</summary>
    public static JsonObject Bucket(string name) => new()
    {
        ["resourceType"] = "S3Bucket",
        ["s3BucketDetails"] = new JsonArray(new JsonObject { ["arn"] = $"arn:aws:s3:::{name}", ["name"] = name, ["type"] = "Destination" }),
    };
}

/// <summary>What a control of a standard says about a resource.</summary>
sealed record ControlResult(string Generator, string Severity, string Title, string ResourceType, string Resource)
{
    public bool Passed { get; init; }
}
