namespace GovCloud.Triage.Normalisation;

/// <summary>Amazon ECS: tasks, services, deployments and container instances.</summary>
/// <remarks>Source: Amazon ECS developer guide, "Amazon ECS events".</remarks>
static class EcsEventRules
{
    const string ServiceType = "ECS Service";

    public static ServiceOutcome? Judge(EventEnvelope envelope) => envelope.DetailType switch
    {
        "ECS Task State Change" => Task(envelope.Detail),
        "ECS Service Action" => Service(envelope),
        "ECS Deployment State Change" => Deployment(envelope),
        "ECS Container Instance State Change" => Instance(envelope),
        _ => null,
    };

    /// <summary>
    /// A task's own ARN is new every time; its service or task family is what stays. A running task proves nothing: a service that crashes starts
    /// one after the other, so only its steady state is a recovery. A task of its own has recovered when a run ends well. A task that a deployment or
    /// scaling stopped is no failure.
    /// </summary>
    static ServiceOutcome Task(JsonView task)
    {
        var cluster = task["clusterArn"].Text;
        var group = task["group"].Text ?? task["taskDefinitionArn"].Text;
        var service = group?.StartsWith("service:", StringComparison.Ordinal) == true ? group["service:".Length..] : null;
        var stopped = string.Equals(task["lastStatus"].Text, "STOPPED", StringComparison.OrdinalIgnoreCase);
        var code = task["stopCode"].Text;
        var exits = task["containers"].Items.Select(c => c["exitCode"].Number).ToList();
        var failed = stopped && (code is "TaskFailedToStart" or "SpotInterruption" || exits.Exists(e => e is not (null or 0)));
        var ended = stopped && service is null && code == "EssentialContainerExited" && exits.Exists(e => e is 0);
        return new ServiceOutcome(failed ? AlertStatus.Active : ended ? AlertStatus.Resolved : AlertStatus.Notice, failed ? Severity.Medium : Severity.Info)
        {
            Type = service is null ? null : ServiceType,
            State = task["lastStatus"].Text,
            Resource = cluster is null ? group : service is null ? $"{cluster}/{group}" : $"{cluster.Replace(":cluster/", ":service/", StringComparison.Ordinal)}/{service}",
            Message = task["stoppedReason"].Text,
        };
    }

    static ServiceOutcome Service(EventEnvelope envelope)
    {
        var name = envelope.Detail["eventName"].Text;
        return (envelope.Detail["eventType"].Text, name) switch
        {
            ("ERROR", _) => new ServiceOutcome(AlertStatus.Active, Severity.High) { Type = ServiceType, State = name, Message = envelope.Detail["reason"].Text },
            ("WARN", _) => new ServiceOutcome(AlertStatus.Active, Severity.Medium) { Type = ServiceType, State = name, Message = envelope.Detail["reason"].Text },
            (_, "SERVICE_STEADY_STATE") => new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { Type = ServiceType, State = name },
            _ => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { Type = ServiceType, State = name },
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
