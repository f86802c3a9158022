using System.Text.Json;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Functions.Sweeps;
using GovCloud.Guardrails;
using GovCloud.Hosting;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>
/// Compares every account with its baseline. Called twice a day: first to begin CloudFormation's comparison of every stack, which takes minutes,
/// then to read everything, judge it, keep the evidence and tell triage what is wrong and what is mended. Where the accounts are too many for one
/// invocation, both calls only hand them out, and the messages of the queue do the work.
/// </summary>
/// <param name="estate">The estate.</param>
/// <param name="sweep">Goes through accounts.</param>
/// <param name="report">Keeps and tells what was found out.</param>
/// <param name="shared">How the work is shared; nothing where one invocation is enough.</param>
/// <param name="time">The clock.</param>
sealed class GuardrailAuditHandler(EstateIndex estate, AccountSweep sweep, AuditReport report, SharedSweep? shared, TimeProvider time)
{
    // For keeping and telling what was found out. A call that hangs is given up after less: see Composition.
    static readonly TimeSpan Reserve = TimeSpan.FromSeconds(10);

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

        var request = JsonSerializer.Deserialize(input.Span, GuardrailAuditJson.Default.AuditRequest) ?? new AuditRequest();
        var response = await AnswerAsync(request, reading.Token, cancellationToken);
        await JsonSerializer.SerializeAsync(output, response, GuardrailAuditJson.Default.AuditResponse, CancellationToken.None);
    }

    async Task<AuditResponse> AnswerAsync(AuditRequest request, CancellationToken reading, CancellationToken cancellationToken)
    {
        var begin = request.Phase == AuditRequest.Begin;
        var whole = request.Accounts is not { Count: > 0 };
        if (whole && shared is not null)
        {
            return new AuditResponse { Slices = await shared.StartAsync(begin ? SweepStep.Begin : SweepStep.Read, request.Time ?? time.GetUtcNow(), cancellationToken) };
        }

        var previous = whole && !begin ? await report.PreviousAsync(cancellationToken) : null;
        if (previous is not null && previous.At >= request.Time)
        {
            // The beginning was delivered twice: this audit is held already, or a later one.
            return new AuditResponse { Summary = previous.Summary };
        }

        var targets = AuditSlices.Targets(estate.Estate).Where(target => whole || request.Accounts!.Contains(target.Account.Id.ToString(), StringComparer.Ordinal)).ToArray();
        if (begin)
        {
            return new AuditResponse { Begun = await sweep.BeginAsync(targets, cancellationToken) };
        }

        var audits = await sweep.JudgeAsync(targets, reading);
        var current = GuardrailEvidence.Of(audits, time.GetUtcNow(), estate.Digest);
        if (!whole)
        {
            return await report.TellAsync(null, current, cancellationToken);
        }

        current = current with { Templates = TemplateDeadlines.Judge(estate.Estate, JapanTime.DateOf(current.At)) };
        return await report.KeepAndTellAsync(previous, current, cancellationToken);
    }
}
