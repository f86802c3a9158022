using System.Text.Json;
using GovCloud.Estates;
using GovCloud.Functions.Sweeps;
using GovCloud.Hosting;
using GovCloud.Resilience.Checks;

namespace GovCloud.Functions.BackupAudit;

/// <summary>
/// Every morning: reads the backups of every account, judges them, keeps the evidence, and tells triage what is wrong and what is mended. Where the accounts
/// are too many for one invocation, it only hands them out, and the messages of the queue do the work.
/// </summary>
/// <param name="estate">The estate.</param>
/// <param name="judgement">Reads and judges accounts.</param>
/// <param name="report">Keeps and tells what was found out.</param>
/// <param name="shared">How the work is shared; nothing where one invocation is enough.</param>
/// <param name="time">The clock.</param>
sealed class BackupAuditHandler(EstateIndex estate, BackupJudgement judgement, BackupReport report, SharedSweep? shared, TimeProvider time)
{
    // For keeping and telling what was found out. A call that hangs is given up after less: see Composition.
    static readonly TimeSpan Reserve = TimeSpan.FromSeconds(15);

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        reading.CancelAfter(TimeSpan.FromTicks(Math.Max(0, (context.RemainingTime - Reserve).Ticks)));
        if (JsonSerializer.Deserialize(input.Span, LambdaEventJson.Default.SqsEvent) is { Records: { IsDefaultOrEmpty: false } records })
        {
            var handed = shared ?? throw new InvalidOperationException("A message came and there is no queue.");
            await JsonSerializer.SerializeAsync(output, await handed.DoAsync(records, reading.Token, cancellationToken), LambdaEventJson.Default.BatchResponse, CancellationToken.None);
            return;
        }

        var request = JsonSerializer.Deserialize(input.Span, BackupAuditHandlerJson.Default.BackupAuditRequest) ?? new BackupAuditRequest();
        var response = request.Accounts is { Count: > 0 } some ? await SomeAsync(some, reading.Token, cancellationToken)
            : shared is not null ? new BackupAuditResponse { Slices = await shared.StartAsync(SweepStep.Read, request.Time ?? time.GetUtcNow(), cancellationToken) }
            : await AllAsync(request.Time, reading.Token, cancellationToken);
        await JsonSerializer.SerializeAsync(output, response, BackupAuditHandlerJson.Default.BackupAuditResponse, CancellationToken.None);
    }

    async Task<BackupAuditResponse> SomeAsync(IReadOnlyList<string> accounts, CancellationToken reading, CancellationToken cancellationToken)
    {
        AccountId[] targets = [.. estate.Estate.Accounts.Select(account => account.Id).Where(id => accounts.Contains(id.ToString(), StringComparer.Ordinal))];
        var current = await judgement.JudgeAsync(targets, await report.PastAsync(accounts, cancellationToken), reading);
        var findings = BackupFinding.Of(null, current);
        await report.TellAsync(findings, cancellationToken);
        return new BackupAuditResponse { Summary = current.Summary, Findings = findings.Length };
    }

    async Task<BackupAuditResponse> AllAsync(DateTimeOffset? planned, CancellationToken reading, CancellationToken cancellationToken)
    {
        AccountId[] targets = [.. estate.Estate.Accounts.Select(account => account.Id)];
        var past = await report.PastAsync(targets.Select(target => target.ToString()), cancellationToken);
        if (past.Record is { } held && held.At >= planned)
        {
            // The same beginning was delivered twice.
            return new BackupAuditResponse { Summary = held.Summary, Findings = 0 };
        }

        var current = await judgement.JudgeAsync(targets, past, reading);
        var findings = BackupFinding.Of(past.Record, current);
        var kept = await report.KeepAndTellAsync(current, findings, cancellationToken);
        return new BackupAuditResponse { Summary = current.Summary, Findings = findings.Length, Evidence = kept.Keys[0], Head = kept.Head.ToString() };
    }
}
