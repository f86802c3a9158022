using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.CostFiles.Tests.BillFiles;

namespace GovCloud.CostFiles.Tests;

public sealed class BillTagTests
{
    static string TagsOf(string header, params string[] cells) =>
        string.Join("; ", Read(May("CostCenter", "Municipality"), Plain("r.csv", Table(Header + "," + header, [.. cells.Select(c => Row("1") + "," + c)]))).Lines
            .Select(l => string.Join(' ', l.Tags.Select(t => $"{t.Key}={t.Value}"))));

    [Fact]
    public void Tags_of_a_cur_stand_in_columns_of_their_own()
    {
        const string Legacy = "bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/ProductCode,lineItem/CurrencyCode,lineItem/UnblendedCost,resourceTags/aws:createdBy,resourceTags/user:Municipality";
        var bill = Read(May("Municipality"), Plain("r.csv", Table(Legacy, "2026-05-01T00:00:00Z,111122223333,Usage,AmazonEC2,USD,1,someone,131229", "2026-05-01T00:00:00Z,111122223333,Usage,AmazonEC2,USD,2,someone,")));

        Assert.Equal([(0, "2"), (1, "1")], bill.Lines.Select(l => (l.Tags.Count, l.Billed.ToString())));
        Assert.Equal("131229", bill.Lines[1].Tags["Municipality"]);
    }

    [Theory]
    [InlineData("""{"user_municipality":"131229","user_cost_center":"A-1"}""")]
    [InlineData("""{"user_Municipality":"131229","user_CostCenter":"A-1"}""")]
    [InlineData("""{"user:Municipality":"131229","user:CostCenter":"A-1"}""")]
    [InlineData("""{"Municipality":"131229","CostCenter":"A-1","other":{"a":[1]}}""")]
    [InlineData("""{"aws_municipality":"000000","user_municipality":"131229","user_cost_center":"A-1"}""")]
    [InlineData("""{"user_municipality":"1312\u0032\u0039","user_cost_center":"A-1"}""")]
    public void Tags_of_a_map_are_found_however_the_export_writes_their_keys(string map) =>
        Assert.Equal("CostCenter=A-1 Municipality=131229", TagsOf("resource_tags", $"\"{map.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    [Fact]
    public void A_key_that_is_written_as_asked_goes_before_one_that_only_resembles_it() =>
        Assert.Equal("CostCenter=right", TagsOf("resource_tags", "\"{\"\"cost-center\"\":\"\"wrong\"\",\"\"CostCenter\"\":\"\"right\"\"}\""));

    [Fact]
    public void Columns_that_a_query_made_of_the_map_are_found() =>
        Assert.Equal("CostCenter=A-1 Municipality=131229", TagsOf("resource_tags_user_cost_center,resource_tags_user_municipality", "A-1,131229"));

    [Fact]
    public void Equal_and_different_maps_in_turn_are_told_apart() =>
        Assert.Equal("; Municipality=131121; Municipality=131229", TagsOf("resource_tags", Map("131229"), Map("131229"), "", Map("131121"), Map("131229")));

    static string Map(string code) => $"\"{{\"\"user_municipality\"\":\"\"{code}\"\"}}\"";

    [Theory]
    [InlineData("Municipality=131229")]
    [InlineData("[1]")]
    [InlineData("\"{\"\"user_municipality\"\":\"\"131229\"\"\"")]
    public void Tags_that_are_no_json_object_are_a_problem_of_the_row(string cell)
    {
        var bill = Read(May("Municipality"), Plain("r.csv", Table(Header + ",resource_tags", Row("1") + "," + cell)));

        Assert.Contains(bill.Problems, p => p.StartsWith("r.csv:2: its tags are no JSON object", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tag_that_the_export_has_no_column_for_is_noted_and_stops_nothing()
    {
        var bill = Read(May("Municipality"), Plain("r.csv", Csv(Row("1"))));

        Assert.Empty(bill.Problems);
        Assert.Contains("Municipality", Assert.Single(bill.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_with_the_separators_of_other_formats_do_not_run_into_each_other()
    {
        var line = Assert.Single(Read(May("CostCenter", "Municipality"), Plain("r.csv", Table(Header + ",resource_tags", Row("1") + ",\"{\"\"CostCenter\"\":\"\"a\\u001fb\"\"}\""))).Lines);

        Assert.Equal("a\u001fb", Assert.Single(line.Tags).Value);
    }

    [Fact]
    public void What_rules_ask_for_is_read()
    {
        var rules = new EstateCost
        {
            Pools =
            [
                new CostPool { Id = "a", Name = "a", Split = [new CostSplit { Method = SplitMethod.Even }], Match = new CostMatch { Tags = [new CostTagMatch { Key = "Project" }, new CostTagMatch { Key = "System" }] } },
                new CostPool { Id = "rest", Name = "rest", Split = [new CostSplit { Method = SplitMethod.Even }] },
            ],
        };

        Assert.Equal(["Municipality", "Project", "System"], BillRequest.For(rules, new GovCloud.Cost.CostMonth(2026, 5), unitPrices: true).TagKeys.AsEnumerable());
    }
}
