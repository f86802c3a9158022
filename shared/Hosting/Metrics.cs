using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GovCloud.Hosting;

/// <summary>One name and value by which a metric is split.</summary>
/// <param name="Name">Such as <c>disposition</c>.</param>
/// <param name="Value">One of few values: each new one makes a new metric, which costs.</param>
public readonly record struct MetricDimension(string Name, string Value);

/// <summary>Units of CloudWatch metrics that we use.</summary>
public enum MetricUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A duration in milliseconds.</summary>
    Milliseconds,

    /// <summary>A size in bytes.</summary>
    Bytes,
}

/// <summary>Collects metrics and writes them as CloudWatch Embedded Metric Format: CloudWatch reads them from the log, no call is made.</summary>
/// <remarks>
/// Every metric has the dimension <c>service</c>. Source: CloudWatch user guide, "Specification: Embedded metric format": at most 100 metrics
/// in a directive, 100 values in an array, 30 dimensions in a set. Thread-safe.
/// </remarks>
public sealed class Metrics(string metricNamespace, LambdaEnvironment environment, JsonLines output, TimeProvider time)
{
    const int MostMetrics = 100;
    const int MostValues = 100;
    const int MostDimensions = 29;

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Lock gate = new();
    readonly List<Series> collected = [];

    /// <summary>Adds one value. It is written when the invocation ends, also when that ends in an error.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="value">A value that is not finite is left out: CloudWatch would refuse the whole line.</param>
    /// <param name="unit">The unit; the first one given for a name holds for the invocation.</param>
    /// <param name="dimensions">Dimensions besides <c>service</c>; at most 29. One with an empty value is left out, because CloudWatch refuses it.</param>
    /// <exception cref="ArgumentException">There are more than 29 dimensions.</exception>
    public void Add(string name, double value, MetricUnit unit = MetricUnit.Count, params ReadOnlySpan<MetricDimension> dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (dimensions.Length > MostDimensions)
        {
            throw new ArgumentException($"A metric has at most {MostDimensions} dimensions besides 'service'.", nameof(dimensions));
        }

        if (!double.IsFinite(value))
        {
            return;
        }

        lock (gate)
        {
            SeriesOf(name, unit, dimensions).Values.Add(value);
        }
    }

    /// <summary>Writes what was collected, one line for each set of dimensions, and forgets it.</summary>
    /// <param name="context">The invocation, whose request id is added for searching; null outside of one.</param>
    public void Flush(LambdaContext? context = null)
    {
        lock (gate)
        {
            while (collected.Count > 0)
            {
                output.Write(Line(context, Batch()));
            }
        }
    }

    // At most 100 series of one dimension set with at most 100 values each; what does not fit stays for the next line.
    List<Series> Batch()
    {
        var first = collected[0];
        var batch = new List<Series>();
        for (var i = 0; i < collected.Count && batch.Count < MostMetrics; i++)
        {
            var series = collected[i];
            if (!series.Dimensions.AsSpan().SequenceEqual(first.Dimensions))
            {
                continue;
            }

            if (series.Values.Count <= MostValues)
            {
                batch.Add(series);
                collected.RemoveAt(i--);
            }
            else
            {
                batch.Add(series with { Values = series.Values[..MostValues] });
                series.Values.RemoveRange(0, MostValues);
            }
        }

        return batch;
    }

    ReadOnlySpan<byte> Line(LambdaContext? context, List<Series> batch)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        Directive(json, batch);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("service", environment.Service);
        foreach (var dimension in batch[0].Dimensions)
        {
            json.WriteString(dimension.Name, dimension.Value);
        }

        if (context is not null)
        {
            json.WriteString("function_request_id", context.AwsRequestId);
        }

        foreach (var series in batch)
        {
            Values(json, series);
        }

        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    void Directive(Utf8JsonWriter json, List<Series> batch)
    {
        json.WriteStartObject();
        json.WriteString("Namespace", metricNamespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue("service");
        foreach (var dimension in batch[0].Dimensions)
        {
            json.WriteStringValue(dimension.Name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var series in batch)
        {
            json.WriteStartObject();
            json.WriteString("Name", series.Name);
            json.WriteString("Unit", Word(series.Unit));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Values(Utf8JsonWriter json, Series series)
    {
        if (series.Values is [var only])
        {
            json.WriteNumber(series.Name, only);
            return;
        }

        json.WriteStartArray(series.Name);
        foreach (var value in series.Values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    Series SeriesOf(string name, MetricUnit unit, ReadOnlySpan<MetricDimension> dimensions)
    {
        var present = Present(dimensions);
        foreach (var series in collected)
        {
            if (string.Equals(series.Name, name, StringComparison.Ordinal) && series.Dimensions.AsSpan().SequenceEqual(present))
            {
                return series;
            }
        }

        var added = new Series(name, unit, present, []);
        collected.Add(added);
        return added;
    }

    static MetricDimension[] Present(ReadOnlySpan<MetricDimension> dimensions)
    {
        var present = new List<MetricDimension>(dimensions.Length);
        foreach (var dimension in dimensions)
        {
            if (!string.IsNullOrEmpty(dimension.Value))
            {
                present.Add(dimension);
            }
        }

        return [.. present];
    }

    static string Word(MetricUnit unit) => unit switch
    {
        MetricUnit.Milliseconds => "Milliseconds",
        MetricUnit.Bytes => "Bytes",
        _ => "Count",
    };

    sealed record Series(string Name, MetricUnit Unit, MetricDimension[] Dimensions, List<double> Values);
}
