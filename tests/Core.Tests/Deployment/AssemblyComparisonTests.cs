using GovCloud.Deployment;
using static GovCloud.Core.Tests.Deployment.StackOf;

namespace GovCloud.Core.Tests.Deployment;

public sealed class AssemblyComparisonTests
{
    const string Keyed = """ "KeySchema": [ { "AttributeName": "pk", "KeyType": "HASH" } ] """;
    const string KeyedOtherwise = """ "KeySchema": [ { "AttributeName": "sk", "KeyType": "HASH" } ] """;
    const string Retained = """ "UpdateReplacePolicy": "Retain", "DeletionPolicy": "Retain" """;

    [Fact]
    public void Templates_that_say_the_same_change_nothing()
    {
        var before = Resources(Resource("Queue", "AWS::SQS::Queue", """ "VisibilityTimeout": 30, "FifoQueue": true """));
        var after = Resources(Resource("Queue", "AWS::SQS::Queue", """ "FifoQueue": "true", "VisibilityTimeout": "30" """));

        var stack = Assert.Single(AssemblyComparison.Compare([before], [after]));

        Assert.Equal(StackAction.Unchanged, stack.Action);
        Assert.Empty(stack.Resources);
    }

    [Fact]
    public void A_property_that_AWS_cannot_change_replaces_the_resource_and_says_what_would_be_lost()
    {
        var change = Only(Resource("Table", "AWS::DynamoDB::Table", Keyed), Resource("Table", "AWS::DynamoDB::Table", KeyedOtherwise));

        Assert.Equal(ResourceAction.Replaced, change.Action);
        Assert.Equal(("KeySchema[0].AttributeName", "\"pk\"", "\"sk\""), (change.Properties[0].Path, change.Properties[0].Before, change.Properties[0].After));
        Assert.Equal(DataFate.Lost, change.Fate);
        Assert.Equal("all items of the table", change.Data?.English);
        Assert.True(change.EndangersData);
    }

    [Fact]
    public void A_property_that_AWS_changes_in_place_replaces_nothing()
    {
        var change = Only(Resource("Queue", "AWS::SQS::Queue", """ "VisibilityTimeout": 30 """), Resource("Queue", "AWS::SQS::Queue", """ "VisibilityTimeout": 60 """));

        Assert.Equal(ResourceAction.Changed, change.Action);
        Assert.False(change.EndangersData);
    }

    [Theory]
    [InlineData(Retained, Retained, DataFate.Retained)]
    [InlineData(Retained, "", DataFate.Lost)]
    [InlineData("", Retained, DataFate.Lost)]
    [InlineData(""" "UpdateReplacePolicy": "Snapshot" """, Retained, DataFate.Snapshot)]
    public void Of_two_policies_for_the_old_resource_the_weaker_one_counts(string before, string after, DataFate fate) =>
        Assert.Equal(fate, Only(Resource("Table", "AWS::DynamoDB::Table", Keyed, before), Resource("Table", "AWS::DynamoDB::Table", KeyedOtherwise, after)).Fate);

    [Theory]
    [InlineData("AWS::DynamoDB::Table", "", DataFate.Lost)]
    [InlineData("AWS::DynamoDB::Table", Retained, DataFate.Retained)]
    [InlineData("AWS::RDS::DBCluster", "", DataFate.Snapshot)]
    [InlineData("AWS::RDS::DBInstance", "", DataFate.Snapshot)]
    public void A_deleted_resource_leaves_what_its_policy_leaves(string type, string attributes, DataFate fate)
    {
        var stack = Assert.Single(AssemblyComparison.Compare([Resources(Resource("Data", type, "", attributes))], [Resources(Resource("Other", "AWS::SNS::Topic"))]));

        var deleted = stack.Resources.Single(r => r.Action == ResourceAction.Deleted);
        Assert.Equal(fate, deleted.Fate);
        Assert.Equal("Other", stack.Resources.Single(r => r.Action == ResourceAction.Created).LogicalId);
    }

