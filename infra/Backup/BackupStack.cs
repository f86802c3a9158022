using Amazon.CDK.AWS.Backup;
using GovCloud.Resilience;

namespace GovCloud.Infra.Backup;

/// <summary>
/// Backs an account up: the vault, a plan for each class, the selection of resources by tag, and the restore test. Deployed into every account of the
/// estate, by whoever may deploy there, with the rights of that account alone; the template is the same for all of them and names none. It must never
/// contain anything that deletes recovery points. Removing it stops new backups and keeps the vault, its key and what is in it. Which kinds of
/// resources AWS Backup is opted in for is absent on purpose: CloudFormation has no resource for it.
/// </summary>
sealed class BackupStack : Stack
{
    const int StartWindowMinutes = 60;

    // AWS Backup: selections of one restore-testing plan.
    const int MostSelections = 30;

    readonly BackupNames names;
    readonly EstateBackup backup;

    internal BackupStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: backup plans, vault and restore test",
        })
    {
        names = new BackupNames(estate);
        backup = estate.Backup;
        var vault = new LockedVault(this, "Vault", names, backup.Lock);
        var role = BackupRole();
        foreach (var one in backup.Classes)
        {
            AddPlan(one, vault, role);
        }

        AddReader();
        if (backup.RestoreTest is { } test && backup.Classes.Any(c => c.RestoreTested))
        {
            AddRestoreTest(test, RestoreRole());
        }
    }

    IamRole BackupRole() => ServiceRole(
        "BackupRole", names.BackupRole, "Makes recovery points and copies them to the recovery region",
        "service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup");

    IamRole RestoreRole() => ServiceRole(
        "RestoreRole", names.RestoreRole, "Restores recovery points in the monthly test and deletes what was restored",
        "service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore");

    IamRole ServiceRole(string id, string name, string description, params string[] policies)
    {
        var role = new IamRole(this, id, new RoleProps
        {
            // Fixed: the key of the recovery region names it.
            RoleName = name,
            Description = description,
            AssumedBy = new ServicePrincipal("backup.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
                },
            }),
            ManagedPolicies = [.. policies.Select(ManagedPolicy.FromAwsManagedPolicyName)],
        });
        AcceptedFinding.UsesPoliciesOfAws(
            role, "AWS Backup needs other rights for every kind of resource and AWS adds to them as it adds kinds; a list of our own would fail silently at night. The role is assumed by AWS Backup only.");
        return role;
    }

    /// <summary>The role by which the operations account's audit reads: lists and settings of backups, what there is to back up, who tried to delete. No contents.</summary>
    void AddReader()
    {
        // A parameter, so that the template names no account.
        var operations = new CfnParameter(this, "OperationsAccount", new CfnParameterProps
        {
            Type = "String",
            Description = "Account of the operations whose backup audit may read this one",
            AllowedPattern = "^[0-9]{12}$",
        }).ValueAsString;
        var role = new IamRole(this, "Reader", new RoleProps
        {
            // Fixed: the operations account names it.
            RoleName = BackupAuditNames.ReaderRole,
            Description = "Lets the operations account's audit read the backups of this account",
            AssumedBy = new AccountPrincipal(operations).WithConditions(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ArnLike"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:PrincipalArn"] = $"arn:{Aws.PARTITION}:iam::{operations}:role/{BackupAuditNames.AuditorRolePrefix}*" },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To(
            "ReadBackups",
            [
                "backup:DescribeRegionSettings", "backup:GetBackupPlan", "backup:GetBackupSelection", "backup:GetBackupVaultAccessPolicy", "backup:GetRestoreTestingPlan",
                "backup:GetRestoreTestingSelection", "backup:ListBackupJobs", "backup:ListBackupPlans", "backup:ListBackupSelections", "backup:ListBackupVaults", "backup:ListCopyJobs",
                "backup:ListProtectedResources", "backup:ListRecoveryPointsByBackupVault", "backup:ListRestoreJobs", "backup:ListRestoreTestingPlans", "backup:ListRestoreTestingSelections",
            ],
            ["*"]));
        role.AddToPrincipalPolicy(Grant.To("ReadWhatThereIs", ["config:SelectResourceConfig"], ["*"]));
        role.AddToPrincipalPolicy(Grant.To("ReadWhoDeletes", ["cloudtrail:LookupEvents"], ["*"]));
        AcceptedFinding.NamesEveryResource(role);
    }

    void AddPlan(BackupClass one, LockedVault vault, IamRole role)
    {
        var plan = new CfnBackupPlan(this, $"Plan-{one.Id}", new CfnBackupPlanProps
        {
            BackupPlan = new CfnBackupPlan.BackupPlanResourceTypeProperty
            {
                BackupPlanName = $"{names.Vault}-{one.Id}",
                BackupPlanRule = one.Schedules.Select(s => Rule(one, s, vault)).ToArray(),
            },
        });
        _ = new CfnBackupSelection(this, $"Selection-{one.Id}", new CfnBackupSelectionProps
        {
            BackupPlanId = plan.Ref,
            BackupSelection = new CfnBackupSelection.BackupSelectionResourceTypeProperty
            {
                SelectionName = one.Id,
                IamRoleArn = role.RoleArn,
                Resources = ["*"],
                // Spelled out: the CDK writes the typed properties in lower case, which CloudFormation refuses.
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new[]
                    {
                        new Dictionary<string, object>(StringComparer.Ordinal) { ["ConditionKey"] = $"aws:ResourceTag/{backup.TagKey}", ["ConditionValue"] = one.Id },
                    },
                },
            },
        });
    }

    CfnBackupPlan.BackupRuleResourceTypeProperty Rule(BackupClass one, BackupSchedule schedule, LockedVault vault) => new()
    {
        RuleName = schedule.Name,
        TargetBackupVault = vault.Name,
        ScheduleExpression = BackupTimetable.Cron(schedule),
        ScheduleExpressionTimezone = "Asia/Tokyo",
        StartWindowMinutes = StartWindowMinutes,
        // Counted from the scheduled start, so that the start window is part of it.
        CompletionWindowMinutes = schedule.CompleteWithinHours * 60,
        Lifecycle = Lifecycle(schedule.RetentionDays, schedule.ColdStorageAfterDays),
        CopyActions = schedule.CopyRetentionDays is not { } copy ? null : new[]
        {
            new CfnBackupPlan.CopyActionResourceTypeProperty { DestinationBackupVaultArn = names.RecoveryVaultArn, Lifecycle = Lifecycle(copy, schedule.ColdStorageAfterDays) },
        },
        RecoveryPointTags = new Dictionary<string, string>(StringComparer.Ordinal) { [backup.TagKey] = one.Id, ["BackupSchedule"] = schedule.Name },
    };

    static CfnBackupPlan.LifecycleResourceTypeProperty Lifecycle(int days, int? cold) => new() { DeleteAfterDays = days, MoveToColdStorageAfterDays = cold };

    void AddRestoreTest(RestoreTest test, IamRole role)
    {
        var plan = new CfnRestoreTestingPlan(this, "RestoreTest", new CfnRestoreTestingPlanProps
        {
            RestoreTestingPlanName = names.RestoreTest,
            ScheduleExpression = BackupTimetable.Cron(test),
            ScheduleExpressionTimezone = "Asia/Tokyo",
            StartWindowHours = 4,
            RecoveryPointSelection = new CfnRestoreTestingPlan.RestoreTestingRecoveryPointSelectionProperty
            {
                Algorithm = "LATEST_WITHIN_WINDOW",
                IncludeVaults = ["*"],
                RecoveryPointTypes = ["SNAPSHOT"],
                SelectionWindowDays = test.NewestDays,
            },
        });
        // One selection for each class: conditions are joined by AND, so that two values of one tag would select nothing.
        var selections = backup.Classes.Where(c => c.RestoreTested).SelectMany(c => test.Resources.Select(r => (Class: c, Resource: r))).ToArray();
        if (selections.Length > MostSelections)
        {
            throw new SynthInputException(
                $"The restore test would have {selections.Length} selections (classes times kinds of resources); AWS Backup knows {MostSelections}. Remove kinds from 'backup.restoreTest.resources', or write 'restoreTested: false' for a class.");
        }

        foreach (var (one, resource) in selections)
        {
            var selection = new CfnRestoreTestingSelection(this, $"RestoreTest-{one.Id}-{resource}", new CfnRestoreTestingSelectionProps
            {
                RestoreTestingPlanName = names.RestoreTest,
                RestoreTestingSelectionName = $"{one.Id.Replace('-', '_')}_{resource}",
                ProtectedResourceType = TypeOf(resource),
                ProtectedResourceArns = ["*"],
                ProtectedResourceConditions = new CfnRestoreTestingSelection.ProtectedResourceConditionsProperty
                {
                    StringEquals = new[] { new CfnRestoreTestingSelection.KeyValueProperty { Key = $"aws:ResourceTag/{backup.TagKey}", Value = one.Id } },
                },
                IamRoleArn = role.RoleArn,
                ValidationWindowHours = test.ValidationHours,
            });
            selection.AddDependency(plan);
        }
    }

    static string TypeOf(RestorableResource resource) => resource switch
    {
        RestorableResource.Aurora => "Aurora",
        RestorableResource.DynamoDb => "DynamoDB",
        RestorableResource.Ebs => "EBS",
        RestorableResource.Ec2 => "EC2",
        RestorableResource.Efs => "EFS",
        RestorableResource.Rds => "RDS",
        RestorableResource.S3 => "S3",
        _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "No such kind of resource."),
    };
}
