using GovCloud.Guardrails;
using GovCloud.Infra.Guardrails;

namespace GovCloud.Infra.Tests.Guardrails;

/// <summary>The templates of every released version, synthesised once.</summary>
public sealed class BaselineTemplates
{
    public BaselineTemplates(Synthesis synthesis)
    {
        Folder = synthesis.Synthesise("guardrails", BaselineEstate.Of(SampleEstates.Small));
        SharedAuditFolder = synthesis.Synthesise("guardrails-shared", BaselineEstate.Of(SampleEstates.Of(accounts: AuditSlices.MostAccounts + 1, organisations: 2)));
        SharedAudit = Template.Read(SharedAuditFolder, "GovCloud-Automation");
        Member = BaselineReleases.All.ToDictionary(
            release => release.Version.ToString(), release => Template.Read(Folder, GuardrailStacks.IdOf(BaselineReleases.MemberStack, release.Version)), StringComparer.Ordinal);
        var app = GovCloudApp.Create(Path.Combine(Folder, "archives"));
        foreach (var release in BaselineReleases.All)
        {
            _ = new LogArchiveStack(app, GuardrailStacks.IdOf(BaselineReleases.LogArchiveStack, release.Version), release.Version);
        }

        Amazon.CDK.Tags.Of(app).Add("Project", "GovCloudAutomation");
        app.Synth();
        LogArchive = BaselineReleases.All.ToDictionary(
            release => release.Version.ToString(),
            release => Template.Read(Path.Combine(Folder, "archives"), GuardrailStacks.IdOf(BaselineReleases.LogArchiveStack, release.Version)),
            StringComparer.Ordinal);
    }

    internal string Folder { get; }

    /// <summary>The automation of an estate that is just too large for one invocation of the audit.</summary>
    internal Template SharedAudit { get; }

    internal string SharedAuditFolder { get; }

    internal Dictionary<string, Template> Member { get; }

    internal Dictionary<string, Template> LogArchive { get; }
}
