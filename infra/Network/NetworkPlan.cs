using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>What the network's stacks are made from: the topology, and where things are in AWS.</summary>
sealed record NetworkPlan
{
    static readonly Dictionary<string, ImmutableArray<string>> ZonesOfRegions = new(StringComparer.Ordinal)
    {
        ["ap-northeast-1"] = ["apne1-az4", "apne1-az1", "apne1-az2"],
        ["ap-northeast-3"] = ["apne3-az1", "apne3-az2", "apne3-az3"],
    };

    ImmutableArray<SharedRule> rules;

    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>Its network.</summary>
    public required NetworkTopology Topology { get; init; }

    /// <summary>The Transit Gateway of the estate.</summary>
    public required TransitGateway Gateway { get; init; }

    /// <summary>The account of the Transit Gateway and the central VPCs.</summary>
    public required Account NetworkAccount { get; init; }

    /// <summary>The account that keeps flow logs; none where each account keeps its own.</summary>
    public required Account? LogArchive { get; init; }

    /// <summary>The Resolver's rules that accounts use; found once, for each stack asks for its own.</summary>
    internal ImmutableArray<SharedRule> Rules => rules.IsDefault ? rules = [.. SharedRule.Of(this)] : rules;

    /// <summary>The region of everything here.</summary>
    public string Region => Estate.Profile.PrimaryRegion;

    /// <summary>Id of the Transit Gateway, for stacks of the network account.</summary>
    public string TransitGatewayId => Gateway.Existing ? Gateway.Id! : Fn.ImportValue(NetworkNames.TransitGatewayExport);

    /// <summary>Accounts with planned VPCs that are not central, in the estate's order, with their VPCs.</summary>
    public IEnumerable<(Account Account, ImmutableArray<VpcPolicy> Vpcs)> Spokes => Topology.Vpcs
        .Where(v => v.Node.Role == VpcRole.Workload)
        .GroupBy(v => v.Node.Account!.Account)
        .Select(g => (g.Key, g.ToImmutableArray()));

    /// <summary>The central VPCs.</summary>
    public IEnumerable<VpcPolicy> Central => Topology.Vpcs.Where(v => v.Node.Role != VpcRole.Workload);

    /// <summary>The one VPC of a central role; none where the estate has none.</summary>
    public VpcPolicy? CentralOf(VpcRole role) => Central.FirstOrDefault(v => v.Node.Role == role);

    /// <summary>Plans the stacks.</summary>
    /// <param name="estate">A validated estate with a Transit Gateway.</param>
    /// <param name="allocations">The lock, which has all that is requested.</param>
    /// <exception cref="SynthInputException">The network cannot be built as it is described.</exception>
    internal static NetworkPlan Of(Estate estate, AddressLock allocations)
    {
        var gateway = estate.Network.TransitGateway ?? throw new ArgumentException("The estate has no Transit Gateway.", nameof(estate));
        var topology = NetworkTopology.Of(estate, allocations);
        if (!topology.Problems.IsEmpty)
        {
            throw new SynthInputException(string.Join("\nerror: ", topology.Problems));
        }

        var networks = estate.Accounts.Where(a => a.Purpose == AccountPurpose.Network).ToList();
        if (networks is not [var network])
        {
            throw new SynthInputException(FormattableString.Invariant(
                $"The estate has a Transit Gateway and {networks.Count} accounts of purpose 'network'. Remedy: give exactly one account that purpose."));
        }

        var plan = new NetworkPlan
        {
            Estate = estate,
            Topology = topology,
            Gateway = gateway,
            NetworkAccount = network,
            LogArchive = estate.Accounts.FirstOrDefault(a => a.Purpose == AccountPurpose.LogArchive),
        };
        plan.CheckPlaces();
        return plan;
    }

    /// <summary>Id of the availability zone of a number, from 1.</summary>
    /// <exception cref="SynthInputException">The estate does not name so many.</exception>
    internal string ZoneId(int number)
    {
        var zones = Estate.Network.Zones.IsEmpty ? ZonesOfRegions.GetValueOrDefault(Region, []) : Estate.Network.Zones;
        return number <= zones.Length
            ? zones[number - 1]
            : throw new SynthInputException(FormattableString.Invariant(
                $"A VPC uses availability zone {number}, and {zones.Length} zones of {Region} are known. Remedy: name the zones' ids in network.zones."));
    }

    /// <summary>The environment of a stack.</summary>
    internal CdkEnvironment EnvironmentOf(Account account) => new() { Account = account.Id.ToString(), Region = Region };

    void CheckPlaces()
    {
        if (Central.FirstOrDefault(v => v.Node.Account!.Account.Id != NetworkAccount.Id) is { } elsewhere)
        {
            throw new SynthInputException(
                $"The VPC {elsewhere.Node.Id} has the role {elsewhere.Node.Role} and is not in the network account {NetworkAccount.Id}. Remedy: request it there.");
        }

        if (Gateway is { Existing: true, Id: null })
        {
            throw new SynthInputException("The Transit Gateway is there already, and its id is missing. Remedy: set network.transitGateway.id.");
        }
    }
}
