using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>Security Hub: batches of ASFF findings, custom actions, insight results, and single ASFF findings.</summary>
/// <remarks>Source: AWS Security Hub user guide, "EventBridge event formats" and "AWS Security Finding Format (ASFF)".</remarks>
static class SecurityHubNormaliser
{
    public const string Source = "aws.securityhub";

    public static IEnumerable<Reading> Read(EventEnvelope envelope)
    {
        if (envelope.Detail["insightArn"].Exists || envelope.DetailType == "Security Hub Insight Results")
        {
            return [Insight(envelope)];
        }

        var findings = envelope.Detail["findings"];
        if (findings.IsArray && findings.First.Exists)
        {
            return findings.Items.Select(f => AlertReader.OneOfMany(() => OcsfNormaliser.Looks(f) ? OcsfNormaliser.Read(envelope, f) : ReadFinding(envelope, f)));
        }

        if (findings.IsArray)
        {
            // A custom action on nothing. Whole, and about nothing.
            return [ServiceEventNormaliser.Read(envelope, AlertCategory.Posture)];
        }

        return Looks(envelope.Detail)
            ? [ReadFinding(envelope, envelope.Detail)]
            : [new Reading.Rejected("Security Hub event without findings")];
    }

    /// <summary>Whether an object is an ASFF finding.</summary>
    public static bool Looks(JsonView finding) =>
        finding.Has("AwsAccountId") && (finding.Has("GeneratorId") || finding.Has("ProductArn") || finding.Has("Types"))
        && (finding.Has("Id") || finding.Has("Resources"));

    public static Reading ReadFinding(EventEnvelope envelope, JsonView finding)
    {
        if (!finding.IsObject)
        {
            return new Reading.Rejected("finding is not a JSON object");
        }

        if (finding["Id"].Text is null && finding["GeneratorId"].Text is null && finding["Types"].First.Text is null)
        {
            return new Reading.Rejected("ASFF finding without Id, GeneratorId and Types");
        }

        var product = SecurityHubProduct.Of(finding);
        var type = SecurityHubTypes.Of(finding, product);
        var account = Accounts.Choose(finding["AwsAccountId"].Text, envelope.Account);
        var region = finding["Region"].Text ?? finding["Resources"].First["Region"].Text ?? Accounts.RegionOfArn(finding["ProductArn"].Text) ?? envelope.Region;
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = type.Name,
            Category = type.Category,
            SourceSeverity = Severity(finding, product),
            Status = Status(finding),
            Account = account,
            Region = region,
            Resource = Resource(finding, type.Name, product) ?? Accounts.AsResource(account),
            SourceTitle = finding["Title"].Text ?? finding["Description"].Text,
            UpdatedAt = finding["UpdatedAt"].Instant ?? envelope.Time,
            FirstObservedAt = finding["FirstObservedAt"].Instant ?? finding["CreatedAt"].Instant,
            SourceId = finding["Id"].Text,
            Sample = finding["Sample"].IsTrue || finding["ProductFields"]["aws/guardduty/service/additionalInfo/sample"].IsTrue
                || finding["Title"].Text?.StartsWith("[SAMPLE]", StringComparison.Ordinal) == true,
            Facts = Facts(finding, product),
        });
    }

    static Severity Severity(JsonView finding, SecurityHubProductName product)
    {
        var severity = finding["Severity"];
        var label = SeverityScales.Label(severity["Label"].Text)
            ?? SeverityScales.Label(finding["FindingProviderFields"]["Severity"]["Label"].Text)
            ?? SeverityScales.Label(finding["ProductFields"]["aws/securityhub/SeverityLabel"].Text);
        var result = label ?? (severity["Normalized"].Exists ? SeverityScales.Normalized(severity["Normalized"].Number)
            : SeverityScales.Label(severity["Original"].Text) ?? GovCloud.Triage.Severity.Medium);

        // GuardDuty's own number survives in Product. Older imports carry a label from the time before CRITICAL existed.
        return product == SecurityHubProductName.GuardDuty && severity["Product"].Number is { } number
            ? (Severity)Math.Max((int)result, (int)SeverityScales.GuardDuty(number))
            : result;
    }

    static AlertStatus Status(JsonView finding)
    {
        var workflow = finding["Workflow"]["Status"].Text ?? finding["WorkflowState"].Text;
        if (Is(finding["RecordState"], "ARCHIVED") || Is(workflow, "RESOLVED") || Is(finding["Compliance"]["Status"], "PASSED"))
        {
            return AlertStatus.Resolved;
        }

        return Is(workflow, "SUPPRESSED") ? AlertStatus.Suppressed : AlertStatus.Active;
    }

    static string? Resource(JsonView finding, string type, SecurityHubProductName product)
    {
        var resources = finding["Resources"];
        if (product == SecurityHubProductName.GuardDuty)
        {
            var wanted = GuardDutyTypes.SecurityHubResource(type);
            foreach (var resource in resources.Items)
            {
                if (Is(resource["Type"], wanted) && Usable(resource["Id"].Text) is { } id)
                {
                    return id;
                }
            }
        }

        foreach (var resource in resources.Items)
        {
            if (Usable(resource["Id"].Text) is { } id)
            {
                return id;
            }
        }

        return resources.IsObject ? resources["Id"].Text : null;
    }

    // "AWS::IAM::AccessKey:null" is written for temporary credentials whose key id GuardDuty did not learn.
    static string? Usable(string? id) => id is null || id.EndsWith(":null", StringComparison.Ordinal) ? null : id;

    static ImmutableArray<AlertFact> Facts(JsonView finding, SecurityHubProductName product)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(4);
        facts.AddText("検出元", finding["ProductName"].Text ?? finding["ProductFields"]["aws/securityhub/ProductName"].Text ?? product.ToString());
        facts.AddText("準拠状況", finding["Compliance"]["Status"].Text);
        facts.AddText("資料", finding["Remediation"]["Recommendation"]["Url"].Text);
        return facts.ToImmutable();
    }

    static Reading Insight(EventEnvelope envelope) => new Reading.Normalised(new Alert
    {
        Source = Source,
        Type = "Security Hub Insight",
        Category = AlertCategory.Posture,
        SourceSeverity = GovCloud.Triage.Severity.Low,
        Status = AlertStatus.Active,
        Account = envelope.Account,
        Region = envelope.Region,
        Resource = envelope.Detail["insightArn"].Text ?? envelope.FirstResource ?? Accounts.AsResource(envelope.Account),
        SourceTitle = envelope.Detail["insightName"].Text,
        UpdatedAt = envelope.Time,
        SourceId = envelope.Id,
    });

    static bool Is(JsonView value, string expected) => Is(value.Text, expected);

    static bool Is(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
