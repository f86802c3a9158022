namespace GovCloud.Triage.Normalisation;

/// <summary>The resource that a GuardDuty finding type is about.</summary>
enum GuardDutyResource
{
    Other,
    Instance,
    Key,
    Bucket,
    Cluster,
    Database,
    Function,
}

/// <summary>Reads GuardDuty finding types: <c>ThreatPurpose:ResourceTypeAffected/ThreatFamilyName…</c>.</summary>
static class GuardDutyTypes
{
    public static GuardDutyResource ResourceKind(string type)
    {
        var colon = type.IndexOf(':');
        var rest = colon < 0 ? "" : type[(colon + 1)..];
        var end = rest.IndexOfAny(['/', '-']);
        return (end < 0 ? rest : rest[..end]) switch
        {
            "EC2" => GuardDutyResource.Instance,
            "IAMUser" or "IAM" => GuardDutyResource.Key,
            "S3" or "S3Object" => GuardDutyResource.Bucket,
            "Kubernetes" or "EKS" => GuardDutyResource.Cluster,
            "RDS" => GuardDutyResource.Database,
            "Lambda" => GuardDutyResource.Function,
            _ => GuardDutyResource.Other,
        };
    }

    /// <summary>The resource type of that kind in Security Hub, in ASFF and OCSF alike; an instance where the type names none.</summary>
    public static string SecurityHubResource(string type) => ResourceKind(type) switch
    {
        GuardDutyResource.Bucket => "AwsS3Bucket",
        GuardDutyResource.Key => "AwsIamAccessKey",
        GuardDutyResource.Cluster => "AwsEksCluster",
        GuardDutyResource.Database => "AwsRdsDbInstance",
        GuardDutyResource.Function => "AwsLambdaFunction",
        _ => "AwsEc2Instance",
    };

    /// <summary>
    /// The native type of a finding that came through Security Hub, where the slash after the resource is written as a dash below a taxonomy:
    /// <c>TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort</c> is <c>Recon:EC2/PortProbeUnprotectedPort</c>. Null when the text is no such type.
    /// </summary>
    public static string? FromTaxonomy(string taxonomyType)
    {
        var colon = taxonomyType.IndexOf(':');
        if (colon < 0)
        {
            return null;
        }

        var start = taxonomyType.LastIndexOf('/', colon) + 1;
        var type = taxonomyType[start..];
        colon -= start;
        var separator = type.IndexOfAny(['/', '-'], colon);
        return separator < 0 ? type : string.Concat(type.AsSpan(0, separator), "/", type.AsSpan(separator + 1));
    }
}
