using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>A table of a template as the calls that make it in DynamoDB Local. Capacity, encryption, recovery and replicas have no effect there.</summary>
static class TableMapping
{
    public static CreateTableRequest Create(DeclaredResource table) => new()
    {
        TableName = table.Arn.Name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [.. table.Objects("AttributeDefinitions").Select(attribute => new AttributeDefinition(Of(attribute, "AttributeName"), new ScalarAttributeType(Of(attribute, "AttributeType"))))],
        KeySchema = Keys(table.Properties),
        GlobalSecondaryIndexes = NullWhenEmpty(table.Objects("GlobalSecondaryIndexes").Select(index => new GlobalSecondaryIndex { IndexName = Of(index, "IndexName"), KeySchema = Keys(index), Projection = Projection(index) })),
        LocalSecondaryIndexes = NullWhenEmpty(table.Objects("LocalSecondaryIndexes").Select(index => new LocalSecondaryIndex { IndexName = Of(index, "IndexName"), KeySchema = Keys(index), Projection = Projection(index) })),
        StreamSpecification = table.Object("StreamSpecification") is { } stream
            ? new StreamSpecification { StreamEnabled = true, StreamViewType = new StreamViewType(Of(stream, "StreamViewType")) }
            : null,
    };

    /// <summary>Null where the table has no time to live.</summary>
    public static UpdateTimeToLiveRequest? TimeToLive(DeclaredResource table) =>
        table.Object("TimeToLiveSpecification") is { } specification && specification["Enabled"]?.ToString() is not "false" && specification["AttributeName"]?.ToString() is { } attribute
            ? new() { TableName = table.Arn.Name, TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = attribute, Enabled = true } }
            : null;

    static List<KeySchemaElement> Keys(JsonObject owner) =>
        [.. ((JsonArray)owner["KeySchema"]!).OfType<JsonObject>().Select(key => new KeySchemaElement(Of(key, "AttributeName"), new KeyType(Of(key, "KeyType"))))];

    static Projection Projection(JsonObject index)
    {
        var projection = (JsonObject)index["Projection"]!;
        return new()
        {
            ProjectionType = new ProjectionType(Of(projection, "ProjectionType")),
            NonKeyAttributes = projection["NonKeyAttributes"] is JsonArray names ? [.. names.Select(name => name!.ToString())] : null,
        };
    }

    static List<T>? NullWhenEmpty<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    static string Of(JsonObject json, string name) => json[name]?.ToString() ?? throw new KeyNotFoundException($"{name} is missing in {json.ToJsonString()}");
}
