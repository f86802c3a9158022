using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Contracts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>A table: its name, how attributes are written, and what failures are called. All our tables have the same names for their keys.</summary>
public sealed class TableClient(IAmazonDynamoDB client, string name)
{
    /// <summary>The attribute that holds an item's document.</summary>
    internal const string Document = "document";

    // Fixed width and UTC, so that the text sorts as the time does.
    const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The table's name.</summary>
    public string Name => name;

    internal static AttributeValue Text(string value) => new() { S = value };

    internal static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    internal static AttributeValue Time(DateTimeOffset value) => Text(value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    internal static DateTimeOffset ReadTime(AttributeValue value) =>
        DateTimeOffset.ParseExact(value.S, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    internal static long ReadNumber(AttributeValue value) => long.Parse(value.N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal static Dictionary<string, AttributeValue> Key(string partition, string sort) =>
        new(StringComparer.Ordinal) { [IncidentsTable.PartitionKey] = Text(partition), [IncidentsTable.SortKey] = Text(sort) };

    /// <summary>Calls DynamoDB. Answers of conditions pass through as the SDK's exceptions; every other failure becomes one kind.</summary>
    internal async Task<T> CallAsync<T>(string api, Func<IAmazonDynamoDB, Task<T>> call)
    {
        try
        {
            return await call(client);
        }
        catch (Exception failure) when (failure is not (ConditionalCheckFailedException or TransactionCanceledException)
            && failure is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw Failure(api, failure);
        }
    }

    /// <summary>The document of an item, which all our tables keep as JSON in one attribute.</summary>
    /// <exception cref="StoredItemException">It is missing, no JSON, or not what it should be.</exception>
    internal T ReadDocument<T>(Dictionary<string, AttributeValue> item, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return item.GetValueOrDefault(Document)?.S is { } text && JsonSerializer.Deserialize(text, type) is { } document ? document : throw Unreadable(item, null);
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException or ArgumentException)
        {
            throw Unreadable(item, damaged);
        }
    }

    StoredItemException Unreadable(Dictionary<string, AttributeValue> item, Exception? inner) =>
        new(name, item.GetValueOrDefault(IncidentsTable.PartitionKey)?.S ?? "?", item.GetValueOrDefault(IncidentsTable.SortKey)?.S ?? "?", inner);

    internal TableAccessException Failure(string api, Exception inner) =>
        new($"{api} on table {name} failed: {(inner as AmazonServiceException)?.ErrorCode ?? inner.GetType().Name}: {inner.Message}", inner);
}
