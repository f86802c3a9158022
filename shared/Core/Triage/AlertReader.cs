using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GovCloud.Triage.Normalisation;

namespace GovCloud.Triage;

/// <summary>
/// Reads what sources send, in whatever envelope: EventBridge events, SNS notifications around them, and bare findings as the APIs return them.
/// Pure; nothing that is a JSON object is dropped: what no normaliser knows becomes a generic alert.
/// </summary>
public static class AlertReader
{
    /// <summary>Nesting deeper than any AWS event; deeper input is refused instead of exhausting the stack.</summary>
    const int MaxDepth = 64;

    const int MaxUnwrap = 4;

    static readonly Reading NotUnicode = new Reading.Rejected("text that is not valid Unicode");

    /// <summary>One reading for each finding of one event, in the event's order; never empty.</summary>
    /// <param name="utf8Json">One JSON value in UTF-8: an object, or an array of objects. A byte order mark is allowed.</param>
    public static ImmutableArray<Reading> Read(ReadOnlyMemory<byte> utf8Json)
    {
        var text = utf8Json.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8Json[Encoding.UTF8.Preamble.Length..] : utf8Json;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var readings = ReadValue(new JsonView(document.RootElement), MaxUnwrap).ToImmutableArray();
            return readings.IsEmpty ? [new Reading.Rejected("event carries nothing")] : readings;
        }
        catch (JsonException error)
        {
            // The exception's own message quotes the input.
            return [new Reading.Rejected($"not valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}")];
        }
        catch (InvalidOperationException)
        {
            // A string with an unpaired surrogate parses and fails only when it is read.
            return [NotUnicode];
        }
    }

    /// <summary>Reads one finding of a batch, so that a broken text costs only this finding.</summary>
    internal static Reading OneOfMany(Func<Reading> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return NotUnicode;
        }
    }

    static IEnumerable<Reading> ReadValue(JsonView value, int unwrap)
    {
        if (value.IsArray)
        {
            return unwrap > 0 ? value.Items.SelectMany(item => ReadValue(item, unwrap - 1)) : [new Reading.Rejected("nested too deeply")];
        }

        if (!value.IsObject)
        {
            return [new Reading.Rejected($"a JSON object is expected, not {Kind(value.Element.ValueKind)}")];
        }

        if (!value.Element.EnumerateObject().MoveNext())
        {
            return [new Reading.Rejected("empty JSON object")];
        }

        return Unwrapped(value, unwrap) ?? (value.Has("detail-type") || value.Has("detail", "source") ? ReadEvent(EventEnvelope.Of(value), unwrap) : ReadBare(value));
    }

    /// <summary>What an SNS or SQS envelope holds; null when the value is neither.</summary>
    static IEnumerable<Reading>? Unwrapped(JsonView value, int unwrap)
    {
        if (value["Records"].First is { IsObject: true } record && (record.Has("Sns") || record.Has("body")))
        {
            return value["Records"].Items.SelectMany(r => r.Has("Sns") ? Message(r["Sns"], unwrap) : Inner(r["body"].Text, null, null, unwrap));
        }

        if (value["Records"].First is { IsObject: true } written && written.Has("eventName") && (written.Has("userIdentity", "eventVersion") || written.Has("s3")))
        {
            // A CloudTrail log file, or a bucket's own notification.
            return value["Records"].Items.Select(r => r.Has("s3")
                ? ServiceEventNormaliser.Read(EventEnvelope.Around("aws.s3", r["eventName"].Text ?? "", r) with { Region = r["awsRegion"].Text, Time = r["eventTime"].Instant }, AlertCategory.Operation)
                : CloudTrailNormaliser.Read(EventEnvelope.Around(CloudTrailNormaliser.Source, "AWS API Call via CloudTrail", r)));
        }

        return value["Type"].Text is "Notification" && value.Has("Message", "TopicArn") ? Message(value, unwrap) : null;
    }

    static IEnumerable<Reading> Message(JsonView notification, int unwrap) =>
        notification["Message"].IsObject
            ? ReadValue(notification["Message"], unwrap - 1)
            : Inner(notification["Message"].Text, notification["TopicArn"].Text, notification["Timestamp"].Instant, unwrap);

    static IEnumerable<Reading> Inner(string? text, string? topicArn, DateTimeOffset? time, int unwrap)
    {
        if (unwrap == 0 || text is null)
        {
            return [new Reading.Rejected(text is null ? "envelope without a message" : "nested too deeply")];
        }

        if (!text.StartsWith('{') && !text.StartsWith('['))
        {
            return CostNormaliser.LooksLikeBudget(text)
                ? [CostNormaliser.ReadBudget(text, topicArn, time)]
                : [Generic(EventEnvelope.Around("aws.sns", "SNS Notification", default) with { Account = topicArn?.Split(':') is { Length: > 4 } p ? p[4] : null, Time = time }, topicArn)];
        }

        return Read(Encoding.UTF8.GetBytes(text));
    }

    static IEnumerable<Reading> ReadEvent(EventEnvelope envelope, int unwrap)
    {
        if (!envelope.Detail.Exists)
        {
            return [new Reading.Rejected("event without detail")];
        }

        // A pipe puts what a topic published on the bus: budgets and cost anomalies speak through SNS only.
        if (envelope.Detail["Type"].Text is "Notification" && envelope.Detail.Has("Message", "TopicArn"))
        {
            return Message(envelope.Detail, unwrap);
        }

        if (envelope.DetailType.EndsWith("via CloudTrail", StringComparison.Ordinal))
        {
            return [CloudTrailNormaliser.Read(envelope)];
        }

        return envelope.Source switch
        {
            GuardDutyNormaliser.Source => [GuardDutyNormaliser.Read(envelope)],
            SecurityHubNormaliser.Source => SecurityHubNormaliser.Read(envelope),
            HealthNormaliser.Source => [HealthNormaliser.Read(envelope)],
            CloudWatchNormaliser.Source => [CloudWatchNormaliser.Read(envelope)],
            ConfigNormaliser.Source => [ConfigNormaliser.Read(envelope)],
            BackupNormaliser.Source => [BackupNormaliser.Read(envelope)],
            InspectorNormaliser.Source => [InspectorNormaliser.Read(envelope)],
            AccessAnalyzerNormaliser.Source => [AccessAnalyzerNormaliser.Read(envelope)],
            MacieNormaliser.Source => [MacieNormaliser.Read(envelope)],
            TrustedAdvisorNormaliser.Source => [TrustedAdvisorNormaliser.Read(envelope)],
            CostNormaliser.AnomalySource => [CostNormaliser.ReadAnomaly(envelope)],
            CostFindingNormaliser.Source => [CostFindingNormaliser.Read(envelope)],
            _ when envelope.Source.StartsWith(AuditFindingNormaliser.SourcePrefix, StringComparison.Ordinal) => [AuditFindingNormaliser.Read(envelope)],
            LinkageNormaliser.Source => [LinkageNormaliser.Read(envelope)],
            _ => [KnownSources.TryFind(envelope.Source, out var category) ? ServiceEventNormaliser.Read(envelope, category) : Generic(envelope, null)],
        };
    }

    static IEnumerable<Reading> ReadBare(JsonView value)
    {
        if (value["findings"].IsArray)
        {
            var findings = value["findings"].Items;
            return findings.SelectMany(f => f.IsObject ? ReadFinding(f) : [new Reading.Rejected("finding is not a JSON object")]);
        }

        // What the Health API answers: a list of events, or each event beside its description.
        if (value["events"].First.Has("eventTypeCode"))
        {
            return value["events"].Items.SelectMany(ReadFinding);
        }

        return value["successfulSet"].First["event"].Has("eventTypeCode")
            ? value["successfulSet"].Items.SelectMany(item => ReadFinding(item["event"]))
            : ReadFinding(value);
    }

    static IEnumerable<Reading> ReadFinding(JsonView value)
    {
        if (SecurityHubNormaliser.Looks(value))
        {
            return [SecurityHubNormaliser.ReadFinding(EventEnvelope.Around(SecurityHubNormaliser.Source, "", value), value)];
        }

        if (OcsfNormaliser.Looks(value))
        {
            return [OcsfNormaliser.Read(EventEnvelope.Around(SecurityHubNormaliser.Source, "", value), value)];
        }

        if (value.Has("eventTypeCode"))
        {
            return [HealthNormaliser.Read(EventEnvelope.Around(HealthNormaliser.Source, "AWS Health Event", value))];
        }

        if (value.Has("AlarmName", "NewStateValue"))
        {
            return [CloudWatchNormaliser.ReadNotification(value)];
        }

        if (value.Has("invokingEvent"))
        {
            return [Invocation(value)];
        }

        if (value.Has("newEvaluationResult") || value.Has("configurationItem") || value.Has("configurationItemSummary"))
        {
            return [ConfigNormaliser.Read(EventEnvelope.Around(ConfigNormaliser.Source, "", value))];
        }

        if (value.Has("findingArn"))
        {
            return [InspectorNormaliser.Read(EventEnvelope.Around(InspectorNormaliser.Source, "Inspector2 Finding", value))];
        }

        if (value.Has("resource", "resourceType") && (value.Has("isPublic") || value.Has("findingType") || value.Has("resourceOwnerAccount")))
        {
            return [AccessAnalyzerNormaliser.Read(EventEnvelope.Around(AccessAnalyzerNormaliser.Source, "Access Analyzer Finding", value))];
        }

        if (value.Has("eventSource", "eventName"))
        {
            return [CloudTrailNormaliser.Read(EventEnvelope.Around(CloudTrailNormaliser.Source, "AWS API Call via CloudTrail", value))];
        }

        if (value.Has("type", "severity") && (value.Has("service") || value.Has("accountId")))
        {
            return value["resourcesAffected"].Exists
                ? [MacieNormaliser.Read(EventEnvelope.Around(MacieNormaliser.Source, "Macie Finding", value))]
                : [GuardDutyNormaliser.Read(EventEnvelope.Around(GuardDutyNormaliser.Source, "", value))];
        }

        return value.Has("anomalyId") || value.Has("anomalyScore")
            ? [CostNormaliser.ReadAnomaly(EventEnvelope.Around(CostNormaliser.AnomalySource, "Anomaly Detected", value))]
            : [Generic(EventEnvelope.Around("unknown", "", value), null)];
    }

    static Reading Invocation(JsonView value)
    {
        if (value["invokingEvent"].Text is not { } text)
        {
            return new Reading.Rejected("Config rule invocation whose invokingEvent is not text");
        }

        try
        {
            using var invoking = JsonDocument.Parse(text);
            return ConfigNormaliser.ReadInvocation(value, new JsonView(invoking.RootElement));
        }
        catch (JsonException)
        {
            return new Reading.Rejected("Config rule invocation whose invokingEvent is not valid JSON");
        }
    }

    static Reading Generic(EventEnvelope envelope, string? resource)
    {
        var detail = envelope.Detail;
        var account = Normalisation.Accounts.Choose(envelope.Account, detail["accountId"].Text, detail["account"].Text, detail["awsAccountId"].Text);
        return new Reading.Normalised(new Alert
        {
            Source = envelope.Source,
            Type = envelope.DetailType.Length > 0 ? envelope.DetailType : detail["type"].Text ?? detail["eventName"].Text ?? "Unknown Event",
            Category = AlertCategory.Other,
            SourceSeverity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium,
            Status = AlertStatus.Active,
            Account = account,
            Region = envelope.Region ?? detail["region"].Text,
            Resource = envelope.FirstResource ?? resource ?? detail["resourceArn"].Text ?? detail["arn"].Text ?? detail["resource"].Text
                ?? Normalisation.Accounts.AsResource(account),
            SourceTitle = detail["title"].Text ?? detail["message"].Text,
            UpdatedAt = envelope.Time,
            SourceId = envelope.Id,
            Generic = true,
        });
    }

    static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
