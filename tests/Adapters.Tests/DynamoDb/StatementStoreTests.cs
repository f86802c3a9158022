using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;

namespace GovCloud.Adapters.Tests.DynamoDb;

[Collection(DynamoDbTests.Name)]
public sealed class StatementStoreTests(DynamoDbFixture fixture)
{
    static readonly CostMonth May = new(2026, 5);
    static readonly DateTimeOffset At = new(2026, 6, 15, 9, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public async Task An_entry_comes_back_as_it_was_stored_with_its_history()
    {
        var store = await NewStoreAsync();
        var drafted = await DraftAsync(store, "a");
        await CommitAsync(store, StatementLifecycle.Check([drafted], 1, new("tanaka", At, "別表と一致")));

        var entry = Assert.Single(await store.ListAsync(May, CancellationToken.None));

        Assert.Equal((StatementState.Checked, "a", "2026-05/r1/a/", 1_000L), (entry.State, entry.RecordDigest, entry.Prefix, entry.Yen));
        Assert.Equal([new(StatementState.Draft, "cost-apportionment", At.ToUniversalTime(), null), new StatementStep(StatementState.Checked, "tanaka", At.ToUniversalTime(), "別表と一致")], entry.History.AsEnumerable());
        Assert.Empty(await store.ListAsync(May.Next, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_change_again_is_done_already_and_changes_nothing()
    {
        var store = await NewStoreAsync();
        var change = Draft([], "a");

        Assert.Equal(StatementCommitOutcome.Committed, await store.CommitAsync(change, CancellationToken.None));
        Assert.Equal(StatementCommitOutcome.AlreadyDone, await store.CommitAsync(change, CancellationToken.None));
        Assert.Single(Assert.Single(await store.ListAsync(May, CancellationToken.None)).History);
    }

    [Fact]
    public async Task Of_many_checkers_at_once_exactly_one_is_in_the_history()
    {
        var store = await NewStoreAsync();
        var drafted = await DraftAsync(store, "a");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            store.CommitAsync((StatementDecision.Change)StatementLifecycle.Check([drafted], 1, new($"checker{i}", At)), CancellationToken.None)));

        Assert.Equal(7, outcomes.Count(outcome => outcome == StatementCommitOutcome.Conflict));
        Assert.Single(Assert.Single(await store.ListAsync(May, CancellationToken.None)).History, step => step.State == StatementState.Checked);
    }

    [Fact]
    public async Task Of_two_first_drafts_at_once_one_is_kept_and_the_other_decides_again()
    {
        var store = await NewStoreAsync();
        var outcomes = await Task.WhenAll(new[] { "a", "b" }.Select(digest => store.CommitAsync(Draft([], digest), CancellationToken.None)));

        Assert.Equal([StatementCommitOutcome.Committed, StatementCommitOutcome.Conflict], outcomes.Order());
        var known = await store.ListAsync(May, CancellationToken.None);
        await store.CommitAsync(Draft([.. known], known[0].RecordDigest == "a" ? "b" : "a"), CancellationToken.None);
        Assert.Equal(2, Assert.Single(await store.ListAsync(May, CancellationToken.None)).History.Length);
    }

    [Fact]
    public async Task A_draft_that_was_replaced_meanwhile_cannot_be_checked()
    {
        var store = await NewStoreAsync();
        var seen = await DraftAsync(store, "a");
        await CommitAsync(store, Draft([seen], "b"));

        var check = (StatementDecision.Change)StatementLifecycle.Check([seen], 1, new("tanaka", At));

        Assert.Equal(StatementCommitOutcome.Conflict, await store.CommitAsync(check, CancellationToken.None));
        Assert.Equal(("b", StatementState.Draft), Assert.Single(await store.ListAsync(May, CancellationToken.None)) is var entry ? (entry.RecordDigest, entry.State) : default);
    }

    [Fact]
    public async Task Revisions_come_in_their_order()
    {
        var store = await NewStoreAsync();
        ImmutableArray<StatementEntry> month = [];
        for (var revision = 1; revision <= 11; revision++)
        {
            await CommitAsync(store, Draft(month, $"digest{revision}"));
            month = [.. await store.ListAsync(May, CancellationToken.None)];
            await CommitAsync(store, StatementLifecycle.Check(month, revision, new("tanaka", At)));
            month = [.. await store.ListAsync(May, CancellationToken.None)];
        }

        Assert.Equal(Enumerable.Range(1, 11), month.Select(entry => entry.Revision));
    }

    [Fact]
    public async Task What_goes_backward_drops_history_or_touches_what_is_published_is_refused_before_it_is_sent()
    {
        var store = await NewStoreAsync();
        var drafted = await DraftAsync(store, "a");
        var published = drafted with { State = StatementState.Published };
        StatementDecision.Change[] wrong =
        [
            new(published, published with { Yen = 1 }),
            new(drafted with { State = StatementState.Checked }, drafted),
            new(drafted, drafted with { History = [] }),
            new(drafted, drafted with { Revision = 2 }),
            new(drafted with { State = StatementState.Checked }, drafted with { State = StatementState.Published, RecordDigest = "b" }),
            new(drafted, drafted with { State = StatementState.Published, Obstacles = ["x"] }),
            new(null, drafted with { State = StatementState.Checked }),
        ];

        Assert.All(wrong, change => Assert.Throws<ArgumentException>(() => { _ = store.CommitAsync(change, CancellationToken.None).GetAwaiter().GetResult(); }));
    }

    [Fact]
    public async Task A_status_that_was_judged_for_an_earlier_instant_does_not_replace_a_later_one()
    {
        var store = await NewStoreAsync();
        Assert.Null(await store.FindStatusAsync(May, CancellationToken.None));
        Assert.True(await store.TryPutStatusAsync(Status(At, "later"), CancellationToken.None));
        Assert.False(await store.TryPutStatusAsync(Status(At.AddSeconds(-1), "earlier"), CancellationToken.None));
        Assert.True(await store.TryPutStatusAsync(Status(At, "again"), CancellationToken.None));

        var status = await store.FindStatusAsync(May, CancellationToken.None);

        Assert.Equal(("again", At, new UnreadableFile("s3://b/k", "s3://q/k", "truncated")), (Assert.Single(status!.Obstacles), status.JudgedAt, Assert.Single(status.Unreadable)));
        Assert.Empty(await store.ListAsync(May, CancellationToken.None));
    }

    static MonthStatus Status(DateTimeOffset at, string obstacle) => new()
    {
        Month = May,
        JudgedAt = at,
        ClosingDay = new(2026, 6, 12),
        Due = true,
        Obstacles = [obstacle],
        Unreadable = [new("s3://b/k", "s3://q/k", "truncated")],
    };

    static StatementDecision.Change Draft(ImmutableArray<StatementEntry> month, string digest)
    {
        var revision = StatementLifecycle.CurrentRevision(month) + (StatementLifecycle.NeedsNextRevision(month, digest) ? 1 : 0);
        return (StatementDecision.Change)StatementLifecycle.Draft(May, month, new(revision, digest, $"2026-05/r{revision}/{digest}/", 1000, []), new("cost-apportionment", At));
    }

    static async Task<StatementEntry> DraftAsync(StatementStore store, string digest)
    {
        var change = Draft([], digest);
        Assert.Equal(StatementCommitOutcome.Committed, await store.CommitAsync(change, CancellationToken.None));
        return change.After;
    }

    static async Task CommitAsync(StatementStore store, StatementDecision decision) =>
        Assert.Equal(StatementCommitOutcome.Committed, await store.CommitAsync(Assert.IsType<StatementDecision.Change>(decision), CancellationToken.None));

    async Task<StatementStore> NewStoreAsync()
    {
        var name = $"statements-{Guid.NewGuid():N}";
        await fixture.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new(StatementsTable.PartitionKey, ScalarAttributeType.S), new(StatementsTable.SortKey, ScalarAttributeType.S)],
            KeySchema = [new(StatementsTable.PartitionKey, KeyType.HASH), new(StatementsTable.SortKey, KeyType.RANGE)],
        });
        return new StatementStore(new TableClient(fixture.Client, name));
    }
}
