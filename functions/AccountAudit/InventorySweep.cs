using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Adapters.Inventory;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Functions.Sweeps;
using GovCloud.Guardrails;
using GovCloud.Inventory;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Functions.AccountAudit;

/// <summary>The inventory in slices.</summary>
/// <param name="judgement">Reads and judges accounts.</param>
/// <param name="organization">Reads what is the same for all accounts.</param>
/// <param name="ledger">Reads the ledger.</param>
/// <param name="parts">Where the run's parts are.</param>
/// <param name="baselines">The evidence of the audit of the baseline.</param>
/// <param name="report">Keeps and tells what was found out.</param>
sealed class InventorySweep(
    AccountJudgement judgement,
    OrganizationReader organization,
    Func<CancellationToken, Task<Reading<ImmutableArray<AccountRecord>>>> ledger,
    EvidenceStore parts,
    Func<CancellationToken, Task<byte[]?>> baselines,
    AccountAuditReport report) : ISweepWork
{
    const string NotSeen = "台帳か組織の一覧を読めないため、まだあるか確認できない";

    readonly ImmutableArray<ImmutableArray<AccountId>> slices = InventorySlices.Of(judgement.Estate);

    public int Slices => slices.Length;

    // Some 45 minutes in all: five thousand accounts with four permission sets each take a quarter of an hour at the 20 calls a second that Identity Center allows.
    public int LaterClosings => 6;

    public async Task<byte[]> ReadAsync(SweepRun run, int slice, CancellationToken reading, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, reading, cancellationToken);
        return new AccountAuditPart { Slice = slice, At = judgement.Now, Accounts = await judgement.JudgeAsync(slices[slice], frame, run.At, reading) }.Write();
    }

    public async Task<DateTimeOffset?> LastClosedAsync(CancellationToken cancellationToken) => (await report.PreviousAsync(cancellationToken))?.At;

    public async Task CloseAsync(SweepRun run, IReadOnlyList<byte[]?> parts, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, cancellationToken, cancellationToken);
        var read = parts.OfType<byte[]>().Select(part => AccountAuditPart.Read(part)).OrderByDescending(part => part.At).SelectMany(part => part.Accounts);
        var inputs = parts.Select((part, slice) => (part, slice)).Where(one => one.part is not null).Select(one => AuditInput.Of(FormattableString.Invariant($"part-{one.slice:0000}"), one.part));
        await CloseAsync(run, frame, read, inputs, cancellationToken);
    }

    /// <summary>Reads, judges, keeps and tells everything in this invocation.</summary>
    public async Task<AccountAuditResponse> WholeAsync(SweepRun run, CancellationToken reading, CancellationToken cancellationToken)
    {
        var frame = await FrameAsync(run, reading, cancellationToken);
        var accounts = await judgement.JudgeAsync(InventorySlices.Accounts(judgement.Estate), frame, run.At, reading);
        return await CloseAsync(run, frame, accounts, [], cancellationToken);
    }

    /// <summary>Reads, judges and tells some accounts, and keeps nothing.</summary>
    public async Task<AccountAuditResponse> SomeAsync(SweepRun run, IReadOnlyList<string> accounts, CancellationToken reading, CancellationToken cancellationToken)
    {
        var frame = await organization.ReadAsync(await ledger(reading), judgement.Estate.Profile.Organization, reading);
        var judged = await judgement.JudgeAsync([.. InventorySlices.Accounts(judgement.Estate).Where(id => accounts.Contains(id.ToString(), StringComparer.Ordinal))], frame, run.At, reading);
        var none = new AuditedAccount { Account = judgement.Estate.Profile.Name };
        return await report.TellAsync(null, AccountAuditRecord.Of(run, AccountJudgement.Since(run.At), judged.Select(account => account.Audit), none), cancellationToken);
    }

    /// <summary>
    /// What all slices compare with: read by the first who needs it and kept as the part after the last slice. Of two who read it at once, the one that came first counts for all.
    /// </summary>
    public async Task<InventoryFrame> FrameAsync(SweepRun run, CancellationToken reading, CancellationToken cancellationToken)
    {
        if (await parts.ReadPartAsync(run.Id, Slices, cancellationToken) is { } kept)
        {
            return InventoryFrame.Read(kept);
        }

        var read = await organization.ReadAsync(await ledger(reading), judgement.Estate.Profile.Organization, reading);
        var frame = read with { Baselines = Recorded.Of(await BaselinesAsync(run.At, cancellationToken)) };
        await parts.WritePartAsync(run.Id, Slices, frame.Write(), cancellationToken);
        return await parts.ReadPartAsync(run.Id, Slices, cancellationToken) is { } first ? InventoryFrame.Read(first) : frame;
    }

    async Task<AccountAuditResponse> CloseAsync(SweepRun run, InventoryFrame frame, IEnumerable<JudgedAccount> read, IEnumerable<AuditInput> inputs, CancellationToken cancellationToken)
    {
        var heard = read.DistinctBy(account => account.Audit.Account, StringComparer.Ordinal).ToDictionary(account => account.Audit.Account, StringComparer.Ordinal);
        var own = InventorySlices.Accounts(judgement.Estate);
        var previous = await report.PreviousAsync(cancellationToken);
        var others = Others(frame).Except(own).ToList();
        var known = own.Select(account => (Id: account, Why: "監査の締め切りまでに確認結果が届かなかった"))
            .Concat(others.Select(account => (Id: account, Why: "環境定義にないため、読み取る対象になっていない")))
            .Concat(Remembered(frame, previous).Except(own).Except(others).Select(account => (Id: account, Why: NotSeen)));
        var accounts = known.Select(account => heard.GetValueOrDefault(account.Id.ToString()) ?? JudgedAccount.NotRead(account.Id, account.Why)).ToList();
        var estate = judgement.Compare(frame);
        var current = AccountAuditRecord.Of(run, AccountJudgement.Since(run.At), accounts.Select(account => account.Audit), estate) with { Quarterly = InventorySlices.OpensQuarter(judgement.Estate, JapanTime.DateOf(run.At)) };
        var roster = new InventoryRoster { At = run.At.ToUniversalTime(), EstateDigest = run.EstateDigest, Accounts = [.. accounts.Select(account => account.Roster).OrderBy(one => one.Account.ToString(), StringComparer.Ordinal)] };
        await parts.ReplaceAsync(AttestationNames.RosterFile, roster.Write(), cancellationToken);
        return await report.KeepAndTellAsync(
            previous, current, inputs.Append(AuditInput.Of("frame", frame.Write())).Append(new AuditInput("estate", run.EstateDigest)), cancellationToken);
    }

    /// <summary>Accounts of ledger and organization: one that stands there and not in the estate is not left out.</summary>
    static IEnumerable<AccountId> Others(InventoryFrame frame) =>
        frame.Ledger.Reading().Match(records => records.Where(record => record is { Id: not null, State: not AccountState.Closed }).Select(record => record.Id!.Value), _ => [])
            .Concat(frame.Organization.Reading().Match(accounts => accounts.Where(account => account.State is not "CLOSED").Select(account => account.Id), _ => []));

    /// <summary>
    /// The accounts of the last inventory, where nobody can say now which ones there are and somebody could then: one that is not seen is not gone. Where the organization can never
    /// be read, the ledger and the estate decide.
    /// </summary>
    static IEnumerable<AccountId> Remembered(InventoryFrame frame, AccountAuditRecord? previous)
    {
        if (previous is null || (frame.Ledger.Reading().IsKnown && frame.Organization.Reading().IsKnown))
        {
            return [];
        }

        var all = previous.Estate.Answers.All(answer => answer is not { Check: InventoryChecks.Ledger, Account: null, Outcome: "unknown" });
        return previous.Accounts.Where(account => all || account.Unread == NotSeen).Select(account => AccountId.Parse(account.Account));
    }

    async Task<Reading<ImmutableArray<BaselineStanding>>> BaselinesAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await baselines(cancellationToken) is { } json
                ? BaselineStandings.Of(GuardrailEvidence.Read(json), at, new InventoryLimits().BaselineAge)
                : Readings.Unknown<ImmutableArray<BaselineStanding>>("ガードレールの監査がまだ行われていない");
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return Readings.Unknown<ImmutableArray<BaselineStanding>>("ガードレールの監査の結果を読めない");
        }
    }
}
