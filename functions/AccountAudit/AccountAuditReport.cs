using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Inventory;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAudit;

/// <summary>Keeps what an inventory found out, for programs and for people, and tells triage what is new and what is mended.</summary>
sealed class AccountAuditReport(EstateIndex estate, EvidenceStore evidence, EvidenceChain chain, OperationsBus bus, ILogger logger)
{
    const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Of a larger estate only what somebody has to see is listed; the rest is counted.</summary>
    const int MostListedInFull = 40;

    /// <summary>The evidence that the next inventory compares with; none where there is none, or where it is damaged.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached, which says nothing about the evidence: to be tried again. Taken for none, it would leave what was mended open.</exception>
    public async Task<AccountAuditRecord?> PreviousAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await evidence.ReadLatestAsync(cancellationToken) is { } json ? AccountAuditRecord.Read(json) : null;
        }
        catch (JsonException unreadable)
        {
            logger.PreviousUnreadable(unreadable);
            return null;
        }
    }

    /// <summary>Keeps the evidence of all accounts and tells what differs from the previous one.</summary>
    /// <exception cref="InvalidOperationException">Not everything could be told. The next delivery tells it again.</exception>
    public async Task<AccountAuditResponse> KeepAndTellAsync(AccountAuditRecord? previous, AccountAuditRecord current, IEnumerable<AuditInput> inputs, CancellationToken cancellationToken)
    {
        var document = current.Write();
        var kept = await chain.AppendAsync(current.At, Files(current, document, inputs), cancellationToken);
        var told = await TellAsync(previous, current, cancellationToken);
        // Last: what was not told must be found again.
        await evidence.MarkLatestAsync(document, cancellationToken);
        logger.Kept(kept.Keys[0], kept.Head);
        return told with { Evidence = kept.Keys[0], Head = kept.Head.ToString() };
    }

    /// <summary>Tells what differs from the previous evidence, and keeps nothing.</summary>
    /// <exception cref="InvalidOperationException">Not everything could be told.</exception>
    public async Task<AccountAuditResponse> TellAsync(AccountAuditRecord? previous, AccountAuditRecord current, CancellationToken cancellationToken)
    {
        var findings = AccountFinding.Of(previous, current);
        var refused = await bus.PutAsync(EventNames.AccountFindings, "Account Finding", findings.Select(finding => finding.Detail()), cancellationToken);
        return refused == 0
            ? new AccountAuditResponse { Summary = current.Summary, Unread = current.Unread, Findings = findings.Length }
            : throw new InvalidOperationException($"{refused} of {findings.Length} findings could not be put on the bus. The next delivery tells them again.");
    }

    ImmutableArray<EvidenceContent> Files(AccountAuditRecord record, byte[] document, IEnumerable<AuditInput> inputs)
    {
        var run = AuditRun.Of(record.At, inputs, record.Results());
        var shown = record.Accounts.Length <= MostListedInFull ? run.Results : [.. run.Results.Where(result => result.Outcome.Kind is AuditOutcomeKind.Fail or AuditOutcomeKind.Unknown or AuditOutcomeKind.Waived)];
        var title = $"{estate.Estate.Profile.Title} アカウント棚卸{(record.Quarterly ? "(四半期)" : "")}";
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [AuditSheets.Results(title, run, shown), AuditSheets.Inputs(run)] }, workbook);
        return
        [
            new("audit.json", "application/json", document),
            new("audit.html", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(AuditPage.Run(title, run, shown))),
            new("audit.xlsx", Workbook, workbook.ToArray()),
        ];
    }
}
