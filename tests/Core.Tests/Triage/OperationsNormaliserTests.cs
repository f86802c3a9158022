using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class OperationsNormaliserTests
{
    [Theory]
    [InlineData("AWS_EC2_OPERATIONAL_ISSUE", "issue", "open", AlertCategory.ServiceHealth, Severity.High, AlertStatus.Active)]
    [InlineData("AWS_EC2_OPERATIONAL_ISSUE", "issue", "closed", AlertCategory.ServiceHealth, Severity.High, AlertStatus.Resolved)]
    [InlineData("AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED", "scheduledChange", "upcoming", AlertCategory.Maintenance, Severity.Medium, AlertStatus.Active)]
    [InlineData("AWS_ACM_RENEWAL_STATE_CHANGE", "accountNotification", "open", AlertCategory.ServiceHealth, Severity.Low, AlertStatus.Active)]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSED", "issue", "open", AlertCategory.Threat, Severity.Critical, AlertStatus.Active)]
    [InlineData("AWS_ABUSE_DOS_REPORT", "accountNotification", "open", AlertCategory.Threat, Severity.High, AlertStatus.Active)]
    public void Health_events_follow_their_category_and_code(string code, string category, string status, AlertCategory expected, Severity severity, AlertStatus alertStatus)
    {
        var alert = Events.One(Events.Health(code, category, status));

        Assert.Equal((code, expected, severity, alertStatus), (alert.Type, alert.Category, alert.SourceSeverity, alert.Status));
    }

    [Theory]
    [InlineData("Fri, 20 Nov 2026 01:00:00 GMT")]
    [InlineData("Mon, 20 Nov 2026 01:00:00 GMT")]
    [InlineData("2026-11-20T01:00:00Z")]
    [InlineData("2026-11-20T10:00:00.000+0900")]
    public void Health_dates_are_read_in_every_form(string updated) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero), Events.One(Events.Health(updated: updated)).UpdatedAt);

    [Fact]
    public void A_date_at_the_end_of_time_does_not_break_the_reading()
    {
        var alert = Events.One(Events.Health(more: """
            "endTime":"9999-12-31T23:59:59Z",
            """));

        Assert.Equal("AWS_EC2_OPERATIONAL_ISSUE", alert.Type);
    }

    [Fact]
    public void In_the_organization_view_the_affected_account_is_the_one_concerned()
    {
        var alert = Events.One(Events.Health(account: "131229000901", more: $"""
            "affectedAccount":"{Events.Account}",
            """));

        Assert.Equal(Events.Account, alert.Account);
    }

    [Theory]
    [InlineData("ALARM", "", AlertStatus.Active, Severity.Medium)]
    [InlineData("OK", "", AlertStatus.Resolved, Severity.Medium)]
    [InlineData("INSUFFICIENT_DATA", "", AlertStatus.Active, Severity.Low)]
    [InlineData("ALARM", "\"actionsSuppressedBy\":\"Alarm\",", AlertStatus.Suppressed, Severity.Medium)]
    [InlineData("OK", "\"actionsSuppressedBy\":\"Alarm\",", AlertStatus.Resolved, Severity.Medium)]
    public void Alarms_follow_their_state(string state, string more, AlertStatus expected, Severity severity)
    {
        var alert = Events.One(Events.Alarm(state, more));

        Assert.Equal((expected, severity, Events.AlarmArn), (alert.Status, alert.SourceSeverity, alert.Resource));
    }

    [Theory]
    [InlineData("critical-kokuho-cpu", "CPU", Severity.Critical)]
    [InlineData("kokuho-cpu", "[重大] CPU", Severity.Critical)]
    [InlineData("kokuho-cpu-error", "CPU", Severity.High)]
    [InlineData("ServerCpuTooHigh", "CPU is too high", Severity.Medium)]
    public void The_severity_of_an_alarm_is_written_in_its_name_or_description(string name, string description, Severity expected) =>
        Assert.Equal(expected, Events.One(Events.Alarm(name: name, description: description)).SourceSeverity);

    [Theory]
    [InlineData("COMPLIANT", AlertStatus.Resolved)]
    [InlineData("NOT_APPLICABLE", AlertStatus.Resolved)]
    [InlineData("NON_COMPLIANT", AlertStatus.Active)]
    [InlineData("INSUFFICIENT_DATA", AlertStatus.Notice)]
    [InlineData("ERROR", AlertStatus.Active)]
    public void Config_follows_compliance(string compliance, AlertStatus expected) => Assert.Equal(expected, Events.One(Events.Config(compliance: compliance)).Status);

    [Fact]
    public void A_rule_over_resources_of_two_kinds_keeps_them_apart() =>
        Events.AreTwo(
            Events.Config(resourceType: "AWS::DynamoDB::Table", resourceId: "orders"),
            Events.Config(resourceType: "AWS::Lambda::Function", resourceId: "orders"));

    [Theory]
    [InlineData("Backup Job State Change", "FAILED", "", AlertStatus.Active, Severity.High)]
    [InlineData("Backup Job State Change", "EXPIRED", "", AlertStatus.Active, Severity.High)]
    [InlineData("Backup Job State Change", "ABORTED", "", AlertStatus.Active, Severity.Medium)]
    [InlineData("Backup Job State Change", "PARTIAL", "", AlertStatus.Active, Severity.High)]
    [InlineData("Backup Job State Change", "RUNNING", "", AlertStatus.Notice, Severity.Info)]
    [InlineData("Backup Job State Change", "CREATED", "", AlertStatus.Notice, Severity.Info)]
    [InlineData("Backup Job State Change", "PENDING", "", AlertStatus.Notice, Severity.Info)]
    [InlineData("Backup Job State Change", "COMPLETED", "", AlertStatus.Resolved, Severity.Info)]
    [InlineData("Backup Job State Change", "COMPLETED", "VSS failed", AlertStatus.Active, Severity.Low)]
    [InlineData("Copy Job State Change", "FAILED", "", AlertStatus.Active, Severity.High)]
    [InlineData("Copy Job State Change", "COMPLETED", "", AlertStatus.Resolved, Severity.Info)]
    [InlineData("Restore Job State Change", "FAILED", "", AlertStatus.Active, Severity.Medium)]
    [InlineData("Restore Job State Change", "COMPLETED", "", AlertStatus.Resolved, Severity.Info)]
    [InlineData("Backup Vault State Change", "DELETED", "", AlertStatus.Active, Severity.High)]
    [InlineData("Backup Vault State Change", "CREATED", "", AlertStatus.Notice, Severity.Info)]
    [InlineData("Backup Plan State Change", "DELETED", "", AlertStatus.Active, Severity.Medium)]
    [InlineData("Recovery Point State Change", "COMPLETED", "", AlertStatus.Resolved, Severity.Info)]
    [InlineData("Recovery Point State Change", "PARTIAL", "", AlertStatus.Active, Severity.Medium)]
    public void Backup_events_follow_their_state(string detailType, string state, string message, AlertStatus expected, Severity severity)
    {
        var more = message.Length == 0 ? "" : $",\"statusMessage\":\"{message}\"";
        foreach (var property in (string[])["state", "status"])
        {
            var alert = Events.One(Events.Bus("aws.backup", detailType, $$"""{"{{property}}":"{{state}}","resourceArn":"arn:aws:ec2:{{Events.Region}}:{{Events.Account}}:volume/vol-1","backupVaultName":"main"{{more}}}"""));

            Assert.Equal((expected, severity, AlertCategory.Backup), (alert.Status, alert.SourceSeverity, alert.Category));
            Assert.EndsWith("volume/vol-1", alert.Resource, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("999.99", Severity.Medium)]
    [InlineData("1000", Severity.High)]
    public void Cost_anomalies_grow_with_their_impact(string impact, Severity expected)
    {
        var alert = Events.One(Events.Bus("aws.ce", "Anomaly Detected", $$"""
            {"accountName":"payer","anomalyEndDate":"2026-11-20T00:00:00Z","anomalyId":"an-1","anomalyScore":{"maxScore":0.9},"anomalyStartDate":"2026-11-19T00:00:00Z","dimensionalValue":"Amazon EC2","impact":{"maxImpact":{{impact}},"totalImpact":{{impact}} },"rootCauses":[{"linkedAccount":"{{Events.Account}}","region":"ap-northeast-1","service":"Amazon EC2"}]}
            """));

        Assert.Equal((expected, AlertCategory.Cost, Events.Account, "Amazon EC2"), (alert.SourceSeverity, alert.Category, alert.Account, alert.Resource));
    }

    [Theory]
    [InlineData("ACTUAL", "Budget Exceeded", Severity.High)]
    [InlineData("FORECASTED", "Budget Forecast", Severity.Medium)]
    public void A_budgets_text_is_read_from_its_lines(string kind, string type, Severity severity)
    {
        var alert = Events.One(Events.Sns($"AWS Budget Notification November 20, 2026\nAWS Account {Events.Account}\n\nBudget Name: kokuho-monthly\nBudget Type: Cost\nBudgeted Amount: $1,000.00\nAlert Type: {kind}\nAlert Threshold: > $800.00\n{kind} Amount: $900.00\n"));

        Assert.Equal((type, severity, Events.Account), (alert.Type, alert.SourceSeverity, alert.Account));
        Assert.EndsWith("budget/kokuho-monthly", alert.Resource, StringComparison.Ordinal);
        Assert.Contains(alert.Facts, f => f.Value == "$900.00");
    }

    [Fact]
    public void An_alarm_whose_description_speaks_of_a_budget_stays_an_alarm() =>
        Assert.Equal("CloudWatch Alarm", Events.One(Events.Sns(Events.AlarmMessage(description: "Budget Name: x"))).Type);

    [Theory]
    [InlineData("Root", "Success", "Root Sign-in", Severity.Critical, AlertStatus.Active)]
    [InlineData("Root", "Failure", "Console Sign-in Failure", Severity.High, AlertStatus.Active)]
    [InlineData("IAMUser", "Failure", "Console Sign-in Failure", Severity.Low, AlertStatus.Active)]
    [InlineData("IAMUser", "Success", "Console Sign-in", Severity.Info, AlertStatus.Notice)]
    public void Sign_ins_follow_who_and_whether(string identity, string outcome, string type, Severity severity, AlertStatus status)
    {
        var alert = Events.One(Events.Bus("aws.signin", "AWS Console Sign In via CloudTrail", $$"""
            {"eventVersion":"1.08","userIdentity":{"type":"{{identity}}","accountId":"{{Events.Account}}","arn":"arn:aws:iam::{{Events.Account}}:root"},"eventTime":"{{Events.Time}}","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.7","responseElements":{"ConsoleLogin":"{{outcome}}"},"additionalEventData":{"MFAUsed":"No"},"eventID":"c1"}
            """));

        Assert.Equal((type, severity, status), (alert.Type, alert.SourceSeverity, alert.Status));
    }

    [Theory]
    [InlineData("cloudtrail", "StopLogging", "AssumedRole", "", Severity.Critical, AlertStatus.Active)]
    [InlineData("kms", "ScheduleKeyDeletion", "AssumedRole", "", Severity.High, AlertStatus.Active)]
    [InlineData("ec2", "DescribeInstances", "AssumedRole", "", Severity.Info, AlertStatus.Notice)]
    [InlineData("ec2", "RunInstances", "Root", "", Severity.High, AlertStatus.Active)]
    [InlineData("ec2", "RunInstances", "AssumedRole", "\"errorCode\":\"Client.UnauthorizedOperation\",", Severity.Low, AlertStatus.Active)]
    public void Calls_that_weaken_the_defence_are_told_and_others_noted(string service, string name, string identity, string more, Severity severity, AlertStatus status)
    {
        var alert = Events.One(Events.Bus($"aws.{service}", "AWS API Call via CloudTrail", $$"""
            {"eventVersion":"1.08","userIdentity":{"type":"{{identity}}","accountId":"{{Events.Account}}","arn":"arn:aws:iam::{{Events.Account}}:x"},{{more}}"eventTime":"{{Events.Time}}","eventSource":"{{service}}.amazonaws.com","eventName":"{{name}}","awsRegion":"{{Events.Region}}","requestParameters":{"name":"trail-1"},"eventID":"c1"}
            """));

        Assert.Equal((severity, status), (alert.SourceSeverity, alert.Status));
    }

    [Fact]
    public void An_unknown_source_is_generic_and_never_dropped()
    {
        var alert = Events.One(Events.Bus("jp.example.billing", "Invoice Rejected", """{"severity":"HIGH","title":"請求書"}""", """["inv-1"]"""));

        Assert.True(alert.Generic);
        Assert.Equal(("jp.example.billing", "Invoice Rejected", Severity.High, "inv-1", AlertCategory.Other), (alert.Source, alert.Type, alert.SourceSeverity, alert.Resource, alert.Category));
    }

    [Fact]
    public void An_sns_text_of_unknown_kind_is_generic_and_belongs_to_the_topics_account() =>
        Assert.Equal((true, Events.Account), (Events.One(Events.Sns("Disk almost full")).Generic, Events.One(Events.Sns("Disk almost full")).Account));

    [Fact]
    public void Sns_and_sqs_envelopes_open_in_any_nesting()
    {
        var event1 = Events.GuardDuty();
        var event2 = Events.Alarm();

        Assert.Equal(
            Events.Read($"[{event1},{event2}]").Select(r => Fingerprint.Of(((Reading.Normalised)r).Alert)),
            Events.Read(Events.Sqs(event1, Events.Sns(event2))).Select(r => Fingerprint.Of(((Reading.Normalised)r).Alert)),
            StringComparer.Ordinal);
    }

    [Fact]
    public void One_bad_message_of_an_sqs_batch_is_rejected_in_its_place() =>
        Assert.Equal([true, false, true], Events.Read(Events.Sqs(Events.GuardDuty(), "{\"cut\":", Events.Alarm())).Select(r => r is Reading.Normalised));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"tanaka@example.jp\"")]
    [InlineData("""{"detail-type":"GuardDuty Finding","source":"aws.guardduty","detail":{"secret":"tanaka@example.jp" """)]
    [InlineData("""{"detail-type":"GuardDuty Finding","source":"aws.guardduty","detail":{"secret":"tanaka@example.jp"}}""")]
    [InlineData("""{"detail-type":"x tanaka@example.jp","source":"aws.guardduty"}""")]
    [InlineData("""{"detail-type":"AWS Health Event","source":"aws.health","detail":{"tanaka@example.jp":1}}""")]
    [InlineData("tanaka@example.jp")]
    public void What_cannot_be_read_is_rejected_with_a_reason_that_quotes_nothing(string json)
    {
        var reason = Events.Rejection(json);

        Assert.NotEmpty(reason);
        Assert.DoesNotContain("tanaka", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_nested_too_deeply_is_rejected()
    {
        Assert.Contains("JSON", Events.Rejection(new string('[', 500)), StringComparison.Ordinal);
        Assert.NotEmpty(Events.Rejection(string.Concat(Enumerable.Repeat("[", 20)) + "1" + string.Concat(Enumerable.Repeat("]", 20))));
        Assert.NotEmpty(Events.Rejection(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)));
    }
}
