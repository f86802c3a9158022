using System.CommandLine;

namespace GovCloud.Cli.Monitoring;

/// <summary><c>gca monitoring</c>: what is measured and what is promised.</summary>
static class MonitoringCommand
{
    public static Command Create(TimeProvider time)
    {
        var month = new Option<string?>("--month") { Description = "Month of the scheduled hours, such as 2026-12; this month when left out.", HelpName = "YYYY-MM" };
        month.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<string?>() is { } text && !MonitoringReport.TryMonth(text, out _))
            {
                parsed.AddError($"--month must be a month such as 2026-12, not '{text}'");
            }
        });
        return new Command("monitoring", "Monitoring and service levels of an estate.")
        {
            EstateReport.Command(
                "show", "Show for every monitored system its targets, alarms, the scheduled hours of a month without planned stops, and how long it may be down.", time, [month],
                (index, now, parsed) => MonitoringReport.Of(
                    index.Estate,
                    parsed.GetValue(month) is { } text && MonitoringReport.TryMonth(text, out var first) ? first : new DateOnly(now.Year, now.Month, 1))),
        };
    }
}
