using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Adapters.DynamoDb;
using static GovCloud.Adapters.Tests.DynamoDb.AccountTables;

namespace GovCloud.Adapters.Tests.DynamoDb;

[Collection(DynamoDbTests.Name)]
public sealed class AccountStoreTests(DynamoDbFixture dynamoDb)
{
    readonly ManualTime time = new(ManualTime.Start);

    [Fact]
    public async Task A_record_and_its_history_come_back_as_they_were_stored()
    {
        var store = await NewStoreAsync();
        var requested = Decide(null, Request("a"));
        var applied = Decide(requested.After, Apply("a"));

        Assert.Equal(new AccountCommit(AccountCommitOutcome.Committed), await store.CommitAsync(requested, default));
        Assert.Equal(new AccountCommit(AccountCommitOutcome.Committed), await store.CommitAsync(applied, default));

        Assert.Equal(Json(applied.After), Json((await store.FindAsync("a", default))!));
        Assert.Equal([Json(requested.Entry), Json(applied.Entry)], (await HistoryAsync(store, "a")).Select(Json));
        Assert.Null(await store.FindAsync("b", default));
    }

    [Fact]
    public async Task A_transition_is_stored_once()
    {
        var store = await NewStoreAsync();
        var requested = Decide(null, Request("a"));
        await store.CommitAsync(requested, default);
        await store.CommitAsync(Decide(requested.After, Apply("a")), default);

        Assert.Equal(AccountCommitOutcome.AlreadyDone, (await store.CommitAsync(requested, default)).Outcome);

        Assert.Equal(AccountState.Applied, (await store.FindAsync("a", default))!.State);
        Assert.Equal(2, (await HistoryAsync(store, "a")).Count);
    }

    [Fact]
    public async Task A_transition_upon_an_outdated_record_stores_nothing()
    {
        var store = await NewStoreAsync();
        var requested = Decide(null, Request("a"));
        await store.CommitAsync(requested, default);
        await store.CommitAsync(Decide(requested.After, Apply("a")), default);

        Assert.Equal(AccountCommitOutcome.Conflict, (await store.CommitAsync(Decide(requested.After, new WithdrawAccount { Name = "a", Who = "w", Why = "y" }), default)).Outcome);
        Assert.Equal(AccountCommitOutcome.Conflict, (await store.CommitAsync(Decide(null, Request("a", "other@example.jp")), default)).Outcome);

        Assert.Equal(AccountState.Applied, (await store.FindAsync("a", default))!.State);
        Assert.Null(await store.FindHolderAsync("other@example.jp", default));
    }

    [Fact]
    public async Task A_record_that_was_changed_past_its_history_is_not_overwritten()
    {
        var table = await dynamoDb.NewAccountsTableAsync();
        var store = new AccountStore(dynamoDb.Client, table);
        var requested = Decide(null, Request("a"));
        await store.CommitAsync(requested, default);
        await dynamoDb.Client.UpdateItemAsync(new()
        {
            TableName = table,
            Key = AccountItem.RecordKey("a"),
            UpdateExpression = "SET #version = :version",
            ExpressionAttributeNames = new() { ["#version"] = AccountItem.Version },
            ExpressionAttributeValues = new() { [":version"] = TableClient.Number(9) },
        });

        Assert.Equal(AccountCommitOutcome.Conflict, (await store.CommitAsync(Decide(requested.After, Apply("a")), default)).Outcome);
        Assert.Single(await HistoryAsync(store, "a"));
    }

    [Fact]
    public async Task An_id_belongs_to_one_account_and_the_refusal_names_it()
    {
        var store = await NewStoreAsync();
        await IssueAsync(store, "a", Id(1), "a@example.jp");
        var applied = await ApplyForAsync(store, "b", "b@example.jp");

        Assert.Equal(new AccountCommit(AccountCommitOutcome.IdTaken, "a"), await store.CommitAsync(Decide(applied, Issue("b", Id(1))), default));

        Assert.Equal(AccountState.Applied, (await store.FindAsync("b", default))!.State);
        Assert.Equal("a", await store.FindHolderAsync(Id(1), default));
        Assert.Equal(2, (await HistoryAsync(store, "b")).Count);
    }

    [Fact]
    public async Task A_mail_address_belongs_to_one_account_and_the_refusal_names_it()
    {
        var store = await NewStoreAsync();
        await store.CommitAsync(Decide(null, Request("a", "root@example.jp")), default);

        Assert.Equal(new AccountCommit(AccountCommitOutcome.MailTaken, "a"), await store.CommitAsync(Decide(null, Request("b", "ROOT@example.jp")), default));

        Assert.Null(await store.FindAsync("b", default));
        Assert.Empty(await HistoryAsync(store, "b"));
    }

    [Fact]
    public async Task A_withdrawn_request_gives_its_mail_address_free()
    {
        var store = await NewStoreAsync();
        var requested = Decide(null, Request("a"));
        await store.CommitAsync(requested, default);
        await store.CommitAsync(Decide(requested.After, new WithdrawAccount { Name = "a", Who = "w", Why = "y" }), default);

        Assert.Equal(AccountCommitOutcome.Committed, (await store.CommitAsync(Decide(null, Request("b")), default)).Outcome);
        Assert.Equal("b", await store.FindHolderAsync("root@example.jp", default));
        var again = Decide(await store.FindAsync("a", default), Request("a"));
        Assert.Equal(new AccountCommit(AccountCommitOutcome.MailTaken, "b"), await store.CommitAsync(again, default));
    }

