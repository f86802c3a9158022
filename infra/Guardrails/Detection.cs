using Amazon.CDK.AWS.AccessAnalyzer;
using Amazon.CDK.AWS.GuardDuty;
using Amazon.CDK.AWS.Macie;
using Amazon.CDK.AWS.SecurityHub;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>Detects threats, gathers findings, checks standards, and finds access that is too wide or unused.</summary>
sealed class Detection : Construct
{
    const int UnusedAfterDays = 90;

    static readonly string[] Always = ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"];
    static readonly string[] Agents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

    readonly BaselineScope baseline;

    internal Detection(Construct scope, string id, BaselineScope baseline) : base(scope, id)
    {
        this.baseline = baseline;
        baseline.Of(ControlCatalogue.ThreatsDetected, new CfnDetector(this, "Threats", new CfnDetectorProps
        {
            Enable = true,
            FindingPublishingFrequency = "FIFTEEN_MINUTES",
            Features = Features(),
        }));
        Standards();
        baseline.Of(ControlCatalogue.ExternalAccessAnalysed, new CfnAnalyzer(this, "ExternalAccess", new CfnAnalyzerProps { AnalyzerName = "govcloud-external-access", Type = "ACCOUNT" }));
        if (baseline.Has(ControlCatalogue.UnusedAccessAnalysed))
        {
            baseline.Of(ControlCatalogue.UnusedAccessAnalysed, new CfnAnalyzer(this, "UnusedAccess", new CfnAnalyzerProps
            {
                AnalyzerName = "govcloud-unused-access",
                Type = "ACCOUNT_UNUSED_ACCESS",
                AnalyzerConfiguration = new CfnAnalyzer.AnalyzerConfigurationProperty
                {
                    UnusedAccessConfiguration = new CfnAnalyzer.UnusedAccessConfigurationProperty { UnusedAccessAge = UnusedAfterDays },
                },
            }));
        }

        baseline.Of(ControlCatalogue.PersonalDataDiscovered, new Amazon.CDK.AWS.Macie.CfnSession(this, "PersonalData", new CfnSessionProps { Status = "ENABLED", FindingPublishingFrequency = "ONE_HOUR" }));
    }

    CfnDetector.CFNFeatureConfigurationProperty[] Features()
    {
        var features = Always.Select(name => new CfnDetector.CFNFeatureConfigurationProperty { Name = name, Status = "ENABLED" });
        return baseline.Version < new BaselineVersion(1, 1) ? [.. features] : [.. features, Runtime()];
    }

    static CfnDetector.CFNFeatureConfigurationProperty Runtime() => new()
    {
        Name = "RUNTIME_MONITORING",
        Status = "ENABLED",
        AdditionalConfiguration = Agents
            .Select(name => new CfnDetector.CFNFeatureAdditionalConfigurationProperty { Name = name, Status = "ENABLED" }).ToArray(),
    };

    void Standards()
    {
        var hub = baseline.Of(ControlCatalogue.FindingsGathered, new CfnHub(this, "Findings", new CfnHubProps
        {
            EnableDefaultStandards = false,
            AutoEnableControls = true,
            ControlFindingGenerator = "SECURITY_CONTROL",
        }));
        Standard("FoundationalStandard", "aws-foundational-security-best-practices/v/1.0.0", hub);
        Standard("CisStandard", "cis-aws-foundations-benchmark/v/3.0.0", hub);
        if (baseline.Version >= new BaselineVersion(1, 1))
        {
            Standard("NistStandard", "nist-800-53/v/5.0.0", hub);
        }
    }

    void Standard(string id, string name, CfnHub hub) =>
        baseline.Of(ControlCatalogue.FindingsGathered, new CfnStandard(this, id, new CfnStandardProps
        {
            StandardsArn = $"arn:{Aws.PARTITION}:securityhub:{Aws.REGION}::standards/{name}",
        })).AddDependency(hub);
}
