using System.Text.Json;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Guardrails;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>Keeps what an audit found out, and tells triage what is wrong and what is mended.</summary>
sealed class AuditReport(EvidenceStore evidence, OperationsBus bus, ILogger logger)
{
    /// <summary>The evidence that the next audit compares with; none where there is none, or where it is damaged.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached, which says nothing about the evidence: to be tried again. Taken for none, it would leave what was mended open.</exception>
    public async Task<GuardrailEvidence?> PreviousAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await evidence.ReadLatestAsync(cancellationToken) is { } json ? GuardrailEvidence.Read(json) : null;
        }
        catch (JsonException unreadable)
        {
            logger.PreviousUnreadable(unreadable);
            return null;
        }
    }

    /// <summary>Keeps the evidence of all accounts and tells what differs from the previous one.</summary>
    /// <exception cref="InvalidOperationException">Not everything could be told. The next audit tells it again.</exception>
    public async Task<AuditResponse> KeepAndTellAsync(GuardrailEvidence? previous, GuardrailEvidence current, CancellationToken cancellationToken)
    {
        var document = current.Write();
        var kept = await evidence.KeepAsync(current.At, document, cancellationToken);
        var told = await TellAsync(previous, current, cancellationToken);
        // Last: a recovery that was not told must be found again.
        await evidence.MarkLatestAsync(document, cancellationToken);
        logger.Kept(kept.Keys[0], kept.Head);
        return told with { Evidence = kept.Keys[0], Head = kept.Head.ToString() };
    }

    /// <summary>Tells what differs from the previous evidence, and keeps nothing.</summary>
    /// <exception cref="InvalidOperationException">Not everything could be told.</exception>
    public async Task<AuditResponse> TellAsync(GuardrailEvidence? previous, GuardrailEvidence current, CancellationToken cancellationToken)
    {
        var findings = AuditFinding.Of(previous, current);
        var refused = await bus.PutAsync(EventNames.GuardrailFindings, "Guardrail Finding", findings.Select(finding => finding.Detail()), cancellationToken);
        return refused == 0
            ? new AuditResponse { Summary = current.Summary, Findings = findings.Length }
            : throw new InvalidOperationException($"{refused} of {findings.Length} findings could not be put on the bus. The next audit tells them again.");
    }
}
