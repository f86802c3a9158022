using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>
/// State changes and results of AWS services that share one pattern: a detail-type that names the thing, a word for its state, and a resource.
/// What each service calls its states is in <see cref="ServiceStates"/>; services that need more than that have a rule in <see cref="ServiceEventRules"/>.
/// </summary>
static class ServiceEventNormaliser
{
    public static Reading Read(EventEnvelope envelope, AlertCategory category)
    {
        var outcome = ServiceEventRules.Judge(envelope) ?? ServiceStates.Judge(envelope);
        return new Reading.Normalised(new Alert
        {
            Source = envelope.Source,
            Type = outcome.Type ?? TypeOf(envelope.DetailType),
            Category = outcome.Category ?? category,
            SourceSeverity = outcome.Severity,
            Status = outcome.Status,
            Account = envelope.Account ?? envelope.Detail["account-id"].Text ?? envelope.Detail["accountId"].Text,
            Region = envelope.Region,
            Resource = outcome.Resource ?? ResourceOf(envelope),
            SourceTitle = outcome.Message ?? envelope.DetailType,
            UpdatedAt = envelope.Time,
            SourceId = envelope.Id,
            Facts = Facts(envelope, outcome),
        });
    }

    /// <summary>The detail-type without the words that tell its outcome, so that success and failure have one type.</summary>
    public static string TypeOf(string detailType)
    {
        var type = detailType;
        foreach (var suffix in (ReadOnlySpan<string>)[
            " State-change Notification", " Status-change Notification", " State Change", " Status Change", " Notification",
            " Unsuccessful", " Successful", " Succeeded", " Failure", " Failed", " Completed"])
        {
            if (type.EndsWith(suffix, StringComparison.Ordinal) && type.Length > suffix.Length)
            {
                type = type[..^suffix.Length];
            }
        }

        return type.Length == 0 ? "Unknown Event" : type;
    }

    static string ResourceOf(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        foreach (var name in (ReadOnlySpan<string>)["stateMachineArn", "canary-name", "project-name", "pipeline", "AutoScalingGroupName", "application", "jobName"])
        {
            if (detail[name].Text is { } value)
            {
                return value;
            }
        }

        if (envelope.FirstResource is { } resource)
        {
            return resource;
        }

        foreach (var name in (ReadOnlySpan<string>)[
            "resourceArn", "resource-arn", "SourceArn", "arn", "repository-name", "instance-id", "instanceId", "resource-id", "resourceId",
            "clusterArn", "cluster", "window-id", "document-name", "stack-id", "name", "id"])
        {
            if (detail[name].Text is { } value)
            {
                return value;
            }
        }

        return Accounts.AsResource(envelope.Account);
    }

    static ImmutableArray<AlertFact> Facts(EventEnvelope envelope, ServiceOutcome outcome)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(3);
        facts.AddText("イベント", envelope.DetailType);
        facts.AddText("状態", outcome.State);
        facts.AddText("メッセージ", outcome.Message);
        return facts.ToImmutable();
    }
}

/// <summary>What a service event says.</summary>
readonly record struct ServiceOutcome(AlertStatus Status, Severity Severity)
{
    public string? State { get; init; }

    public string? Type { get; init; }

    public string? Resource { get; init; }

    public string? Message { get; init; }

    public AlertCategory? Category { get; init; }
}