    [Fact]
    public async Task A_correction_moves_the_id_and_the_mail_address()
    {
        var store = await NewStoreAsync();
        var issued = await IssueAsync(store, "a", Id(1), "old@example.jp");

        await store.CommitAsync(Decide(issued, new CorrectAccount { Name = "a", Who = "w", Why = "誤記", Id = Id(2), Mail = "new@example.jp" }), default);

        Assert.Equal((null, "a"), (await store.FindHolderAsync(Id(1), default), await store.FindHolderAsync(Id(2), default)));
        Assert.Equal((null, "a"), (await store.FindHolderAsync("old@example.jp", default), await store.FindHolderAsync("new@example.jp", default)));
    }

    [Fact]
    public async Task Accounts_are_listed_by_state_with_what_changed_longest_ago_first()
    {
        var store = await NewStoreAsync();
        await store.CommitAsync(Decide(null, Request("late", null)), default);
        time.Advance(TimeSpan.FromDays(-1));
        await store.CommitAsync(Decide(null, Request("early", null)), default);
        await ApplyForAsync(store, "applied", null);

        Assert.Equal(["early", "late"], (await store.ListAsync(AccountState.Requested, default).ToListAsync()).Select(record => record.Name));
        Assert.Equal(["early", "late", "applied"], (await store.ListAsync(default)).Select(record => record.Name));
        Assert.Empty(await store.ListAsync(AccountState.Issued, default).ToListAsync());
    }

    [Fact]
    public async Task A_ledger_of_more_accounts_than_a_page_holds_is_listed_whole()
    {
        var store = await NewStoreAsync();
        var facts = Facts(null) with { System = new string('x', 40_000) };
        for (var number = 0; number < 30; number++)
        {
            await store.CommitAsync(Decide(null, Request($"a-{number}", null) with { Facts = facts }), default);
        }

        Assert.Equal(30, (await store.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_entry()
    {
        var table = await dynamoDb.NewAccountsTableAsync();
        var faults = new Faults { LoseAnswers = 1 };
        using var client = dynamoDb.NewClient(faults.Handler);
        var ledger = new AccountLedger(new AccountStore(client, table), time, new Random(1));

        await Assert.ThrowsAsync<TableAccessException>(() => ledger.ApplyAsync(Request("a"), false, default));

        Assert.IsType<AccountDecision.AlreadyDone>(await ledger.ApplyAsync(Request("a"), false, default));
        Assert.Single(await HistoryAsync(new AccountStore(dynamoDb.Client, table), "a"));
    }

    [Theory]
    [InlineData("GetItem")]
    [InlineData("TransactWriteItems")]
    public async Task A_refusing_table_is_one_kind_of_failure_that_names_call_and_table(string operation)
    {
        var table = await dynamoDb.NewAccountsTableAsync();
        var faults = new Faults { Refuse = request => request.StartsWith(operation, StringComparison.Ordinal) ? "AccessDeniedException" : null };
        using var client = dynamoDb.NewClient(faults.Handler);

        var failure = await Assert.ThrowsAsync<TableAccessException>(() => new AccountLedger(new AccountStore(client, table), time, new Random(1)).ApplyAsync(Request("a"), false, default));

        Assert.StartsWith($"{operation} on table {table} failed: AccessDeniedException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing_and_foresees_what_is_taken()
    {
        var table = await dynamoDb.NewAccountsTableAsync();
        var store = new AccountStore(dynamoDb.Client, table);
        var ledger = new AccountLedger(store, time, new Random(1));
        await IssueAsync(store, "a", Id(1), "a@example.jp");
        await ApplyForAsync(store, "b", "b@example.jp");
        var before = (await dynamoDb.ItemsAsync(table, "")).Count;

        Assert.IsType<AccountDecision.Transition>(await ledger.ApplyAsync(Issue("b", Id(2)), true, default));
        Assert.Equal("ACC401", Refused(await ledger.ApplyAsync(Issue("b", Id(1)), true, default)).Code);
        Assert.Equal("ACC402", Refused(await ledger.ApplyAsync(Request("c", "a@example.jp"), true, default)).Code);

        Assert.Equal(before, (await dynamoDb.ItemsAsync(table, "")).Count);
    }

    static Refusal Refused(AccountDecision decision) => Assert.IsType<AccountDecision.Refused>(decision).Refusal;

    AccountDecision.Transition Decide(AccountRecord? record, AccountCommand command) =>
        Assert.IsType<AccountDecision.Transition>(AccountLifecycle.Decide(record, command, time.GetUtcNow()));

    async Task<AccountRecord> ApplyForAsync(AccountStore store, string name, string? mail)
    {
        var requested = Decide(null, Request(name, mail));
        var applied = Decide(requested.After, Apply(name));
        Assert.Equal(AccountCommitOutcome.Committed, (await store.CommitAsync(requested, default)).Outcome);
        Assert.Equal(AccountCommitOutcome.Committed, (await store.CommitAsync(applied, default)).Outcome);
        return applied.After;
    }

    async Task<AccountRecord> IssueAsync(AccountStore store, string name, AccountId id, string? mail)
    {
        var issued = Decide(await ApplyForAsync(store, name, mail), Issue(name, id));
        Assert.Equal(AccountCommitOutcome.Committed, (await store.CommitAsync(issued, default)).Outcome);
        return issued.After;
    }

    async Task<AccountStore> NewStoreAsync() => new(dynamoDb.Client, await dynamoDb.NewAccountsTableAsync());

    static async Task<List<LedgerEntry>> HistoryAsync(AccountStore store, string name) => await store.HistoryAsync(name, default).ToListAsync();

    static string Json(AccountRecord record) => JsonSerializer.Serialize(record, AccountJsonContext.Default.AccountRecord);

    static string Json(LedgerEntry entry) => JsonSerializer.Serialize(entry, AccountJsonContext.Default.LedgerEntry);
}
