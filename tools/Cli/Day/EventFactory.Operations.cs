using System.Globalization;
using System.Text.Json.Nodes;

namespace GovCloud.Cli.Day;

/// <summary>Events of monitoring, backup, Health, Config, cost and of the services that run the systems.</summary>
sealed partial class EventFactory
{
    /// <summary>An alarm changes its state.</summary>
    public string Alarm(DateTimeOffset at, string account, string name, string state, string description, string metric = "CPUUtilization") =>
        Event(at, account, "aws.cloudwatch", "CloudWatch Alarm State Change", new JsonObject
        {
            ["alarmName"] = name,
            ["configuration"] = new JsonObject
            {
                ["description"] = description,
                ["metrics"] = new JsonArray(new JsonObject
                {
                    ["id"] = Digest(name, 32),
                    ["metricStat"] = new JsonObject
                    {
                        ["metric"] = new JsonObject { ["dimensions"] = new JsonObject { ["InstanceId"] = "i-" + Digest(name, 17) }, ["name"] = metric, ["namespace"] = "AWS/EC2" },
                        ["period"] = 60,
                        ["stat"] = "Average",
                    },
                    ["returnData"] = true,
                }),
            },
            ["previousState"] = new JsonObject { ["reason"] = "", ["timestamp"] = AlarmTime(at.AddMinutes(-10)), ["value"] = state == "OK" ? "ALARM" : "OK" },
            ["state"] = new JsonObject
            {
                ["reason"] = state == "OK" ? "Threshold Crossed: no datapoints were over the threshold." : "Threshold Crossed: 3 out of the last 3 datapoints were over the threshold.",
                ["timestamp"] = AlarmTime(at),
                ["value"] = state,
            },
        }, [$"arn:aws:cloudwatch:{region}:{account}:alarm:{name}"]);

    /// <summary>A backup, copy or restore job changes its state.</summary>
    public string Job(DateTimeOffset at, string account, string kind, string resource, string resourceType, string state, string? message = null)
    {
        var id = Digest(account + kind + resource + Time(at), 32);
        var vault = $"arn:aws:backup:{region}:{account}:backup-vault:daily";
        var detail = new JsonObject
        {
            [kind switch { "Backup" => "backupJobId", "Copy" => "copyJobId", _ => "restoreJobId" }] = id,
            ["resourceArn"] = resource,
            ["resourceType"] = resourceType,
            [kind == "Restore" ? "status" : "state"] = state,
            ["creationDate"] = Time(at.AddMinutes(-30)),
        };
        if (message is not null)
        {
            detail["statusMessage"] = message;
        }

        if (kind == "Copy")
        {
            detail["sourceBackupVaultArn"] = vault;
            detail["destinationBackupVaultArn"] = $"arn:aws:backup:ap-northeast-3:{account}:backup-vault:daily-osaka";
        }
        else
        {
            detail["backupVaultArn"] = vault;
            detail["backupVaultName"] = "daily";
        }

        return Event(at, account, "aws.backup", $"{kind} Job State Change", detail, [resource]);
    }

    /// <summary>A notice of AWS Health. <paramref name="owner"/> is whose account it concerns when the administrator's copy is meant.</summary>
    public string Health(DateTimeOffset at, string account, HealthNotice notice, string status, string? owner = null) =>
        Event(at, account, "aws.health", "AWS Health Event", new JsonObject
        {
            ["eventArn"] = $"arn:aws:health:{region}::event/{notice.Service}/{notice.Code}/{notice.Code}_{Digest(notice.Code + notice.Entity, 12)}",
            ["service"] = notice.Service,
            ["eventTypeCode"] = notice.Code,
            ["eventTypeCategory"] = notice.Category,
            ["eventScopeCode"] = "ACCOUNT_SPECIFIC",
            ["eventRegion"] = region,
            ["statusCode"] = status,
            ["startTime"] = HealthTime(notice.Start),
            ["endTime"] = notice.End is { } end ? HealthTime(end) : null,
            ["lastUpdatedTime"] = HealthTime(at),
            ["affectedAccount"] = owner ?? account,
            ["communicationId"] = Digest(notice.Code + Time(at), 40),
            ["eventDescription"] = new JsonArray(new JsonObject { ["language"] = "en_US", ["latestDescription"] = notice.Description }),
            ["affectedEntities"] = new JsonArray(new JsonObject { ["entityValue"] = notice.Entity, ["status"] = "IMPAIRED", ["tags"] = new JsonObject { ["Contact"] = notice.ContactTag } }),
        }, [notice.Entity]);

