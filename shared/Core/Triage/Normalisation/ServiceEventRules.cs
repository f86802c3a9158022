namespace GovCloud.Triage.Normalisation;

/// <summary>Service events whose meaning is not in a state word alone. Null: the state words decide.</summary>
/// <remarks>Sources: the EventBridge chapters of the EC2, ECS, RDS, ECR, ACM, KMS, S3, Auto Scaling, Step Functions, Batch, Systems Manager and Direct Connect guides.</remarks>
static class ServiceEventRules
{
    public static ServiceOutcome? Judge(EventEnvelope envelope) => envelope.Source switch
    {
        "aws.ec2" => Ec2(envelope),
        "aws.ecs" => EcsEventRules.Judge(envelope),
        "aws.rds" or "aws.docdb" or "aws.neptune" => RdsEventRules.Judge(envelope),
        "aws.ecr" => Ecr(envelope),
        "aws.acm" => Acm(envelope),
        "aws.kms" => Kms(envelope),
        "aws.s3" => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { Category = AlertCategory.Operation },
        "aws.autoscaling" when envelope.DetailType.Contains("Lifecycle", StringComparison.Ordinal) => new ServiceOutcome(AlertStatus.Notice, Severity.Info),
        "aws.batch" => Job(envelope, $"{envelope.Detail["jobQueue"].Text}/{envelope.Detail["jobName"].Text}"),
        "aws.states" => Job(envelope, envelope.Detail["stateMachineArn"].Text ?? StateMachineOf(envelope.Detail["executionArn"].Text)),
        "aws.ssm" => Ssm(envelope),
        "aws.tag" => Change("Tag Change on Resource", AlertStatus.Notice, Severity.Info),
        "aws.opsworks" when envelope.DetailType == "OpsWorks Alert" => new ServiceOutcome(AlertStatus.Active, Severity.Medium) { Message = envelope.Detail["message"].Text, Resource = envelope.Detail["instance-id"].Text },
        "aws.synthetics" => Canary(envelope),
        "aws.directconnect" or "aws.networkmanager" => Network(envelope),
        "aws.lambda" when envelope.DetailType.Contains("Failure", StringComparison.Ordinal) => new ServiceOutcome(AlertStatus.Active, Severity.High),
        _ => null,
    };

