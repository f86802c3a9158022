using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Calendar;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The schedules of audits, which a sample has switched off.</summary>
static class AuditSchedules
{
    /// <summary>Lets schedules be due at given minutes; all others are off.</summary>
    /// <param name="resources">The resources of a template.</param>
    /// <param name="due">When, by how the schedules' logical ids begin; of several beginnings the longest counts.</param>
    public static void Plan(JsonObject resources, IReadOnlyDictionary<string, DateTimeOffset> due)
    {
        foreach (var (id, resource) in resources.Where(one => one.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            var minute = due.Where(one => id.StartsWith(one.Key, StringComparison.Ordinal)).OrderByDescending(one => one.Key.Length).Select(one => (DateTimeOffset?)one.Value).FirstOrDefault();
            resource!["Properties"]!["State"] = minute is null ? "DISABLED" : "ENABLED";
            if (minute?.ToOffset(JapanTime.Offset) is { } local)
            {
                resource["Properties"]!["ScheduleExpression"] = string.Create(CultureInfo.InvariantCulture, $"cron({local.Minute} {local.Hour} * * ? *)");
            }
        }
    }
}
