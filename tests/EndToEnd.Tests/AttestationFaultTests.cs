using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The same campaign while the function's calls to S3, the outbox and the bus fail in every way, now and then.</summary>
public sealed class DisturbedCampaign : Campaign
{
    const ulong Seed = 20261001;

    private protected override Disturbance? Disturb() => Disturbance.Begin(Cloud, Seed, "AccountAttestation", ("s3", 0.01), ("dynamodb", 0.03), ("events", 0.03));
}

/// <summary>Every claim about the quiet campaign holds: each body is asked once, each answer is taken once, and what cannot be taken is kept.</summary>
public sealed class AttestationFaultTests(DisturbedCampaign campaign, ITestOutputHelper output) : CampaignClaims(campaign, output), IClassFixture<DisturbedCampaign>
{
    readonly ITestOutputHelper printed = output;

    [EndToEndFact]
    public void There_were_faults_of_every_kind()
    {
        printed.WriteLine(campaign.Disturbed);
        Console.WriteLine(campaign.Disturbed);
        Assert.True(campaign.HadAllFaults, campaign.Disturbed);
    }
}
