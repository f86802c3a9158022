using GovCloud.Estates;

namespace GovCloud.Infra.Tests.Guardrails;

/// <summary>An estate with a baseline: its first account keeps v1.0, the others have v1.1.</summary>
static class BaselineEstate
{
    internal static Estate Of(Estate estate) => estate with
    {
        Guardrails = new EstateGuardrails
        {
            Version = "v1.1",
            Pins = [new BaselinePin { Account = estate.Accounts[0].Id, Version = "v1.0", Reason = "later", Until = new DateOnly(2030, 3, 31) }],
            Rollout = new BaselineRollout { Canary = estate.Accounts[^1].Id },
            Parameters = new BaselineParameters { LogArchiveBucket = "govcloud-log-archive" },
        },
    };
}
