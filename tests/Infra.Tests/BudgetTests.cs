using System.Text.Json.Nodes;
using GovCloud.Budgets;
using GovCloud.Estates;
using GovCloud.Infra.Budgets;

namespace GovCloud.Infra.Tests;

/// <summary>Budgets, their way to triage, and what needs more than an account's own rights.</summary>
[Collection(Synthesis.Collection)]
public sealed class BudgetTests(Synthesis synthesis)
{
    static readonly EstateIndex Index = new(SampleEstates.Katsushika, "");

    Template Budgets => synthesis.Sample("GovCloud-Budgets");

    Template Notices => synthesis.Sample("GovCloud-CostNotices");

    [Fact]
    public void Every_account_has_the_budgets_that_the_plan_gives_it_and_no_others()
    {
        var expected = BudgetPlan.Of(Index).Where(b => b.Watch == BudgetWatch.Account)
            .Select(b => FormattableString.Invariant($"{b.Accounts[0].Account.Id} {b.Name} {b.Dollars}"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows(Budgets).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_account_of_the_estate_has_a_budget() => Assert.Equal(
        SampleEstates.Katsushika.Accounts.Select(a => a.Id.ToString()),
        Rows(Budgets).Select(row => row.Split(' ')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_budget_takes_name_and_amount_from_the_row_of_its_account_and_is_left_out_without_one()
    {
        var optional = Budgets.OfType("AWS::Budgets::Budget").Where(b => b.Body["Condition"] is not null).ToArray();

        Assert.All(Budgets.OfType("AWS::Budgets::Budget"), b => Assert.Equal("Fn::FindInMap", b["Budget.BudgetName"]!.AsObject().Single().Key));
        Assert.All(Budgets.OfType("AWS::Budgets::Budget"), b => Assert.Equal("Fn::FindInMap", b["Budget.BudgetLimit.Amount"]!.AsObject().Single().Key));
        Assert.All(optional, b => Assert.NotNull(Budgets.Json["Conditions"]![b.Body["Condition"]!.GetValue<string>()]));
    }

    [Fact]
    public void Every_threshold_is_told_once_and_to_the_topic_of_the_account() => Assert.All(Budgets.OfType("AWS::Budgets::Budget"), budget =>
    {
        var notifications = budget["NotificationsWithSubscribers"]!.AsArray();
        Assert.InRange(notifications.Count, 1, 5);
        Assert.Equal(notifications.Count, notifications.Select(n => n!["Notification"]!.ToJsonString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(notifications, n => Assert.EndsWith(":govcloud-katsushika-cost-notices", Assert.Single(n!["Subscribers"]!.AsArray())!["Address"]!["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal));
    });

    [Fact]
    public void A_thousand_accounts_need_seven_templates_of_budgets_and_each_fits()
    {
        var estate = SampleEstates.Large with { Budgets = new EstateBudgets { Accounts = [new AccountBudget { Id = "all", Amount = 100, Contacts = ["operator"] }] } };
        var batches = BudgetBatch.Of(estate, BudgetPlan.Of(new EstateIndex(estate, "")));

        Assert.Equal(7, batches.Length);
        Assert.Equal(estate.Accounts.Select(a => a.Id.ToString()), batches.SelectMany(b => b.Accounts));
        Assert.All(batches, b => Assert.InRange(b.Accounts.Length, 1, 200));
    }

    [Fact]
    public void An_account_with_two_budgets_of_equal_thresholds_gets_both()
    {
        var one = SampleEstates.Katsushika.Accounts[0].Id;
        var estate = SampleEstates.Katsushika with
        {
            Budgets = new EstateBudgets { Monthly = [.. new[] { "first", "second" }.Select(id => new MonthlyBudget { Id = id, Account = one, Amount = 10, Contacts = ["operator"] })] },
        };
        var batch = Assert.Single(BudgetBatch.Of(estate, BudgetPlan.Of(new EstateIndex(estate, ""))));

        Assert.Equal(["first", "second"], batch.Slots.Select(s => s.Budgets[one.ToString()].Id));
    }

    [Fact]
    public void Only_budgets_and_anomalies_of_the_account_itself_may_publish()
    {
        var publishing = Notices.Statements().Where(s => s.Allows && s.Actions.Contains("sns:Publish", StringComparer.Ordinal)).ToArray();

        Assert.Equal(["budgets.amazonaws.com", "costalerts.amazonaws.com"], publishing.Select(s => s.Body["Principal"]!["Service"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(publishing, s => Assert.Equal("""{"Ref":"AWS::AccountId"}""", s.Body["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString()));
    }

    [Fact]
    public void A_notice_goes_from_topic_to_queue_to_pipe_to_the_accounts_bus_and_is_forwarded_from_there()
    {
        var topic = Notices.Only("AWS::SNS::Topic");
        var queue = Notices.Named("AWS::SQS::Queue", "Notices");
        var subscription = Notices.Only("AWS::SNS::Subscription");
        var pipe = Notices.Only("AWS::Pipes::Pipe");

        Assert.Equal((topic.Id, queue.Id), (subscription["TopicArn.Ref"]!.GetValue<string>(), subscription["Endpoint.Fn::GetAtt"]![0]!.GetValue<string>()));
        Assert.Equal(queue.Id, pipe["Source.Fn::GetAtt"]![0]!.GetValue<string>());
        Assert.EndsWith(":event-bus/default", pipe["Target.Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(
            $"\"{pipe["TargetParameters.EventBridgeEventBusParameters.Source"]!.GetValue<string>()}\"",
            synthesis.Sample("GovCloud-Forwarding").Named("AWS::Events::Rule", "Findings")["EventPattern"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.Equal(
            ["events:PutEvents", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
            Notices.Statements().Where(s => s.Owner.Type is "AWS::IAM::Role" && s.Actions[0] != "sts:AssumeRole").SelectMany(s => s.Actions).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_notice_that_cannot_be_passed_on_is_kept_and_everything_refuses_requests_without_TLS()
    {
        Assert.NotNull(Notices.Named("AWS::SQS::Queue", "Notices")["RedrivePolicy"]);
        var refusing = Notices.Statements().Where(s => !s.Allows && s.Body["Condition"]?["Bool"]?["aws:SecureTransport"]?.GetValue<string>() is "false").ToArray();
        Assert.All(Notices.Resources.Where(r => r.Type is "AWS::SQS::Queue" or "AWS::SNS::Topic"), r => Assert.Contains(refusing, s => s.NamesResource(r.Id)));
    }

    [Fact]
    public void The_stacks_of_all_accounts_name_none() => Assert.All(
        ["GovCloud-CostNotices", "GovCloud-CostAnomalies"], stack => Assert.DoesNotMatch("[0-9]{12}", synthesis.Sample(stack).Json.ToJsonString()));

    [Fact]
    public void Anomalies_are_told_to_the_same_topic_and_a_monitor_that_is_there_already_is_used()
    {
        var template = synthesis.Sample("GovCloud-CostAnomalies");
        var subscription = template.Only("AWS::CE::AnomalySubscription");

        Assert.Equal(template.Only("AWS::CE::AnomalyMonitor").Body["Condition"]!.GetValue<string>(), subscription["MonitorArnList"]![0]!["Fn::If"]![0]!.GetValue<string>());
        Assert.Contains("\"Values\":[\"100\"]", subscription["ThresholdExpression"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("IMMEDIATE", subscription["Frequency"]!.GetValue<string>());
    }

    [Fact]
    public void In_Government_Cloud_nothing_needs_the_payers_rights_or_another_region()
    {
        Assert.Empty(Directory.GetFiles(synthesis.SampleFolder, "GovCloud-Payer*"));
        Assert.Empty(Directory.GetFiles(synthesis.SampleFolder, "GovCloud-CostExport*"));
    }

    [Fact]
    public void The_payer_of_an_organization_of_ones_own_watches_several_accounts_tells_them_apart_and_exports_billing_data()
    {
        var sample = SampleEstates.Katsushika;
        var folder = synthesis.Synthesise("owned", sample with
        {
            Profile = sample.Profile with { Organization = OrganizationMode.Owned },
            Organization = new EstateOrganization { ManagementAccount = AccountId.Parse("999900001111"), RootId = "r-ab12" },
            Budgets = sample.Budgets with { Exports = new CostExports() },
        });
        var payer = Template.Read(folder, "GovCloud-PayerBudgets");
        var exports = Template.Read(folder, "GovCloud-CostExports");

        Assert.Equal(["insurance.a80.a100.f100", "katsushika.a90.a100", "vendor-welfare.a80.a100.f100"], payer.OfType("AWS::Budgets::Budget").Select(b => b["Budget.BudgetName"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["131229002401", "131229002402"], payer.Named("AWS::Budgets::Budget", "Budgetinsurance")["Budget.CostFilters.LinkedAccount"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal(["Municipality", "System"], payer.OfType("AWS::CE::CostCategory").Select(c => c["Name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(payer.OfType("AWS::CE::CostCategory"), c => Assert.NotEmpty(JsonNode.Parse(c["Rules"]!.GetValue<string>())!.AsArray()));
        Assert.Equal(2, exports.OfType("AWS::BCMDataExports::Export").Count);
        Assert.All(exports.OfType("AWS::BCMDataExports::Export"), e => Assert.DoesNotContain("*", e["Export.DataQuery.QueryStatement"]!.GetValue<string>(), StringComparison.Ordinal));
        var writing = Assert.Single(Template.Read(folder, "GovCloud-CostExportBucket").Statements(), s => s.Sid is "DataExportsWrite");
        Assert.NotNull(writing.Body["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        Assert.NotNull(writing.Body["Condition"]!["ArnLike"]!["aws:SourceArn"]);
    }

    static IEnumerable<string> Rows(Template template) =>
        from account in template.Json["Mappings"]!["Accounts"]!.AsObject()
        from cell in account.Value!.AsObject()
        where cell.Key.StartsWith("Name", StringComparison.Ordinal) && cell.Value!.GetValue<string>() is not "none"
        select $"{account.Key} {cell.Value!.GetValue<string>()} {account.Value[$"Amount{cell.Key["Name".Length..]}"]!.GetValue<string>()}";
}
