using System.Collections.Immutable;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Linkage;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.Cli.Chaos;

/// <summary>
/// A month's files of the linkage on their way: most as agreed, some missing, without marker, with wrong rows, sent twice or taken by nobody. The month is to come, so that
/// nothing depends on how long a run takes.
/// </summary>
sealed class ChaosFiles : IDisposable
{
    const int DaysAhead = 10;
    const int Days = 30;

    /// <summary>After the last deadline of anybody.</summary>
    const int DaysOfSweeps = 50;

    // Longer than a message is hidden, some times over.
    static readonly TimeSpan Visible = TimeSpan.FromMinutes(40);

    /// <summary>Less than a sweep looks back.</summary>
    const int DaysBetweenSweeps = 6;

    readonly EstateCloud cloud;
    readonly LinkageCatalogue catalogue;
    readonly DateOnly first;
    readonly Dictionary<string, AmazonS3Client> clients = new(StringComparer.Ordinal);
    readonly Queue<(LinkageStore Store, string Key, byte[] Content)> waiting;

    /// <summary>Makes the files.</summary>
    /// <param name="cloud">Where they are put.</param>
    /// <param name="estate">Whose.</param>
    /// <param name="day">The day of the run.</param>
    /// <param name="seed">Decides what is wrong with them.</param>
    public ChaosFiles(EstateCloud cloud, Estate estate, DateOnly day, ulong seed)
    {
        this.cloud = cloud;
        catalogue = new LinkageCatalogue(estate);
        first = day.AddDays(DaysAhead);
        var buckets = cloud.Host.Snapshot().Buckets;
        var random = new SeededRandom(seed);
        waiting = new(
            from profile in catalogue.Profiles
            let store = LinkageNames.ProductionStoreOf(estate, profile.Definition)
            where store is not null && buckets.ContainsKey(LinkageNames.BucketOf(store))
            from file in Expected(profile)
            from put in Puts(profile, file, random.Next(12))
            select (store, put.Key, put.Content));
    }

    DateOnly Last => first.AddDays(Days - 1);

    /// <summary>Puts the next files.</summary>
    /// <param name="waves">How many times are still to come, this one included: with the last one everything is there.</param>
    /// <param name="cancellationToken">Stops the putting.</param>
    public async Task PutNextAsync(int waves, CancellationToken cancellationToken)
    {
        for (var left = (waiting.Count + waves - 1) / waves; left > 0; left--)
        {
            var (store, key, content) = waiting.Dequeue();
            await ClientOf(store).PutObjectAsync(new PutObjectRequest { BucketName = LinkageNames.BucketOf(store), Key = key, InputStream = new MemoryStream(content) }, cancellationToken);
        }
    }

    /// <summary>Judges the month as its deadlines pass.</summary>
    /// <exception cref="InvalidOperationException">A sweep failed.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var function = cloud.Host.PhysicalName("AWS::Lambda::Function", "LinkageWatch");
        for (var day = 0; day <= DaysOfSweeps; day += DaysBetweenSweeps)
        {
            var payload = $$"""{"source":"govcloud.schedule","detail-type":"{{LinkageEvents.Sweep}}","time":"{{EventFactory.Time(JapanTime.At(first.AddDays(day), TimeOnly.MinValue))}}"}""";
            var swept = await cloud.Host.InvokeAsync(function, payload, cancellationToken);
            if (!swept.Succeeded)
            {
                throw new InvalidOperationException($"The sweep of {first.AddDays(day):yyyy-MM-dd} failed: {swept.Response}");
            }
        }

        await cloud.SettleAsync(cancellationToken);
    }

    /// <summary>What became of them.</summary>
    public async Task<WatchedFiles> ReadAsync(CancellationToken cancellationToken)
    {
        var slots = new LinkageSlotStore(new TableClient(cloud.Tables, cloud.Host.PhysicalName("AWS::DynamoDB::Table", "LinkageWatch")));
        var states = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var profile in catalogue.Profiles)
        {
            foreach (var record in await slots.ListAsync(profile.Id, first, Last, cancellationToken))
            {
                states.Add((record.Facts.Slot.ToString(), $"{record.State}{(record.Late ? "(遅延)" : "")}{(record.Pending.IsEmpty ? "" : "(未通知)")}"));
            }
        }

        return new WatchedFiles([.. catalogue.Profiles.SelectMany(Expected).Select(file => file.Slot.ToString())], states.ToImmutable());
    }

    /// <summary>The same files where nothing goes wrong.</summary>
    public static async Task<WatchedFiles> UndisturbedAsync(EstateCloud quiet, Estate estate, DateOnly day, ulong seed, CancellationToken cancellationToken)
    {
        using var files = new ChaosFiles(quiet, estate, day, seed);
        await files.PutNextAsync(waves: 1, cancellationToken);
        // A process that a busy machine starts too slowly leaves its messages hidden for some minutes.
        await quiet.AdvanceToAsync(quiet.Clock.GetUtcNow() + Visible, cancellationToken);
        await files.SweepAsync(cancellationToken);
        return await files.ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    IEnumerable<ExpectedFile> Expected(LinkageProfile profile) => ExpectedFiles.Of(profile, first, Last);

    AmazonS3Client ClientOf(LinkageStore store)
    {
        var account = store.Account.ToString();
        if (!clients.TryGetValue(account, out var client))
        {
            var (key, secret) = LocalCloudHost.CredentialsOf(account);
            clients[account] = client = new(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = cloud.Region });
        }

        return client;
    }

    static IEnumerable<(string Key, byte[] Content)> Puts(LinkageProfile profile, ExpectedFile file, int drawn)
    {
        const int Missing = 0, Unmarked = 1, WrongRows = 2, Twice = 3, Untaken = 4;
        if (drawn == Missing)
        {
            yield break;
        }

        yield return (file.Key, Content(profile));
        if (drawn == Twice)
        {
            yield return (file.Key, Content(profile));
        }

        if (drawn != Unmarked && MarkerOf(file.Key, profile) is { } marker)
        {
            yield return (marker, Encoding.UTF8.GetBytes(drawn == WrongRows ? "9" : "2"));
        }

        foreach (var consumer in profile.Definition.Consumers.Where(_ => drawn is not (Unmarked or WrongRows or Untaken)))
        {
            yield return (LinkageNames.ReceiptsOf(profile.Id, consumer.System) + file.Key[profile.Definition.Prefix.Length..], []);
        }
    }

    static string? MarkerOf(string key, LinkageProfile profile) => profile.Definition.Marker.Rule switch
    {
        MarkerRule.Suffix => key + profile.Definition.Marker.Suffix,
        MarkerRule.Pattern => key.Replace(".csv", "_complete.txt", StringComparison.Ordinal),
        _ => null,
    };

    static byte[] Content(LinkageProfile profile)
    {
        var format = profile.Definition.Format;
        var text = $"{(format.Header is null ? "" : format.Header + "\r\n")}0000000000000001,転入,20260501\r\n0000000000000002,転出,20260501\r\n{(format.RowCount == RowCountSource.Trailer ? "T,2\r\n" : "")}";
        var encoding = format.Encoding == FileEncoding.ShiftJis ? CodePagesEncodingProvider.Instance.GetEncoding(932)! : Encoding.UTF8;
        return encoding.GetBytes(text);
    }
}

/// <summary>What became of a month's files.</summary>
/// <param name="Expected">The slots that the schedules expect.</param>
/// <param name="States">The slots that are stored, with their states.</param>
sealed record WatchedFiles(ImmutableArray<string> Expected, ImmutableArray<(string Slot, string State)> States);
