using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

public sealed class AmountTraceTests
{
    [Fact]
    public void A_share_of_a_direct_column_is_the_body_s_own_lines_and_its_part_of_what_was_passed_on()
    {
        var support = new CostPool { Id = "support", Name = "サポート", Match = new CostMatch { Services = ["AWSSupport*"] }, Split = [new CostSplit { Method = SplitMethod.Pools, Pools = ["direct"] }] };
        var month = Apportion(Rules(support, Direct, Rest), Line(AccountA, "30"), Line(AccountA, "5", service: "AmazonS3"), Line(AccountB, "15"), Line(NetworkAccount, "10", service: "AWSSupportBusiness"));

        var trace = AmountTrace.Of(month, "direct", A)!;

        Assert.Equal([("AmazonEC2", "30"), ("AmazonS3", "5")], trace.Lines.Select(l => (l.Line.Service, l.Part.ToString())));
        Assert.Equal([("support", ExactAmount.Parse("10"), ExactAmount.Parse("7"))], trace.Inherited.ToArray());
    }

    [Fact]
    public void A_share_of_other_columns_is_a_part_of_every_line_also_of_credits()
    {
        var month = Apportion(Rules(Rest), Line(NetworkAccount, "30"), Line(NetworkAccount, "-3", "Credit"), Line(AccountA, "6"));

        Assert.Equal(["2", "-1", "10"], AmountTrace.Of(month, "rest", C)!.Lines.Select(l => l.Part.ToString()));
    }

    [Fact]
    public void Who_bears_nothing_of_a_column_has_no_trace()
    {
        var month = Apportion(Rules(Direct, Rest), Line(AccountA, "30"));

        Assert.Null(AmountTrace.Of(month, "direct", B));
        Assert.Null(AmountTrace.Of(month, "rest", A));
    }

    [Fact]
    public void A_row_belongs_to_the_line_that_agrees_with_it_in_all_that_was_looked_at()
    {
        var line = Line(AccountA, "30").Tagged("Municipality", "kou") with { Owner = A, Rows = 4 };

        Assert.True(line.Takes(Line(AccountA, "1").Tagged("Municipality", "kou")));
        Assert.False(line.Takes(Line(AccountA, "1")));
        Assert.False(line.Takes(Line(AccountA, "1", "Credit").Tagged("Municipality", "kou")));
        Assert.False(line.Takes(Line(AccountB, "1").Tagged("Municipality", "kou")));
    }

    [Fact]
    public void A_request_asks_for_the_tags_that_rules_look_at()
    {
        var pool = Rest with { Match = new CostMatch { Tags = [new CostTagMatch { Key = "CostCenter" }] } };
        var request = BillRequest.For(Rules(pool, Rest), new CostMonth(2026, 6), unitPrices: true);

        Assert.Equal(["CostCenter", "Municipality", "System"], request.TagKeys.ToArray());
        Assert.True(request.UnitPrices);
    }
}
