using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What was allocated, recorded for good: the planner adds to it and never changes what is there. Kept beside the estate and reviewed like code.</summary>
public sealed record AddressLock
{
    /// <summary>A lock without allocations.</summary>
    public static AddressLock Empty { get; } = new();

    /// <summary>The allocations, by account and name of the VPC.</summary>
    public ImmutableArray<VpcAllocation> Allocations { get; init; } = [];
}

/// <summary>Names a VPC within the estate.</summary>
/// <param name="Account">The account.</param>
/// <param name="Vpc">Name of the VPC within the account.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VpcKey(AccountId Account, string Vpc) : IComparable<VpcKey>
{
    /// <summary>Orders by account, then name.</summary>
    public int CompareTo(VpcKey other) =>
        string.CompareOrdinal(Account.ToString(), other.Account.ToString()) is var order and not 0 ? order : string.CompareOrdinal(Vpc, other.Vpc);

    /// <summary><c>account/vpc</c>.</summary>
    public override string ToString() => $"{Account}/{Vpc}";

    /// <summary>Orders by account, then name.</summary>
    public static bool operator <(VpcKey left, VpcKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders by account, then name.</summary>
    public static bool operator >(VpcKey left, VpcKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders by account, then name.</summary>
    public static bool operator <=(VpcKey left, VpcKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by account, then name.</summary>
    public static bool operator >=(VpcKey left, VpcKey right) => left.CompareTo(right) >= 0;
}

/// <summary>The ranges and subnets of one VPC.</summary>
public sealed record VpcAllocation
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Name of the VPC within the account.</summary>
    public required string Vpc { get; init; }

    /// <summary>The pool: its id in the estate.</summary>
    public required string Pool { get; init; }

    /// <summary>Who asked for it: an organisation's id at that time.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What was asked for last.</summary>
    public required RequestedSize Size { get; init; }

    /// <summary>The primary range, then secondary ones, in the order of allocation.</summary>
    public required ImmutableArray<RangeAllocation> Ranges { get; init; }

    /// <summary>The day on which the request was gone. The ranges rest from then on.</summary>
    public DateOnly? Freed { get; init; }

    /// <summary>Digest of everything above: shows a change by hand, and merges line by line.</summary>
    public required string Digest { get; init; }

    /// <summary>Names the VPC.</summary>
    public VpcKey Key => new(Account, Vpc);

    /// <summary>All subnets, in the order of allocation.</summary>
    public IEnumerable<SubnetAllocation> Subnets => Ranges.SelectMany(r => r.Subnets);

    /// <summary>Whether the allocation is as the planner recorded it.</summary>
    public bool IsIntact => Digest == ComputeDigest();

    /// <summary>The allocation with the digest of its contents.</summary>
    public VpcAllocation Sealed() => this with { Digest = ComputeDigest() };

    string ComputeDigest()
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Account}/{Vpc} {Pool} {RequestedBy} {Size} {Freed:yyyy-MM-dd}\n");
        foreach (var range in Ranges)
        {
            text.Append(CultureInfo.InvariantCulture, $"{range.Cidr} {range.Allocated:yyyy-MM-dd}\n");
            foreach (var subnet in range.Subnets)
            {
                text.Append(CultureInfo.InvariantCulture, $"{subnet}\n");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
    }
}

/// <summary>What a request asked for. Hosts are for each zone.</summary>
/// <param name="Zones">Number of availability zones.</param>
/// <param name="Application">Hosts of the application subnet.</param>
/// <param name="Data">Hosts of the data subnet.</param>
/// <param name="Endpoints">Interface endpoints and the like.</param>
/// <param name="Attached">Whether the VPC is attached to the Transit Gateway.</param>
public sealed record RequestedSize(int Zones, int Application, int Data, int Endpoints, bool Attached)
{
    /// <summary>Hosts of a kind in each zone; a transit subnet holds one interface.</summary>
    public int HostsOf(SubnetKind kind) => kind switch
    {
        SubnetKind.Application => Application,
        SubnetKind.Data => Data,
        SubnetKind.Endpoints => Endpoints,
        _ => Attached ? 1 : 0,
    };

    /// <summary>Whether less is asked for than before. A transit subnet that is no longer used is not taken back.</summary>
    public bool IsLessThan(RequestedSize before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Zones < before.Zones || Application < before.Application || Data < before.Data || Endpoints < before.Endpoints;
    }

    /// <summary>One line, as it stands in the lock.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"zones {Zones}, application {Application}, data {Data}, endpoints {Endpoints}, {(Attached ? "attached" : "detached")}");
}

/// <summary>A range of a VPC.</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Allocated">The day of allocation, in Japan.</param>
/// <param name="Subnets">Its subnets, by address.</param>
public sealed record RangeAllocation(Cidr Cidr, DateOnly Allocated, ImmutableArray<SubnetAllocation> Subnets);

/// <summary>A subnet.</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Zone">Number of the availability zone, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SubnetAllocation(Cidr Cidr, SubnetKind Kind, int Zone)
{
    /// <summary>Addresses that AWS keeps in every subnet: the first four and the last.</summary>
    public const int KeptByAws = 5;

    /// <summary>How many hosts it can hold.</summary>
    public long Usable => Math.Max(0, Cidr.Size - KeptByAws);

    /// <summary>One line, as it stands in the lock: <c>10.0.0.0/26 application zone 1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cidr} {WordOf(Kind)} zone {Zone}");

    static string WordOf(SubnetKind kind) => kind switch
    {
        SubnetKind.Application => "application",
        SubnetKind.Data => "data",
        SubnetKind.Endpoints => "endpoints",
        _ => "transit",
    };
}
