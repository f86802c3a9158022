using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The same month while the apportionment's calls to S3, its tables and the bus fail in every way, now and then. It lists ninety folders to look at a month, so each of those fails rarely.</summary>
public sealed class DisturbedClosedMonth : ClosedMonth
{
    const ulong Seed = 20260601;

    private protected override Disturbance? Disturb() => Disturbance.Begin(Cloud, Seed, "CostApportionment", ("s3", 0.003), ("dynamodb", 0.03), ("events", 0.03));
}

/// <summary>Every claim about the quiet month holds: one draft, one revision for each content, each message once, and the bill to the yen.</summary>
public sealed class CostFaultTests(DisturbedClosedMonth month, ITestOutputHelper output) : ClosedMonthClaims(month, output), IClassFixture<DisturbedClosedMonth>
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
