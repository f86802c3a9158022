using System.Xml.Linq;

namespace GovCloud.Documents.Tests;

public sealed class HourlyChartTests
{
    static readonly int[] counts = [.. Enumerable.Range(0, 24)];

    [Fact]
    public void Every_hour_with_something_has_a_bar_that_tells_its_number()
    {
        var svg = XElement.Parse(HourlyChart.Render([new HourlySeries("通知", "messages", counts)], "見出し"));
        var bars = svg.Elements("rect").ToList();
        Assert.Equal(23, bars.Count);
        Assert.Equal("23時台 通知 23 件", bars[^1].Element("title")!.Value);
    }

    [Fact]
    public void A_bar_is_as_high_as_its_number_and_none_leaves_the_chart()
    {
        var svg = XElement.Parse(HourlyChart.Render([new HourlySeries("通知", "messages", [.. counts.Select(count => count * 40)])], "見出し"));
        var bars = svg.Elements("rect").Select(bar => (Y: (double)bar.Attribute("y")!, Height: (double)bar.Attribute("height")!)).ToList();
        Assert.All(bars, bar => Assert.InRange(bar.Y, 0, 260));
        Assert.Equal(23, bars[^1].Height / bars[0].Height, precision: 0);
    }

    [Fact]
    public void A_day_without_anything_is_an_empty_chart_and_no_division_by_zero() =>
        Assert.Empty(XElement.Parse(HourlyChart.Render([new HourlySeries("通知", "messages", new int[24])], "見出し")).Elements("rect"));
}
