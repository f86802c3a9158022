using GovCloud.LocalCloud.Faults;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>Who signed a call.</summary>
/// <param name="AccessKeyId">The key.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Account">The account.</param>
/// <param name="FunctionArn">The function whose environment holds the key; null for everybody else.</param>
/// <param name="Session">The session of an assumed role whose key it is; null for everybody else.</param>
sealed record Caller(string AccessKeyId, string Secret, string Account, string? FunctionArn, RoleSession? Session = null);

/// <summary>A session of a role that somebody has assumed.</summary>
/// <param name="Role">ARN of the role.</param>
/// <param name="Name">Name of the session.</param>
sealed record RoleSession(Arn Role, string Name)
{
    /// <summary>The ARN by which AWS tells the session.</summary>
    public string Arn => $"arn:aws:sts::{Role.Account}:assumed-role/{Role.Name}/{Name}";
}

/// <summary>A call as it came over the wire, its signature verified.</summary>
sealed record AwsRequest
{
    public required string Method { get; init; }

    /// <summary>As sent, still percent-encoded.</summary>
    public required string RawPath { get; init; }

    /// <summary>As sent, without the question mark.</summary>
    public required string RawQuery { get; init; }

    public required IQueryCollection Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Service name of the credential scope, for example <c>sqs</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>Region of the credential scope.</summary>
    public string Region { get; init; } = "";

    public Caller? Caller { get; init; }

    /// <summary>Name of the operation as AWS's models have it; empty where nobody has told it yet.</summary>
    public string Operation { get; init; } = "";

    /// <summary>How small pages are to be; null where no fault says so.</summary>
    public PageLimit? Page { get; init; }

    /// <summary>How long a write may stay unseen by this read; null where no fault says so.</summary>
    public TimeSpan? Staleness { get; init; }

    public string Header(string name) => Headers[name].ToString();
}

/// <summary>What the gateway writes back.</summary>
sealed record AwsResponse(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public static AwsResponse Empty(int status) => new(status, []);

    /// <summary>Adds a header.</summary>
    public AwsResponse With(string name, string value)
    {
        Headers[name] = value;
        return this;
    }

    public static AwsResponse Of(int status, string contentType, byte[] body) => new(status, body) { Headers = { ["Content-Type"] = contentType } };
}
