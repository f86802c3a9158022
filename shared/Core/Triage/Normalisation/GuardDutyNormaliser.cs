using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>GuardDuty findings: natively through EventBridge (camelCase) and as the API returns them (PascalCase).</summary>
/// <remarks>Source: Amazon GuardDuty user guide, "Processing findings with EventBridge" and "GuardDuty finding format".</remarks>
static class GuardDutyNormaliser
{
    public const string Source = "aws.guardduty";

    public static Reading Read(EventEnvelope envelope)
    {
        var finding = envelope.Detail;
        if (finding["type"].Text is not { } type)
        {
            return envelope.DetailType is "GuardDuty Finding" or ""
                ? new Reading.Rejected("GuardDuty finding without a type")
                : Notice(envelope);
        }

        var service = finding["service"];
        var account = Accounts.Choose(finding["accountId"].Text, envelope.Account);
        var region = finding["region"].Text ?? envelope.Region;
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = type,
            Category = AlertCategory.Threat,
            SourceSeverity = SeverityScales.GuardDuty(finding["severity"].Number),
            Status = service["archived"].IsTrue ? AlertStatus.Resolved : AlertStatus.Active,
            Account = account,
            Region = region,
            Resource = Resource(finding["resource"], type, account, region),
            SourceTitle = finding["title"].Text ?? finding["description"].Text,
            UpdatedAt = finding["updatedAt"].Instant ?? envelope.Time,
            FirstObservedAt = service["eventFirstSeen"].Instant ?? finding["createdAt"].Instant,
            SourceId = finding["arn"].Text ?? finding["id"].Text,
            Sample = service["additionalInfo"]["sample"].IsTrue || finding["title"].Text?.StartsWith("[SAMPLE]", StringComparison.Ordinal) == true,
            Facts = Facts(finding, service),
        });
    }

    /// <summary>
    /// The resource that the finding is about. Some findings name several (the key that was used and the bucket that was touched);
    /// the type's own resource part decides, so that the copy in Security Hub gives the same one.
    /// </summary>
    static string Resource(JsonView resource, string type, string? account, string? region)
    {
        string Arn(string service, string path, bool regional = true) => $"arn:aws:{service}:{(regional ? region : "")}:{account}:{path}";
        var kind = GuardDutyTypes.ResourceKind(type);
        var instance = resource["instanceDetails"]["instanceId"].Text;
        var bucket = resource["s3BucketDetails"].First["arn"].Text ?? (resource["s3BucketDetails"].First["name"].Text is { } name ? $"arn:aws:s3:::{name}" : null);
        var key = resource["accessKeyDetails"]["accessKeyId"].Text ?? resource["accessKeyDetails"]["principalId"].Text ?? resource["accessKeyDetails"]["userName"].Text;
        var cluster = resource["eksClusterDetails"]["arn"].Text ?? (resource["eksClusterDetails"]["name"].Text is { } eks ? Arn("eks", $"cluster/{eks}") : null);
        var ecs = resource["ecsClusterDetails"]["arn"].Text;
        var database = resource["rdsDbInstanceDetails"]["dbInstanceArn"].Text
            ?? (resource["rdsDbInstanceDetails"]["dbInstanceIdentifier"].Text is { } db ? Arn("rds", $"db:{db}") : null)
            ?? resource["rdsLimitlessDbDetails"]["dbShardGroupArn"].Text;
        var function = resource["lambdaDetails"]["functionArn"].Text ?? (resource["lambdaDetails"]["functionName"].Text is { } fn ? Arn("lambda", $"function:{fn}") : null);
        var ec2 = instance is null ? null : instance.StartsWith("arn:", StringComparison.Ordinal) ? instance : Arn("ec2", $"instance/{instance}");
        var volume = resource["ebsVolumeDetails"]["scannedVolumeDetails"].First["volumeArn"].Text;
        var preferred = kind switch
        {
            GuardDutyResource.Bucket => bucket,
            GuardDutyResource.Key => key,
            GuardDutyResource.Cluster => cluster,
            GuardDutyResource.Database => database,
            GuardDutyResource.Function => function,
            GuardDutyResource.Instance => ec2,
            _ => null,
        };
        return preferred ?? ec2 ?? cluster ?? ecs ?? bucket ?? database ?? function ?? key ?? volume
            ?? resource["containerDetails"]["id"].Text ?? resource["instanceArn"].Text ?? Accounts.AsResource(account);
    }

    static ImmutableArray<AlertFact> Facts(JsonView finding, JsonView service)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(4);
        facts.AddText("GuardDuty の重大度", finding["severity"].Text);
        facts.AddText("検出回数", service["count"].Text);
        facts.AddText("API", service["action"]["awsApiCallAction"]["api"].Text);
        facts.AddText("接続元", service["action"]["awsApiCallAction"]["remoteIpDetails"]["ipAddressV4"].Text
            ?? service["action"]["networkConnectionAction"]["remoteIpDetails"]["ipAddressV4"].Text);
        facts.AddText("ドメイン", service["action"]["dnsRequestAction"]["domain"].Text);
        return facts.ToImmutable();
    }

    static Reading Notice(EventEnvelope envelope) => ServiceEventNormaliser.Read(envelope, AlertCategory.Threat);
}
