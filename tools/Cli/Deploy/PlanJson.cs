using System.Globalization;
using GovCloud.Cli.Network;
using GovCloud.Deployment;

namespace GovCloud.Cli.Deploy;

/// <summary>A plan for programs, in English.</summary>
static class PlanJson
{
    public static string Of(DeploymentPlan plan) => NetworkJson.Write(new
    {
        problems = plan.Problems.Select(p => p.English),
        stages = plan.Stages.Select(s => new { number = s.Number, title = s.Title.English }),
        steps = plan.Steps.Select(Step),
        bootstraps = plan.Bootstraps.Select(b => new { account = b.Account, region = b.Region, version = b.Version, qualifier = b.Qualifier, trusted = b.Trusted, services = b.Services, command = b.Command }),
        manual = plan.Manual.Select(m => new { stage = m.Stage, what = m.Text.English, command = m.Command, rollback = m.Rollback.English }),
        limits = new { compared = plan.Limits.Compared, warnings = plan.Limits.Warnings.Select(Usage), highest = plan.Limits.Highest.Select(Usage) },
        noLongerDescribed = plan.NoLongerDescribed.Select(s => new { account = s.Place.Account, region = s.Place.Region, stack = s.Name }),
    });

    static object Usage(LimitUsage usage) => new
    {
        id = usage.Limit.Id,
        limit = usage.Limit.Text.English,
        place = usage.Place,
        used = usage.Used,
        allowed = usage.Allowed,
        exceeded = usage.IsExceeded,
        service = usage.Limit.Service,
        quotaCode = usage.Limit.QuotaCode,
        source = usage.Limit.Source,
        asOf = usage.Limit.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    static object Step(DeploymentStep step) => new
    {
        number = step.Number,
        stage = step.Stage.Number,
        layer = step.Layer,
        account = step.Account,
        accountName = step.AccountName,
        region = step.Region,
        stack = step.Stack.Definition.Name,
        stackName = step.Stack.StackName,
        kind = step.Kind.Title.English,
        action = step.Change is { } change ? NameOf(change.Action) : "unknown",
        resources = step.Stack.Definition.Section("Resources").Count(),
        replaced = step.Change?.Resources.Where(r => r.IsRemoval).Select(r => new { logicalId = r.LogicalId, type = r.Type, action = NameOf(r.Action), wouldLose = r.Data?.English, oldResource = r.Fate is { } fate ? NameOf(fate) : null, refusal = r.Refusal?.English }),
        refusals = step.Change?.Refusals.Select(r => r.English),
        command = step.Command,
        deployRole = step.DeployRole,
        executionRole = step.ExecutionRole,
        parameters = step.Parameters.Select(p => new { name = p.Name, value = p.Value, source = p.Source.English }),
        prerequisites = step.Prerequisites,
        after = step.After,
        check = step.Kind.Check.English,
        rollback = step.Kind.Rollback.English,
    };

    static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
