using FsCheck;
using FsCheck.Fluent;
using GovCloud.Adapters.Tests.DynamoDb;

namespace GovCloud.Adapters.Tests.Functions;

[Collection(DynamoDbTests.Name)]
public sealed class AlertTriageFaultTests(DynamoDbFixture dynamoDb)
{
    [Fact]
    public async Task Two_functions_racing_on_one_fingerprint_make_one_incident_that_counts_both()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        using var bothHaveLoaded = new Barrier(2);
        Faults Racing()
        {
            var first = 1;
            return new Faults
            {
                Before = request => request.StartsWith("TransactWriteItems", StringComparison.Ordinal) && Interlocked.Exchange(ref first, 0) == 1
                    ? Task.Run(bothHaveLoaded.SignalAndWait)
                    : Task.CompletedTask,
            };
        }

        var failures = await Task.WhenAll(
            triage.InvokeAsync([Events.Alarm("a", minute: 1)], Racing()),
            triage.InvokeAsync([Events.Alarm("a", minute: 2)], Racing()));

        Assert.All(failures, Assert.Empty);
        var incident = Assert.Single(await triage.HeadsAsync());
        Assert.Equal(2, incident.Count);
        Assert.Equal(incident.Number, Assert.Single((await triage.OutboxAsync()).Select(message => message.Incident!.Number).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_damaged_incident_fails_only_its_own_messages_and_counts_them_once_it_is_mended()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        await triage.InvokeAsync([Events.Alarm("a"), Events.Alarm("b")]);
        var before = await triage.DamageAsync("INC-2026-000001");
        string[] bodies = [Events.Alarm("a", minute: 1), Events.Alarm("b", minute: 1), Events.Alarm("c")];

        Assert.Equal(["m0"], await triage.InvokeAsync(bodies));
        Assert.Contains(before["pk"].S, Assert.Single(triage.Errors).Message, StringComparison.Ordinal);

        await triage.PutAsync(before);
        Assert.Empty(await triage.InvokeAsync(bodies));
        Assert.Equal([2, 2, 1], (await triage.HeadsAsync()).Select(incident => incident.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task People_are_told_of_what_cannot_be_read_also_when_another_transaction_was_in_the_way(int conflicts)
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        if ((await triage.InvokeAsync(["{"], new Faults { Contend = conflicts })).Length > 0)
        {
            Assert.Empty(await triage.OutboxAsync());
            Assert.Empty(await triage.InvokeAsync(["{"]));
        }

        Assert.All(await triage.OutboxAsync(), message => Assert.Equal(Triage.NotificationKind.Quarantine, message.Kind));
        Assert.NotEmpty(await triage.OutboxAsync());
    }

    [Fact]
    public async Task The_same_message_delivered_to_two_functions_at_once_counts_once()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);

        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => triage.InvokeAsync([Events.Alarm("a"), Events.Alarm("b")])));

