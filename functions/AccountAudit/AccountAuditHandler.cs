using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Functions.Sweeps;
using GovCloud.Hosting;
using GovCloud.Inventory;

namespace GovCloud.Functions.AccountAudit;

/// <summary>
/// アカウント棚卸: every Monday and on the first business day of a quarter, reads the identities of every account, judges them, keeps the evidence, and tells triage what is new
/// and what is mended. Where the accounts are too many for one invocation, the call only hands them out, and the messages of the queue do the work.
/// </summary>
/// <param name="estate">The estate.</param>
/// <param name="inventory">What is done.</param>
/// <param name="shared">How the work is shared; nothing where one invocation is enough.</param>
/// <param name="time">The clock.</param>
sealed class AccountAuditHandler(EstateIndex estate, InventorySweep inventory, SharedSweep? shared, TimeProvider time)
{
    // For keeping and telling what was found out.
    static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

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

        var request = JsonSerializer.Deserialize(input.Span, AccountAuditJson.Default.AccountAuditRequest) ?? new AccountAuditRequest();
        var response = await AnswerAsync(request, reading.Token, cancellationToken);
        await JsonSerializer.SerializeAsync(output, response, AccountAuditJson.Default.AccountAuditResponse, CancellationToken.None);
    }

    async Task<AccountAuditResponse> AnswerAsync(AccountAuditRequest request, CancellationToken reading, CancellationToken cancellationToken)
    {
        var run = new SweepRun(request.Time ?? time.GetUtcNow(), estate.Digest);
        if (request.Phase == AccountAuditRequest.Quarter && !InventorySlices.OpensQuarter(estate.Estate, JapanTime.DateOf(run.At)))
        {
            return new AccountAuditResponse { Skipped = true };
        }

        if (request.Accounts is { Count: > 0 } some)
        {
            return await inventory.SomeAsync(run, some, reading, cancellationToken);
        }

        if (shared is null)
        {
            return await inventory.WholeAsync(run, reading, cancellationToken);
        }

        // Before the slices, so that they find it and do not all ask for it at once.
        await inventory.FrameAsync(run, reading, cancellationToken);
        return new AccountAuditResponse { Slices = await shared.StartAsync(SweepStep.Read, run.At, cancellationToken) };
    }
}
