using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>An incident as an item: the whole of it as JSON, and beside it what is searched by or looked at in the console.</summary>
static class IncidentItem
{
    internal const string Number = "number";
    internal const string Version = "version";
    const string Severity = "severity";
    const string Category = "category";
    const string Account = "account";
    const string Municipalities = "municipalities";
    const string System = "system";
    const string Responsible = "responsible";

    // DynamoDB's limit of 400 KB counts attribute names too; the reserve is for them and the short attributes.
    const int LargestDocument = (400 * 1024) - (8 * 1024);

    internal static string HeadPartition(string fingerprint) => IncidentsTable.FingerprintPrefix + fingerprint;

    internal static Dictionary<string, AttributeValue> Write(Incident incident, string sortKey)
    {
        var item = TableClient.Key(HeadPartition(incident.Fingerprint), sortKey);
        item[TableClient.Document] = TableClient.Text(Serialise(incident));
        item[Number] = TableClient.Text(incident.Number);
        item[Version] = TableClient.Number(incident.Version);
        item[IncidentsTable.StatusKey] = TableClient.Text(StatusKey(incident));
        item[IncidentsTable.LastSeen] = TableClient.Time(incident.LastSeen);
        item[Severity] = TableClient.Text(Camel(incident.Severity.ToString()));
        item[Category] = TableClient.Text(Camel(incident.Category.ToString()));
        item[Responsible] = TableClient.Text(incident.Ownership.Responsible);
        if (incident.Account is { Length: > 0 } account)
        {
            item[Account] = TableClient.Text(account);
        }

        if (incident.Ownership.System is { Length: > 0 } system)
        {
            item[System] = TableClient.Text(system);
        }

        if (incident.Ownership.Municipalities is { IsDefaultOrEmpty: false } municipalities)
        {
            item[Municipalities] = new AttributeValue { SS = [.. municipalities.Select(code => code.ToString()).Distinct(StringComparer.Ordinal)] };
        }

        return item;
    }

    /// <summary>The head of a fingerprint without an incident, whose source has told a recovery.</summary>
    internal static Dictionary<string, AttributeValue> Write(EarlyRecovery recovery, DateTimeOffset until)
    {
        var item = TableClient.Key(HeadPartition(recovery.Fingerprint), IncidentsTable.Head);
        item[IncidentsTable.RecoveredAt] = TableClient.Time(recovery.At);
        item[IncidentsTable.TimeToLive] = TableClient.Number(until.ToUnixTimeSeconds());
        return item;
    }

    /// <summary><c>open</c>, or the month of the recovery in Japan, in which monthly reports look for it.</summary>
    internal static string StatusKey(Incident incident) => incident.Status == IncidentStatus.Open
        ? "open"
        : "resolved#" + (incident.ResolvedAt ?? incident.LastSeen).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static string Serialise(Incident incident)
    {
        var document = JsonSerializer.Serialize(incident, TriageJsonContext.Default.Incident);
        var bytes = Encoding.UTF8.GetByteCount(document);
        return bytes <= LargestDocument
            ? document
            : throw new InvalidOperationException(
                $"The incident of fingerprint {incident.Fingerprint} has {bytes} bytes; at most {LargestDocument} fit into one DynamoDB item. Its facts must be shortened.");
    }

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
