using System.Text;
using System.Text.Json;
using GovCloud.Hosting;

namespace GovCloud.Adapters.Tests.Hosting;

public sealed class MetricsTests : IDisposable
{
    readonly MemoryStream output = new();
    readonly Metrics metrics;

    public MetricsTests() => metrics = new Metrics(
        "GovCloud",
        new LambdaEnvironment { RuntimeApi = "", Service = "triage" },
        new JsonLines(output),
        new ManualTime(DateTimeOffset.FromUnixTimeMilliseconds(1_774_969_200_123)));

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_line_is_what_the_embedded_metric_format_asks_for()
    {
        metrics.Add("Alerts", 2, MetricUnit.Count, new MetricDimension("disposition", "new"));
        metrics.Flush(new LambdaContext { AwsRequestId = "r-1", Deadline = DateTimeOffset.UnixEpoch });
        const string Expected = """
            {"_aws":{"Timestamp":1774969200123,"CloudWatchMetrics":[{"Namespace":"GovCloud","Dimensions":[["service","disposition"]],"Metrics":[{"Name":"Alerts","Unit":"Count"}]}]},"service":"triage","disposition":"new","function_request_id":"r-1","Alerts":2}

            """;
        Assert.Equal(Expected, Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Values_of_one_metric_share_a_line_and_other_dimensions_get_their_own()
    {
        metrics.Add("Alerts", 1, MetricUnit.Count, new MetricDimension("disposition", "new"));
        metrics.Add("Alerts", 1, MetricUnit.Count, new MetricDimension("disposition", "repeat"));
        metrics.Add("Alerts", 4, MetricUnit.Count, new MetricDimension("disposition", "new"));
        metrics.Flush();
        Assert.Equal(["[1,4]", "1"], Lines().ConvertAll(line => line.GetProperty("Alerts").GetRawText()));
    }

    [Fact]
    public void What_was_flushed_is_not_written_again()
    {
        metrics.Add("Alerts", 1);
        metrics.Flush();
        metrics.Flush();
        Assert.Single(Lines());
    }

    [Fact]
    public void A_line_keeps_cloudwatchs_limits_and_nothing_is_lost()
    {
        for (var i = 0; i < 250; i++)
        {
            metrics.Add("Many", i);
            metrics.Add("Metric" + i, 1);
        }

        metrics.Flush();
        var values = 0;
        foreach (var line in Lines())
        {
            var names = line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Metrics");
            Assert.InRange(names.GetArrayLength(), 1, 100);
            foreach (var name in names.EnumerateArray())
            {
                var value = line.GetProperty(name.GetProperty("Name").GetString()!);
                var count = value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1;
                Assert.InRange(count, 1, 100);
                values += count;
            }
        }

        Assert.Equal(500, values);
    }

    [Fact]
    public void What_cloudwatch_would_refuse_is_left_out()
    {
        metrics.Add("Lag", double.NaN, MetricUnit.Milliseconds);
        metrics.Add("Lag", 5, MetricUnit.Milliseconds, new MetricDimension("source", ""));
        metrics.Flush();
        var line = Assert.Single(Lines());
        Assert.Equal(5, line.GetProperty("Lag").GetInt32());
        Assert.False(line.TryGetProperty("source", out _));
    }

    [Fact]
    public void More_dimensions_than_cloudwatch_takes_are_a_mistake_of_the_caller()
    {
        var dimensions = Enumerable.Range(0, 30).Select(i => new MetricDimension("d" + i, "v")).ToArray();
        Assert.Throws<ArgumentException>(() => metrics.Add("Alerts", 1, MetricUnit.Count, dimensions));
        metrics.Add("Alerts", 1, MetricUnit.Count, dimensions.AsSpan(0, 29));
        metrics.Flush();
        Assert.Equal(30, Assert.Single(Lines()).GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Dimensions")[0].GetArrayLength());
    }

    [Fact]
    public void Values_that_are_added_at_the_same_time_are_all_written()
    {
        Parallel.For(0, 2000, i => metrics.Add("Alerts", 1));
        metrics.Flush();
        Assert.Equal(2000, Lines().Sum(line => line.GetProperty("Alerts").GetArrayLength()));
    }

    List<JsonElement> Lines() =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
