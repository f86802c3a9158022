using System.Globalization;
using System.Runtime.InteropServices;

namespace GovCloud.Network;

/// <summary>Transport protocols that rules tell apart.</summary>
public enum TransportProtocol
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>ICMP; it has no ports.</summary>
    Icmp,
}

/// <summary>Destination ports of a protocol.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="First">The first port; 0 where there are none.</param>
/// <param name="Last">The last port, inclusive; 65535 for <see cref="TransportProtocol.Any"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PortRange(TransportProtocol Protocol, int First, int Last) : IComparable<PortRange>
{
    /// <summary>Everything.</summary>
    public static PortRange All { get; } = new(TransportProtocol.Any, 0, 65_535);

    /// <summary>ICMP of every type.</summary>
    public static PortRange Icmp { get; } = new(TransportProtocol.Icmp, 0, 0);

    /// <summary>One port or several of TCP.</summary>
    public static PortRange Tcp(int first, int? last = null) => new(TransportProtocol.Tcp, first, last ?? first);

    /// <summary>One port or several of UDP.</summary>
    public static PortRange Udp(int first, int? last = null) => new(TransportProtocol.Udp, first, last ?? first);

    /// <summary>Reads <c>tcp/443</c>, <c>tcp/8000-8080</c>, <c>udp/53</c>, <c>icmp</c> or <c>any</c>.</summary>
    /// <returns><see langword="false"/> for other text, a port above 65535, or a range whose end lies before its beginning.</returns>
    public static bool TryParse(string text, out PortRange ports)
    {
        ArgumentNullException.ThrowIfNull(text);
        ports = text == "any" ? All : Icmp;
        if (text is "any" or "icmp")
        {
            return true;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? TransportProtocol.Any : text[..slash] switch { "tcp" => TransportProtocol.Tcp, "udp" => TransportProtocol.Udp, _ => TransportProtocol.Any };
        var numbers = text[(slash + 1)..].Split('-');
        if (protocol == TransportProtocol.Any || numbers.Length > 2 || !Port(numbers[0], out var first) || !Port(numbers[^1], out var last) || last < first)
        {
            return false;
        }

        ports = new PortRange(protocol, first, last);
        return true;

        static bool Port(string digits, out int port) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535;
    }

    /// <summary>Whether everything of the other is in this.</summary>
    public bool Contains(PortRange other) => Protocol == TransportProtocol.Any || (Protocol == other.Protocol && First <= other.First && other.Last <= Last);

    /// <inheritdoc/>
    public int CompareTo(PortRange other) => (Protocol, First, Last).CompareTo((other.Protocol, other.First, other.Last));

    /// <summary>As it is written in the estate.</summary>
    public override string ToString() => Protocol switch
    {
        TransportProtocol.Any => "any",
        TransportProtocol.Icmp => "icmp",
        TransportProtocol.Tcp => "tcp/" + Numbers(),
        _ => "udp/" + Numbers(),
    };

    string Numbers() => First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>Orders by protocol, then port.</summary>
    public static bool operator <(PortRange left, PortRange right) => left.CompareTo(right) < 0;

    /// <summary>Orders by protocol, then port.</summary>
    public static bool operator >(PortRange left, PortRange right) => left.CompareTo(right) > 0;

    /// <summary>Orders by protocol, then port.</summary>
    public static bool operator <=(PortRange left, PortRange right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by protocol, then port.</summary>
    public static bool operator >=(PortRange left, PortRange right) => left.CompareTo(right) >= 0;
}
