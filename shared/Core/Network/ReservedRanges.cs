using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>A range that AWS or common tools use themselves.</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Severity">An error where a VPC cannot work there, a warning where something in it may not.</param>
/// <param name="Japanese">Who uses it.</param>
/// <param name="English">The same in English.</param>
/// <param name="Source">What says so.</param>
public sealed record ReservedRange(Cidr Cidr, NetworkSeverity Severity, string Japanese, string English, string Source);

/// <summary>The table of ranges that AWS or common tools use themselves. The planner leaves those inside a pool out.</summary>
public static class ReservedRanges
{
    const string VpcGuide = "Amazon VPC User Guide, VPC CIDR blocks";
    const string Iana = "IANA IPv4 Special-Purpose Address Registry";

    /// <summary>The table, by address.</summary>
    public static ImmutableArray<ReservedRange> All { get; } =
    [
        new(Cidr.Parse("0.0.0.0/8"), NetworkSeverity.Error, "「このネットワーク」", "this network", Iana),
        new(Cidr.Parse("100.64.0.0/10"), NetworkSeverity.Warning, "通信事業者のNAT(共有アドレス)。AWS内部でも使われる", "carrier-grade NAT, which AWS services use inside too", "RFC 6598"),
        new(Cidr.Parse("127.0.0.0/8"), NetworkSeverity.Error, "ループバック", "loopback", Iana),
        new(Cidr.Parse("169.254.0.0/16"), NetworkSeverity.Error, "リンクローカル(メタデータ、DNS、時刻)", "link-local: metadata, DNS, time", VpcGuide),
        new(Cidr.Parse("172.17.0.0/16"), NetworkSeverity.Warning, "Docker の既定、Cloud9 と SageMaker", "Docker's default, Cloud9 and SageMaker", VpcGuide),
        new(Cidr.Parse("172.31.0.0/16"), NetworkSeverity.Warning, "デフォルトVPC", "default VPCs", VpcGuide),
        new(Cidr.Parse("192.0.2.0/24"), NetworkSeverity.Warning, "文書の例示用", "documentation", "RFC 5737"),
        new(Cidr.Parse("198.18.0.0/15"), NetworkSeverity.Warning, "試験用。198.19.0.0/16 はAWSが使う", "benchmarks; AWS uses 198.19.0.0/16", VpcGuide),
        new(Cidr.Parse("198.51.100.0/24"), NetworkSeverity.Warning, "文書の例示用", "documentation", "RFC 5737"),
        new(Cidr.Parse("203.0.113.0/24"), NetworkSeverity.Warning, "文書の例示用", "documentation", "RFC 5737"),
        new(Cidr.Parse("224.0.0.0/4"), NetworkSeverity.Error, "マルチキャスト", "multicast", VpcGuide),
        new(Cidr.Parse("240.0.0.0/4"), NetworkSeverity.Error, "将来用、ブロードキャスト", "future use, broadcast", VpcGuide),
    ];

    /// <summary>The ranges of RFC 1918.</summary>
    public static ImmutableArray<Cidr> Private { get; } = [Cidr.Parse("10.0.0.0/8"), Cidr.Parse("172.16.0.0/12"), Cidr.Parse("192.168.0.0/16")];

    static readonly Cidr AwsBenchmark = Cidr.Parse("198.19.0.0/16");
    static readonly Cidr Early = Cidr.Parse("10.0.0.0/15");
    static readonly Cidr FirstOfEarly = Cidr.Parse("10.0.0.0/16");
    static readonly Cidr DefaultVpc = Cidr.Parse("172.31.0.0/16");

    /// <summary>Why AWS does not let a VPC with a primary range have a secondary one; <see langword="null"/> where it does.</summary>
    /// <remarks>Source: Amazon VPC User Guide, IPv4 CIDR block association restrictions.</remarks>
    public static NetworkText? ExplainSecondary(Cidr primary, Cidr secondary)
    {
        var family = FamilyOf(secondary);
        if (AwsBenchmark.Overlaps(secondary) && !AwsBenchmark.Overlaps(primary))
        {
            return new("198.19.0.0/16 は追加できない", "198.19.0.0/16 cannot be added");
        }

        if (family is { } restricted && FamilyOf(primary) != restricted)
        {
            return new($"プライマリ {primary} のVPCに {restricted} の範囲は追加できない", $"a VPC with primary range {primary} cannot have one of {restricted}");
        }

        if (Early.Contains(primary) && FirstOfEarly.Overlaps(secondary))
        {
            return new("プライマリが 10.0.0.0/15 にあるVPCに 10.0.0.0/16 の範囲は追加できない", "a VPC with a primary range in 10.0.0.0/15 cannot have one of 10.0.0.0/16");
        }

        return Private[1].Contains(primary) && DefaultVpc.Overlaps(secondary)
            ? new("プライマリが 172.16.0.0/12 にあるVPCに 172.31.0.0/16 の範囲は追加できない", "a VPC with a primary range in 172.16.0.0/12 cannot have one of 172.31.0.0/16")
            : null;
    }

    static Cidr? FamilyOf(Cidr range)
    {
        foreach (var family in Private)
        {
            if (family.Contains(range))
            {
                return family;
            }
        }

        return null;
    }
}
