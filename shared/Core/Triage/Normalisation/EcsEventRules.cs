namespace GovCloud.Triage.Normalisation;

/// <summary>Amazon ECS: tasks, services, deployments and container instances.</summary>
/// <remarks>Source: Amazon ECS developer guide, "Amazon ECS events".</remarks>
static class EcsEventRules
{
    public static ServiceOutcome? Judge(EventEnvelope envelope) => envelope.DetailType switch
    {
        "ECS Task State Change" => Task(envelope.Detail),
        "ECS Service Action" => Service(envelope),
        "ECS Deployment State Change" => Deployment(envelope),
        "ECS Container Instance State Change" => Instance(envelope),
        _ => null,
    };

    /// <summary>
    /// A task's own ARN is new every time; its group (<c>service:name</c>) in its cluster is what stays. A task that a deployment or scaling stopped
    /// is no failure.
    /// </summary>
    static ServiceOutcome Task(JsonView task)
    {
        var cluster = task["clusterArn"].Text;
        var group = task["group"].Text ?? task["taskDefinitionArn"].Text;
        var resource = cluster is null ? group : $"{cluster}/{group}";
        var state = task["lastStatus"].Text?.ToUpperInvariant();
        if (state == "RUNNING")
        {
            return new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { State = state, Resource = resource };
        }

        if (state != "STOPPED")
        {
            return new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = state, Resource = resource };
        }

        var code = task["stopCode"].Text;
        var exit = task["containers"].Items.Select(c => c["exitCode"].Number).FirstOrDefault(c => c is not (null or 0));
        var failed = code is "TaskFailedToStart" or "SpotInterruption" || exit is not null;
        return new ServiceOutcome(failed ? AlertStatus.Active : AlertStatus.Notice, failed ? Severity.Medium : Severity.Info)
        {
            State = state,
            Resource = resource,
            Message = task["stoppedReason"].Text,
        };
    }

    static ServiceOutcome Service(EventEnvelope envelope)
    {
        var name = envelope.Detail["eventName"].Text;
        return (envelope.Detail["eventType"].Text, name) switch
        {
            ("ERROR", _) => new ServiceOutcome(AlertStatus.Active, Severity.High) { Type = "ECS Service", State = name, Message = envelope.Detail["reason"].Text },
            ("WARN", _) => new ServiceOutcome(AlertStatus.Active, Severity.Medium) { Type = "ECS Service", State = name, Message = envelope.Detail["reason"].Text },
            (_, "SERVICE_STEADY_STATE") => new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { Type = "ECS Service", State = name },
            _ => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { Type = "ECS Service", State = name },
        };
    }

    static ServiceOutcome Deployment(EventEnvelope envelope)
    {
        var name = envelope.Detail["eventName"].Text;
        return name switch
        {
            "SERVICE_DEPLOYMENT_FAILED" => new ServiceOutcome(AlertStatus.Active, Severity.High) { Type = "ECS Deployment", State = name, Message = envelope.Detail["reason"].Text },
            "SERVICE_DEPLOYMENT_COMPLETED" => new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { Type = "ECS Deployment", State = name },
            _ => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { Type = "ECS Deployment", State = name },
        };
    }

    static ServiceOutcome Instance(EventEnvelope envelope)
    {
        var connected = envelope.Detail["agentConnected"];
        return connected.Exists && !connected.IsTrue
            ? new ServiceOutcome(AlertStatus.Active, Severity.Medium) { State = "agent disconnected" }
            : new ServiceOutcome(connected.IsTrue ? AlertStatus.Resolved : AlertStatus.Notice, Severity.Info) { State = envelope.Detail["status"].Text };
    }
}
