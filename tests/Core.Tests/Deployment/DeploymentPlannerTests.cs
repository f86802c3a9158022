using System.Collections.Immutable;
using GovCloud.Deployment;
using static GovCloud.Core.Tests.Deployment.PlanEstate;
using static GovCloud.Core.Tests.Deployment.StackOf;

namespace GovCloud.Core.Tests.Deployment;

public sealed class DeploymentPlannerTests
{
    const string Production = "131229001601";
    const string Verification = "131229001602";
    const string Network = "131229090101";

    [Fact]
    public void A_stack_that_leaves_its_account_open_goes_to_every_account_it_is_for()
    {
        var plan = Plan([Stack("GovCloud-BackupRecovery", null, region: "ap-northeast-3"), Stack("GovCloud-MonitoringLink", null), Stack("GovCloud-Observability", Operations)]);

        var byKind = plan.Steps.CountBy(s => s.Kind.Prefix).ToDictionary();
        Assert.Equal(Sample.Accounts.Length, byKind["GovCloud-BackupRecovery"]);
        Assert.Equal(Sample.Accounts.Length - 1, byKind["GovCloud-MonitoringLink"]);
        Assert.DoesNotContain(plan.Steps, s => s.Kind.Prefix == "GovCloud-MonitoringLink" && s.Account == Operations);
        Assert.Empty(plan.Problems);
    }

    [Fact]
    public void A_stack_with_a_mapping_goes_to_the_accounts_that_have_a_row()
    {
        var plan = Plan([Stack("GovCloud-Monitoring-tax", null, others: $$""" "Mappings": { "Accounts": { "{{Production}}": { "Alarm": "a" } } } """)]);

        Assert.Equal(Production, Assert.Single(plan.Steps).Account);
    }

    [Fact]
    public void What_a_stack_needs_comes_before_it_whatever_it_needs_it_by()
    {
        var plan = Plan(
        [
            Stack("GovCloud-NetworkRouting-tax", Network, Resource("Route", "AWS::EC2::TransitGatewayRoute", """ "TransitGatewayRouteTableId": { "Fn::ImportValue": "segment" } """), $$""" "Parameters": { "A": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/govcloud/network/attachments/{{Verification}}/main" } } """),
            Stack("GovCloud-NetworkSegments-tax", Network, others: """ "Outputs": { "Segment": { "Value": "x", "Export": { "Name": "segment" } } } """),
            Stack("GovCloud-Spoke-tax", Verification, others: """ "Parameters": { "Gateway": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "arn:aws:ssm:ap-northeast-1:131229090101:parameter/govcloud/network/transit-gateway" } } """),
            Stack("GovCloud-Network", Network, Resource("Gateway", "AWS::SSM::Parameter", """ "Name": "/govcloud/network/transit-gateway" """)),
            Stack("GovCloud-Linkage-tax", Production, others: $$""" "Parameters": { "Endpoint{{Verification}}": { "Type": "String" } } """, needs: ["GovCloud-Network"]),
        ]);

        var numbers = plan.Steps.ToDictionary(s => s.Stack.Definition.Name, s => s.Number, StringComparer.Ordinal);
        Assert.True(numbers["GovCloud-Network"] < numbers["GovCloud-Spoke-tax"], "the parameter of Systems Manager");
        Assert.True(numbers["GovCloud-Spoke-tax"] < numbers["GovCloud-NetworkRouting-tax"], "the account that the routes are for");
        Assert.True(numbers["GovCloud-NetworkSegments-tax"] < numbers["GovCloud-NetworkRouting-tax"], "the export");
        Assert.True(numbers["GovCloud-Spoke-tax"] < numbers["GovCloud-Linkage-tax"], "the endpoint");
        Assert.All(plan.Steps, s => Assert.All(s.After, before => Assert.True(before < s.Number)));
    }

    [Fact]
    public void Accounts_that_others_depend_on_come_first_then_verification_then_production()
    {
        var plan = Plan([Stack("GovCloud-Access-1", Production), Stack("GovCloud-Access-2", Verification), Stack("GovCloud-Access-3", Operations)]);

        Assert.Equal([Operations, Verification, Production], plan.Steps.Select(s => s.Account));
        Assert.Equal([1, 2, 3], plan.Steps.Select(s => s.Stage.Number));
    }

    [Fact]
    public void Each_step_says_its_command_its_roles_and_what_has_to_be_given()
    {
        var step = Assert.Single(Plan([Stack("GovCloud-Backup", Production, others: """ "Parameters": { "OperationsAccount": { "Type": "String" }, "BootstrapVersion": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version" } } """)]).Steps);

        Assert.Equal($"npx cdk deploy -c estate=estates/katsushika GovCloud-Backup --exclusively --parameters OperationsAccount={Operations} --profile katsushika-tax-production", step.Command);
        Assert.Equal($"arn:aws:iam::{Production}:role/cdk-hnb659fds-deploy-role-{Production}-ap-northeast-1", step.DeployRole);
        Assert.Equal($"arn:aws:iam::{Production}:role/cdk-hnb659fds-cfn-exec-role-{Production}-ap-northeast-1", step.ExecutionRole);
        Assert.Empty(step.Prerequisites);
    }

