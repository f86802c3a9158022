using System.Text.Json;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;

namespace GovCloud.Infra.Automation;

/// <summary>
/// Sends what the outbox holds: at once when an entry is written, and every minute what has become due. May read and lease outbox entries and
/// send; may not read incidents, the quarantine or any event.
/// </summary>
sealed class Notifier : Construct
{
    const int StreamRetries = 3;

    internal Notifier(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, IncidentStore incidents, Estate estate) : base(scope, id)
    {
        Lambda = new AutomationFunction(this, "Lambda", HandlerIds.Notifier, platform, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EnvironmentVariables.IncidentsTable] = incidents.Table.TableName,
        });
        AllowOutbox(keys, incidents);
        AllowChannels(keys, estate);
        DrainWhenWritten(platform, keys, incidents);
        DrainEveryMinute(platform, keys);
        platform.Alarms.Add(
            this, "Undelivered", "届けられなかった通知があります。送信先と未達一覧を確認してください。", Lambda.Metric(MetricNames.Undelivered), 1);
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    void AllowOutbox(EncryptionKeys keys, IncidentStore incidents)
    {
        Lambda.Allow("FindDueEntries", ["dynamodb:Query"], [incidents.IndexArn(IncidentsTable.OutboxDueIndex)]);
        Lambda.Allow(
            "LeaseEntriesAndFanThemOut", ["dynamodb:PutItem", "dynamodb:UpdateItem"], [incidents.Table.TableArn],
            ("ForAllValues:StringLike", "dynamodb:LeadingKeys", new[] { $"{IncidentsTable.OutboxPrefix}*" }));
        Lambda.Allow("EncryptEntries", ServiceConditions.TableKeyUse, [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        Lambda.Allow(
            "ReadTheStream", ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [incidents.Table.TableStreamArn!]);
        // The action knows no resources, and an event source mapping is refused without it.
        Lambda.Allow("FindTheStream", ["dynamodb:ListStreams"], ["*"]);
    }

    void AllowChannels(EncryptionKeys keys, Estate estate)
    {
        var stack = Stack.Of(this);
        if (SlackParameters.Resources(stack, estate) is { Length: > 0 } parameters)
        {
            Lambda.Allow("ReadWebhookAddresses", ["ssm:GetParameter"], parameters);
            Lambda.Allow("OpenWebhookAddresses", ["kms:Decrypt"], [keys.Data.KeyArn], ServiceConditions.Via(this, "ssm"));
        }

        if (estate.Notification.MailFrom is { Length: > 0 } sender)
        {
            // Either the address or its whole domain is verified in SES; the sender is fixed in both cases.
            string[] identities = [sender, sender[(sender.LastIndexOf('@') + 1)..]];
            Lambda.Allow(
                "SendMail", ["ses:SendEmail"], [.. identities.Select(name => Address(stack, "ses", "identity", name))], ("StringEquals", "ses:FromAddress", sender));
        }
    }

    void DrainWhenWritten(FunctionPlatform platform, EncryptionKeys keys, IncidentStore incidents)
    {
        var missed = new DeadLetterQueue(
            this, "MissedWrites", keys.Messages, platform.Alarms, "アウトボックスの書き込みに気付けなかった可能性があります。毎分の巡回で送信されたか確認してください。");
        Lambda.Allow("KeepMissedWrites", ["sqs:SendMessage"], [missed.Queue.QueueArn]);
        Lambda.Allow("EncryptMissedWrites", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs"));
        _ = new CfnEventSourceMapping(this, "FromOutbox", new CfnEventSourceMappingProps
        {
            FunctionName = Lambda.Function.FunctionName,
            EventSourceArn = incidents.Table.TableStreamArn,
            StartingPosition = "TRIM_HORIZON",
            BatchSize = 10,
            BisectBatchOnFunctionError = true,
            MaximumRetryAttempts = StreamRetries,
            // What is older is due, and the sweep finds it.
            MaximumRecordAgeInSeconds = 3600,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = missed.Queue.QueueArn },
            },
            FilterCriteria = new CfnEventSourceMapping.FilterCriteriaProperty { Filters = new[] { new CfnEventSourceMapping.FilterProperty { Pattern = NewEntries } } },
        });
        platform.Alarms.Add(
            this, "IteratorAge", "通知のきっかけとなるストリームの読み取りが5分以上遅れています。Notifierのエラーを確認してください。",
            Lambda.Function.Metric("IteratorAge", new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(1) }), 300_000, periods: 3);
    }

    /// <summary>New outbox entries, by their key alone, since the stream carries nothing else.</summary>
    static string NewEntries => JsonSerializer.Serialize(new
    {
        eventName = (List<string>)["INSERT"],
        dynamodb = new
        {
            Keys = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [IncidentsTable.PartitionKey] = new { S = new[] { new { prefix = IncidentsTable.OutboxPrefix } } },
            },
        },
    });

    void DrainEveryMinute(FunctionPlatform platform, EncryptionKeys keys)
    {
        // A failed sweep is not tried again: the next one is at most a minute away and finds the same entries.
        Lambda.Function.ConfigureAsyncInvoke(new EventInvokeConfigOptions { MaxEventAge = Duration.Minutes(1), RetryAttempts = 0 });
        PlannedStarts.Add(
            this,
            new()
            {
                Target = Lambda.Function.FunctionArn,
                Action = "lambda:InvokeFunction",
                RoleId = "SweepRole",
                RoleDescription = "Lets the scheduler start the Notifier every minute",
                MissedId = "MissedSweeps",
                Missed = "毎分の通知巡回を起動できませんでした。スケジュールとロールを確認してください。",
                LongestDelaySeconds = 60,
            },
            keys, platform.Alarms,
            new PlannedTime("Sweep", "Sends what has become due and tries again what failed", "rate(1 minute)", $$"""{"source":"{{EventNames.OwnSourcePrefix}}schedule","detail-type":"Outbox Sweep"}"""));
    }

    static string Address(Stack stack, string service, string resource, string name) =>
        stack.FormatArn(new ArnComponents { Service = service, Resource = resource, ResourceName = name });
}