        Assert.All(failures, Assert.Empty);
        Assert.All(await triage.HeadsAsync(), incident => Assert.Equal(1, incident.Count));
        Assert.Equal(2, (await triage.HeadsAsync()).Count);
    }

    [Fact]
    public async Task Throttling_fails_only_its_message_and_the_later_ones_of_the_same_fingerprint()
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var faults = new Faults { Refuse = request => request.StartsWith("TransactWriteItems", StringComparison.Ordinal) && request.Contains("alarm:b", StringComparison.Ordinal) ? "ThrottlingException" : null };
        string[] bodies = [Events.Alarm("a"), Events.Alarm("b"), Events.Alarm("c"), Events.Alarm("b", "OK", 5)];

        Assert.Equal(["m1", "m3"], await triage.InvokeAsync(bodies, faults));
        Assert.Equal(2, (await triage.HeadsAsync()).Count);
        Assert.Empty(await triage.InvokeAsync([bodies[1], bodies[3]]));

        Assert.Equal(3, (await triage.HeadsAsync()).Count);
        Assert.Single(await triage.HeadsAsync(), incident => incident.Status == Triage.IncidentStatus.Resolved);
    }

    [Theory]
    [InlineData("BatchGetItem", 3)]
    [InlineData("UpdateItem", 3)]
    [InlineData("TransactWriteItems", 3)]
    public async Task When_DynamoDB_is_out_every_message_comes_again_and_nothing_is_lost(string operation, int failed)
    {
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        var faults = new Faults { Refuse = request => request.StartsWith(operation, StringComparison.Ordinal) ? "ProvisionedThroughputExceededException" : null };
        string[] bodies = [Events.Alarm("a"), Events.Alarm("b"), Events.Alarm("c")];

        Assert.Equal(failed, (await triage.InvokeAsync(bodies, faults)).Length);
        Assert.Empty(await triage.InvokeAsync(bodies));

        Assert.Equal(3, (await triage.HeadsAsync()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_function_that_is_stopped_in_mid_batch_leaves_what_the_redelivery_completes(int atWrite)
    {
        string[] bodies = [Events.Alarm("a"), Events.Alarm("b"), Events.Alarm("a", minute: 1), Events.Alarm("c"), Events.Alarm("b", "OK", 2), Events.Alarm("d")];
        var whole = await TriageHarness.CreateAsync(dynamoDb);
        await whole.InvokeAsync(bodies);
        var triage = await TriageHarness.CreateAsync(dynamoDb);
        using var stop = new CancellationTokenSource();
        var writes = 0;
        var faults = new Faults
        {
            Before = request => request.StartsWith("TransactWriteItems", StringComparison.Ordinal) && ++writes == atWrite ? stop.CancelAsync() : Task.CompletedTask,
        };

        var failed = await triage.InvokeAsync(bodies, faults, stop.Token);
        Assert.Equal(bodies.Length - atWrite + 1, failed.Length);
        Assert.Empty(await triage.InvokeAsync(failed.Select(id => bodies[id[1] - '0'])));

        Assert.Equal((await whole.HeadsAsync()).Select(incident => (incident.Resource, incident.Count, incident.Status, incident.Version)).Order(),
            (await triage.HeadsAsync()).Select(incident => (incident.Resource, incident.Count, incident.Status, incident.Version)).Order());
        Assert.Equal((await whole.OutboxAsync()).Count, (await triage.OutboxAsync()).Count);
    }

    [Fact]
    public void Any_repetition_and_batching_of_deliveries_gives_the_state_of_delivering_each_once()
    {
        var delivery = from name in Gen.Elements("a", "b", "c")
                       from state in Gen.Elements("ALARM", "ALARM", "OK", "INSUFFICIENT_DATA")
                       from minute in Gen.Choose(0, 20)
                       select Events.Alarm(name, state, minute);
        var anything = Gen.Frequency((9, delivery), (1, Gen.Elements("{", Events.Unknown())));
        var runs = from deliveries in anything.ListOf(8)
                   from repeats in Gen.Choose(0, 7).ListOf(6)
                   from size in Gen.Choose(1, 5)
                   select (Deliveries: deliveries.Distinct(StringComparer.Ordinal).ToList(), Repeats: repeats.ToList(), Size: size);

        Prop.ForAll(runs.ToArbitrary(), async run =>
        {
            var once = await TriageHarness.CreateAsync(dynamoDb);
            foreach (var body in run.Deliveries)
            {
                await once.InvokeAsync([body]);
            }

            // A repetition comes at any time after its first delivery.
            var repeated = run.Deliveries.ToList();
            foreach (var repeat in run.Repeats)
            {
                var body = run.Deliveries[repeat % run.Deliveries.Count];
                repeated.Insert(Math.Min(repeated.Count, repeated.IndexOf(body) + 1 + repeat), body);
            }

            var many = await TriageHarness.CreateAsync(dynamoDb);
            foreach (var batch in repeated.Chunk(run.Size))
            {
                await many.InvokeAsync(batch);
            }

            return string.Equals(await once.StateAsync(), await many.StateAsync(), StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }
}
