using System.Globalization;
using GovCloud.Inventory;

namespace GovCloud.Infra.Automation;

/// <summary>What the inventory of accounts is made from.</summary>
sealed record AccountAuditPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The bucket of evidence.</summary>
    public required DocumentBuckets Buckets { get; init; }

    /// <summary>The ledger, which is read and never written.</summary>
    public required AccountLedger Accounts { get; init; }

    /// <summary>Name of the operations bus.</summary>
    public required string OperationsBus { get; init; }
}

/// <summary>
/// アカウント棚卸: judges the identities of every account, every Monday and on the first business day of a quarter. May assume the reader role of the estate's accounts, read the
/// ledger, the organization and Identity Center where it is let, keep evidence, and put findings on the bus; may not read incidents or the quarantine, and can change nothing anywhere.
/// Where one invocation cannot read all accounts, it hands slices to itself through a queue; an estate that is smaller has no queue.
/// </summary>
sealed class AccountAudit : Construct
{
    const string EveryMonday = "cron(30 6 ? * MON *)";

    // The function itself knows the holidays: the first business day of a quarter is within its first ten days.
    const string EarlyInTheQuarter = "cron(30 6 1-10 1,4,7,10 ? *)";

    // A slice is 20 accounts of some forty calls each; closing five thousand accounts merges their parts in memory.
    static readonly FunctionSize Size = new(1769, 300);

    internal AccountAudit(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, AccountAuditPlan plan) : base(scope, id)
    {
        Lambda = new AutomationFunction(
            this, "Lambda", HandlerIds.AccountAudit, platform,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [EnvironmentVariables.EvidenceBucket] = plan.Buckets.Evidence.BucketName,
                [EnvironmentVariables.OperationsBus] = plan.OperationsBus,
                [EnvironmentVariables.AccountsTable] = plan.Accounts.Table.TableName,
            },
            size: Size);
        Allow(keys, plan);
        if (InventorySlices.AreNeeded(plan.Estate))
        {
            SliceQueue.Add(
                this, Lambda, platform, keys,
                new SliceQueueTexts(
                    "アカウント棚卸の一部が5回失敗しました。該当するアカウントは「不明」として通知されます。ログを確認してください。",
                    "アカウント棚卸が30分以上終わっていません。AccountAuditのエラーとスロットリングを確認してください。"),
                AccountAuditNames.MostConcurrentSlices, Size.TimeoutSeconds);
        }

        // The two schedules on one morning are one inventory, too.
        PlannedStarts.Add(
            this,
            new()
            {
                Target = Lambda.Function.FunctionArn,
                Action = "lambda:InvokeFunction",
                RoleDescription = "Lets the scheduler start the inventory of accounts",
                MissedId = "MissedAudits",
                Missed = "アカウント棚卸を起動できませんでした。スケジュールとロールを確認してください。",
                IsEnabled = !plan.Estate.Profile.Sample,
            },
            keys, platform.Alarms,
            new PlannedTime("Weekly", "Judges the identities of every account and tells triage", EveryMonday, """{"time":"<aws.scheduler.scheduled-time>"}"""),
            new PlannedTime("Quarterly", "The same on the first business day of a quarter", EarlyInTheQuarter, """{"phase":"quarter","time":"<aws.scheduler.scheduled-time>"}"""));
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    void Allow(EncryptionKeys keys, AccountAuditPlan plan)
    {
        var stack = Stack.Of(this);
        // The account is left open because a large estate's list would not fit a policy; the role there trusts this function alone.
        Lambda.Allow("ReadAccounts", ["sts:AssumeRole"], [$"arn:{Aws.PARTITION}:iam::*:role/{AccountAuditNames.ReaderRole}"]);
        // Lists and settings that know no resources, or whose ids nobody knows before. Refused unless the account is a delegated administrator, which the function bears.
        Lambda.Allow("ReadTheOrganization", ["organizations:DescribeOrganization", "organizations:ListAccounts", "organizations:ListTagsForResource"], ["*"]);
        if (plan.Estate.Profile.Organization == OrganizationMode.Owned)
        {
            Lambda.Allow("ReadItsPolicies", ["organizations:DescribePolicy", "organizations:ListPolicies", "organizations:ListTargetsForPolicy"], ["*"]);
        }

        Lambda.Allow(
            "ReadPermissionSets",
            ["sso:DescribePermissionSet", "sso:ListAccountAssignments", "sso:ListAccountsForProvisionedPermissionSet", "sso:ListInstances", "sso:ListPermissionSets"],
            ["*"]);
        Lambda.Allow("ReadTheLedger", ["dynamodb:Query"], [string.Create(CultureInfo.InvariantCulture, $"{plan.Accounts.Table.TableArn}/index/{AccountsTable.ByStateIndex}")]);
        Lambda.Allow("DecryptTheLedger", ["kms:Decrypt"], [keys.Data.KeyArn], ServiceConditions.Via(this, "dynamodb"));
        // PutObjectRetention lengthens a lock; shortening one takes a right that nobody has in compliance mode.
        Lambda.Allow("KeepEvidence", ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention"], [plan.Buckets.Evidence.ArnForObjects($"{EvidenceChains.Accounts}/*")]);
        Lambda.Allow("ReadTheBaselinesAudit", ["s3:GetObject"], [plan.Buckets.Evidence.ArnForObjects($"{EvidenceChains.Guardrails}/latest.json")]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindEvidence", ["s3:ListBucket"], [plan.Buckets.Evidence.BucketArn]);
        Lambda.Allow("EncryptEvidence", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow("TellTriage", ["events:PutEvents"], [stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = plan.OperationsBus })]);
    }
}
