using System.Text.Json.Nodes;
using GovCloud.Contracts;

namespace GovCloud.Infra.Tests;

/// <summary>The way of an event through the stacks.</summary>
[Collection(Synthesis.Collection)]
public sealed class FlowTests(Synthesis synthesis)
{
    [Fact]
    public void The_alert_rule_leaves_out_our_own_events_and_nothing_else()
    {
        var rule = synthesis.Automation.Only("AWS::Events::Rule");

        Assert.Equal("""{"source":[{"anything-but":{"prefix":"govcloud."}}]}""", rule["EventPattern"]!.ToJsonString());
        Assert.Equal("ENABLED", rule["State"]!.GetValue<string>());
    }

    [Fact]
    public void Every_bus_keeps_an_archive_and_feeds_the_one_queue()
    {
        var buses = synthesis.Large.OfType("AWS::Events::EventBus").Select(bus => bus.Id).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(2, buses.Length);
        Assert.Equal(buses, synthesis.Large.OfType("AWS::Events::Archive").Select(archive => archive["SourceArn.Fn::GetAtt"]![0]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(buses, synthesis.Large.OfType("AWS::Events::Rule").Select(rule => rule["EventBusName.Ref"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(synthesis.Large.OfType("AWS::Events::Rule"), rule => Assert.StartsWith("IntakeAlerts", TargetQueue(rule), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_target_of_a_rule_is_tried_for_a_day_and_then_kept() =>
        Assert.All(synthesis.Small.SelectMany(template => template.OfType("AWS::Events::Rule")), rule =>
        {
            var target = Assert.Single(rule["Targets"]!.AsArray())!;
            Assert.NotNull(target["DeadLetterConfig"]);
            Assert.Equal(86_400, target["RetryPolicy"]!["MaximumEventAgeInSeconds"]!.GetValue<int>());
            Assert.Equal(185, target["RetryPolicy"]!["MaximumRetryAttempts"]!.GetValue<int>());
        });

    [Fact]
    public void Every_rule_may_write_to_the_queues_it_names() =>
        Assert.All(synthesis.Small, template => Assert.All(template.OfType("AWS::Events::Rule"), rule =>
        {
            var writable = template.Statements()
                .Where(statement => statement.Actions.SequenceEqual(["sqs:SendMessage"], StringComparer.Ordinal)
                    && statement.Body["Condition"]?["ArnEquals"]?["aws:SourceArn"]?.ToJsonString().Contains($"\"{rule.Id}\"", StringComparison.Ordinal) is true)
                .ToArray();
            var queues = Template.Objects(rule.Properties).Select(node => node["Arn"]?["Fn::GetAtt"]?[0]?.GetValue<string>()).OfType<string>().ToArray();
            Assert.NotEmpty(queues);
            Assert.All(queues, queue => Assert.Contains(writable, statement => statement.NamesResource(queue)));
        }));

    [Fact]
    public void Triage_reports_each_failed_alert_of_a_batch()
    {
        var mapping = synthesis.Automation.Named("AWS::Lambda::EventSourceMapping", "AlertTriage");

        Assert.Equal(10, mapping["BatchSize"]!.GetValue<int>());
        Assert.Equal("""["ReportBatchItemFailures"]""", mapping["FunctionResponseTypes"]!.ToJsonString());
        Assert.InRange(mapping["ScalingConfig.MaximumConcurrency"]!.GetValue<int>(), 2, 1_000);
    }

    [Fact]
    public void A_new_outbox_entry_and_nothing_else_wakes_the_notifier()
    {
        var mapping = synthesis.Automation.Named("AWS::Lambda::EventSourceMapping", "Notifier");

        var filter = Assert.Single(mapping["FilterCriteria.Filters"]!.AsArray())!["Pattern"]!.GetValue<string>();
        Assert.Equal("""{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"OUTBOX#"}]}}}}""", filter);
        Assert.Equal("""["ReportBatchItemFailures"]""", mapping["FunctionResponseTypes"]!.ToJsonString());
        Assert.True(mapping["BisectBatchOnFunctionError"]!.GetValue<bool>());
        Assert.NotNull(mapping["DestinationConfig.OnFailure.Destination"]);
    }

    [Fact]
    public void The_notifier_is_started_every_minute_at_the_minute()
    {
        var schedule = synthesis.Automation.Only("AWS::Scheduler::Schedule");

        Assert.Equal("rate(1 minute)", schedule["ScheduleExpression"]!.GetValue<string>());
        Assert.Equal("OFF", schedule["FlexibleTimeWindow.Mode"]!.GetValue<string>());
        Assert.NotNull(schedule["Target.DeadLetterConfig"]);
        var input = JsonNode.Parse(schedule["Target.Input"]!.GetValue<string>())!;
        Assert.StartsWith(EventNames.OwnSourcePrefix, input["source"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_forwarding_rule_names_the_operations_bus_and_a_role()
    {
        var rules = new[] { synthesis.Forwarding, synthesis.GlobalForwarding }.SelectMany(template => template.OfType("AWS::Events::Rule")).ToArray();

        Assert.Equal(7, rules.Length);
        Assert.All(rules, rule =>
        {
            var target = Assert.Single(rule["Targets"]!.AsArray())!;
            Assert.Contains($":{SampleEstates.OperationsAccount}:event-bus/{EventNames.OperationsBus}", target["Arn"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.NotNull(target["RoleArn"]);
            // EventBridge quota: the size of a pattern.
            Assert.InRange(rule["EventPattern"]!.ToJsonString().Length, 1, 2_048);
        });
    }

    [Fact]
    public void What_triage_ranks_high_among_API_calls_is_forwarded()
    {
        var names = synthesis.Forwarding.OfType("AWS::Events::Rule").Select(rule => rule["EventPattern"]!["detail"]?["eventName"]?.AsArray()).Single(list => list is not null)!;

        Assert.Equal(Triage.SensitiveApiCalls.AtLeast(Triage.Severity.High), names.Select(name => (string)name!));
    }

    [Fact]
    public void Without_permission_for_us_east_1_there_is_no_stack_for_it()
    {
        var estate = SampleEstates.Small;
        var folder = synthesis.Synthesise("domestic", estate with { Profile = estate.Profile with { GlobalEventRule = false } });

        Assert.Equal(
            ["GovCloud-Automation.template.json", "GovCloud-Forwarding.template.json"],
            Directory.GetFiles(folder, "*.template.json").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    static string TargetQueue(Resource rule) => Assert.Single(rule["Targets"]!.AsArray())!["Arn"]!["Fn::GetAtt"]![0]!.GetValue<string>();
}
