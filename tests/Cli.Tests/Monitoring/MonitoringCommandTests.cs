using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Monitoring;

public sealed class MonitoringCommandTests
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    [Fact]
    public async Task A_month_is_shown_with_scheduled_hours_without_planned_stops_and_what_may_fail()
    {
        var (code, output, _) = await RunAsync("monitoring", "show", Sample, "--month", "2026-12", "--format", "json");
        using var json = JsonDocument.Parse(output);
        var residents = json.RootElement.GetProperty("systems").EnumerateArray().Single(s => s.GetProperty("system").GetString() == "residents");

        Assert.Equal(0, code);
        // 31 days without 12/19 and 12/20 (third Saturday and its Sunday) and without 12/29 to 12/31, eleven hours each, less four of the planned stop.
        Assert.Equal((26 * 11) - 4, residents.GetProperty("scheduledHours").GetDouble());
        Assert.Equal(4, residents.GetProperty("plannedStopHours").GetDouble());
        Assert.Equal(16.92, residents.GetProperty("allowedDownMinutes").GetDouble(), 2);
        Assert.Contains("residents-trouble", residents.GetProperty("alarms").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task This_month_is_shown_when_none_is_named() => Assert.Contains("2026-11", (await RunAsync("monitoring", "show", Sample)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_month_that_is_none_is_refused() => Assert.Equal(2, (await RunAsync("monitoring", "show", Sample, "--month", "2026-13")).Code);
}
