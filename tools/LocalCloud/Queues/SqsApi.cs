using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Queues;

/// <summary>The queue service's API: JSON 1.0, target prefix <c>AmazonSQS</c>.</summary>
sealed class SqsApi(SqsQueues queues, TimeProvider clock, Activity activity, Func<Uri> endpoint)
{
    /// <summary>Answers one call; null for an operation that is not simulated.</summary>
    public async Task<JsonObject?> HandleAsync(string operation, JsonElement request, AwsRequest http, CancellationToken cancellationToken) => operation switch
    {
        "SendMessage" => Send(Queue(request), request, http.Caller!.Account),
        "SendMessageBatch" => SqsBatch.Run(request, entry => Send(Queue(request), entry, http.Caller!.Account)),
        "ReceiveMessage" => await ReceiveAsync(Queue(request), request, cancellationToken),
        "DeleteMessage" => Delete(Queue(request), request),
        "DeleteMessageBatch" => SqsBatch.Run(request, entry => Delete(Queue(request), entry)),
        "ChangeMessageVisibility" => ChangeVisibility(Queue(request), request),
        "ChangeMessageVisibilityBatch" => SqsBatch.Run(request, entry => ChangeVisibility(Queue(request), entry)),
        "GetQueueUrl" => new JsonObject { ["QueueUrl"] = Url(Named(request, http.Caller!.Account)) },
        "GetQueueAttributes" => Attributes(Queue(request), request),
        "ListQueues" => List(request, http.Caller!.Account, http.Page),
        "PurgeQueue" => Purge(Queue(request)),
        "StartMessageMoveTask" => Move(request),
        _ => null,
    };

    static JsonObject Send(SqsQueue queue, JsonElement request, string account)
    {
        var attributes = request.TryGetProperty("MessageAttributes", out var given)
            ? given.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.Clone(), StringComparer.Ordinal)
            : null;
        TimeSpan? delay = Number(request, "DelaySeconds") is { } seconds ? TimeSpan.FromSeconds(InRange("DelaySeconds", seconds, 0, 900)) : null;
        var message = queue.Send(Text(request, "MessageBody"), account, attributes, delay);
        var answer = new JsonObject { ["MessageId"] = message.MessageId, ["MD5OfMessageBody"] = MessageDigest.OfBody(message.Body) };
        if (MessageDigest.OfAttributes(message.Attributes) is { } digest)
        {
            answer["MD5OfMessageAttributes"] = digest;
        }

