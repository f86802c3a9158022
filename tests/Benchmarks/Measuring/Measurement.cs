namespace GovCloud.Benchmarks.Measuring;

/// <summary>One line of the result.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Ours, with unit and spread.</param>
/// <param name="Peer">What it is compared with, measured in the same run.</param>
/// <param name="Ratio">Ours to the peer's, as cost: more is worse.</param>
/// <param name="Goal">The largest ratio that is good enough; none where nothing was agreed.</param>
sealed record Measurement(string Name, string Value, string Peer, double Ratio, double? Goal = null)
{
    /// <summary>Whether the goal is met; none without a goal.</summary>
    public bool? Met => Goal is { } goal ? Ratio <= goal : null;
}

/// <summary>What one benchmark found.</summary>
/// <param name="Measurements">The lines of the table.</param>
/// <param name="Notes">What the reader must know to judge them, in Markdown.</param>
sealed record BenchmarkResult(IReadOnlyList<Measurement> Measurements, IReadOnlyList<string> Notes);
