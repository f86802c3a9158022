namespace GovCloud.Benchmarks.Measuring;

/// <summary>Tells people on stderr what is being done; stdout is for the table alone.</summary>
sealed class Progress(TextWriter output)
{
    readonly System.Diagnostics.Stopwatch since = System.Diagnostics.Stopwatch.StartNew();

    public void Say(string what) => output.WriteLine($"{Samples.Text(since.Elapsed.TotalSeconds, "0"),5} s  {what}");
}
