using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The same month while the watch's calls to its table, the buckets and the bus fail in every way, now and then.</summary>
public sealed class DisturbedLinkageMonth : LinkageMonth
{
    const ulong Seed = 20260501;

    private protected override Disturbance? Disturb() => Disturbance.Begin(Cloud, Seed, "LinkageWatch", ("dynamodb", 0.01), ("s3", 0.02), ("events", 0.03));
}

/// <summary>Every claim about the quiet month holds: each expected file is in exactly one state, and it is the intended one.</summary>
public sealed class LinkageFaultTests(DisturbedLinkageMonth month, ITestOutputHelper output) : LinkageClaims(month, output), IClassFixture<DisturbedLinkageMonth>
{
    readonly ITestOutputHelper printed = output;

    [EndToEndFact]
    public void There_were_faults_of_every_kind()
    {
        printed.WriteLine(month.Disturbed);
        Console.WriteLine(month.Disturbed);
        Assert.True(month.HadAllFaults, month.Disturbed);
    }
}
