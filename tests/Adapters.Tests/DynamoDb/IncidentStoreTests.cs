using System.Text.Json;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Triage;
using static GovCloud.Adapters.Tests.DynamoDb.Samples;

namespace GovCloud.Adapters.Tests.DynamoDb;

[Collection(DynamoDbTests.Name)]
public sealed class IncidentStoreTests(DynamoDbFixture dynamoDb)
{
    readonly ManualTime time = new(ManualTime.Start);

    [Fact]
    public async Task An_incident_comes_back_as_it_was_stored()
    {
        var store = Store(await dynamoDb.NewTableAsync());
        var incident = Incident();

        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync(Change("d#0", null, incident), default));

        var snapshot = await store.LoadAsync(["f1", "f2"], [new DeliveryKey("d#0"), new DeliveryKey("d#1")], default);
        Assert.Equal(JsonSerializer.Serialize(incident, TriageJsonContext.Default.Incident), JsonSerializer.Serialize(snapshot.Heads["f1"], TriageJsonContext.Default.Incident));
        Assert.Equal("f1", Assert.Single(snapshot.Heads).Key);
        Assert.Equal("d#0", Assert.Single(snapshot.Applied).Value);
    }

    [Fact]
    public async Task A_delivery_is_applied_once()
    {
        var table = await dynamoDb.NewTableAsync();
        var store = Store(table);
        var first = Incident();
        var second = first with { Version = 2, Count = 2 };
        await store.CommitAsync(Change("d#0", null, first, Notification("n1")), default);

        Assert.Equal(CommitOutcome.AlreadyApplied, await store.CommitAsync(Change("d#0", first, second, Notification("n2")), default));

        Assert.Equal(1, (await HeadAsync(store)).Count);
        Assert.Single(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
    }

    [Fact]
    public async Task A_decision_upon_an_outdated_incident_stores_nothing()
    {
        var table = await dynamoDb.NewTableAsync();
        var store = Store(table);
        var first = Incident();
        var second = first with { Version = 2, Count = 2 };
        await store.CommitAsync(Change("d#0", null, first), default);
        await store.CommitAsync(Change("d#1", first, second), default);

        Assert.Equal(CommitOutcome.Conflict, await store.CommitAsync(Change("d#2", first, second, Notification("n1")), default));
        Assert.Equal(CommitOutcome.Conflict, await store.CommitAsync(Change("d#3", null, first), default));

        Assert.Equal(2, (await HeadAsync(store)).Count);
        Assert.Empty(await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix));
        Assert.Equal(2, (await dynamoDb.ItemsAsync(table.Name, IncidentsTable.DeliveryPrefix)).Count);
    }

    [Fact]
    public async Task Another_incident_of_the_same_fingerprint_and_version_is_not_overwritten()
    {
        var store = Store(await dynamoDb.NewTableAsync());
        var old = Incident();
        var successor = Incident(number: "INC-2026-000002");
        await store.CommitAsync(Change("d#0", null, old), default);
        await store.CommitAsync(Change("d#1", old, successor), default);

        Assert.Equal(CommitOutcome.Conflict, await store.CommitAsync(Change("d#2", old, old with { Version = 2 }), default));

        Assert.Equal("INC-2026-000002", (await HeadAsync(store)).Number);
    }

    [Fact]
    public async Task A_superseded_incident_is_kept_under_its_number()
    {
        var table = await dynamoDb.NewTableAsync();
        var store = Store(table);
        var old = Incident() with { Status = IncidentStatus.Resolved, ResolvedAt = new DateTimeOffset(2026, 5, 31, 15, 0, 0, TimeSpan.Zero) };
        await store.CommitAsync(Change("d#0", null, old), default);
        await store.CommitAsync(Change("d#1", old, Incident(number: "INC-2026-000002") with { Previous = old.Number }), default);

        var items = await dynamoDb.ItemsAsync(table.Name, IncidentsTable.FingerprintPrefix);

        var kept = Assert.Single(items, item => item[IncidentsTable.SortKey].S is "INC#INC-2026-000001");
        // 2026-05-31T15:00Z is the first of June in Japan.
        Assert.Equal("resolved#2026-06", kept[IncidentsTable.StatusKey].S);
        Assert.Equal("open", Assert.Single(items, item => item[IncidentsTable.SortKey].S is IncidentsTable.Head)[IncidentsTable.StatusKey].S);
    }

    [Fact]
    public async Task A_finding_without_an_incident_leaves_only_its_delivery_with_an_end()
    {
        var table = await dynamoDb.NewTableAsync();
        var store = Store(table);

        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync(Change("d#0", null, null), default));
        Assert.Equal(CommitOutcome.AlreadyApplied, await store.CommitAsync(Change("d#0", null, null), default));

        var item = Assert.Single(await dynamoDb.ItemsAsync(table.Name, ""));
        Assert.Equal(ManualTime.Start.AddDays(15).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), item[IncidentsTable.TimeToLive].N);
    }

    [Fact]
    public async Task Numbers_are_unique_under_concurrency_and_ascend_within_a_scope()
    {
        var store = Store(await dynamoDb.NewTableAsync());

        var firsts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.NextNumbersAsync("2026", 3, default)));

        Assert.Equal(Enumerable.Range(1, 60).Select(number => (long)number), firsts.SelectMany(first => new[] { first, first + 1, first + 2 }).Order());
        Assert.Equal(1, await store.NextNumbersAsync("2027", 1, default));
    }

    [Fact]
    public async Task A_batch_of_more_keys_than_one_request_holds_is_loaded_whole()
    {
        var store = Store(await dynamoDb.NewTableAsync());
        var fingerprints = Enumerable.Range(0, 130).Select(i => $"f{i}").ToList();
        foreach (var fingerprint in fingerprints)
        {
            await store.CommitAsync(Change(fingerprint + "#0", null, Incident(fingerprint)), default);
        }

        var snapshot = await store.LoadAsync(fingerprints.Concat(fingerprints), fingerprints.Select(fingerprint => new DeliveryKey(fingerprint + "#0")), default);

        Assert.Equal(130, snapshot.Heads.Count);
        Assert.Equal(130, snapshot.Applied.Count);
    }

    [Fact]
    public async Task Keys_that_DynamoDB_leaves_unread_are_read_again()
    {
        var table = await dynamoDb.NewTableAsync();
        await Store(table).CommitAsync(Change("d#0", null, Incident()), default);
        var leaving = new Faults { LeaveUnread = 2 };
        using var client = dynamoDb.NewClient(() => leaving.Handler());
        var store = new IncidentStore(new TableClient(client, table.Name), time, new Random(1));

        Assert.Single((await store.LoadAsync(["f1"], [], default)).Heads);

        leaving.LeaveUnread = int.MaxValue;
        var failure = await Assert.ThrowsAsync<TableAccessException>(() => store.LoadAsync(["f1"], [], default));
        Assert.Contains("left unread 6 times", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_is_reported_with_the_call_the_table_and_the_cause()
    {
        var table = await dynamoDb.NewTableAsync();
        var faults = new Faults { Refuse = _ => "ThrottlingException" };
        using var client = dynamoDb.NewClient(() => faults.Handler());
        var store = new IncidentStore(new TableClient(client, table.Name), time, new Random(1));

        var failure = await Assert.ThrowsAsync<TableAccessException>(() => store.CommitAsync(Change("d#0", null, Incident()), default));

        Assert.StartsWith($"TransactWriteItems on table {table.Name} failed: ThrottlingException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_after_a_lost_answer_is_not_taken_for_a_second_delivery()
    {
        var table = await dynamoDb.NewTableAsync();
        var faults = new Faults { LoseAnswers = 1 };
        using var client = dynamoDb.NewClient(() => faults.Handler(), retries: 2);
        var store = new IncidentStore(new TableClient(client, table.Name), time, new Random(1));

        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync(Change("d#0", null, Incident()), default));
        Assert.Equal(0, faults.LoseAnswers);
    }

    [Fact]
    public async Task An_incident_too_large_for_an_item_is_refused_with_its_size()
    {
        var store = Store(await dynamoDb.NewTableAsync());
        var large = Incident() with { Facts = [new AlertFact("説明", new string('あ', 140_000))] };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync(Change("d#0", null, large), default));

        Assert.Contains("f1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_incident_that_is_accepted_is_accepted_by_DynamoDB()
    {
        var store = Store(await dynamoDb.NewTableAsync());
        var empty = JsonSerializer.SerializeToUtf8Bytes(Incident() with { Facts = [new AlertFact("x", "")] }, TriageJsonContext.Default.Incident).Length;
        var large = Incident() with { Facts = [new AlertFact("x", new string('a', (392 * 1024) - empty))] };

        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync(Change("d#0", null, large), default));
    }

    [Fact]
    public async Task As_many_messages_as_a_transaction_holds_are_stored_and_one_more_is_refused()
    {
        var table = await dynamoDb.NewTableAsync();
        var store = Store(table);
        var old = Incident();
        await store.CommitAsync(Change("d#0", null, old), default);
        var successor = Incident(number: "INC-2026-000002");
        var many = Enumerable.Range(0, IncidentStore.MostNotifications + 1).Select(i => Notification($"n{i}")).ToArray();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync(Change("d#1", old, successor, many), default));
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync(Change("d#1", old, successor, many[1..]), default));

        Assert.Equal(IncidentStore.MostNotifications, (await dynamoDb.ItemsAsync(table.Name, IncidentsTable.OutboxPrefix)).Count);
    }

    IncidentStore Store(TableClient table) => new(table, time, new Random(1));

    static async Task<Incident> HeadAsync(IncidentStore store) => (await store.LoadAsync(["f1"], [], default)).Heads["f1"];
}
