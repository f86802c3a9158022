using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>A subnet of the plan with everything that people ask about it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Municipalities">Names of the bodies.</param>
/// <param name="Allocation">Its VPC.</param>
/// <param name="Range">Its range of the VPC.</param>
/// <param name="Subnet">The subnet.</param>
/// <param name="Hosts">Hosts that were asked for, of this kind and zone; all subnets of the kind and zone share them.</param>
/// <param name="Left">Hosts that can still come, of this kind and zone.</param>
sealed record SubnetRow(AccountContext Account, string Municipalities, VpcAllocation Allocation, RangeAllocation Range, SubnetAllocation Subnet, int Hosts, long Left)
{
    /// <summary>All subnets of the plan, by account, VPC and address.</summary>
    public static IEnumerable<SubnetRow> Of(PlannedEstate planned)
    {
        var index = new EstateIndex(planned.Estate, "");
        foreach (var allocation in planned.Plan.Lock.Allocations.Where(a => a.Freed is null))
        {
            var account = index.FindAccount(allocation.Account.ToString())!;
            var bodies = string.Join('、', account.Municipalities.Select(m => m.Name));
            var capacity = allocation.Subnets.GroupBy(s => (s.Kind, s.Zone)).ToDictionary(g => g.Key, g => g.Sum(s => s.Usable));
            foreach (var range in allocation.Ranges)
            {
                foreach (var subnet in range.Subnets)
                {
                    var hosts = subnet.Zone <= allocation.Size.Zones ? allocation.Size.HostsOf(subnet.Kind) : 0;
                    yield return new SubnetRow(account, bodies, allocation, range, subnet, hosts, capacity[(subnet.Kind, subnet.Zone)] - hosts);
                }
            }
        }
    }

    /// <summary>Addresses of a VPC that no subnet has.</summary>
    public static long FreeOf(VpcAllocation allocation) => allocation.Ranges.Sum(r => r.Cidr.Size) - allocation.Subnets.Sum(s => s.Cidr.Size);

    public static string LabelOf(SubnetKind kind) => kind switch
    {
        SubnetKind.Application => "アプリケーション",
        SubnetKind.Data => "データ",
        SubnetKind.Endpoints => "エンドポイント",
        _ => "TGW接続",
    };

    public static string LabelOf(AddressUse use) => use switch
    {
        AddressUse.Production => "本番",
        AddressUse.Verification => "検証",
        _ => "ネットワーク・共通",
    };
}
