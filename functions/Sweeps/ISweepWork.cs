using GovCloud.Audit;

namespace GovCloud.Functions.Sweeps;

/// <summary>What an audit does in the steps of a sweep. Every step may be asked for twice and must come to the same.</summary>
interface ISweepWork
{
    /// <summary>How many slices the estate has. The same estate has the same slices.</summary>
    int Slices { get; }

    /// <summary>How many closings may follow the one after 15 minutes, each five minutes later, before a run is closed with what has come in.</summary>
    int LaterClosings => 0;

    /// <summary>Begins for a slice what takes AWS some minutes; nothing for most audits.</summary>
    Task BeginAsync(int slice, CancellationToken reading) => Task.CompletedTask;

    /// <summary>Reads and judges a slice.</summary>
    /// <param name="run">The run.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="reading">Ends the reading; what was not read is unknown.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>The part to be kept for the closing, small: all parts are in memory at once then.</returns>
    Task<byte[]> ReadAsync(SweepRun run, int slice, CancellationToken reading, CancellationToken cancellationToken);

    /// <summary>When the run was to begin that was closed last; none before the first.</summary>
    Task<DateTimeOffset?> LastClosedAsync(CancellationToken cancellationToken);

    /// <summary>Merges, keeps and tells what has come in.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parts">The parts by slice; null for one that did not come in, whose accounts are unknown.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    Task CloseAsync(SweepRun run, IReadOnlyList<byte[]?> parts, CancellationToken cancellationToken);
}
