using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Linkage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>The slots of the linkage. Every write is conditional on what was read.</summary>
public sealed class LinkageSlotStore(TableClient table)
{
    const string Version = "version";

    /// <summary>The slots of an interface from one day to another, both inclusive, in order, strongly consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    /// <exception cref="StoredItemException">A slot cannot be read; the message names it.</exception>
    public async Task<IReadOnlyList<SlotRecord>> ListAsync(string profile, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = "#pk = :pk AND #sk BETWEEN :from AND :to",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#pk"] = LinkageTable.PartitionKey, ["#sk"] = LinkageTable.SortKey },
            ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":pk"] = TableClient.Text(LinkageTable.InterfacePrefix + profile),
                [":from"] = TableClient.Text(Day(from)),
                // '.' follows '-', with which the slot's number begins.
                [":to"] = TableClient.Text(Day(to) + "."),
            },
        };
        var records = new List<SlotRecord>();
        do
        {
            var page = await table.CallAsync("Query", client => client.QueryAsync(request, cancellationToken));
            records.AddRange((page.Items ?? []).Select(item => table.ReadDocument(item, LinkageJsonContext.Default.SlotRecord)));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return records;
    }

    /// <summary>Stores a record if what is stored is still the version before it.</summary>
    /// <returns>False where somebody else was faster: read and decide again.</returns>
    /// <exception cref="TableAccessException">DynamoDB did not answer. What was stored is unknown; the same may be tried again.</exception>
    public async Task<bool> TryPutAsync(SlotRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var slot = record.Facts.Slot;
        var item = TableClient.Key(LinkageTable.InterfacePrefix + slot.Interface, LinkageTable.SlotPrefix + slot.Id);
        item[TableClient.Document] = TableClient.Text(JsonSerializer.Serialize(record, LinkageJsonContext.Default.SlotRecord));
        item[Version] = TableClient.Number(record.Version);
        var request = new PutItemRequest { TableName = table.Name, Item = item };
        if (record.Version == 1)
        {
            request.ConditionExpression = $"attribute_not_exists({LinkageTable.PartitionKey})";
        }
        else
        {
            request.ConditionExpression = "#version = :before";
            request.ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#version"] = Version };
            request.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":before"] = TableClient.Number(record.Version - 1) };
        }

        try
        {
            await table.CallAsync("PutItem", client => client.PutItemAsync(request, cancellationToken));
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    static string Day(DateOnly day) => LinkageTable.SlotPrefix + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