    /// <summary>A Config rule judges a resource anew.</summary>
    public string Compliance(DateTimeOffset at, string account, string rule, string resourceType, string resource, bool compliant)
    {
        JsonObject Result(string type, DateTimeOffset time) => new()
        {
            ["evaluationResultIdentifier"] = new JsonObject
            {
                ["evaluationResultQualifier"] = new JsonObject { ["configRuleName"] = rule, ["resourceType"] = resourceType, ["resourceId"] = resource },
                ["orderingTimestamp"] = Milliseconds(time),
            },
            ["complianceType"] = type,
            ["resultRecordedTime"] = Milliseconds(time),
            ["configRuleInvokedTime"] = Milliseconds(time),
        };
        return Event(at, account, "aws.config", "Config Rules Compliance Change", new JsonObject
        {
            ["resourceId"] = resource,
            ["awsRegion"] = region,
            ["awsAccountId"] = account,
            ["configRuleName"] = rule,
            ["recordVersion"] = "1.0",
            ["configRuleARN"] = $"arn:aws:config:{region}:{account}:config-rule/config-rule-{Digest(rule, 6)}",
            ["messageType"] = "ComplianceChangeNotification",
            ["newEvaluationResult"] = Result(compliant ? "COMPLIANT" : "NON_COMPLIANT", at),
            ["oldEvaluationResult"] = Result(compliant ? "NON_COMPLIANT" : "COMPLIANT", at.AddDays(-1)),
            ["notificationCreationTime"] = Milliseconds(at),
            ["resourceType"] = resourceType,
        });
    }

    /// <summary>Trusted Advisor refreshed an item of a check. It speaks from us-east-1.</summary>
    public string TrustedAdvisor(DateTimeOffset at, string account, string check, string status, string resource) =>
        Event(at, account, "aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", new JsonObject
        {
            ["check-name"] = check,
            ["check-item-detail"] = new JsonObject { ["Region"] = region, ["Status"] = status },
            ["status"] = status,
            ["resource_id"] = resource,
            ["uuid"] = NextId(),
        }, from: "us-east-1");

    /// <summary>Cost Anomaly Detection found something. It speaks from us-east-1.</summary>
    public string CostAnomaly(DateTimeOffset at, string account, string service, double impact) => Event(at, account, "aws.ce", "Anomaly Detected", new JsonObject
    {
        ["accountName"] = "estate",
        ["anomalyId"] = Digest(account + service, 32),
        ["anomalyStartDate"] = Time(at.AddDays(-1)),
        ["anomalyEndDate"] = Time(at),
        ["dimensionalValue"] = service,
        ["anomalyScore"] = new JsonObject { ["maxScore"] = 0.9, ["currentScore"] = 0.7 },
        ["impact"] = new JsonObject { ["maxImpact"] = impact, ["totalImpact"] = impact },
        ["rootCauses"] = new JsonArray(new JsonObject { ["linkedAccount"] = account, ["region"] = region, ["service"] = service, ["usageType"] = "APN1-NatGateway-Bytes" }),
        ["monitorArn"] = $"arn:aws:ce::{account}:anomalymonitor/{Digest(account, 32)}",
        ["monitorName"] = "services",
        ["accountId"] = account,
    }, from: "us-east-1");

