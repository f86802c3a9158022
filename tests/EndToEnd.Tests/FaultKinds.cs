using System.Collections.Immutable;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The kinds of faults that services do to single calls, by names that test results can show.</summary>
static class FaultKinds
{
    /// <summary>All kinds.</summary>
    public static ImmutableSortedDictionary<string, FaultEffect> All { get; } = new Dictionary<string, FaultEffect>(StringComparer.Ordinal)
    {
        ["throttled"] = new FaultEffect.Throttled(),
        ["denied"] = new FaultEffect.Denied(),
        ["expired"] = new FaultEffect.ExpiredCredentials(),
        ["failure"] = new FaultEffect.ServerError(),
        ["unavailable"] = new FaultEffect.ServerError(503),
        ["cut-before"] = new FaultEffect.ConnectionCut(),
        ["cut-after"] = new FaultEffect.ConnectionCut(AfterWork: true),
        ["partial"] = new FaultEffect.PartialFailure(),
        ["pages"] = new FaultEffect.SmallPages(Size: 1, EmptyEvery: 2),
        ["stale"] = new FaultEffect.StaleReads(TimeSpan.FromSeconds(5)),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>How many calls a kind disturbs, and how probably: answers that are merely odd come all the time; errors come often enough to outlast the retries of a client.</summary>
    public static (int Calls, double Probability) MeasureOf(FaultEffect effect) =>
        effect is FaultEffect.SmallPages or FaultEffect.StaleReads ? (200, 1) : effect is FaultEffect.PartialFailure ? (4, 1) : (8, 0.7);

    /// <summary>Every kind, now and then, to the calls of a function.</summary>
    /// <param name="function">Its physical name.</param>
    /// <param name="services">The services, by their names for signing.</param>
    /// <param name="probability">That a call meets a certain error. Of the ten kinds six are errors.</param>
    public static IEnumerable<Fault> Mixed(string function, IEnumerable<string> services, double probability) =>
        from service in services
        from effect in All.Values
        select new Fault { Service = service, Function = function, Effect = effect, Probability = effect is FaultEffect.SmallPages or FaultEffect.StaleReads or FaultEffect.PartialFailure ? 0.2 : probability };
}
