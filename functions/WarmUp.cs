using System.Text.Json;
using GovCloud.Estates;
using GovCloud.Functions.AlertTriage;
using GovCloud.Triage;

namespace GovCloud.Functions;

/// <summary>
/// Does in the init phase, which has the full CPU, what is slow only once: connections, credentials, and code and catalogue to load. The first event need not wait for it.
/// </summary>
/// <remarks>Measured: docs/decisions/0006.</remarks>
static class WarmUp
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // The most frequent alert and the most urgent one; between them they need every part of the catalogue.
    static readonly string[] Events =
    [
        """{"source":"aws.securityhub","detail-type":"Security Hub Findings - Imported","detail":{"findings":[{"AwsAccountId":"000000000000","Id":"0","GeneratorId":"security-control/S3.8"}]} }""",
        """{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"type":"Recon:EC2/Portscan","severity":5,"accountId":"000000000000"} }""",
    ];

    /// <summary>Makes the call and forgets how it ended: whether the service can be reached is found out, and reported, by the first event.</summary>
    public static async Task CallAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Longest);
        try
        {
            await call(limited.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not worth failing the init phase for.
        }
    }

    /// <summary>Reads, decides and writes made-up events of no account, and forgets them.</summary>
    public static void Decide(EstateIndex estate)
    {
        var rules = new TriageRules(estate);
        foreach (var body in Events)
        {
            foreach (var finding in Delivery.Read(new SqsRecord { MessageId = "warm-up", Body = body }).Findings)
            {
                if (finding.Reading is Reading.Normalised { Alert: var alert } && rules.Engine.Decide(alert, null, DateTimeOffset.UnixEpoch) is { Incident: not null } decision)
                {
                    JsonSerializer.SerializeToUtf8Bytes(decision.Incident, TriageJsonContext.Default.Incident);
                    NotificationPlan.For(decision.WithNumber("0"), rules.Estate, DateTimeOffset.UnixEpoch);
                }
            }
        }
    }
}
