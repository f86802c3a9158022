using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Contracts;
using GovCloud.Functions.AlertTriage;
using GovCloud.Hosting;

namespace GovCloud.Benchmarks.Store;

/// <summary>
/// Events through AlertTriage's handler in batches of ten, called in this process, against bare writes: the same transactions with the same
/// conditions and items, one after the other as the handler does it, to a table of their own in the same DynamoDB Local.
/// </summary>
sealed class StoreBenchmark(SampleEstate estate, Progress progress)
{
    const int EventsPerBatch = 10;
    const int Batches = 20;
    const int WarmUpRounds = 3;
    const int Rounds = 11;
    const double Goal = 1.3;

    public async Task<BenchmarkResult> RunAsync(CancellationToken cancellationToken)
    {
        progress.Say("store: starting DynamoDB Local");
        await using var tables = await IncidentsTables.StartAsync(cancellationToken);
        var events = new EventMix(estate.Accounts, findingsPerBatch: 1).Stream(new Random(3), Batches * EventsPerBatch);
        var payloads = events.Chunk(EventsPerBatch).Select(SqsBatch.Of).ToList();
        var writes = await RecordAsync(tables, payloads, cancellationToken);
        var rounds = new List<Round>();
        for (var i = -WarmUpRounds; i < Rounds; i++)
        {
            progress.Say(i < 0 ? "store: warming up" : $"store: round {i + 1} of {Rounds}");
            var round = await RoundAsync(tables, payloads, writes, cancellationToken);
            if (i >= 0)
            {
                rounds.Add(round);
            }
        }

        return Result(rounds, writes);
    }

    static BenchmarkResult Result(List<Round> rounds, List<List<AmazonDynamoDBRequest>> writes)
    {
        const int Events = Batches * EventsPerBatch;
        var ours = new Samples(rounds.Select(round => Events / round.Ours.TotalSeconds));
        var peer = new Samples(rounds.Select(round => Events / round.Peer.TotalSeconds));
        var ratio = new Samples(rounds.Select(round => round.Ours / round.Peer));
        var all = writes.SelectMany(batch => batch).ToList();
        var items = all.Sum(write => write is TransactWriteItemsRequest transaction ? transaction.TransactItems.Count : 1);
        return new BenchmarkResult(
            [
                new Measurement(
                    "AlertTriage with DynamoDB Local, batches of 10",
                    $"{ours.Median:N0} events/s ({ours.Spread("N0")})",
                    $"the same `TransactWriteItems` bare, {peer.Median:N0} events/s ({peer.Spread("N0")})",
                    ratio.Median,
                    Goal),
            ],
            [
                $"- Store: {Rounds} rounds of {Batches} batches, each batch once through the handler and once bare, in turns; the ratio is the median of the rounds' ratios ({ratio.Spread("0.00")}). "
                    + $"{Events} events make {all.Count} writes with {items} items. Beyond the writes a batch has one `BatchGetItem` (incidents and deliveries) and one `UpdateItem` (incident numbers), and its decisions, log lines and metrics.",
            ]);
    }

    /// <summary>What the handler writes for each batch, from a run of its own.</summary>
    async Task<List<List<AmazonDynamoDBRequest>>> RecordAsync(IncidentsTables tables, List<byte[]> payloads, CancellationToken cancellationToken)
    {
        var table = await tables.NewAsync(cancellationToken);
        using var client = tables.NewClient();
        var written = new List<AmazonDynamoDBRequest>();
        client.BeforeRequestEvent += (_, call) =>
        {
            if (call is WebServiceRequestEventArgs { Request: TransactWriteItemsRequest or PutItemRequest } write)
            {
                written.Add((AmazonDynamoDBRequest)write.Request);
            }
        };
        var handler = Handler(client, table);
        var batches = new List<List<AmazonDynamoDBRequest>>();
        foreach (var payload in payloads)
        {
            written = [];
            await InvokeAsync(handler, payload, cancellationToken);
            batches.Add(written);
        }

        await tables.DropAsync(table, cancellationToken);
        return batches;
    }

    async Task<Round> RoundAsync(IncidentsTables tables, List<byte[]> payloads, List<List<AmazonDynamoDBRequest>> writes, CancellationToken cancellationToken)
    {
        var (ourTable, peerTable) = (await tables.NewAsync(cancellationToken), await tables.NewAsync(cancellationToken));
        var handler = Handler(tables.Client, ourTable);
        Retarget(writes, peerTable);
        var (ours, peer) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < payloads.Count; i++)
        {
            // In turns within a round, so that what else the machine does meets both alike; first in half of the batches each.
            for (var turn = 0; turn < 2; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                if ((i + turn) % 2 == 0)
                {
                    await InvokeAsync(handler, payloads[i], cancellationToken);
                    ours += Stopwatch.GetElapsedTime(start);
                }
                else
                {
                    await WriteAsync(tables.Client, writes[i], cancellationToken);
                    peer += Stopwatch.GetElapsedTime(start);
                }
            }
        }

        await tables.DropAsync(ourTable, cancellationToken);
        await tables.DropAsync(peerTable, cancellationToken);
        return new Round(ours, peer);
    }

    AlertTriageHandler Handler(AmazonDynamoDBClient client, string table)
    {
        var environment = new LambdaEnvironment { RuntimeApi = "", Service = HandlerIds.AlertTriage };
        // Log lines and metrics are built and written as in Lambda; only nobody reads them.
        var output = new JsonLines(Stream.Null);
        var time = TimeProvider.System;
        var store = new IncidentStore(new TableClient(client, table), time, new Random(4));
        using var logs = new JsonLoggerProvider(environment, output, time);
        return new AlertTriageHandler(
            estate.Index,
            store,
            (_, reason, _) => throw new InvalidDataException($"The benchmark's own event was refused: {reason}"),
            new Metrics(EventNames.MetricNamespace, environment, output, time),
            time,
            logs.CreateLogger("AlertTriage"));
    }

    static async Task InvokeAsync(AlertTriageHandler handler, byte[] payload, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var context = new LambdaContext { AwsRequestId = "benchmark", Deadline = DateTimeOffset.MaxValue };
        await handler.HandleAsync(payload, output, context, cancellationToken);
        SqsBatch.ExpectAllTaken(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    static async Task WriteAsync(AmazonDynamoDBClient client, List<AmazonDynamoDBRequest> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            if (write is TransactWriteItemsRequest transaction)
            {
                await client.TransactWriteItemsAsync(transaction, cancellationToken);
            }
            else
            {
                await client.PutItemAsync((PutItemRequest)write, cancellationToken);
            }
        }
    }

    static void Retarget(List<List<AmazonDynamoDBRequest>> writes, string table)
    {
        foreach (var write in writes.SelectMany(batch => batch))
        {
            if (write is PutItemRequest single)
            {
                single.TableName = table;
                continue;
            }

            var transaction = (TransactWriteItemsRequest)write;
            // A token that DynamoDB has seen would make the write a replay, which does nothing.
            transaction.ClientRequestToken = null;
            transaction.TransactItems.ForEach(item => item.Put.TableName = table);
        }
    }

    sealed record Round(TimeSpan Ours, TimeSpan Peer);
}
