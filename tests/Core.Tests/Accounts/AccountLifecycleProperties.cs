using FsCheck;
using FsCheck.Fluent;
using GovCloud.Accounts;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Accounts.LedgerSamples;

namespace GovCloud.Core.Tests.Accounts;

public sealed class AccountLifecycleProperties
{
    static readonly AccountCommand[] Commands =
    [
        Request, Request with { Facts = Facts with { Mail = null } }, Apply, Apply with { Application = null }, Issue, Issue with { Id = OtherId }, Issue with { Mail = "b@example.jp" },
        Baseline, Baseline with { Baseline = "2026.2" }, Use, Close, Closed, Withdraw, Import, Import with { Id = OtherId }, Import with { State = AccountState.InUse },
        Correct with { Mail = "c@example.jp" }, Correct with { Id = OtherId }, Correct with { Environment = DeploymentEnvironment.Production },
    ];

    // The specification, beside the code: what may follow what.
    static readonly HashSet<(AccountState?, AccountState)> Steps =
    [
        (null, AccountState.Requested), (AccountState.Requested, AccountState.Applied), (AccountState.Applied, AccountState.Issued), (AccountState.Issued, AccountState.Baselined),
        (AccountState.Baselined, AccountState.InUse), (AccountState.Issued, AccountState.Closing), (AccountState.Baselined, AccountState.Closing),
        (AccountState.InUse, AccountState.Closing), (AccountState.Closing, AccountState.Closed), (AccountState.Requested, AccountState.Closed), (AccountState.Applied, AccountState.Closed),
    ];

    [Fact]
    public void Whatever_is_commanded_no_step_is_skipped_and_the_history_gives_the_record() => Prop.ForAll(
        Gen.Elements(Commands).ListOf().ToArbitrary(),
        commands =>
        {
            AccountRecord? record = null;
            var history = new List<LedgerEntry>();
            foreach (var command in commands)
            {
                if (AccountLifecycle.Decide(record, command, Now.AddMinutes(history.Count)) is AccountDecision.Transition transition)
                {
                    CheckStep(record, transition);
                    record = transition.After;
                    history.Add(transition.Entry);
                    Assert.IsNotType<AccountDecision.Transition>(AccountLifecycle.Decide(record, command, Now));
                }
            }

            CheckHistory(record, history);
        }).QuickCheckThrowOnFailure();

    static void CheckStep(AccountRecord? before, AccountDecision.Transition transition)
    {
        var entry = transition.Entry;
        Assert.Equal((before?.Version ?? 0) + 1, transition.After.Version);
        if (entry.Action is LedgerAction.Import && (before is null || before.Withdrawn))
        {
            Assert.NotNull(transition.After.Id);
        }
        else if (before is { Withdrawn: true } && entry.Action is LedgerAction.Request)
        {
            Assert.Equal(AccountState.Requested, entry.To);
        }
        else if (entry.From != entry.To)
        {
            Assert.Contains((entry.From, entry.To), Steps);
        }
        else
        {
            Assert.Contains(entry.Action, (LedgerAction[])[LedgerAction.Baseline, LedgerAction.Correct]);
        }

        // Once there is an id, only a correction changes it.
        Assert.True(before?.Id is null || before.Id == transition.After.Id || entry.Action is LedgerAction.Correct);
        Assert.Equal(transition.After.State.HasId() && !transition.After.Withdrawn, transition.After.Id is not null);
    }

    static void CheckHistory(AccountRecord? record, List<LedgerEntry> history)
    {
        var facts = new Dictionary<AccountFact, string?>();
        foreach (var change in history.SelectMany(entry => entry.Changes))
        {
            Assert.Equal(facts.GetValueOrDefault(change.Fact), change.Before);
            facts[change.Fact] = change.After;
        }

        Assert.Equal(record?.Version ?? 0, history.Count);
        Assert.Equal(record?.State, history.LastOrDefault()?.To);
        Assert.Equal(record?.Id?.ToString(), facts.GetValueOrDefault(AccountFact.AccountId));
        Assert.Equal(record?.Facts.Mail, facts.GetValueOrDefault(AccountFact.Mail));
        Assert.Equal(record?.Facts.Environment.ToString().ToLowerInvariant(), facts.GetValueOrDefault(AccountFact.Environment));
        Assert.Equal(record?.Baseline, facts.GetValueOrDefault(AccountFact.Baseline));
        Assert.Equal(record?.Application, facts.GetValueOrDefault(AccountFact.Application));
    }
}
