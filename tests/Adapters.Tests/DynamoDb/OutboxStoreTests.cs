using GovCloud.Adapters.DynamoDb;
using GovCloud.Contracts;
using static GovCloud.Adapters.Tests.DynamoDb.Samples;

namespace GovCloud.Adapters.Tests.DynamoDb;

[Collection(DynamoDbTests.Name)]
public sealed class OutboxStoreTests(DynamoDbFixture dynamoDb)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    static readonly DateTimeOffset Now = ManualTime.Start.AddMinutes(1);

    [Fact]
    public async Task Of_many_who_want_to_send_an_entry_one_gets_the_lease()
    {
        var (outbox, _) = await WithEntryAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => outbox.LeaseAsync("n1", Now, Lease, default)));

        var lease = Assert.Single(leases, lease => lease is not null)!;
        Assert.Equal((1, false), (lease.Attempt, lease.PossiblyRepeated));
    }

    [Fact]
    public async Task A_delivered_entry_leaves_the_index_and_is_kept_400_days()
    {
        var (outbox, table) = await WithEntryAsync();
        var lease = await outbox.LeaseAsync("n1", Now, Lease, default);

        Assert.True(await outbox.CompleteAsync(lease!, Now, default));

        Assert.Empty(await DueAsync(outbox, Now.AddYears(1)));
        Assert.Null(await outbox.LeaseAsync("n1", Now.AddYears(1), Lease, default));
        var item = Assert.Single(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
        Assert.Equal(Now.AddDays(400).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), item[IncidentsTable.TimeToLive].N);
    }

    [Fact]
    public async Task An_entry_whose_sender_ended_is_due_after_its_lease_and_marked()
    {
        var (outbox, _) = await WithEntryAsync();
        var lost = await outbox.LeaseAsync("n1", Now, Lease, default);

        Assert.Empty(await DueAsync(outbox, Now + Lease - TimeSpan.FromTicks(1)));
        Assert.Null(await outbox.LeaseAsync("n1", Now + Lease - TimeSpan.FromTicks(1), Lease, default));
        Assert.Equal(["n1"], await DueAsync(outbox, Now + Lease));
        var lease = await outbox.LeaseAsync("n1", Now + Lease, Lease, default);

        Assert.Equal((2, true), (lease!.Attempt, lease.PossiblyRepeated));
        Assert.False(await outbox.CompleteAsync(lost!, Now + Lease, default));
        Assert.True(await outbox.CompleteAsync(lease, Now + Lease, default));
    }

    [Fact]
    public async Task A_refused_entry_is_tried_again_at_its_time_and_not_marked()
    {
        var (outbox, _) = await WithEntryAsync();
        var lease = await outbox.LeaseAsync("n1", Now, Lease, default);
        await outbox.RescheduleAsync(lease!, Now.AddMinutes(2), uncertain: false, "HTTP 500", default);

        Assert.Empty(await DueAsync(outbox, Now.AddMinutes(1)));
        Assert.Null(await outbox.LeaseAsync("n1", Now.AddMinutes(1), Lease, default));
        Assert.Equal(["n1"], await DueAsync(outbox, Now.AddMinutes(2)));
        var again = await outbox.LeaseAsync("n1", Now.AddMinutes(2), Lease, default);
        Assert.Equal((2, false), (again!.Attempt, again.PossiblyRepeated));
    }

    [Fact]
    public async Task An_unknown_answer_marks_every_later_attempt()
    {
        var (outbox, _) = await WithEntryAsync();
        var at = Now;
        foreach (var uncertain in (bool[])[true, false])
        {
            var lease = await outbox.LeaseAsync("n1", at, Lease, default);
            await outbox.RescheduleAsync(lease!, at += TimeSpan.FromMinutes(2), uncertain, "timeout", default);
        }

        Assert.True((await outbox.LeaseAsync("n1", at, Lease, default))!.PossiblyRepeated);
    }

    [Fact]
    public async Task An_entry_that_was_given_up_is_listed_as_undelivered_and_never_due()
    {
        var (outbox, table) = await WithEntryAsync();
        var lease = await outbox.LeaseAsync("n1", Now, Lease, default);

        Assert.True(await outbox.GiveUpAsync(lease!, Now, uncertain: false, "channel is archived", default));

        Assert.Empty(await DueAsync(outbox, Now.AddYears(1)));
        var item = Assert.Single(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
        Assert.Equal("undelivered", item[IncidentsTable.OutboxState].S);
        Assert.False(item.ContainsKey(IncidentsTable.TimeToLive));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_named_on_the_list_of_undelivered_and_never_leased_again()
    {
        var (outbox, table) = await WithEntryAsync();
        var item = Assert.Single(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
        item["document"].S = item["document"].S[..40];
        await dynamoDb.Client.PutItemAsync(table.Name, item);

        var damaged = await Assert.ThrowsAsync<StoredItemException>(() => outbox.LeaseAsync("n1", Now, Lease, default));

        Assert.Contains("OUTBOX#n1", damaged.Message, StringComparison.Ordinal);
        Assert.Null(await outbox.LeaseAsync("n1", Now.AddYears(1), Lease, default));
        Assert.Empty(await DueAsync(outbox, Now.AddYears(1)));
        var listed = Assert.Single(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
        Assert.Equal("undelivered", listed[IncidentsTable.OutboxState].S);
        Assert.Contains("OUTBOX#n1", listed["lastError"].S, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_entry_can_be_sent_by_a_function_whose_clock_is_a_little_behind()
    {
        var (outbox, _) = await WithEntryAsync();

        Assert.NotNull(await outbox.LeaseAsync("n1", ManualTime.Start.AddSeconds(-4), Lease, default));
    }

    [Fact]
    public async Task An_entry_that_does_not_exist_cannot_be_leased() =>
        Assert.Null(await new OutboxStore(await dynamoDb.NewTableAsync()).LeaseAsync("missing", Now, Lease, default));

    async Task<(OutboxStore Outbox, TableClient Table)> WithEntryAsync()
    {
        var table = await dynamoDb.NewTableAsync();
        await new IncidentStore(table, new ManualTime(ManualTime.Start), new Random(1)).CommitAsync(Change("d#0", null, Incident(), Notification("n1")), default);
        return (new OutboxStore(table), table);
    }

    static async Task<List<string>> DueAsync(OutboxStore outbox, DateTimeOffset now)
    {
        var due = new List<string>();
        await foreach (var id in outbox.DueAsync(now, default))
        {
            due.Add(id);
        }

        return due;
    }
}
