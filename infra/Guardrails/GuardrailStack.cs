using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// Our own generic baseline (not official) of one version. Deployed into every account of the estate by whoever may deploy there, with the rights
/// of that account alone and into one that is empty: no bootstrap, no assets, one template for all, told apart by parameters. What is deployed is
/// the released file in <c>Versions/</c>, which a test holds equal to what this stack synthesises. It must never contain anything that only an
/// organization's administrator may do, or that names an estate. Removing it keeps the trail's logs in the log archive and the key that they are
/// encrypted with. What CloudFormation has no resource for is not here on purpose: <c>gca guardrails settings</c>.
/// </summary>
sealed class GuardrailStack : Stack
{
    internal GuardrailStack(Construct scope, string id, BaselineVersion version)
        : base(scope, id, new StackProps
        {
            StackName = BaselineReleases.MemberStack,
            Description = $"Generic baseline of an account, not official, version {version}",
            Synthesizer = new BootstraplessSynthesizer(new BootstraplessSynthesizerProps()),
            TerminationProtection = true,
        })
    {
        var baseline = new BaselineScope(this, version);
        baseline.Switch("OwnTrail", "no where another party records the account's calls", BaselineParameterValues.Yes);
        baseline.Switch("OwnConfigRecorder", "no where another party records the account's configuration", BaselineParameterValues.Yes);
        baseline.Switch("OwnGuardDuty", "no where another party has enabled GuardDuty", BaselineParameterValues.Yes);
        baseline.Switch("OwnSecurityHub", "no where another party has enabled Security Hub", BaselineParameterValues.Yes);
        baseline.Switch("Macie", "yes where the account's data class asks for it", BaselineParameterValues.No);

        var trail = new AuditTrail(this, "AuditTrail", baseline);
        _ = new SensitiveCallAlarms(this, "SensitiveCalls", baseline, trail.LogGroup);
        _ = new ConfigurationHistory(this, "Configuration", baseline);
        _ = new Detection(this, "Detection", baseline);
        _ = new AccountRoles(this, "Roles", baseline);
        if (baseline.Has(ControlCatalogue.VpcPublicAccessBlocked))
        {
            VpcExposure.Block(this, baseline);
        }

        _ = new CfnOutput(this, BaselineReleases.VersionOutput, new CfnOutputProps { Description = "Version of the generic baseline (not official)", Value = version.ToString() });
        // The template is the same for every estate; the estate's tag reaches the resources through the stack's own tags.
        Amazon.CDK.Tags.Of(this).Remove("Estate", new TagProps { ExcludeResourceTypes = ["aws:cdk:stack"], Priority = 300 });
    }
}
