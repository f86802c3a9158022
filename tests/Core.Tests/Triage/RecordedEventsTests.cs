using System.Globalization;
using System.Runtime.CompilerServices;
using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.Core.Tests.Triage;

/// <summary>Real and documented events beside the repository, read in place. Where the folder is absent the test says so and checks nothing.</summary>
public sealed class RecordedEventsTests(ITestOutputHelper output)
{
    static readonly string[] Extensions = [".json", ".jsonl", ".ndjson"];

    [Fact]
    public void Every_recorded_finding_is_read_and_few_are_generic()
    {
        var readings = Files("findings").SelectMany(f => ReadAll(f).Select(r => (File: f, Reading: r))).ToList();
        if (readings.Count == 0)
        {
            return;
        }

        var rejected = readings.Where(r => r.Reading is Reading.Rejected).Select(r => $"{Path.GetFileName(r.File)}: {((Reading.Rejected)r.Reading).Reason}").ToList();
        var alerts = readings.Select(r => r.Reading).OfType<Reading.Normalised>().Select(r => r.Alert).ToList();
        var generic = alerts.Count(a => a.Generic);
        Table(alerts);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readings.Count} readings, {rejected.Count} rejected, {generic} generic ({100.0 * generic / alerts.Count:0.00} %)"));
        Assert.True(rejected.Count == 0, string.Join('\n', rejected));
        Assert.True(generic <= 0.03 * alerts.Count, $"{generic} of {alerts.Count} are generic");
    }

    [Fact]
    public void Every_documented_backup_event_is_read_as_backup()
    {
        var alerts = Files("audit/aws-docs").Where(f => Path.GetFileName(f) == "backup-eventbridge-events.json").SelectMany(ReadAll).Select(r => Assert.IsType<Reading.Normalised>(r).Alert).ToList();
        if (alerts.Count == 0)
        {
            return;
        }

        Table(alerts);
        Assert.All(alerts, a => Assert.Equal((AlertCategory.Backup, false), (a.Category, a.Generic)));
    }

    [Fact]
    public void Folding_makes_fewer_incidents_than_findings_and_decides_every_alert()
    {
        var session = new TriageSession(TriageEstates.Index());
        var now = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);
        var decisions = Files("findings").SelectMany(ReadAll).OfType<Reading.Normalised>().Select(r => session.Apply(r.Alert, now)).ToList();
        if (decisions.Count == 0)
        {
            return;
        }

        foreach (var group in decisions.GroupBy(d => (d.Disposition, d.Rule)).OrderBy(g => g.Key))
        {
            output.WriteLine($"{group.Key.Disposition,-12} {group.Key.Rule,-24} {group.Count()}");
        }

        Assert.True(session.Incidents.Count < decisions.Count);
    }

    static IEnumerable<Reading> ReadAll(string file) => EventFile.Split(File.ReadAllBytes(file)).SelectMany(e => AlertReader.Read(e).AsEnumerable());

    void Table(List<Alert> alerts)
    {
        foreach (var group in alerts.GroupBy(a => a.Source, StringComparer.Ordinal).OrderByDescending(g => g.Count()))
        {
            var status = string.Join(' ', group.GroupBy(a => a.Status).OrderBy(g => g.Key).Select(g => $"{g.Key}={g.Count()}"));
            output.WriteLine($"{group.Key,-36} {group.Count(),6}  generic={group.Count(a => a.Generic)} {status}");
        }
    }

    string[] Files(string folder, [CallerFilePath] string caller = "")
    {
        var root = Path.GetDirectoryName(caller);
        while (root is not null && !File.Exists(Path.Combine(root, "GovCloudAutomation.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        var path = Path.GetFullPath(Path.Combine(root ?? "", "..", "shared", "data", folder));
        if (!Directory.Exists(path))
        {
            output.WriteLine($"0 files checked: {folder} is not beside the repository.");
            return [];
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        output.WriteLine($"{files.Length} files in {folder}");
        return files;
    }
}
