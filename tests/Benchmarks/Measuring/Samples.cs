using System.Globalization;

namespace GovCloud.Benchmarks.Measuring;

/// <summary>Repeated measurements of one thing. The machine may be busy with other work, so that only medians are compared, and the spread is told.</summary>
sealed class Samples(IEnumerable<double> values)
{
    readonly double[] sorted = [.. values.Order()];

    public int Count => sorted.Length;

    public double Median => Percentile(50);

    public double Mean => sorted.Average();

    /// <summary>Between the two nearest samples where the rank is none of them.</summary>
    public double Percentile(double percent)
    {
        var rank = percent / 100 * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }

    /// <summary>The 10th and 90th percentile, formatted.</summary>
    public string Spread(string format) => $"{Text(Percentile(10), format)}–{Text(Percentile(90), format)}";

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
