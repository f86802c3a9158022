namespace GovCloud.Adapters.DynamoDb;

/// <summary>DynamoDB refused or could not be reached; nothing is known to have been written. The same work may be tried again.</summary>
public sealed class TableAccessException(string message, Exception inner) : Exception(message, inner);
