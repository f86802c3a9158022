using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Contracts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>A table: its name, how attributes are written, and what failures are called. All our tables have the same names for their keys.</summary>
public sealed class TableClient(IAmazonDynamoDB client, string name)
{
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

    internal TableAccessException Failure(string api, Exception inner) =>
        new($"{api} on table {name} failed: {(inner as AmazonServiceException)?.ErrorCode ?? inner.GetType().Name}: {inner.Message}", inner);
}