        return answer;
    }

    async Task<JsonObject> ReceiveAsync(SqsQueue queue, JsonElement request, CancellationToken cancellationToken)
    {
        var count = InRange("MaxNumberOfMessages", Number(request, "MaxNumberOfMessages") ?? 1, 1, 10);
        var wait = Number(request, "WaitTimeSeconds") is { } seconds ? TimeSpan.FromSeconds(InRange("WaitTimeSeconds", seconds, 0, 20)) : queue.Definition.ReceiveWait;
        TimeSpan? visibility = Number(request, "VisibilityTimeout") is { } hidden ? TimeSpan.FromSeconds(InRange("VisibilityTimeout", hidden, 0, 43_200)) : null;
        var until = clock.GetUtcNow() + wait;
        await activity.UntilAsync(
            () => queue.HasVisible || clock.GetUtcNow() >= until,
            () => queue.NextVisibleAt is { } next && next < until ? next : until,
            clock,
            cancellationToken);
        var messages = queue.Receive(count, visibility);
        return messages.Count == 0 ? [] : new JsonObject { ["Messages"] = new JsonArray([.. messages.Select(Show)]) };
    }

    static JsonObject Show(QueueMessage message)
    {
        var shown = new JsonObject
        {
            ["MessageId"] = message.MessageId,
            ["ReceiptHandle"] = message.ReceiptHandle,
            ["MD5OfBody"] = MessageDigest.OfBody(message.Body),
            ["Body"] = message.Body,
            ["Attributes"] = SystemAttributes(message),
        };
        if (message.Attributes.Count > 0)
        {
            shown["MessageAttributes"] = new JsonObject(message.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, JsonNode.Parse(attribute.Value.GetRawText()))));
            shown["MD5OfMessageAttributes"] = MessageDigest.OfAttributes(message.Attributes);
        }

        return shown;
    }

    /// <summary>The attributes that the service adds; also part of the event that a function gets.</summary>
    internal static JsonObject SystemAttributes(QueueMessage message)
    {
        var attributes = new JsonObject
        {
            ["ApproximateReceiveCount"] = message.ReceiveCount.ToString(CultureInfo.InvariantCulture),
            ["SentTimestamp"] = Milliseconds(message.SentAt),
            ["SenderId"] = message.SenderId,
            ["ApproximateFirstReceiveTimestamp"] = Milliseconds(message.FirstReceivedAt ?? message.SentAt),
        };
        if (message.DeadLetterSource is { } source)
        {
            attributes["DeadLetterQueueSourceArn"] = source.ToString();
        }

        return attributes;
    }

    static JsonObject Delete(SqsQueue queue, JsonElement request)
    {
        queue.Delete(Text(request, "ReceiptHandle"));
        return [];
    }

    static JsonObject ChangeVisibility(SqsQueue queue, JsonElement request)
    {
        queue.ChangeVisibility(Text(request, "ReceiptHandle"), TimeSpan.FromSeconds(InRange("VisibilityTimeout", Number(request, "VisibilityTimeout") ?? -1, 0, 43_200)));
        return [];
    }

    JsonObject List(JsonElement request, string account, PageLimit? limit)
    {
        var prefix = request.TryGetProperty("QueueNamePrefix", out var given) ? given.GetString()! : "";
        var token = request.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        var own = queues.All.Select(queue => queue.Definition.Arn).Where(arn => arn.Account == account && arn.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(arn => arn.Name, StringComparer.Ordinal).ToList();
        // Without MaxResults the service answers with up to a thousand and no token, whatever there is.
        var (found, following) = PageLimit.Cut(own, token, Number(request, "MaxResults") ?? 1000, Number(request, "MaxResults") is null ? null : limit);
        var answer = new JsonObject { ["QueueUrls"] = new JsonArray([.. found.Select(arn => JsonValue.Create(Url(arn)))]) };
        if (following is not null && Number(request, "MaxResults") is not null)
        {
            answer["NextToken"] = following;
        }

        return answer;
    }

    static JsonObject Purge(SqsQueue queue)
    {
        queue.Purge();
        return [];
    }

    JsonObject Move(JsonElement request)
    {
        var source = queues.Find(Arn.Parse(Text(request, "SourceArn"))) ?? throw Missing();
        var destination = request.TryGetProperty("DestinationArn", out var arn) ? queues.Find(Arn.Parse(arn.GetString()!)) ?? throw Missing() : null;
        var moved = source.MoveAll(destination);
        return new JsonObject { ["TaskHandle"] = $"{source.Definition.Arn.Name}-{moved.ToString(CultureInfo.InvariantCulture)}" };
    }

    static JsonObject Attributes(SqsQueue queue, JsonElement request)
    {
        var definition = queue.Definition;
        var depth = queue.Depth;
        var all = new JsonObject
        {
            ["QueueArn"] = definition.Arn.ToString(),
            ["ApproximateNumberOfMessages"] = Show(depth.Visible),
            ["ApproximateNumberOfMessagesNotVisible"] = Show(depth.InFlight),
            ["ApproximateNumberOfMessagesDelayed"] = Show(depth.Delayed),
            ["VisibilityTimeout"] = Show(definition.VisibilityTimeout.TotalSeconds),
            ["DelaySeconds"] = Show(definition.Delay.TotalSeconds),
            ["MessageRetentionPeriod"] = Show(definition.Retention.TotalSeconds),
            ["MaximumMessageSize"] = Show(definition.MaximumMessageSize),
            ["ReceiveMessageWaitTimeSeconds"] = Show(definition.ReceiveWait.TotalSeconds),
        };
        if (definition.Redrive is { } redrive)
        {
            all["RedrivePolicy"] = new JsonObject { ["deadLetterTargetArn"] = redrive.DeadLetterQueue.ToString(), ["maxReceiveCount"] = redrive.MaxReceiveCount }.ToJsonString();
        }

        var names = request.TryGetProperty("AttributeNames", out var asked) ? asked.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        return new JsonObject { ["Attributes"] = new JsonObject(all.Where(attribute => names.Contains("All") || names.Contains(attribute.Key)).Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value?.DeepClone()))) };
    }

    string Url(SqsQueue queue) => Url(queue.Definition.Arn);

    string Url(Arn queue) => new Uri(endpoint(), $"{queue.Account}/{queue.Name}").ToString();

    SqsQueue Queue(JsonElement request) => queues.FindByUrl(Text(request, "QueueUrl")) ?? throw Missing();

    SqsQueue Named(JsonElement request, string account) =>
        queues.FindByName(request.TryGetProperty("QueueOwnerAWSAccountId", out var owner) ? owner.GetString()! : account, Text(request, "QueueName")) ?? throw Missing();

    static AwsApiException Missing() => new(400, "QueueDoesNotExist", "The specified queue does not exist.") { QueryCode = "AWS.SimpleQueueService.NonExistentQueue" };

    static string Text(JsonElement request, string name) => request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw AwsApiException.Invalid("MissingParameter", $"The request must contain the parameter {name}.");

    static int? Number(JsonElement request, string name) => request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    static int InRange(string name, int value, int lowest, int highest) => value >= lowest && value <= highest
        ? value
        : throw AwsApiException.Invalid("InvalidParameterValue", $"Value {value} for parameter {name} is invalid. Reason: Must be between {lowest} and {highest}, if provided.");

    static string Show(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