    [Fact]
    public void What_refers_to_a_replaced_resource_is_replaced_where_the_reference_cannot_change()
    {
        var rest = Resource("Subnet", "AWS::EC2::Subnet", """ "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.0.0/24" """)
            + "," + Resource("Log", "AWS::Logs::LogGroup", """ "LogGroupName": { "Fn::Sub": "/vpc/${Subnet}" } """)
            + "," + Resource("Parameter", "AWS::SSM::Parameter", """ "Value": { "Fn::GetAtt": [ "Subnet", "SubnetId" ] } """);

        var stack = Assert.Single(AssemblyComparison.Compare(
            [Resources(Resource("Vpc", "AWS::EC2::VPC", """ "CidrBlock": "10.0.0.0/16" """) + "," + rest)],
            [Resources(Resource("Vpc", "AWS::EC2::VPC", """ "CidrBlock": "10.1.0.0/16" """) + "," + rest)]));

        Assert.Equal(["Log Replaced Subnet", "Parameter Changed Subnet", "Subnet Replaced Vpc", "Vpc Replaced "],
            stack.Resources.OrderBy(r => r.LogicalId, StringComparer.Ordinal).Select(r => $"{r.LogicalId} {r.Action} {r.Properties[0].Through}"));
    }

    [Fact]
    public void What_endangers_data_comes_first()
    {
        var before = Resource("A", "AWS::EC2::Subnet", """ "VpcId": "vpc-1" """) + "," + Resource("B", "AWS::Logs::LogGroup", """ "LogGroupName": "b" """);
        var after = Resource("A", "AWS::EC2::Subnet", """ "VpcId": "vpc-2" """) + "," + Resource("B", "AWS::Logs::LogGroup", """ "LogGroupName": "c" """);

        Assert.Equal(["B", "A"], Assert.Single(AssemblyComparison.Compare([Resources(before)], [Resources(after)])).Resources.Select(r => r.LogicalId));
    }

    [Fact]
    public void A_replacement_behind_an_export_that_another_stack_uses_is_refused_and_followed()
    {
        const string Export = """ "Outputs": { "Id": { "Value": { "Ref": "Vpc" }, "Export": { "Name": "vpc-id" } } } """;
        var user = Resources(Resource("Subnet", "AWS::EC2::Subnet", """ "VpcId": { "Fn::ImportValue": "vpc-id" } """), "User");

        var changes = AssemblyComparison.Compare(
            [Resources(Resource("Vpc", "AWS::EC2::VPC", """ "CidrBlock": "10.0.0.0/16" """), "Maker", Export), user],
            [Resources(Resource("Vpc", "AWS::EC2::VPC", """ "CidrBlock": "10.1.0.0/16" """), "Maker", Export), user]);

        Assert.Contains("vpc-id is used by User", Assert.Single(changes.Single(s => s.Name == "Maker").Refusals).English, StringComparison.Ordinal);
        var subnet = Assert.Single(changes.Single(s => s.Name == "User").Resources);
        Assert.Equal((ResourceAction.Replaced, "Maker/vpc-id"), (subnet.Action, subnet.Properties[0].Through));
    }

    [Fact]
    public void An_export_that_goes_while_another_stack_uses_it_is_refused()
    {
        var user = Resources(Resource("Subnet", "AWS::EC2::Subnet", """ "VpcId": { "Fn::ImportValue": "vpc-id" } """), "User");
        var maker = Resource("Vpc", "AWS::EC2::VPC");

        var changes = AssemblyComparison.Compare([Resources(maker, "Maker", """ "Outputs": { "Id": { "Value": "x", "Export": { "Name": "vpc-id" } } } """), user], [Resources(maker, "Maker"), user]);

        Assert.Single(changes.Single(s => s.Name == "Maker").Refusals);
    }

    [Fact]
    public void A_replacement_is_followed_through_a_shared_parameter_of_Systems_Manager()
    {
        var stored = Resource("Stored", "AWS::SSM::Parameter", """ "Name": "/network/gateway", "Value": { "Ref": "Gateway" } """);
        var user = Resources(
            Resource("Attachment", "AWS::EC2::TransitGatewayVpcAttachment", """ "TransitGatewayId": { "Ref": "GatewayId" } """),
            "User",
            """ "Parameters": { "GatewayId": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "arn:aws:ssm:ap-northeast-1:999988887777:parameter/network/gateway" } } """);

        var changes = AssemblyComparison.Compare(
            [Resources(Resource("Gateway", "AWS::EC2::TransitGateway", """ "AmazonSideAsn": 1 """) + "," + stored, "Maker"), user],
            [Resources(Resource("Gateway", "AWS::EC2::TransitGateway", """ "AmazonSideAsn": 2 """) + "," + stored, "Maker"), user]);

        var attachment = Assert.Single(changes.Single(s => s.Name == "User").Resources);
        Assert.Equal(ResourceAction.Replaced, attachment.Action);
        Assert.NotNull(attachment.Data);
    }

