using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace GovCloud.Network.Reachability;

/// <summary>
/// What may pass: ports of TCP and UDP, ICMP, and all other protocols together. Exact arithmetic; equal sets are equal values.
/// </summary>
public sealed class PortSet : IEquatable<PortSet>
{
    const int LastPort = 65_535;
    static readonly ImmutableArray<Interval> NoPorts = [];
    static readonly ImmutableArray<Interval> EveryPort = [new(0, LastPort)];
    readonly ImmutableArray<Interval> tcp;
    readonly ImmutableArray<Interval> udp;

    PortSet(ImmutableArray<Interval> tcp, ImmutableArray<Interval> udp, bool icmp, bool other) => (this.tcp, this.udp, Icmp, Other) = (tcp, udp, icmp, other);

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Interval(int First, int Last);

    /// <summary>Nothing.</summary>
    public static PortSet Empty { get; } = new(NoPorts, NoPorts, icmp: false, other: false);

    /// <summary>Everything.</summary>
    public static PortSet All { get; } = new(EveryPort, EveryPort, icmp: true, other: true);

    /// <summary>All protocols other than TCP, UDP and ICMP.</summary>
    public static PortSet OtherProtocols { get; } = new(NoPorts, NoPorts, icmp: false, other: true);

    /// <summary>Where answers go: the ports that clients open connections from.</summary>
    public static PortSet Ephemeral { get; } = new([new(1024, LastPort)], [new(1024, LastPort)], icmp: true, other: true);

    /// <summary>Whether ICMP may pass.</summary>
    public bool Icmp { get; }

    /// <summary>Whether protocols other than TCP, UDP and ICMP may pass.</summary>
    public bool Other { get; }

    /// <summary>Whether nothing may pass.</summary>
    public bool IsEmpty => tcp.IsEmpty && udp.IsEmpty && !Icmp && !Other;

    /// <summary>The set as the fewest ranges, in order. <see cref="PortRange.All"/> alone for everything; other protocols by themselves are <see cref="PortRange.All"/> too.</summary>
    public ImmutableArray<PortRange> Ranges => Other
        ? [PortRange.All]
        : [.. tcp.Select(i => PortRange.Tcp(i.First, i.Last)), .. udp.Select(i => PortRange.Udp(i.First, i.Last)), .. Icmp ? [PortRange.Icmp] : Array.Empty<PortRange>()];

    /// <summary>The set of some ranges.</summary>
    public static PortSet Of(IEnumerable<PortRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return ranges.Aggregate(Empty, (set, range) => set.Union(Of(range)));
    }

    /// <summary>The set of one range.</summary>
    public static PortSet Of(PortRange range) => range.Protocol switch
    {
        TransportProtocol.Tcp => new([new(range.First, range.Last)], NoPorts, icmp: false, other: false),
        TransportProtocol.Udp => new(NoPorts, [new(range.First, range.Last)], icmp: false, other: false),
        TransportProtocol.Icmp => new(NoPorts, NoPorts, icmp: true, other: false),
        _ => All,
    };

    /// <summary>What is in one of the two.</summary>
    public PortSet Union(PortSet with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return ReferenceEquals(this, All) || with.IsEmpty ? this
            : ReferenceEquals(with, All) || IsEmpty ? with
            : new PortSet(Joined(tcp, with.tcp), Joined(udp, with.udp), Icmp || with.Icmp, Other || with.Other);
    }

    /// <summary>What is in both.</summary>
    public PortSet Intersect(PortSet with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return ReferenceEquals(this, All) || ReferenceEquals(this, with) ? with
            : ReferenceEquals(with, All) ? this
            : new PortSet(Common(tcp, with.tcp), Common(udp, with.udp), Icmp && with.Icmp, Other && with.Other);
    }

    /// <summary>What is in this and not in the other.</summary>
    public PortSet Except(PortSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(other, All) ? Empty
            : other.IsEmpty ? this
            : new PortSet(Common(tcp, Gaps(other.tcp)), Common(udp, Gaps(other.udp)), Icmp && !other.Icmp, Other && !other.Other);
    }

    /// <summary>Whether everything of the other is in this.</summary>
    public bool Contains(PortSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Except(this).IsEmpty;
    }

    /// <summary>Of this, the protocols of which the answers pass: some ephemeral port, or the protocol where it has no ports.</summary>
    /// <param name="answers">What may pass in the other direction.</param>
    public PortSet Answered(PortSet answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (ReferenceEquals(answers, All))
        {
            return this;
        }

        var back = answers.Intersect(Ephemeral);
        return new PortSet(back.tcp.IsEmpty ? NoPorts : tcp, back.udp.IsEmpty ? NoPorts : udp, Icmp && back.Icmp, Other && back.Other);
    }

    /// <inheritdoc/>
    public bool Equals(PortSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Icmp == other.Icmp && Other == other.Other && tcp.AsSpan().SequenceEqual(other.tcp.AsSpan()) && udp.AsSpan().SequenceEqual(other.udp.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PortSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var interval in tcp.AsSpan())
        {
            hash.Add(interval);
        }

        hash.Add(udp.Length);
        foreach (var interval in udp.AsSpan())
        {
            hash.Add(interval);
        }

        hash.Add((Icmp, Other));
        return hash.ToHashCode();
    }

    /// <summary>As it is written in the estate, such as <c>tcp/443, udp/53</c>; <c>—</c> for nothing.</summary>
    public override string ToString() => IsEmpty ? "—" : string.Join(", ", Ranges);

    static ImmutableArray<Interval> Joined(ImmutableArray<Interval> first, ImmutableArray<Interval> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return first.IsEmpty ? second : first;
        }

        var result = new List<Interval>();
        foreach (var next in first.Concat(second).OrderBy(i => i.First))
        {
            if (result.Count > 0 && next.First <= result[^1].Last + 1)
            {
                result[^1] = new Interval(result[^1].First, Math.Max(result[^1].Last, next.Last));
            }
            else
            {
                result.Add(next);
            }
        }

        return [.. result];
    }

    static ImmutableArray<Interval> Common(ImmutableArray<Interval> first, ImmutableArray<Interval> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return NoPorts;
        }

        var result = ImmutableArray.CreateBuilder<Interval>();
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            var (from, to) = (Math.Max(first[i].First, second[j].First), Math.Min(first[i].Last, second[j].Last));
            if (from <= to)
            {
                result.Add(new Interval(from, to));
            }

            if (first[i].Last < second[j].Last)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return result.ToImmutable();
    }

    static ImmutableArray<Interval> Gaps(ImmutableArray<Interval> intervals)
    {
        var result = ImmutableArray.CreateBuilder<Interval>();
        var next = 0;
        foreach (var interval in intervals)
        {
            if (interval.First > next)
            {
                result.Add(new Interval(next, interval.First - 1));
            }

            next = interval.Last + 1;
        }

        if (next <= LastPort)
        {
            result.Add(new Interval(next, LastPort));
        }

        return result.ToImmutable();
    }
}
