using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>CloudWatch alarms: state changes from EventBridge and the message an alarm sends to SNS.</summary>
/// <remarks>Source: CloudWatch user guide, "Alarm events and EventBridge". Alarms have no severity; operators write it into the alarm's name or description.</remarks>
static class CloudWatchNormaliser
{
    public const string Source = "aws.cloudwatch";

    /// <summary>Type of all alarms; which alarm it is, is the resource.</summary>
    public const string Alarm = "CloudWatch Alarm";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (envelope.DetailType == "CloudWatch Alarm Configuration Change")
        {
            return Configuration(envelope);
        }

        if (detail["alarmName"].Text is not { } name)
        {
            return envelope.DetailType.StartsWith("CloudWatch Alarm", StringComparison.Ordinal)
                ? new Reading.Rejected("CloudWatch alarm event without alarmName")
                : ServiceEventNormaliser.Read(envelope, AlertCategory.Monitoring);
        }

        var state = detail["state"];
        var description = detail["configuration"]["description"].Text;
        // Only a suppressor that is itself in alarm sets the alarm aside. While CloudWatch still waits for one (WaitPeriod, ExtensionPeriod), it counts.
        var suppressed = state["actionsSuppressedBy"].Text == "Alarm" && state["value"].Text == "ALARM";
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = Alarm,
            Category = AlertCategory.Monitoring,
            SourceSeverity = Severity(state["value"].Text, name, description),
            Status = suppressed ? AlertStatus.Suppressed : Status(state["value"].Text),
            Account = envelope.Account,
            Region = envelope.Region,
            Resource = envelope.FirstResource ?? $"arn:aws:cloudwatch:{envelope.Region}:{envelope.Account}:alarm:{name}",
            SourceTitle = name,
            UpdatedAt = state["timestamp"].Instant ?? envelope.Time,
            SourceId = envelope.Id,
            Facts = Facts(name, description, state["value"].Text, state["reason"].Text, detail["configuration"]["metrics"].First["metricStat"]["metric"]["name"].Text),
        });
    }

    /// <summary>The message that an alarm publishes to SNS.</summary>
    public static Reading ReadNotification(JsonView message)
    {
        var name = message["AlarmName"].Text ?? "";
        var arn = message["AlarmArn"].Text;
        var parts = arn?.Split(':') ?? [];
        var account = message["AWSAccountId"].Text ?? (parts.Length > 4 ? parts[4] : null);
        // "Region" is a place's name here ("Asia Pacific (Tokyo)"); the ARN has the code.
        var region = parts.Length > 3 && parts[3].Length > 0 ? parts[3] : message["Region"].Text;
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = Alarm,
            Category = AlertCategory.Monitoring,
            SourceSeverity = Severity(message["NewStateValue"].Text, name, message["AlarmDescription"].Text),
            Status = Status(message["NewStateValue"].Text),
            Account = account,
            Region = region,
            Resource = arn ?? $"arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
            SourceTitle = name,
            UpdatedAt = message["StateChangeTime"].Instant,
            Facts = Facts(name, message["AlarmDescription"].Text, message["NewStateValue"].Text, message["NewStateReason"].Text, message["Trigger"]["MetricName"].Text),
        });
    }

    static AlertStatus Status(string? state) => state == "OK" ? AlertStatus.Resolved : AlertStatus.Active;

    static Severity Severity(string? state, string name, string? description)
    {
        if (state == "INSUFFICIENT_DATA")
        {
            // Something is no longer measured. That is not known to be wrong, and it is not known to be right.
            return GovCloud.Triage.Severity.Low;
        }

        var text = $"{name} {description}";
        return Names(text, "critical", "重大", "sev1", "緊急") ? GovCloud.Triage.Severity.Critical
            : Names(text, "high", "error", "fatal", "高", "異常") ? GovCloud.Triage.Severity.High
            : Names(text, "[low]", "info", "低") ? GovCloud.Triage.Severity.Low
            : GovCloud.Triage.Severity.Medium;
    }

    // Only as a word of its own: "ServerCpuTooHigh" describes a value, not a severity.
    static bool Names(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + word.Length;
                if ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (end == text.Length || !char.IsAsciiLetter(text[end]))
                    && (!char.IsAscii(word[0]) ? Bracketed(text, at, end) : Bracketed(text, at, end) || Delimited(text, at, end)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    static bool Bracketed(string text, int start, int end) =>
        start > 0 && end < text.Length && "[【(（".Contains(text[start - 1], StringComparison.Ordinal) && "]】)）".Contains(text[end], StringComparison.Ordinal);

    static bool Delimited(string text, int start, int end) =>
        (start == 0 && end < text.Length && "-_:/".Contains(text[end], StringComparison.Ordinal))
        || (start > 0 && "-_:/".Contains(text[start - 1], StringComparison.Ordinal) && (end == text.Length || "-_:/ ".Contains(text[end], StringComparison.Ordinal)));

    static ImmutableArray<AlertFact> Facts(string name, string? description, string? state, string? reason, string? metric)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(5);
        facts.AddText("アラーム", name);
        facts.AddText("説明", description);
        facts.AddText("状態", state);
        facts.AddText("メトリクス", metric);
        facts.AddText("理由", reason);
        return facts.ToImmutable();
    }

    static Reading Configuration(EventEnvelope envelope)
    {
        var deleted = envelope.Detail["operation"].Text == "delete";
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = "CloudWatch Alarm Configuration",
            Category = AlertCategory.Change,
            SourceSeverity = deleted ? GovCloud.Triage.Severity.Low : GovCloud.Triage.Severity.Info,
            Status = deleted ? AlertStatus.Active : AlertStatus.Notice,
            Account = envelope.Account,
            Region = envelope.Region,
            Resource = envelope.FirstResource ?? envelope.Detail["alarmName"].Text ?? Accounts.AsResource(envelope.Account),
            SourceTitle = envelope.Detail["alarmName"].Text,
            UpdatedAt = envelope.Time,
            SourceId = envelope.Id,
            Facts = [new AlertFact("操作", envelope.Detail["operation"].Text ?? "")],
        });
    }
}
