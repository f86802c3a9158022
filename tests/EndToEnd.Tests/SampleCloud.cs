using System.Collections.Immutable;
using System.Text;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Day;
using GovCloud.Documents;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The sample estate's stacks and published functions on a local AWS, started once. Each test uses resources of its own.</summary>
public sealed class SampleCloud : IAsyncLifetime
{
    /// <summary>As the stack sets it; the functions' batch comes back after it.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromMinutes(6);

    static readonly DateTimeOffset start = new(2026, 11, 20, 0, 0, 0, TimeSpan.FromHours(9));

    internal EstateIndex Estate { get; } = LoadEstate();

    internal EstateCloud Cloud { get; private set; } = null!;

    internal EventFactory Events { get; } = new("ap-northeast-1");

    /// <summary>Now, by the clock of the queues.</summary>
    public DateTimeOffset Now => Cloud.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is null)
        {
            Cloud = await EstateCloud.StartAsync(Estate.Estate, await Repository.AssemblyAsync(), new ControllableClock(start, frozen: true), port: 0, CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        if (Cloud is not null)
        {
            await Cloud.DisposeAsync();
        }
    }

    internal static EstateIndex LoadEstate()
    {
        var estate = EstateFolder.Load(Repository.EstateFolder, new DateOnly(2026, 11, 20)).Estate!;
        return new EstateIndex(estate, EstateDocument.DigestOf(EstateDocument.Write(estate)));
    }

    /// <summary>An alarm event of an account's default bus.</summary>
    internal string Alarm(string account, string name, string state = "ALARM", string description = "[高] 試験") => Events.Alarm(Now, account, name, state, description);

    /// <summary>Puts events on a member account's bus and waits until they are worked off.</summary>
    internal async Task PutAsync(params string[] events)
    {
        foreach (var text in events)
        {
            Cloud.Put(Entry.MemberBus, text);
        }

        await Cloud.SettleAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass.</summary>
    internal Task PassAsync(TimeSpan time) => Cloud.AdvanceToAsync(Now + time, CancellationToken.None);

    internal async Task<ImmutableArray<Incident>> IncidentsAsync(string resourcePart) =>
        [.. (await Cloud.Store.ReadAsync(CancellationToken.None)).Incidents.Where(incident => incident.Resource.Contains(resourcePart, StringComparison.Ordinal))];

    internal async Task<ImmutableArray<OutboxEntry>> OutboxAsync(string number) =>
        [.. (await Cloud.Store.ReadAsync(CancellationToken.None)).Outbox.Where(entry => entry.Notification.Incident?.Number == number)];

    internal ImmutableArray<SlackPost> Posts(string text) => [.. Cloud.Host.Snapshot().SlackPosts.Where(post => post.Body.Contains(text, StringComparison.Ordinal))];

    internal ImmutableArray<CapturedMail> Mails(string text) =>
        [.. Cloud.Host.Snapshot().Mails.Where(mail => mail.Subject.Contains(text, StringComparison.Ordinal) || mail.Text.Contains(text, StringComparison.Ordinal))];

    internal QueueState Queue(string idPart)
    {
        var name = Cloud.Host.PhysicalName("AWS::SQS::Queue", idPart);
        return Cloud.Host.Snapshot().Queues.Single(queue => queue.Name == name);
    }

    /// <summary>A post as Slack shows it.</summary>
    internal static string Read(SlackPost post) =>
        string.Join('\n', SlackText.Read(post.Body).SelectMany(block => block.Lines).Select(line => string.Concat(line.Select(span => span.Text))));

    /// <summary>Delivery keys of an event.</summary>
    internal static ImmutableArray<string> Keys(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return [.. DeliveryKey.OfAll(bytes, AlertReader.Read(bytes).Length).Select(key => key.Value)];
    }
}

/// <summary>Tests that share one local AWS and therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSampleCloud : ICollectionFixture<SampleCloud>
{
    public const string Name = "sample cloud";
}
