namespace GovCloud.Infra.Automation;

/// <summary>
/// Turns queued events into incidents and outbox entries. May write incidents and put into the quarantine; may not read the quarantine, delete
/// anything, send anything, or touch any other account.
/// </summary>
sealed class AlertTriage : Construct
{
    // Ten batches of ten at once: enough for an alarm storm of several thousand events a minute, and few enough that they do not fight over one fingerprint.
    const int MostConcurrentBatches = 10;
    const int BatchSize = 10;

    internal AlertTriage(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, AlertIntake intake, IncidentStore incidents, DocumentBuckets buckets)
        : base(scope, id)
    {
        Lambda = new AutomationFunction(this, "Lambda", HandlerIds.AlertTriage, platform, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EnvironmentVariables.IncidentsTable] = incidents.Table.TableName,
            [EnvironmentVariables.QuarantineBucket] = buckets.Quarantine.BucketName,
        });
        Lambda.Allow("KeepIncidents", ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [incidents.Table.TableArn]);
        Lambda.Allow("EncryptIncidents", ServiceConditions.TableKeyUse, [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        Lambda.Allow("PutIntoQuarantine", ["s3:PutObject"], [buckets.Quarantine.ArnForObjects("*")]);
        Lambda.Allow("EncryptQuarantine", ["kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        WorkQueue.Drain(this, "Alerts", Lambda, keys, intake.Alerts, BatchSize, MostConcurrentBatches);
        platform.Alarms.Add(
            this, "Quarantined", "読み取れないイベントを隔離しました。隔離バケットの理由を確認してください。", Lambda.Metric(MetricNames.Quarantined), 1);
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }
}
