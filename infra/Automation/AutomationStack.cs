using System.Collections.Immutable;
using Amazon.CDK.AWS.Lambda;
using GovCloud.Infra.Forwarding;
using GovCloud.Infra.Guardrails;
using GovCloud.Infra.Linkage;

namespace GovCloud.Infra.Automation;

/// <summary>What the stack is made from.</summary>
sealed record AutomationPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The buses and who may write to them.</summary>
    public required ImmutableArray<OperationsBusPlan> Buses { get; init; }

    /// <summary>The folder with the executable and the estate.</summary>
    public required string FunctionFolder { get; init; }
}

/// <summary>
/// Receives the estate's events and turns them into incidents and messages. Deployed into the operations account by the operator, with the
/// rights of that account alone. It must never contain a role that another account can assume, or that changes anything in another account: only the
/// audit reaches into others, through a role there that can read and nothing else. Removing it
/// keeps the incidents, the ledger of accounts, the documents, the logs and their keys. There is no VPC, on purpose: the functions call AWS and Slack only, and
/// an address in the closed network would give them a way into it.
/// </summary>
sealed class AutomationStack : Stack
{
    internal AutomationStack(Construct scope, string id, AutomationPlan plan)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Account = plan.Estate.Profile.OperationsAccount.ToString(), Region = plan.Estate.Profile.PrimaryRegion },
            Description = $"{plan.Estate.Profile.Title}: alerts, incidents and notifications",
            TerminationProtection = true,
        })
    {
        var keys = new EncryptionKeys(this, "Keys");
        var alarms = new OperatorAlarms(this, "OperatorAlarms", keys.Messages, OperatorMail(plan.Estate));
        var incidents = new IncidentStore(this, "Incidents", keys.Data);
        var accounts = new AccountLedger(this, "Accounts", keys.Data);
        var buckets = new DocumentBuckets(this, "Documents", keys.Data, plan.Estate.Backup.EvidenceRetentionDays);
        var intake = new AlertIntake(this, "Intake", keys, alarms, plan.Buses);
        var platform = new FunctionPlatform { Code = Code.FromAsset(plan.FunctionFolder), LogsKey = keys.Logs, Alarms = alarms };
        var triage = new AlertTriage(this, "AlertTriage", platform, keys, intake, incidents, buckets);
        var notifier = new Notifier(this, "Notifier", platform, keys, incidents, plan.Estate);
        if (plan.Estate.Guardrails.Version is not null)
        {
            _ = new GuardrailAudit(this, "GuardrailAudit", platform, keys, buckets, plan);
        }

        if (!plan.Estate.Backup.Classes.IsEmpty)
        {
            _ = new BackupAudit(this, "BackupAudit", platform, keys, buckets, plan);
        }

        if (!plan.Estate.Accounts.IsEmpty)
        {
            _ = new AccountAudit(this, "AccountAudit", platform, keys, new AccountAuditPlan { Estate = plan.Estate, Buckets = buckets, Accounts = accounts, OperationsBus = plan.Buses[0].Name });
        }

        if (!plan.Estate.Municipalities.IsEmpty)
        {
            var attestation = new AccountAttestation(this, "AccountAttestation", platform, keys, new AccountAttestationPlan { Estate = plan.Estate, Buckets = buckets, Incidents = incidents, OperationsBus = intake.Bus });
            Output("AttestationBucket", "The inbox of answers, and how far campaigns are", attestation.Campaigns.BucketName);
        }

        if (!plan.Estate.Linkage.Interfaces.IsEmpty)
        {
            var linkage = new LinkageWatch(this, "LinkageWatch", platform, keys, new LinkageWatchPlan { Estate = plan.Estate, Intake = intake, Reports = buckets.Reports });
            Output("LinkageTable", "Name of the linkage table", linkage.Table.TableName);
        }

        if (!plan.Estate.Cost.Pools.IsEmpty)
        {
            var cost = new CostApportionment(this, "CostApportionment", platform, keys, new CostApportionmentPlan { Estate = plan.Estate, Buckets = buckets, Incidents = incidents, OperationsBus = intake.Bus });
            Output("StatementsTable", "Name of the index of statements", cost.Table.TableName);
            Output("StatementsBucket", "Statements of apportioned cost", cost.Statements.BucketName);
            Output("CostInputsBucket", "What a month needs besides the exports that AWS delivers", cost.Inputs.BucketName);
        }

        _ = new OperationsDashboard(this, "Dashboard", intake, triage.Lambda, notifier.Lambda);

        Output("IncidentsTable", "Name of the incidents table", incidents.Table.TableName);
        Output("AccountsTable", "Name of the ledger of accounts", accounts.Table.TableName);
        Output("QuarantineBucket", "Events that could not be read", buckets.Quarantine.BucketName);
        Output("ReportsBucket", "Documents for municipalities", buckets.Reports.BucketName);
        Output("EvidenceBucket", "Evidence that can be neither changed nor deleted", buckets.Evidence.BucketName);
        Output("AlarmTopic", "Where this automation reports its own trouble", alarms.Topic.TopicArn);
        Output("ParameterKey", "The key to encrypt the webhook parameters with", keys.Data.KeyArn);
    }

    /// <summary>The desk addresses of the estate's operator.</summary>
    static IEnumerable<string> OperatorMail(Estate estate) =>
        estate.Organisations.Where(organisation => string.Equals(organisation.Id, estate.Profile.Operator, StringComparison.Ordinal)).SelectMany(organisation => organisation.Mail);

    void Output(string id, string description, string value) => _ = new CfnOutput(this, id, new CfnOutputProps { Description = description, Value = value });
}
