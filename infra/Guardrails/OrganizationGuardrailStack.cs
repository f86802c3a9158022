using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.Config;
using Amazon.CDK.AWS.SecurityHub;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// What only an organization's administrator may do: one trail for all accounts, one view of all configurations, one configuration of Security Hub.
/// Deployed into the management or delegated account of an organization of our own; with <c>organization: gcas</c> it is not synthesised, because
/// the organization is the Digital Agency's. Removing it leaves the accounts' own baseline as it is.
/// </summary>
sealed class OrganizationGuardrailStack : Stack
{
    internal OrganizationGuardrailStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: guardrails of the organization",
            TerminationProtection = true,
        })
    {
        _ = new CfnTrail(this, "Trail", new CfnTrailProps
        {
            TrailName = "govcloud-organization",
            IsOrganizationTrail = true,
            IsLogging = true,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            S3BucketName = estate.Guardrails.Parameters.LogArchiveBucket!,
        });
        Aggregate();
        Central();
    }

    void Aggregate()
    {
        var role = new IamRole(this, "AggregatorRole", new RoleProps
        {
            Description = "Lets AWS Config list the organization's accounts",
            AssumedBy = new ServicePrincipal("config.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
            {
                ["List"] = new(new PolicyDocumentProps
                {
                    // These know no resources.
                    Statements = [Grant.To("ListAccounts", ["organizations:DescribeOrganization", "organizations:ListAccounts", "organizations:ListAWSServiceAccessForOrganization"], ["*"])],
                }),
            },
        });
        _ = new CfnConfigurationAggregator(this, "Aggregator", new CfnConfigurationAggregatorProps
        {
            ConfigurationAggregatorName = "govcloud-organization",
            OrganizationAggregationSource = new CfnConfigurationAggregator.OrganizationAggregationSourceProperty { RoleArn = role.RoleArn, AllAwsRegions = true },
        });
    }

    void Central()
    {
        var aggregator = new CfnFindingAggregator(this, "Findings", new CfnFindingAggregatorProps { RegionLinkingMode = "NO_REGIONS" });
        var configuration = new CfnOrganizationConfiguration(this, "SecurityHub", new CfnOrganizationConfigurationProps
        {
            AutoEnable = false,
            AutoEnableStandards = "NONE",
            ConfigurationType = "CENTRAL",
        });
        configuration.AddDependency(aggregator);
    }
}
