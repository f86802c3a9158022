using System.Collections.Immutable;
using System.Text;
using Amazon.DynamoDBv2.Model;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Cli.Chaos;

/// <summary>An item of a table that was damaged.</summary>
/// <param name="Key">Its partition key.</param>
/// <param name="NamedBy">Where the damage is named, for people; null where nobody named it.</param>
/// <param name="Message">What it was before, where it is a message: a sender that was killed may have sent it without saying so in the table.</param>
sealed record DamagedItem(string Key, string? NamedBy, Notification? Message = null);

/// <summary>Damages stored items as a wrong script would, and mends incidents as an operator does from a backup.</summary>
sealed class DamagedItems(EstateCloud cloud)
{
    const string Document = "document";

    readonly List<Dictionary<string, AttributeValue>> incidents = [];
    readonly Dictionary<string, Notification> messages = new(StringComparer.Ordinal);

    /// <summary>Damages the stored incident that most of a wave's events concern.</summary>
    public async Task DamageIncidentAsync(Wave wave, CancellationToken cancellationToken)
    {
        var concerned = wave.Deliveries.SelectMany(input => AlertReader.Read(Encoding.UTF8.GetBytes(input.Body))).OfType<Reading.Normalised>()
            .CountBy(reading => Fingerprint.Of(reading.Alert)).ToDictionary(pair => IncidentsTable.FingerprintPrefix + pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var heads = new List<Dictionary<string, AttributeValue>>();
        await foreach (var item in cloud.Store.ScanAsync(cancellationToken))
        {
            if (item[IncidentsTable.SortKey].S == IncidentsTable.Head && item.ContainsKey(Document) && concerned.ContainsKey(KeyOf(item)) && incidents.All(known => KeyOf(known) != KeyOf(item)))
            {
                heads.Add(item);
            }
        }

        if (heads.OrderByDescending(item => concerned[KeyOf(item)]).ThenBy(KeyOf, StringComparer.Ordinal).FirstOrDefault() is { } chosen)
        {
            incidents.Add(chosen);
            await CutAsync(chosen, cancellationToken);
        }
    }

    /// <summary>Damages a message that waits to be sent again.</summary>
    public async Task DamageMessageAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<Dictionary<string, AttributeValue>>();
        await foreach (var item in cloud.Store.ScanAsync(cancellationToken))
        {
            if (item.GetValueOrDefault(IncidentsTable.OutboxState)?.S is "pending" && !messages.ContainsKey(KeyOf(item)))
            {
                waiting.Add(item);
            }
        }

        if (waiting.MinBy(KeyOf, StringComparer.Ordinal) is { } chosen)
        {
            messages.Add(KeyOf(chosen), IncidentsTableReader.Entry(chosen).Notification);
            await CutAsync(chosen, cancellationToken);
        }
    }

    /// <summary>Puts the incidents back as they were. Returns everything that was damaged, and where that is named.</summary>
    public async Task<ImmutableArray<DamagedItem>> MendAsync(CancellationToken cancellationToken)
    {
        var logs = cloud.Host.Snapshot().Functions.First(function => function.Name == cloud.AlertTriage).Logs;
        var damaged = ImmutableArray.CreateBuilder<DamagedItem>();
        foreach (var item in incidents)
        {
            var line = logs.FirstOrDefault(line => line.Text.Contains(KeyOf(item), StringComparison.Ordinal) && line.Text.Contains("\"ERROR\"", StringComparison.Ordinal));
            damaged.Add(new DamagedItem(KeyOf(item), line is null ? null : "AlertTriageのログ"));
            await cloud.Tables.PutItemAsync(new PutItemRequest { TableName = cloud.Store.TableName, Item = item }, cancellationToken);
        }

        await foreach (var item in cloud.Store.ScanAsync(cancellationToken))
        {
            if (messages.TryGetValue(KeyOf(item), out var message))
            {
                var named = item.GetValueOrDefault(IncidentsTable.OutboxState)?.S is "undelivered" && item.GetValueOrDefault("lastError")?.S.Contains(KeyOf(item), StringComparison.Ordinal) == true;
                damaged.Add(new DamagedItem(KeyOf(item), named ? "未配信の一覧(lastError)" : null, message));
            }
        }

        return damaged.ToImmutable();
    }

    // The second half of the document is lost.
    async Task CutAsync(Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        var damaged = new Dictionary<string, AttributeValue>(item, StringComparer.Ordinal) { [Document] = new AttributeValue(item[Document].S[..(item[Document].S.Length / 2)]) };
        await cloud.Tables.PutItemAsync(new PutItemRequest { TableName = cloud.Store.TableName, Item = damaged }, cancellationToken);
    }

    static string KeyOf(Dictionary<string, AttributeValue> item) => item[IncidentsTable.PartitionKey].S;
}