    static ServiceOutcome? Ec2(EventEnvelope envelope)
    {
        var state = envelope.Detail["state"].Text?.ToUpperInvariant();
        return envelope.DetailType switch
        {
            "EC2 Instance State-change Notification" => state switch
            {
                "RUNNING" => new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { State = state },
                "STOPPED" or "TERMINATED" or "SHUTTING-DOWN" or "STOPPING" => new ServiceOutcome(AlertStatus.Active, Severity.Low) { State = state },
                _ => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = state },
            },
            "EC2 Spot Instance Interruption Warning" or "EC2 Instance Rebalance Recommendation" => new ServiceOutcome(AlertStatus.Active, Severity.Low),
            "EBS Volume Notification" or "EBS Snapshot Notification" or "EBS Multi-Volume Snapshots Completion Status" => Named(envelope, envelope.Detail["result"].Text),
            _ => null,
        };
    }

    static ServiceOutcome? Ecr(EventEnvelope envelope)
    {
        if (envelope.DetailType != "ECR Image Scan")
        {
            return Named(envelope, envelope.Detail["result"].Text) with { Category = AlertCategory.Operation };
        }

        var counts = envelope.Detail["finding-severity-counts"];
        Severity? worst = counts["CRITICAL"].Number > 0 ? Severity.Critical
            : counts["HIGH"].Number > 0 ? Severity.High
            : counts["MEDIUM"].Number > 0 ? Severity.Medium
            : counts["LOW"].Number > 0 ? Severity.Low
            : null;
        var state = envelope.Detail["scan-status"].Text;
        var failed = ServiceStates.IsFailed(state);
        var status = worst is not null || failed ? AlertStatus.Active : ServiceStates.IsGood(state) ? AlertStatus.Resolved : AlertStatus.Notice;
        return new ServiceOutcome(status, worst ?? (failed ? Severity.Low : Severity.Info))
        {
            Category = AlertCategory.Vulnerability,
            State = state,
            Resource = envelope.FirstResource ?? envelope.Detail["repository-name"].Text,
            Message = counts.IsObject ? counts.Element.GetRawText() : null,
        };
    }

    static ServiceOutcome Acm(EventEnvelope envelope)
    {
        var days = envelope.Detail["DaysToExpiry"].Number;
        const string Type = "ACM Certificate";
        return envelope.DetailType switch
        {
            "ACM Certificate Expired" => new(AlertStatus.Active, Severity.Critical) { Type = Type },
            "ACM Certificate Approaching Expiration" => new(AlertStatus.Active, days switch { <= 7 => Severity.Critical, <= 30 => Severity.High, _ => Severity.Medium }) { Type = Type, State = days is null ? null : $"{days} 日" },
            "ACM Certificate Renewal Action Required" => new(AlertStatus.Active, Severity.High) { Type = Type },
            "ACM Certificate Available" => new(AlertStatus.Resolved, Severity.Info) { Type = Type },
            "ACM Certificate Revoked" => new(AlertStatus.Active, Severity.High) { Type = Type },
            _ => new(AlertStatus.Notice, Severity.Info) { Type = Type },
        };
    }

    static ServiceOutcome Kms(EventEnvelope envelope) => envelope.DetailType switch
    {
        "KMS CMK Deletion" => new(AlertStatus.Active, Severity.High) { Category = AlertCategory.Change },
        "KMS Imported Key Material Expiration" => new(AlertStatus.Active, Severity.High) { Category = AlertCategory.Change },
        _ => new(AlertStatus.Notice, Severity.Info) { Category = AlertCategory.Change },
    };

    /// <summary>Jobs whose running is no recovery: only their end says whether it went well.</summary>
    static ServiceOutcome Job(EventEnvelope envelope, string? resource)
    {
        var outcome = Named(envelope, ServiceStates.State(envelope.Detail));
        var running = outcome.State?.ToUpperInvariant() is "RUNNING" or "ACTIVE";
        return running
            ? new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = outcome.State, Resource = resource }
            : outcome with { Resource = resource, Severity = outcome.Status == AlertStatus.Active ? Severity.High : outcome.Severity };
    }

    static ServiceOutcome? Ssm(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        return envelope.DetailType switch
        {
            "Configuration Compliance State Change" => Named(envelope, detail["compliance-status"].Text) is var compliance && compliance.Status == AlertStatus.Active
                ? compliance with { Category = AlertCategory.Posture, Severity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium, Resource = detail["resource-id"].Text, Type = $"SSM Compliance: {detail["compliance-type"].Text}" }
                : compliance with { Category = AlertCategory.Posture, Resource = detail["resource-id"].Text, Type = $"SSM Compliance: {detail["compliance-type"].Text}" },
            "Parameter Store Change" => Change("SSM Parameter", detail["operation"].Text == "Delete" ? AlertStatus.Active : AlertStatus.Notice, Severity.Low, detail["operation"].Text),
            "Parameter Store Policy Action" => new ServiceOutcome(AlertStatus.Active, Severity.Medium) { State = detail["policy-type"].Text },
            "Calendar State Change" => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = detail["state"].Text },
            "Maintenance Window State-change Notification" => new ServiceOutcome(detail["status"].Text == "DISABLED" ? AlertStatus.Active : AlertStatus.Notice, Severity.Low) { State = detail["status"].Text },
            _ when envelope.DetailType.Contains("Registration", StringComparison.Ordinal) => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = detail["status"].Text },
            _ => null,
        };
    }

    static ServiceOutcome Canary(EventEnvelope envelope)
    {
        var run = envelope.DetailType.Contains("TestRun", StringComparison.Ordinal);
        var state = run ? envelope.Detail["test-run-status"].Text : envelope.Detail["current-state"].Text;
        var outcome = Named(envelope, state) with { Category = AlertCategory.Monitoring, Type = run ? "Synthetics Canary TestRun" : "Synthetics Canary", Resource = envelope.Detail["canary-name"].Text };
        return run && outcome.Status == AlertStatus.Active ? outcome with { Severity = Severity.High }
            : !run && state == "STOPPED" ? outcome with { Status = AlertStatus.Active, Severity = Severity.Low }
            : outcome;
    }

    static ServiceOutcome Network(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        var state = ServiceStates.State(detail) ?? detail["changeType"].Text;
        var down = ServiceStates.IsFailed(state) || state?.Contains("down", StringComparison.OrdinalIgnoreCase) == true || state?.Contains("DELETED", StringComparison.OrdinalIgnoreCase) == true;
        var up = ServiceStates.IsGood(state) || state?.EndsWith("UP", StringComparison.OrdinalIgnoreCase) == true;
        return new ServiceOutcome(down ? AlertStatus.Active : up ? AlertStatus.Resolved : AlertStatus.Notice, down ? Severity.High : Severity.Info)
        {
            Category = AlertCategory.Network,
            State = state,
            Resource = envelope.FirstResource ?? detail["connectionId"].Text ?? detail["virtualInterfaceId"].Text,
        };
    }

    static ServiceOutcome Change(string type, AlertStatus status, Severity severity, string? state = null) =>
        new(status, severity) { Type = type, Category = AlertCategory.Change, State = state };

    static ServiceOutcome Named(EventEnvelope envelope, string? state) =>
        ServiceStates.IsFailed(state) ? new ServiceOutcome(AlertStatus.Active, Severity.Medium) { State = state, Message = ServiceStates.Judge(envelope).Message }
        : ServiceStates.IsGood(state) ? new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { State = state }
        : new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = state };

    static string? StateMachineOf(string? executionArn)
    {
        // arn:aws:states:region:account:execution:machine:name
        var parts = executionArn?.Split(':') ?? [];
        return parts.Length > 6 ? string.Join(':', parts[..5]) + ":stateMachine:" + parts[6] : executionArn;
    }
}
