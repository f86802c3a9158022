using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>What a budget or an anomaly says through topic, queue and pipe becomes an incident of the right people.</summary>
public sealed class BudgetNoticeTests
{
    static readonly EstateIndex Index = new(EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), SmallEstate.Today).Estate!, "");

    // The shape of AWS Billing user guide, "Creating an Amazon SNS topic for budget notifications", in words of our own.
    const string Notice = """
        AWS Budget Notification November 20, 2026
        AWS Account 131229001601

        Dear AWS Customer,

        You asked to be told when the ACTUAL cost of your tax-production.a80.a100.f100 budget is greater than $3,200.00.

        Budget Name: tax-production.a80.a100.f100
        Budget Type: Cost
        Budgeted Amount: $4,000.00
        Alert Type: ACTUAL
        Alert Threshold: > $3,200.00
        ACTUAL Amount: $3,310.55
        """;

    [Fact]
    public void A_budget_is_told_in_Japanese_to_the_responsible_and_to_its_contacts()
    {
        var decision = Decide(Notice);

        Assert.Equal((AlertCategory.Cost, "131229001601"), (decision.Alert.Category, decision.Alert.Account));
        Assert.Equal("tax", decision.Ownership.System);
        Assert.Equal("operator", decision.Ownership.Responsible);
        Assert.Contains("vendor-tax", decision.Ownership.Supporting.Concat(decision.Ownership.Informed), StringComparer.Ordinal);
        Assert.Contains("katsushika-it", decision.Ownership.Informed);
        Assert.Contains(new AlertFact("予算額", "$4,000.00"), decision.Alert.Facts);
        Assert.Contains(decision.Title, c => c is >= '\u3040' and <= '\u9fff');
    }

    [Fact]
    public void A_contact_whom_the_matrix_does_not_name_is_told_too() =>
        Assert.Contains("nerima-it", Decide(Notice.Replace("tax-production", "insurance", StringComparison.Ordinal)).Ownership.Informed);

    [Fact]
    public void A_budget_that_is_not_ours_is_told_to_those_whom_the_matrix_names() =>
        Assert.DoesNotContain("nerima-it", Decide(Notice.Replace("tax-production", "somebody-elses", StringComparison.Ordinal)).Ownership.Informed);

    [Fact]
    public void An_anomaly_through_the_topic_is_read_like_one_of_the_event_bus()
    {
        var anomaly = """{"accountId":"131229001601","anomalyId":"a-1","anomalyStartDate":"2026-11-19","impact":{"maxImpact":150,"totalImpact":300},"rootCauses":[{"linkedAccount":"131229001601","service":"Amazon EC2","region":"ap-northeast-1"}],"monitorArn":"arn:aws:ce::131229001601:anomalymonitor/x"}""";
        var alert = Read(anomaly);

        Assert.Equal(("aws.ce", "Cost Anomaly", "131229001601", "Amazon EC2"), (alert.Source, alert.Type, alert.Account, alert.Resource));
    }

    static TriageDecision Decide(string message) => new TriageEngine(Index).Decide(Read(message), null, new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The event that the pipe puts on the account's bus.</summary>
    static Alert Read(string message) => Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["version"] = "0",
        ["id"] = "00000000-0000-0000-0000-000000000001",
        ["source"] = "sns.cost-notices",
        ["detail-type"] = "SNS Notification",
        ["account"] = "131229001601",
        ["region"] = "ap-northeast-1",
        ["time"] = "2026-11-20T08:00:00Z",
        ["resources"] = new JsonArray(),
        ["detail"] = new JsonObject
        {
            ["Type"] = "Notification",
            ["TopicArn"] = "arn:aws:sns:ap-northeast-1:131229001601:govcloud-katsushika-cost-notices",
            ["Subject"] = "AWS Budgets",
            ["Message"] = message,
            ["Timestamp"] = "2026-11-20T08:00:00.000Z",
        },
    })))).Alert;
}
