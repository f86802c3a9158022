using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Messaging;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;
using GovCloud.Triage;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>Tells people through the outbox, and triage through the bus. Messages are known by what they say: telling again tells nobody twice.</summary>
sealed class CampaignTelling(EstateIndex estate, OutboxStore outbox, OperationsBus bus)
{
    /// <summary>Tells people.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public Task TellAsync(AttestationNotice notice, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var announcement = new Announcement
        {
            Key = notice.Key,
            Subject = notice.Subject,
            Facts = [.. notice.Facts.Select(fact => new AlertFact(fact.Label, fact.Value))],
            Closing = notice.Closing,
        };
        return outbox.AddAsync(NotificationPlan.ForAnnouncement(announcement, notice.Organisations, estate, at), cancellationToken);
    }

    /// <summary>Tells triage.</summary>
    /// <exception cref="IOException">The bus did not take everything.</exception>
    public async Task TellAsync(IReadOnlyCollection<AttestationFinding> findings, CancellationToken cancellationToken)
    {
        var refused = await bus.PutAsync(EventNames.AttestationFindings, "Attestation Finding", findings.Select(finding => finding.Detail()), cancellationToken);
        if (refused > 0)
        {
            throw new IOException($"The operations bus did not take {refused} of {findings.Count} findings.");
        }
    }
}
