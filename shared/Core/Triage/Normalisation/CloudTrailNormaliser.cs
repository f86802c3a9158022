using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>API calls and console sign-ins that reach EventBridge through CloudTrail.</summary>
/// <remarks>Source: CloudTrail user guide, "CloudTrail record contents" and "AWS Management Console sign-in events".</remarks>
static class CloudTrailNormaliser
{
    /// <summary>Source of API calls. EventBridge names the called service instead, which the type and the facts tell.</summary>
    public const string Source = "aws.cloudtrail";

    /// <summary>Source of console sign-ins.</summary>
    public const string SignInSource = "aws.signin";

    public const string RootSignIn = "Root Sign-in";
    public const string SignInFailure = "Console Sign-in Failure";
    public const string RootActivity = "Root Activity";

    public static Reading Read(EventEnvelope envelope)
    {
        var record = envelope.Detail;
        if (record["eventName"].Text is not { } name)
        {
            return new Reading.Rejected("CloudTrail record without eventName");
        }

        var root = record["userIdentity"]["type"].Text == "Root";
        var signIn = record["eventSource"].Text == "signin.amazonaws.com" || envelope.DetailType.Contains("Sign In", StringComparison.Ordinal);
        var (type, category, severity, status) = signIn ? SignIn(record, root) : ApiCall(record, name, root);
        var account = record["userIdentity"]["accountId"].Text;
        return new Reading.Normalised(new Alert
        {
            Source = signIn ? SignInSource : Source,
            Type = type,
            Category = category,
            SourceSeverity = severity,
            Status = status,
            Account = Accounts.Choose(record["recipientAccountId"].Text, envelope.Account, account),
            Region = record["awsRegion"].Text ?? envelope.Region,
            Resource = root && (signIn || severity >= Severity.High)
                ? record["userIdentity"]["arn"].Text ?? $"arn:aws:iam::{account}:root"
                : Resource(record) ?? record["userIdentity"]["arn"].Text ?? Accounts.AsResource(account ?? envelope.Account),
            SourceTitle = name,
            UpdatedAt = record["eventTime"].Instant ?? envelope.Time,
            SourceId = record["eventID"].Text ?? envelope.Id,
            Facts = Facts(record, name, root),
        });
    }

    static (string Type, AlertCategory Category, Severity Severity, AlertStatus Status) SignIn(JsonView record, bool root)
    {
        var failed = record["errorMessage"].Exists
            || record["responseElements"]["ConsoleLogin"].Text == "Failure";
        if (root)
        {
            return (failed ? SignInFailure : RootSignIn, AlertCategory.Threat, failed ? Severity.High : Severity.Critical, AlertStatus.Active);
        }

        return failed
            ? (SignInFailure, AlertCategory.Threat, Severity.Low, AlertStatus.Active)
            : ("Console Sign-in", AlertCategory.Access, Severity.Info, AlertStatus.Notice);
    }

    static (string Type, AlertCategory Category, Severity Severity, AlertStatus Status) ApiCall(JsonView record, string name, bool root)
    {
        var readOnly = record["readOnly"].IsTrue;
        if (SensitiveApiCalls.TryFind(name, out var severity))
        {
            // An attempt that was refused changed nothing, but somebody tried.
            var refused = record["errorCode"].Exists && severity > Severity.Medium;
            return (name, AlertCategory.Change, refused ? Severity.Medium : severity, AlertStatus.Active);
        }

        if (root && !readOnly)
        {
            return (RootActivity, AlertCategory.Threat, Severity.High, AlertStatus.Active);
        }

        if (record["errorCode"].Text is "AccessDenied" or "UnauthorizedOperation" or "Client.UnauthorizedOperation")
        {
            return (name, AlertCategory.Access, Severity.Low, AlertStatus.Active);
        }

        return Removes(name)
            ? (name, AlertCategory.Change, Severity.Low, AlertStatus.Active)
            : (name, AlertCategory.Change, Severity.Info, AlertStatus.Notice);
    }

    /// <summary>What takes something away is worth a look; what adds or changes something is told by the checks on its result.</summary>
    static bool Removes(string name) =>
        name.StartsWith("Delete", StringComparison.Ordinal) || name.StartsWith("Disable", StringComparison.Ordinal)
        || name.StartsWith("Detach", StringComparison.Ordinal) || name.StartsWith("Deregister", StringComparison.Ordinal)
        || name.StartsWith("Stop", StringComparison.Ordinal) || name.StartsWith("Terminate", StringComparison.Ordinal);

    static string? Resource(JsonView record)
    {
        foreach (var resource in record["resources"].Items)
        {
            if (resource["type"].Text != "AWS::S3::Object" && resource["ARN"].Text is { } arn)
            {
                return arn;
            }
        }

        var request = record["requestParameters"];
        if (request["bucketName"].Text is { } bucket)
        {
            return $"arn:aws:s3:::{bucket}";
        }

        foreach (var name in (ReadOnlySpan<string>)["resourceArn", "arn", "keyId", "trailName", "detectorId", "groupId", "dBInstanceIdentifier", "loadBalancerName", "roleName", "userName", "functionName", "jobName", "name"])
        {
            if (request[name].Text is { } value)
            {
                return value;
            }
        }

        return null;
    }

    static ImmutableArray<AlertFact> Facts(JsonView record, string name, bool root)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(6);
        facts.AddText("サービス", record["eventSource"].Text);
        facts.AddText("操作", name);
        facts.AddText("実行者の種別", root ? "ルートユーザー" : record["userIdentity"]["type"].Text);
        facts.AddText("MFA", record["additionalEventData"]["MFAUsed"].Text);
        facts.AddText("エラー", record["errorCode"].Text);
        facts.AddText("接続元", record["sourceIPAddress"].Text);
        return facts.ToImmutable();
    }
}
