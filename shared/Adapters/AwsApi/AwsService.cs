namespace GovCloud.Adapters.AwsApi;

/// <summary>How a service writes requests and responses.</summary>
public enum AwsProtocol
{
    /// <summary>JSON 1.0 or 1.1: POST to <c>/</c>, the operation in <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>REST-JSON: the operation is method and path.</summary>
    RestJson,

    /// <summary>Query: a form in, XML out. EC2's own protocol is the same for what is used here.</summary>
    Query,

    /// <summary>REST-XML: the operation is method and path, XML in and out.</summary>
    RestXml,
}

/// <summary>Static facts about one AWS service, as its API model's metadata states them.</summary>
public sealed record AwsService
{
    /// <summary>Such as <c>DynamoDB Streams</c>; names the variable <c>AWS_ENDPOINT_URL_DYNAMODB_STREAMS</c>.</summary>
    public required string ServiceId { get; init; }

    /// <summary>First part of the host name, such as <c>streams.dynamodb</c>.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>The protocol.</summary>
    public required AwsProtocol Protocol { get; init; }

    /// <summary>Such as <c>2012-08-10</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Name in the signature's scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>What stands before the operation in <c>X-Amz-Target</c>; JSON protocol only.</summary>
    public string TargetPrefix { get; init; } = "";

    /// <summary><c>1.0</c> or <c>1.1</c>; JSON protocol only.</summary>
    public string JsonVersion { get; init; } = "1.1";

    /// <summary>The only region that a global service is called in and signed for; null for a regional one.</summary>
    public string? GlobalRegion { get; init; }
}

/// <summary>Ties a client to its service at compile time: AWSSDK.Core asks for the service's facts before a constructor could have stored them.</summary>
public interface IAwsService
{
    /// <summary>The service's facts.</summary>
    static abstract AwsService Service { get; }
}