    [Fact]
    public void Another_default_of_a_parameter_may_replace_what_cannot_change_and_is_never_certain()
    {
        const string Parameter = """ "Parameters": { "Zone": { "Type": "String", "Default": "ZONE" } } """;
        var subnet = Resource("Subnet", "AWS::EC2::Subnet", """ "AvailabilityZone": { "Ref": "Zone" } """);

        var stack = Assert.Single(AssemblyComparison.Compare([Resources(subnet, others: Parameter.Replace("ZONE", "a", StringComparison.Ordinal))], [Resources(subnet, others: Parameter.Replace("ZONE", "c", StringComparison.Ordinal))]));

        Assert.Equal(ResourceAction.MayBeReplaced, Assert.Single(stack.Resources).Action);
        Assert.Equal("Parameters.Zone", Assert.Single(stack.OtherElements));
    }

    [Fact]
    public void A_resource_of_a_fixed_name_cannot_be_replaced_under_that_name()
    {
        var kept = Only(Resource("Table", "AWS::DynamoDB::Table", """ "TableName": "t", """ + Keyed), Resource("Table", "AWS::DynamoDB::Table", """ "TableName": "t", """ + KeyedOtherwise));
        var renamed = Only(Resource("Table", "AWS::DynamoDB::Table", """ "TableName": "t", """ + Keyed), Resource("Table", "AWS::DynamoDB::Table", """ "TableName": "u", """ + KeyedOtherwise));

        Assert.Contains("TableName", kept.Refusal?.English, StringComparison.Ordinal);
        Assert.Null(renamed.Refusal);
    }

    [Fact]
    public void A_resource_cannot_become_another_type()
    {
        var change = Only(Resource("Thing", "AWS::SQS::Queue"), Resource("Thing", "AWS::SNS::Topic"));

        Assert.Equal(ResourceAction.Replaced, change.Action);
        Assert.Contains("AWS::SQS::Queue to AWS::SNS::Topic", change.Refusal?.English, StringComparison.Ordinal);
        Assert.Equal("messages that are not processed yet", change.Data?.English);
    }

    [Fact]
    public void A_type_that_the_specification_does_not_have_is_never_called_safe()
    {
        var change = Only(Resource("Thing", "Custom::Thing", """ "Size": 1 """), Resource("Thing", "Custom::Thing", """ "Size": 2 """));

        Assert.False(UpdateBehaviours.Knows("Custom::Thing"));
        Assert.Equal(ResourceAction.MayBeReplaced, change.Action);
    }

    [Fact]
    public void A_property_below_an_object_that_cannot_change_replaces_and_one_in_a_list_may()
    {
        var nested = Only(
            Resource("Point", "AWS::EFS::AccessPoint", """ "FileSystemId": "fs", "CreationInfo": { "OwnerUid": "1" } """),
            Resource("Point", "AWS::EFS::AccessPoint", """ "FileSystemId": "fs", "CreationInfo": { "OwnerUid": "2" } """));

        Assert.Equal(ResourceAction.Replaced, nested.Action);
    }

    [Fact]
    public void Protection_from_deletion_is_said()
    {
        var change = Only(Resource("Table", "AWS::DynamoDB::Table", """ "DeletionProtectionEnabled": true, """ + Keyed), Resource("Table", "AWS::DynamoDB::Table", """ "DeletionProtectionEnabled": true, """ + KeyedOtherwise));

        Assert.True(change.IsProtected);
    }

    [Fact]
    public void A_stack_that_is_no_longer_described_is_told_from_a_deleted_one()
    {
        var stack = Assert.Single(AssemblyComparison.Compare([Resources(Resource("Table", "AWS::DynamoDB::Table", Keyed))], []));

        Assert.Equal(StackAction.NoLongerDescribed, stack.Action);
        Assert.True(Assert.Single(stack.Resources).EndangersData);
    }

    [Fact]
    public void Every_kind_of_held_data_is_a_type_that_AWS_knows() => Assert.All(HeldData.Types, type => Assert.True(UpdateBehaviours.Knows(type), type));

    static ResourceChange Only(string before, string after) => Assert.Single(Assert.Single(AssemblyComparison.Compare([Resources(before)], [Resources(after)])).Resources);
}
