using System.Text.Json;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>A permission that a call needs.</summary>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Resource">The ARN that it is needed on.</param>
/// <param name="Holder">ARN of the bucket, queue or table that the resource is part of: its own policy and key count.</param>
/// <param name="Context">Condition keys of the action.</param>
/// <param name="KeyUses">What the action needs of the key that encrypts the holder.</param>
sealed record NeededPermission(string Action, string Resource, string Holder, PolicyContext Context, params string[] KeyUses);

/// <summary>Which permissions a call needs.</summary>
/// <remarks>Source: AWS Service Authorization Reference, and the guides of each service on server-side encryption with customer-managed keys.</remarks>
sealed class NeededPermissions(PolicyBook book)
{
    static readonly string[] Decrypt = ["kms:Decrypt"];
    static readonly string[] Encrypt = ["kms:GenerateDataKey"];
    static readonly string[] Both = ["kms:Decrypt", "kms:GenerateDataKey"];

    /// <summary>All that must be allowed.</summary>
    /// <exception cref="AwsApiException">It is not known what the call needs: it is refused rather than let through.</exception>
    public IEnumerable<NeededPermission> Of(AwsRequest request) => request.Service switch
    {
        "s3" when !ReadOperations.IsControl(request) => Storage(request),
        "dynamodb" => Table(request),
        "sqs" => Queue(request),
        "events" => Bus(request),
        "ssm" => [Parameter(request)],
        "ses" => Mail(request),
        "sts" => Role(request),
        "lambda" => [Invocation(request)],
        "sns" => Topic(request),
        _ => ReadOperations.Find(request)?.Needed(request) ?? throw Unknown(request),
    };

    static IEnumerable<NeededPermission> Storage(AwsRequest request)
    {
        var (bucket, key) = PathOf(request);
        var (holder, resource) = ($"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/{key}");
        bool Asks(string parameter) => request.Query.ContainsKey(parameter);
        var version = Asks("versionId");
        return request.Method switch
        {
            "GET" or "HEAD" when key.Length == 0 => [new(Asks("versions") ? "s3:ListBucketVersions" : Asks("uploads") ? "s3:ListBucketMultipartUploads" : "s3:ListBucket", holder, holder, [])],
            "GET" or "HEAD" when Asks("tagging") => [new("s3:GetObjectTagging", resource, holder, [])],
            "GET" or "HEAD" when Asks("retention") => [new("s3:GetObjectRetention", resource, holder, [])],
            "GET" or "HEAD" => [new(version ? "s3:GetObjectVersion" : "s3:GetObject", resource, holder, [], Decrypt)],
            "PUT" when Asks("retention") => [new("s3:PutObjectRetention", resource, holder, [])],
            "PUT" or "POST" when key.Length > 0 =>
                request.Headers.Keys.Any(h => h.StartsWith("x-amz-object-lock-", StringComparison.OrdinalIgnoreCase))
                    ? [new("s3:PutObject", resource, holder, Acl(request), Encrypt), new("s3:PutObjectRetention", resource, holder, [])]
                    : [new("s3:PutObject", resource, holder, Acl(request), Asks("uploadId") || Asks("uploads") ? Both : Encrypt)],
            "DELETE" when key.Length > 0 => [new(version ? "s3:DeleteObjectVersion" : Asks("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject", resource, holder, [])],
            _ => throw Unknown(request, $"{request.Method} {request.RawPath}"),
        };
    }

    static PolicyContext Acl(AwsRequest request)
    {
        var context = new PolicyContext();
        if (request.Header("x-amz-acl") is { Length: > 0 } acl)
        {
            context.Add("s3:x-amz-acl", acl);
        }
        else
        {
            context.Add("s3:x-amz-acl");
        }

        return context;
    }

    static (string Bucket, string Key) PathOf(AwsRequest request)
    {
        var parts = request.RawPath.TrimStart('/').Split('/', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    IEnumerable<NeededPermission> Table(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var body = document.RootElement.Clone();
        var operation = OperationNames.Of(request);
        if (request.Header("X-Amz-Target").StartsWith("DynamoDBStreams", StringComparison.Ordinal))
        {
            var stream = body.TryGetProperty("StreamArn", out var arn) ? arn.GetString()! : $"arn:aws:dynamodb:{request.Region}:{request.Caller!.Account}:table/*/stream/*";
            return [new("dynamodb:" + operation, stream, stream.Split("/stream/")[0], [])];
        }

        return operation switch
        {
            "TransactWriteItems" => body.GetProperty("TransactItems").EnumerateArray().SelectMany(i => i.EnumerateObject()).Select(i => Item(request, ActionOf(i.Name), i.Value)),
            "TransactGetItems" => body.GetProperty("TransactItems").EnumerateArray().Select(i => Item(request, "dynamodb:GetItem", i.GetProperty("Get"))),
            "BatchGetItem" or "BatchWriteItem" => body.GetProperty("RequestItems").EnumerateObject().Select(t => On(request, "dynamodb:" + operation, t.Name, index: null, leadingKey: null)),
            "Query" or "Scan" => [On(request, "dynamodb:" + operation, body.GetProperty("TableName").GetString()!, body.TryGetProperty("IndexName", out var index) ? index.GetString() : null, leadingKey: null)],
            _ => [Item(request, "dynamodb:" + operation, body)],
        };
    }

    static string ActionOf(string member) => member switch
    {
        "Put" => "dynamodb:PutItem",
        "Update" => "dynamodb:UpdateItem",
        "Delete" => "dynamodb:DeleteItem",
        _ => "dynamodb:ConditionCheckItem",
    };

    NeededPermission Item(AwsRequest request, string action, JsonElement item)
    {
        var table = item.GetProperty("TableName").GetString()!;
        var attributes = item.TryGetProperty("Item", out var whole) ? whole : item.TryGetProperty("Key", out var key) ? key : default;
        var leading = book.HashKeyOf(table) is { } hash && attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(hash, out var value) ? value.EnumerateObject().First().Value.ToString() : null;
        return On(request, action, table, index: null, leading);
    }

    static NeededPermission On(AwsRequest request, string action, string table, string? index, string? leadingKey)
    {
        var holder = table.StartsWith("arn:", StringComparison.Ordinal) ? table : $"arn:aws:dynamodb:{request.Region}:{request.Caller!.Account}:table/{table}";
        var context = new PolicyContext();
        if (leadingKey is not null)
        {
            context.Add("dynamodb:LeadingKeys", leadingKey);
        }

        return new(action, index is null ? holder : $"{holder}/index/{index}", holder, context, Decrypt);
    }

    static IEnumerable<NeededPermission> Queue(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var operation = OperationNames.Of(request);
        if (!document.RootElement.TryGetProperty("QueueUrl", out var url))
        {
            throw Unknown(request, operation);
        }

        var path = new Uri(url.GetString()!).AbsolutePath.Split('/');
        var queue = $"arn:aws:sqs:{request.Region}:{path[^2]}:{path[^1]}";
        var action = operation.EndsWith("Batch", StringComparison.Ordinal) ? operation[..^"Batch".Length] : operation;
        return [new("sqs:" + action, queue, queue, [], action switch { "SendMessage" => Both, "ReceiveMessage" => Decrypt, _ => [] })];
    }

    static IEnumerable<NeededPermission> Bus(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return [.. document.RootElement.GetProperty("Entries").EnumerateArray().Select(entry =>
        {
            var name = entry.TryGetProperty("EventBusName", out var bus) ? bus.GetString()! : "default";
            var context = new PolicyContext();
            context.Add("events:source", entry.GetProperty("Source").GetString()!);
            context.Add("events:detail-type", entry.GetProperty("DetailType").GetString()!);
            var arn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:events:{request.Region}:{request.Caller!.Account}:event-bus/{name}";
            return new NeededPermission("events:PutEvents", arn, arn, context);
        })];
    }

    static NeededPermission Parameter(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return new("ssm:" + OperationNames.Of(request), $"arn:aws:ssm:{request.Region}:{request.Caller!.Account}:parameter/{document.RootElement.GetProperty("Name").GetString()!.TrimStart('/')}", "", []);
    }

    static IEnumerable<NeededPermission> Mail(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var from = document.RootElement.GetProperty("FromEmailAddress").GetString()!;
        var address = from.Contains('<', StringComparison.Ordinal) ? from.Split('<', '>')[1] : from;
        var context = new PolicyContext();
        context.Add("ses:FromAddress", address);
        return [new("ses:SendEmail", $"arn:aws:ses:{request.Region}:{request.Caller!.Account}:identity/{address}", "", context)];
    }

    static NeededPermission Invocation(AwsRequest request)
    {
        var name = Uri.UnescapeDataString(request.RawPath.Split('/')[3]);
        var arn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:lambda:{request.Region}:{request.Caller!.Account}:function:{name}";
        return new("lambda:InvokeFunction", arn, arn, []);
    }

    static IEnumerable<NeededPermission> Topic(AwsRequest request)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body));
        var topic = form.GetValueOrDefault("TopicArn").ToString();
        return form.GetValueOrDefault("Action").ToString() is "Publish" ? [new("sns:Publish", topic, topic, [], Both)] : throw Unknown(request);
    }