    /// <summary>A budget's message, as SNS gives it to a queue.</summary>
    public string Budget(DateTimeOffset at, string account, string name, decimal budgeted, decimal amount, bool forecast)
    {
        var kind = forecast ? "FORECASTED" : "ACTUAL";
        var lines = string.Create(CultureInfo.InvariantCulture, $"""
            AWS Budget Notification {at.UtcDateTime:MMMM dd, yyyy}
            AWS Account {account}

            You requested that we alert you when the {kind} Cost associated with your {name} budget is greater than ${budgeted * 0.8m:0.00} for the current month.

            Budget Name: {name}
            Budget Type: Cost
            Budgeted Amount: ${budgeted:0.00}
            Alert Type: {kind}
            Alert Threshold: > ${budgeted * 0.8m:0.00}
            {kind} Amount: ${amount:0.00}
            """);
        return new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = NextId(),
            ["TopicArn"] = $"arn:aws:sns:{region}:{account}:budgets",
            ["Subject"] = $"AWS Budgets: {name} has exceeded your alert threshold",
            ["Message"] = lines,
            ["Timestamp"] = Milliseconds(at),
        }.ToJsonString();
    }

    /// <summary>A task of a service stopped or runs.</summary>
    public string EcsTask(DateTimeOffset at, string account, string cluster, string service, bool running, string? reason = null)
    {
        var arn = $"arn:aws:ecs:{region}:{account}:task/{cluster}/{Digest(service + Time(at), 32)}";
        var detail = new JsonObject
        {
            ["clusterArn"] = $"arn:aws:ecs:{region}:{account}:cluster/{cluster}",
            ["taskArn"] = arn,
            ["group"] = $"service:{service}",
            ["launchType"] = "FARGATE",
            ["lastStatus"] = running ? "RUNNING" : "STOPPED",
            ["desiredStatus"] = running ? "RUNNING" : "STOPPED",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = service, ["lastStatus"] = running ? "RUNNING" : "STOPPED", ["exitCode"] = running ? null : 137 }),
        };
        if (!running)
        {
            detail["stopCode"] = "EssentialContainerExited";
            detail["stoppedReason"] = reason;
        }

        return Event(at, account, "aws.ecs", "ECS Task State Change", detail, [arn]);
    }

    /// <summary>A deployment of a service failed or came to its end.</summary>
    public string EcsDeployment(DateTimeOffset at, string account, string cluster, string service, bool completed) =>
        Event(at, account, "aws.ecs", "ECS Deployment State Change", new JsonObject
        {
            ["eventType"] = completed ? "INFO" : "ERROR",
            ["eventName"] = completed ? "SERVICE_DEPLOYMENT_COMPLETED" : "SERVICE_DEPLOYMENT_FAILED",
            ["deploymentId"] = "ecs-svc/" + Digest(service + Time(at), 16),
            ["updatedAt"] = Time(at),
            ["reason"] = completed ? "ECS deployment completed." : "ECS deployment circuit breaker: tasks failed to start.",
        }, [$"arn:aws:ecs:{region}:{account}:service/{cluster}/{service}"]);

    /// <summary>An instance changes its state.</summary>
    public string Ec2(DateTimeOffset at, string account, string instance, string state) =>
        Event(at, account, "aws.ec2", "EC2 Instance State-change Notification", new JsonObject { ["instance-id"] = instance, ["state"] = state },
            [$"arn:aws:ec2:{region}:{account}:instance/{instance}"]);

    /// <summary>An event of a database instance.</summary>
    public string Rds(DateTimeOffset at, string account, string instance, string id, string category, string message) =>
        Event(at, account, "aws.rds", "RDS DB Instance Event", new JsonObject
        {
            ["EventCategories"] = new JsonArray(category),
            ["SourceType"] = "DB_INSTANCE",
            ["SourceArn"] = $"arn:aws:rds:{region}:{account}:db:{instance}",
            ["Date"] = Milliseconds(at),
            ["Message"] = message,
            ["SourceIdentifier"] = instance,
            ["EventID"] = id,
        }, [$"arn:aws:rds:{region}:{account}:db:{instance}"]);

    static string AlarmTime(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}

/// <summary>What AWS Health tells.</summary>
sealed record HealthNotice(string Service, string Code, string Category, string Entity, DateTimeOffset Start)
{
    public DateTimeOffset? End { get; init; }

    public string Description { get; init; } = "";

    /// <summary>A tag of the affected resource.</summary>
    public string ContactTag { get; init; } = "";
}