    [Fact]
    public void Each_account_and_region_is_bootstrapped_once_and_trusts_whom_the_operator_names()
    {
        var stacks = new[] { Stack("GovCloud-Access-1", Production, Resource("Role", "AWS::IAM::Role")), Stack("GovCloud-Spoke-1", Production, Resource("Vpc", "AWS::EC2::VPC")), Stack("GovCloud-Observability", Operations) };

        var alone = Plan(stacks).Bootstraps;
        var trusted = Plan(stacks, new DeploymentChoices { Deployer = AccountId.Parse(Operations), ExecutionPolicies = "arn:aws:iam::aws:policy/PowerUserAccess" }).Bootstraps;

        Assert.Equal(2, alone.Length);
        Assert.Equal(["EC2", "IAM"], alone.Single(b => b.Account == Production).Services.AsEnumerable());
        Assert.DoesNotContain(alone, b => b.Command.Contains("--trust", StringComparison.Ordinal));
        Assert.EndsWith($"--cloudformation-execution-policies arn:aws:iam::aws:policy/PowerUserAccess --termination-protection --trust {Operations} --profile katsushika-tax-production", trusted.Single(b => b.Account == Production).Command, StringComparison.Ordinal);
        Assert.Null(trusted.Single(b => b.Account == Operations).Trusted);
    }

    [Fact]
    public void What_cannot_be_placed_or_ordered_is_a_problem_and_never_left_out_silently()
    {
        var plan = Plan(
        [
            Stack("GovCloud-Something", null), Stack("GovCloud-Access-1", "999999999999"),
            Stack("GovCloud-Access-2", Production, needs: ["GovCloud-Access-3"]), Stack("GovCloud-Access-3", Production, needs: ["GovCloud-Access-2"]),
        ]);

        Assert.Equal(["EST660", "EST661", "EST662"], plan.Problems.Select(p => p.English[..6]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_limit_that_cannot_be_raised_is_a_problem_and_one_that_can_is_to_be_raised()
    {
        var names = string.Join(',', Enumerable.Range(0, 501).Select(i => Resource($"Eip{i}", "AWS::EC2::EIP")));

        var plan = Plan([Stack("GovCloud-NetworkCentral-egress", Network, names)]);

        Assert.Contains("EST663", Assert.Single(plan.Problems).English, StringComparison.Ordinal);
        var addresses = plan.Limits.Warnings.Single(u => u.Limit.Id == "elastic-ips");
        Assert.True(addresses.IsExceeded);
        Assert.Equal("L-0263D0A3", addresses.Limit.QuotaCode);
    }

    [Fact]
    public void What_is_deployed_is_compared_and_what_was_not_read_stays_unknown()
    {
        var place = new StackPlace(Production, "ap-northeast-1");
        var table = Resource("Table", "AWS::DynamoDB::Table", """ "KeySchema": [ { "AttributeName": "b" } ] """);
        var before = Resources(table.Replace("\"b\"", "\"a\"", StringComparison.Ordinal), "GovCloud-Linkage-tax") with { Place = place };
        var gone = Resources(table, "GovCloud-Old") with { Place = place };

        var plan = Plan([Stack("GovCloud-Linkage-tax", Production, table), Stack("GovCloud-Access-1", Production), Stack("GovCloud-Access-2", Verification)],
            deployed: new DeployedStacks([before, gone], ImmutableHashSet.Create(place)));

        var changes = plan.Steps.ToDictionary(s => s.Stack.Definition.Name, s => s.Change, StringComparer.Ordinal);
        Assert.Equal(ResourceAction.Replaced, Assert.Single(changes["GovCloud-Linkage-tax"]!.Resources).Action);
        Assert.Equal(StackAction.Created, changes["GovCloud-Access-1"]!.Action);
        Assert.Null(changes["GovCloud-Access-2"]);
        Assert.Equal("GovCloud-Old", Assert.Single(plan.NoLongerDescribed).Name);
    }

    [Fact]
    public void Every_step_can_be_checked_and_taken_back()
    {
        var plan = Plan([.. StackKind.Of("GovCloud-Automation").Needs.Select(n => Stack(n, Operations)), Stack("GovCloud-Automation", Operations), Stack("GovCloud-Spoke-1", Production)]);

        Assert.All(plan.Steps, s => Assert.True(s.Kind.Check.Japanese.Length > 0 && s.Kind.Rollback.Japanese.Length > 0));
        Assert.All(plan.Manual, m => Assert.True(m.Text.Japanese.Length > 0 && m.Rollback.Japanese.Length > 0));
        Assert.Contains(plan.Manual, m => m.Text.English.Contains("SES", StringComparison.Ordinal));
    }
}
