using FsCheck;
using FsCheck.Fluent;
using GovCloud.Accounts;
using GovCloud.Adapters.DynamoDb;
using static GovCloud.Adapters.Tests.DynamoDb.AccountTables;

namespace GovCloud.Adapters.Tests.DynamoDb;

/// <summary>Several writers on the real table at once.</summary>
[Collection(DynamoDbTests.Name)]
public sealed class AccountRaceTests(DynamoDbFixture dynamoDb)
{
    static readonly string[] Names = ["a", "b"];

    readonly ManualTime time = new(ManualTime.Start);

    [Fact]
    public async Task Two_writers_who_issue_the_same_account_with_different_ids_issue_it_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var store = await NewStoreAsync();
            await EnterAsync(store, Request("a"), Apply("a"));

            var decisions = await RaceAsync(store, Issue("a", Id(1)), Issue("a", Id(2)));

            var entered = Assert.Single(decisions.OfType<AccountDecision.Transition>());
            Assert.Equal("ACC204", Assert.Single(decisions.OfType<AccountDecision.Refused>()).Refusal.Code);
            var record = await store.FindAsync("a", default);
            Assert.Equal(entered.After.Id, record!.Id);
            Assert.Null(await store.FindHolderAsync(record.Id == Id(1) ? Id(2) : Id(1), default));
            Assert.Equal(3, (await HistoryAsync(store, "a")).Count);
        }
    }

    [Fact]
    public async Task Two_writers_who_issue_the_same_id_to_different_accounts_issue_it_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var store = await NewStoreAsync();
            await EnterAsync(store, Request("a", "a@example.jp"), Apply("a"), Request("b", "b@example.jp"), Apply("b"));

            var decisions = await RaceAsync(store, Issue("a", Id(1)), Issue("b", Id(1)));

            var entered = Assert.Single(decisions.OfType<AccountDecision.Transition>());
            Assert.Equal("ACC401", Assert.Single(decisions.OfType<AccountDecision.Refused>()).Refusal.Code);
            Assert.Equal(entered.After.Name, await store.FindHolderAsync(Id(1), default));
        }
    }

    [Fact]
    public async Task Twenty_writers_of_the_same_command_make_one_entry()
    {
        var store = await NewStoreAsync();

        var decisions = await RaceAsync(store, [.. Enumerable.Range(0, 20).Select(_ => Request("a"))]);

        Assert.All(decisions, decision => Assert.IsNotType<AccountDecision.Refused>(decision));
        Assert.Single(await HistoryAsync(store, "a"));
    }

    [Fact]
    public void Whatever_several_writers_interleave_no_step_is_skipped_and_nothing_is_issued_twice() => Prop.ForAll(
        Gen.Elements(Commands().ToArray()).ListOf(16).ToArbitrary(),
        commands => CheckAsync(commands).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    async Task CheckAsync(IEnumerable<AccountCommand> commands)
    {
        var store = await NewStoreAsync();
        await Task.WhenAll(commands.Chunk(4).Select(writer => Task.Run(() => EnterAsync(store, writer))));

        var ids = new List<AccountId>();
        var mails = new List<string>();
        foreach (var name in Names)
        {
            var record = await store.FindAsync(name, default);
            CheckHistory(record, await HistoryAsync(store, name));
            if (record?.Id is { } id)
            {
                ids.Add(id);
                Assert.Equal(name, await store.FindHolderAsync(id, default));
            }

            if (record?.HeldMail is { } mail)
            {
                mails.Add(mail);
                Assert.Equal(name, await store.FindHolderAsync(mail, default));
            }
        }

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(mails.Distinct(), mails);
    }

    /// <summary>An unbroken history in which every entry begins where the one before it ended, and only Decide's own steps occur.</summary>
    static void CheckHistory(AccountRecord? record, List<LedgerEntry> history)
    {
        Assert.Equal(Enumerable.Range(1, (int)(record?.Version ?? 0)).Select(version => (long)version), history.Select(entry => entry.Version));
        AccountState? state = null;
        foreach (var entry in history)
        {
            Assert.Equal(state, entry.From);
            Assert.True(
                entry.Action is LedgerAction.Import or LedgerAction.Request or LedgerAction.Withdraw or LedgerAction.Close || entry.To - (entry.From ?? entry.To) is 0 or 1,
                $"{entry.From} → {entry.To}");
            state = entry.To;
        }

        Assert.Equal(record?.State, state);
        Assert.True(history.Count(entry => entry.Action is LedgerAction.Issue) <= 1, "issued twice");
    }

    static IEnumerable<AccountCommand> Commands() => Names.SelectMany(name => new AccountCommand[]
    {
        Request(name), Request(name, name + "@example.jp"), Apply(name), Issue(name, Id(1)), Issue(name, Id(2)),
        new BaselineAccount { Name = name, Who = "w", Why = "y", Baseline = "1" }, new UseAccount { Name = name, Who = "w", Why = "y" },
        new CloseAccount { Name = name, Who = "w", Why = "y" }, new ConfirmClosedAccount { Name = name, Who = "w", Why = "y" }, new WithdrawAccount { Name = name, Who = "w", Why = "y" },
        new ImportAccount { Name = name, Who = "w", Why = "y", Id = Id(3), Facts = Facts(null) },
        new CorrectAccount { Name = name, Who = "w", Why = "y", Mail = "shared@example.jp" }, new CorrectAccount { Name = name, Who = "w", Why = "y", Id = Id(4) },
    });

    static async Task EnterAsync(AccountStore store, params AccountCommand[] commands)
    {
        var ledger = new AccountLedger(store, TimeProvider.System, new Random(1));
        foreach (var command in commands)
        {
            await ledger.ApplyAsync(command, false, default);
        }
    }

    async Task<AccountDecision[]> RaceAsync(AccountStore store, params AccountCommand[] commands)
    {
        using var start = new Barrier(commands.Length);
        return await Task.WhenAll(commands.Select((command, index) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return new AccountLedger(store, time, new Random(index)).ApplyAsync(command, false, default);
            },
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    async Task<AccountStore> NewStoreAsync() => new(dynamoDb.Client, await dynamoDb.NewAccountsTableAsync());

    static async Task<List<LedgerEntry>> HistoryAsync(AccountStore store, string name) => await store.HistoryAsync(name, default).ToListAsync();
}
