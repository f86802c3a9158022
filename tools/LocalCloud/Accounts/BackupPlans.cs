using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Plans of AWS Backup, for backups and for restore tests.</summary>
static class BackupPlans
{
    /// <summary>When plans and selections were made, in seconds since 1970: before anything that is simulated. AWS always says it.</summary>
    const long Made = 1_700_000_000;

    public static JsonObject? Handle(AccountCall call, SimulatedRegion region, string[] path) => call.Operation switch
    {
        "ListBackupPlans" => BackupApi.Page(call, "BackupPlansList", region.Plans.At(call.Now), plan => plan.Id, plan => Head(call, plan)),
        "GetBackupPlan" => Whole(call, PlanOf(call, region, path[2])),
        "ListBackupSelections" => BackupApi.Page(call, "BackupSelectionsList", [PlanOf(call, region, path[2])], plan => plan.SelectionId, SelectionHead, path[2]),
        "GetBackupSelection" => Selection(PlanOf(call, region, path[2]), path[4]),
        "ListRestoreTestingPlans" => BackupApi.Page(call, "RestoreTestingPlans", region.RestoreTests.At(call.Now), test => test.Name, Test),
        "GetRestoreTestingPlan" => new JsonObject { ["RestoreTestingPlan"] = Whole(TestOf(call, region, path[2])) },
        "ListRestoreTestingSelections" => BackupApi.Page(call, "RestoreTestingSelections", TestOf(call, region, path[2]).Selections, one => one.Name, one => Head(path[2], one), path[2]),
        "GetRestoreTestingSelection" => new JsonObject
        {
            ["RestoreTestingSelection"] = Whole(path[2], TestOf(call, region, path[2]).Selections.FirstOrDefault(one => one.Name == path[4]) ?? throw Missing(path[4])),
        },
        _ => null,
    };

    static SimulatedPlan PlanOf(AccountCall call, SimulatedRegion region, string id) => region.Plans.At(call.Now).FirstOrDefault(plan => plan.Id == id) ?? throw Missing(id);

    static SimulatedRestoreTest TestOf(AccountCall call, SimulatedRegion region, string name) => region.RestoreTests.At(call.Now).FirstOrDefault(test => test.Name == name) ?? throw Missing(name);

    static AwsApiException Missing(string id) => AwsApiException.Invalid("ResourceNotFoundException", $"{id} does not exist.");

    static JsonObject Head(AccountCall call, SimulatedPlan plan) => new()
    {
        ["BackupPlanId"] = plan.Id,
        ["BackupPlanArn"] = ArnOf(call, plan),
        ["BackupPlanName"] = plan.Name,
    };

    static string ArnOf(AccountCall call, SimulatedPlan plan) => $"arn:aws:backup:{call.Region}:{call.Account.Id}:backup-plan:{plan.Id}";

    static JsonObject Whole(AccountCall call, SimulatedPlan plan) => new()
    {
        ["BackupPlanId"] = plan.Id,
        ["BackupPlanArn"] = ArnOf(call, plan),
        ["BackupPlan"] = new JsonObject { ["BackupPlanName"] = plan.Name, ["Rules"] = new JsonArray([.. plan.Rules.Select(Rule)]) },
    };

    static JsonObject Rule(SimulatedRule rule)
    {
        var written = new JsonObject
        {
            ["RuleName"] = rule.Name,
            ["TargetBackupVaultName"] = rule.Vault,
            ["ScheduleExpression"] = rule.Schedule,
            ["ScheduleExpressionTimezone"] = "Asia/Tokyo",
            ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = rule.DeleteAfterDays },
        };
        if (rule.CopyVaultArn is { } vault)
        {
            written["CopyActions"] = new JsonArray(new JsonObject { ["DestinationBackupVaultArn"] = vault, ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = rule.CopyDeleteAfterDays } });
        }

        return written;
    }

    static JsonObject SelectionHead(SimulatedPlan plan) => new() { ["SelectionId"] = plan.SelectionId, ["SelectionName"] = plan.TagValue, ["BackupPlanId"] = plan.Id, ["IamRoleArn"] = plan.RoleArn };

    static JsonObject Selection(SimulatedPlan plan, string id) => id != plan.SelectionId ? throw Missing(id) : new()
    {
        ["SelectionId"] = id,
        ["BackupPlanId"] = plan.Id,
        ["BackupSelection"] = new JsonObject
        {
            ["SelectionName"] = plan.TagValue,
            ["IamRoleArn"] = plan.RoleArn,
            ["Resources"] = new JsonArray("*"),
            ["Conditions"] = new JsonObject
            {
                ["StringEquals"] = new JsonArray(new JsonObject { ["ConditionKey"] = $"aws:ResourceTag/{plan.TagKey}", ["ConditionValue"] = plan.TagValue }),
            },
        },
    };

    static JsonObject Test(SimulatedRestoreTest test) => new()
    {
        ["RestoreTestingPlanName"] = test.Name,
        ["RestoreTestingPlanArn"] = test.Arn,
        ["CreationTime"] = Made,
        ["ScheduleExpression"] = test.Schedule,
        ["ScheduleExpressionTimezone"] = "Asia/Tokyo",
    };

    static JsonObject Whole(SimulatedRestoreTest test)
    {
        var written = Test(test);
        written["RecoveryPointSelection"] = new JsonObject
        {
            ["Algorithm"] = "LATEST_WITHIN_WINDOW",
            ["IncludeVaults"] = new JsonArray("*"),
            ["RecoveryPointTypes"] = new JsonArray("SNAPSHOT"),
            ["SelectionWindowDays"] = test.WindowDays,
        };
        return written;
    }

    static JsonObject Head(string plan, SimulatedTestSelection selection) => new()
    {
        ["RestoreTestingPlanName"] = plan,
        ["RestoreTestingSelectionName"] = selection.Name,
        ["CreationTime"] = Made,
        ["ProtectedResourceType"] = selection.Kind,
        ["IamRoleArn"] = selection.RoleArn,
        ["ValidationWindowHours"] = selection.ValidationHours,
    };

    static JsonObject Whole(string plan, SimulatedTestSelection selection)
    {
        var written = Head(plan, selection);
        written["ProtectedResourceArns"] = new JsonArray("*");
        written["ProtectedResourceConditions"] = new JsonObject
        {
            ["StringEquals"] = new JsonArray(new JsonObject { ["Key"] = $"aws:ResourceTag/{selection.TagKey}", ["Value"] = selection.TagValue }),
        };
        return written;
    }
}
