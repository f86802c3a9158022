using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>The stacks of the baseline that an estate uses: one for each version that an account of it is to have.</summary>
static class GuardrailStacks
{
    internal static void Add(App app, Estate estate)
    {
        var versions = estate.Accounts.Select(account => estate.Guardrails.VersionOf(account.Id)).OfType<BaselineVersion>().Distinct().Order().ToArray();
        foreach (var version in versions)
        {
            _ = new GuardrailStack(app, IdOf(BaselineReleases.MemberStack, version), version);
        }

        if (versions.Length > 0 && estate.Guardrails.Parameters.LogArchiveBucket is not null)
        {
            _ = new LogArchiveStack(app, IdOf(BaselineReleases.LogArchiveStack, versions[^1]), versions[^1]);
            if (estate.Profile.Organization == OrganizationMode.Owned)
            {
                _ = new OrganizationGuardrailStack(app, "GovCloud-OrganizationGuardrails", estate);
            }
        }
    }

    /// <summary>Id of a stack in the app; the stack's own name is the same for all versions, because one replaces the other.</summary>
    internal static string IdOf(string stack, BaselineVersion version) => $"{stack}-v{version.Major}-{version.Minor}";
}
