using System.Globalization;

namespace GovCloud.Cli.Cost;

/// <summary>Says on a long read that it goes on.</summary>
sealed class RowProgress(TextWriter error)
{
    const long RowsBetween = 1_000_000;

    readonly Lock gate = new();
    long rows;

    /// <summary>Counts rows, from any thread.</summary>
    public void Report(long read)
    {
        lock (gate)
        {
            var before = rows / RowsBetween;
            rows += read;
            if (rows / RowsBetween > before)
            {
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows / RowsBetween} million rows ..."));
            }
        }
    }
}