    static PolicyContext AssumeContext(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        var context = new PolicyContext();
        context.Add("sts:RoleSessionName", form.GetValueOrDefault("RoleSessionName").ToString());
        if (form.TryGetValue("ExternalId", out var external))
        {
            context.Add("sts:ExternalId", external.ToString());
        }
        else
        {
            context.Add("sts:ExternalId");
        }

        if (form.TryGetValue("SourceIdentity", out var source))
        {
            context.Add("sts:SourceIdentity", source.ToString());
        }
        else
        {
            context.Add("sts:SourceIdentity");
        }

        return context;
    }

    static IEnumerable<NeededPermission> Role(AwsRequest request)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body));
        return form.GetValueOrDefault("Action").ToString() switch
        {
            "GetCallerIdentity" => [],
            "AssumeRole" => Assuming(form).Select(action => new NeededPermission(action, form.GetValueOrDefault("RoleArn").ToString(), form.GetValueOrDefault("RoleArn").ToString(), AssumeContext(form))),
            var other => throw Unknown(request, other),
        };
    }

    // A session that carries an identity or tags takes the right to set them besides.
    static IEnumerable<string> Assuming(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        yield return "sts:AssumeRole";
        if (form.ContainsKey("SourceIdentity"))
        {
            yield return "sts:SetSourceIdentity";
        }

        if (form.Keys.Any(name => name.StartsWith("Tags.member.", StringComparison.Ordinal)))
        {
            yield return "sts:TagSession";
        }
    }

    static AwsApiException Unknown(AwsRequest request) => Unknown(request, request.Operation.Length > 0 ? request.Operation : OperationNames.Of(request));

    static AwsApiException Unknown(AwsRequest request, string operation) =>
        new(403, "AccessDeniedException", $"It is not known here which permissions {request.Service}:{operation} needs; add it to NeededPermissions.");
}
