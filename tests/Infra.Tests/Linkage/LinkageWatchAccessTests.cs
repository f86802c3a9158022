namespace GovCloud.Infra.Tests.Linkage;

/// <summary>What the function linkage-watch may do: what its code calls, what Lambda does in its name, and nothing else.</summary>
[Collection(Synthesis.Collection)]
public sealed class LinkageWatchAccessTests(Synthesis synthesis)
{
    const string Role = "LinkageWatchLambdaRole";

    // Each with the resource that its statement names, so that a right that moved to another resource is seen too.
    static readonly Dictionary<string, string[]> Calls = new(StringComparer.Ordinal)
    {
        // LinkageSlotStore
        ["KeepSlots"] = ["dynamodb:PutItem", "dynamodb:Query"],
        ["EncryptSlots"] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
        // LinkageObjects: GetObject with a version is the second action.
        ["CountRows"] = ["s3:GetObjectVersion"],
        ["OpenFiles"] = ["kms:Decrypt"],
        // FindingPublisher
        ["TellFindings"] = ["events:PutEvents"],
        // DailySummary
        ["WriteSummaries"] = ["s3:PutObject"],
        ["EncryptSummaries"] = ["kms:GenerateDataKey"],
        // The event source mapping, in the function's name
        ["TakeFiles"] = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        ["OpenMessages"] = ["kms:Decrypt"],
        // The runtime
        ["WriteItsLog"] = ["logs:CreateLogStream", "logs:PutLogEvents"],
        [""] = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    };

    [Fact]
    public void The_watch_may_do_exactly_what_its_code_calls()
    {
        var granted = Statements.GroupBy(statement => statement.Sid, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

        Assert.Equal(Calls.Keys.Order(StringComparer.Ordinal), granted.Keys.Order(StringComparer.Ordinal));
        Assert.All(Calls, call => Assert.Equal(call.Value, granted[call.Key]));
    }

    [Fact]
    public void The_watch_writes_to_its_table_and_to_its_part_of_the_reports_and_reads_the_production_stores()
    {
        Assert.All(Statement("KeepSlots").ResourceNodes, node => Assert.Contains("\"LinkageWatchTable", node.ToJsonString(), StringComparison.Ordinal));
        Assert.EndsWith("""/linkage/*"]]}""", Assert.Single(Statement("WriteSummaries").ResourceNodes).ToJsonString(), StringComparison.Ordinal);
        Assert.True(Statement("WriteSummaries").NamesResource("DocumentsReports"));
        Assert.Equal(
            ["linkage-katsushika-production-131229090001", "linkage-sendai-production-041009000101"],
            Statement("CountRows").ResourceNodes.Select(node => node.ToJsonString().Split(":::")[1].Split('/')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_use_of_a_key_goes_through_a_service() => Assert.All(
        Statements.Where(statement => statement.Actions.Any(action => action.StartsWith("kms:", StringComparison.Ordinal))),
        statement => Assert.NotNull(statement.Body["Condition"]!["StringEquals"]!["kms:ViaService"]));

    [Fact]
    public void The_watch_tells_in_its_own_name_only() =>
        Assert.Equal("govcloud.linkage", Statement("TellFindings").Body["Condition"]!["StringEquals"]!["events:source"]!.GetValue<string>());

    Statement[] Statements => [.. synthesis.Sample("GovCloud-Automation").StatementsOfRole(Role)];

    Statement Statement(string sid) => Assert.Single(Statements, statement => statement.Sid == sid);
}
