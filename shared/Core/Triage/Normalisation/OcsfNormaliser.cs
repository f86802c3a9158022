using System.Collections.Immutable;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Triage.Normalisation;

/// <summary>Findings in the Open Cybersecurity Schema Framework, as the present Security Hub emits them ("Findings Imported V2") and other tools write them.</summary>
/// <remarks>Source: OCSF schema 1.6, classes 2002 to 2007; Security Hub user guide, "OCSF findings". Status ids: 1 new, 2 in progress, 3 suppressed, 4 resolved, 5 archived.</remarks>
static class OcsfNormaliser
{
    /// <summary>Whether an object is an OCSF finding.</summary>
    public static bool Looks(JsonView finding) => finding["finding_info"].IsObject;

    public static Reading Read(EventEnvelope envelope, JsonView finding)
    {
        var info = finding["finding_info"];
        var product = SecurityHubProduct.FromName(finding["metadata"]["product"]["name"].Text ?? finding["metadata"]["product"]["uid"].Text);
        var type = Type(finding, info, product);
        if (type.Name.Length == 0)
        {
            return new Reading.Rejected("OCSF finding without type, control, title and uid");
        }

        var cloud = finding["cloud"];
        var account = Accounts.Choose(cloud["account"]["uid"].Text, envelope.Account);
        var region = cloud["region"].Text ?? finding["resources"].First["region"].Text ?? envelope.Region;
        return new Reading.Normalised(new Alert
        {
            Source = Source(envelope, finding),
            Type = type.Name,
            Category = type.Category,
            SourceSeverity = SeverityScales.Ocsf(finding["severity_id"].Number, finding["severity"].Text),
            Status = Status(finding),
            Account = account,
            Region = region,
            Resource = Resource(finding, product == SecurityHubProductName.GuardDuty ? GuardDutyTypes.SecurityHubResource(type.Name) : null) ?? Accounts.AsResource(account),
            SourceTitle = info["title"].Text ?? info["desc"].Text,
            UpdatedAt = info["modified_time_dt"].Instant ?? info["modified_time"].Instant ?? finding["time_dt"].Instant ?? finding["time"].Instant ?? envelope.Time,
            FirstObservedAt = info["first_seen_time_dt"].Instant ?? info["created_time_dt"].Instant ?? info["created_time"].Instant,
            SourceId = info["uid"].Text ?? finding["metadata"]["uid"].Text,
            Facts = Facts(finding),
        });
    }

    /// <summary>Security Hub for what it delivered; the tool's own name for a finding that another tool wrote to a file.</summary>
    static string Source(EventEnvelope envelope, JsonView finding) =>
        envelope.DetailType.Length == 0 && finding["metadata"]["product"] is var product && product["vendor_name"].Text is not (null or "AWS" or "Amazon")
            ? product["name"].Text?.ToLowerInvariant() ?? SecurityHubNormaliser.Source
            : SecurityHubNormaliser.Source;

    static NormalisedType Type(JsonView finding, JsonView info, SecurityHubProductName product)
    {
        var native = info["types"].Items.Select(t => t.Text).FirstOrDefault(t => t is not null && t.Contains(':', StringComparison.Ordinal));
        if (product == SecurityHubProductName.GuardDuty || (native is not null && product == SecurityHubProductName.Other && finding["class_uid"].Number is 2004 or null))
        {
            return new(Native(native) ?? info["title"].Text ?? "", AlertCategory.Threat);
        }

        if (finding["compliance"]["control"].Text is { } control)
        {
            return new(SecurityControls.TryFind(control, out var id) ? id : control, AlertCategory.Posture);
        }

        var vulnerability = finding["vulnerabilities"].First["cve"]["uid"].Text ?? finding["vulnerabilities"].First["title"].Text;
        if (vulnerability is not null || product == SecurityHubProductName.Inspector)
        {
            return new(vulnerability ?? LeadingCve(info["title"].Text) ?? "Inspector Finding", AlertCategory.Vulnerability);
        }

        return product switch
        {
            SecurityHubProductName.Macie => new(Native(native) ?? info["types"].First.Text ?? "Macie Finding", AlertCategory.DataProtection),
            SecurityHubProductName.AccessAnalyzer => new(AccessAnalyzerNormaliser.ExternalAccess, AlertCategory.Access),
            _ => new(finding["metadata"]["event_code"].Text ?? Native(native) ?? info["types"].First.Text ?? info["title"].Text ?? info["uid"].Text ?? "", Category(finding, info)),
        };
    }

    static string? Native(string? type) => type is null ? null : GuardDutyTypes.FromTaxonomy(type);

    static string? LeadingCve(string? title)
    {
        if (title is null || !title.StartsWith("CVE-", StringComparison.Ordinal))
        {
            return null;
        }

        var end = title.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? title : title[..end];
    }

    static AlertCategory Category(JsonView finding, JsonView info) => finding["class_uid"].Number switch
    {
        2002 => AlertCategory.Vulnerability,
        2003 => AlertCategory.Posture,
        2006 => AlertCategory.DataProtection,
        _ when info["types"].First.Text?.StartsWith("Threats", StringComparison.Ordinal) == true => AlertCategory.Threat,
        _ => AlertCategory.Posture,
    };

    static AlertStatus Status(JsonView finding)
    {
        var id = finding["status_id"].Number;
        if (id is 3)
        {
            return AlertStatus.Suppressed;
        }

        var passed = finding["compliance"]["status_id"].Number is 1
            || string.Equals(finding["compliance"]["status"].Text, "Pass", StringComparison.OrdinalIgnoreCase)
            || string.Equals(finding["status_code"].Text, "PASS", StringComparison.OrdinalIgnoreCase);
        var closed = id is 4 or 5 || finding["activity_id"].Number is 3;
        return passed || closed ? AlertStatus.Resolved : AlertStatus.Active;
    }

    /// <summary>The first resource of the wanted type, else the first that names itself.</summary>
    static string? Resource(JsonView finding, string? wanted)
    {
        foreach (var resource in finding["resources"].Items)
        {
            // Written as AwsEc2Instance and as AWS::EC2::Instance.
            var type = resource["type"].Text?.Replace("::", "", StringComparison.Ordinal);
            if (wanted is not null && wanted.Equals(type, StringComparison.OrdinalIgnoreCase) && resource["uid"].Text is { } uid)
            {
                return uid;
            }
        }

        foreach (var resource in finding["resources"].Items)
        {
            if (resource["type"].Text == "AwsAccount" && resource["uid"].Text is { Length: 12 } account)
            {
                return Accounts.AsResource(account);
            }

            if ((resource["uid"].Text ?? resource["name"].Text ?? resource["data"]["instance_id"].Text) is { } id)
            {
                return id;
            }
        }

        return finding["resource"]["uid"].Text;
    }

    static ImmutableArray<AlertFact> Facts(JsonView finding)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(3);
        facts.AddText("検出元", finding["metadata"]["product"]["name"].Text);
        facts.AddText("準拠状況", finding["compliance"]["status"].Text ?? finding["status_code"].Text);
        facts.AddText("状態", finding["status"].Text);
        return facts.ToImmutable();
    }
}
