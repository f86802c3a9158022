using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Infra.Tests;

/// <summary>Alarms of systems, and what the operations account sees of them.</summary>
[Collection(Synthesis.Collection)]
public sealed class MonitoringTests(Synthesis synthesis)
{
    static readonly EstateIndex Index = new(SampleEstates.Katsushika, "");

    Template Residents => synthesis.Sample("GovCloud-Monitoring-residents");

    Template Observability => synthesis.Sample("GovCloud-Observability");

    IEnumerable<(string System, Template Template)> Systems => SampleEstates.Katsushika.Monitoring.Systems.Select(s => (s.System, synthesis.Sample($"GovCloud-Monitoring-{s.System}")));

    [Fact]
    public void Every_monitored_account_has_a_row_in_its_systems_template() => Assert.All(SampleEstates.Katsushika.Monitoring.Systems, system => Assert.Equal(
        system.Targets.Select(t => t.Account.ToString()),
        synthesis.Sample($"GovCloud-Monitoring-{system.System}").Json["Mappings"]!["Accounts"]!.AsObject().Select(row => row.Key)));

    [Fact]
    public void A_system_may_have_targets_of_its_own()
    {
        Assert.Equal(3, Residents.Named("AWS::CloudWatch::Alarm", "SlowResponses")["Threshold"]!.GetValue<double>());
        Assert.Equal(5, synthesis.Sample("GovCloud-Monitoring-tax").Named("AWS::CloudWatch::Alarm", "SlowResponses")["Threshold"]!.GetValue<double>());
    }

    [Fact]
    public void A_share_of_failed_requests_is_computed_from_counts_that_may_be_missing_and_of_enough_requests_only()
    {
        var alarm = Residents.Named("AWS::CloudWatch::Alarm", "FailedRequests");
        var share = Assert.Single(alarm["Metrics"]!.AsArray(), m => m!["ReturnData"]!.GetValue<bool>())!;

        Assert.Equal("IF(FILL(requests, 0) >= 20, 100 * (FILL(target, 0) + FILL(balancer, 0)) / FILL(requests, 1), 0)", share["Expression"]!.GetValue<string>());
        Assert.Equal(1, alarm["Threshold"]!.GetValue<double>());
    }

    [Fact]
    public void Silence_is_trouble_for_servers_and_batches_and_for_nothing_else() => Assert.All(
        Systems.SelectMany(s => s.Template.OfType("AWS::CloudWatch::Alarm")),
        alarm => Assert.Equal(
            alarm.Id.StartsWith("Stopped", StringComparison.Ordinal) || alarm.Id.StartsWith("Batch", StringComparison.Ordinal) ? "breaching" : "notBreaching",
            alarm["TreatMissingData"]!.GetValue<string>()));

    [Fact]
    public void No_alarm_looks_further_back_than_CloudWatch_does() => Assert.All(
        Systems.SelectMany(s => s.Template.OfType("AWS::CloudWatch::Alarm")).Where(a => a["Period"] is not null),
        alarm =>
        {
            var period = alarm["Period"]!.GetValue<int>();
            Assert.InRange(period * alarm["EvaluationPeriods"]!.GetValue<int>(), 1, period < 3600 ? 86_400 : 7 * 86_400);
        });

    [Fact]
    public void The_composed_alarm_names_alarms_of_its_template_and_is_silenced_when_no_server_is_left() => Assert.All(Systems, system =>
    {
        var composite = system.Template.Only("AWS::CloudWatch::CompositeAlarm");
        var names = system.Template.OfType("AWS::CloudWatch::Alarm").Select(a => a["AlarmName"]!.GetValue<string>()).ToArray();
        var parts = composite["AlarmRule"]!.GetValue<string>().Split(" OR ").Select(p => p["ALARM(\"".Length..^2]);

        Assert.All(parts, part => Assert.Contains(part, names));
        Assert.Equal(names.SingleOrDefault(n => n.EndsWith("-stopped", StringComparison.Ordinal)), composite["ActionsSuppressor"]?.GetValue<string>());
    });

    [Theory]
    [InlineData("stopped", Severity.Critical)]
    [InlineData("trouble", Severity.High)]
    [InlineData("batch-nightly", Severity.High)]
    [InlineData("slow-responses", Severity.Low)]
    [InlineData("failed-requests", Severity.Low)]
    [InlineData("logged-messages", Severity.Low)]
    public void Triage_reads_the_severity_that_the_alarm_was_given_and_finds_who_is_responsible(string what, Severity severity)
    {
        var alarm = Residents.Resources.Single(r => r["AlarmName"]?.GetValue<string>() == $"residents-{what}");
        var reading = Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["source"] = "aws.cloudwatch",
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["account"] = "041009000101",
            ["region"] = "ap-northeast-1",
            ["time"] = "2026-11-20T00:00:00Z",
            ["detail"] = new JsonObject
            {
                ["alarmName"] = alarm["AlarmName"]!.DeepClone(),
                ["state"] = new JsonObject { ["value"] = "ALARM" },
                ["configuration"] = new JsonObject { ["description"] = alarm["AlarmDescription"]!.DeepClone() },
            },
        }))));
        var decision = new TriageEngine(Index).Decide(reading.Alert, null, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(severity, reading.Alert.SourceSeverity);
        Assert.Equal(("residents", "vendor-resident"), (decision.Ownership.System, decision.Ownership.Responsible));
    }

    [Fact]
    public void The_sink_accepts_metrics_of_the_estates_accounts_and_nothing_else()
    {
        var sink = Observability.Only("AWS::Oam::Sink");
        var statement = Assert.Single(sink["Policy.Statement"]!.AsArray())!;

        Assert.Equal(
            SampleEstates.Katsushika.Accounts.Select(a => a.Id).Where(a => a != SampleEstates.Katsushika.Profile.OperationsAccount).Select(a => a.ToString()),
            statement["Condition"]!["StringEquals"]!["aws:PrincipalAccount"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal("""["AWS::CloudWatch::Metric"]""", statement["Condition"]!["ForAllValues:StringEquals"]!["oam:ResourceTypes"]!.ToJsonString());
    }

    [Fact]
    public void Accounts_share_metrics_with_the_operations_account_and_never_logs()
    {
        var template = synthesis.Sample("GovCloud-MonitoringLink");

        Assert.Equal("""["AWS::CloudWatch::Metric"]""", template.Only("AWS::Oam::Link")["ResourceTypes"]!.ToJsonString());
        Assert.Contains(":131229090201:sink/", template.Json["Parameters"]!["SinkArn"]!["AllowedPattern"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_system_with_a_load_balancer_has_a_dashboard_of_all_its_accounts()
    {
        var bodies = Observability.OfType("AWS::CloudWatch::Dashboard").ToDictionary(d => d["DashboardName"]!.GetValue<string>(), d => d["DashboardBody"]!.ToJsonString(), StringComparer.Ordinal);

        Assert.All(SampleEstates.Katsushika.Monitoring.Systems.Where(s => s.Targets.Any(t => t.LoadBalancer is not null)), system => Assert.All(
            system.Targets, target => Assert.Contains(target.Account.ToString(), bodies[$"govcloud-{system.System}"], StringComparison.Ordinal)));
    }

    [Fact]
    public void No_template_holds_more_resources_than_CloudFormation_takes() => Assert.All(
        Directory.GetFiles(synthesis.SampleFolder, "GovCloud-*.template.json"),
        file => Assert.InRange(Template.Read(synthesis.SampleFolder, Path.GetFileName(file).Replace(".template.json", "", StringComparison.Ordinal)).Resources.Count, 1, 500));
}
