using System.Collections.Immutable;
using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Core.Tests.Guardrails;

/// <summary>The sample estate.</summary>
static class GuardrailSample
{
    public static Estate Estate { get; } = EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), new DateOnly(2026, 11, 21)).Estate!;

    /// <summary>What is read of an account that is as it should be, or that has another release than it should.</summary>
    public static AccountReading Reading(Estate estate, AccountId account, DateTimeOffset now, BaselineRelease? release = null)
    {
        var version = estate.Guardrails.VersionOf(account)!.Value;
        var deployed = release ?? BaselineReleases.Find(version)!;
        return new AccountReading
        {
            Account = account,
            Forwarding = true,
            Stack = new StackReading
            {
                Status = "UPDATE_COMPLETE",
                Version = deployed.Version.ToString(),
                TemplateDigest = deployed.MemberDigest,
                Parameters = BaselineParameterValues.Member(estate, account, version).ToImmutableDictionary(StringComparer.Ordinal),
                DriftStatus = "IN_SYNC",
                DriftCheckedAt = now.AddHours(-1),
            },
            Settings = [new("password-policy", SettingState.Met, "")],
        };
    }
}
