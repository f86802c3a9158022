using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Something that has addresses and talks: a VPC, a network of a body, the internet.</summary>
public sealed record NetworkNode
{
    /// <summary>Id of the internet's node.</summary>
    public const string InternetId = "internet";

    /// <summary>account/vpc of a planned VPC; the id of an existing VPC or of an on-premises network; <see cref="InternetId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is as a side of a flow; <see langword="null"/> for the egress VPC, which only passes on.</summary>
    public required FlowPartyKind? Kind { get; init; }

    /// <summary>What its VPC is for.</summary>
    public VpcRole Role { get; init; }

    /// <summary>The account; none for networks of bodies and for the internet.</summary>
    public AccountContext? Account { get; init; }

    /// <summary>Name of the VPC within the account, or id of the existing VPC.</summary>
    public string? Vpc { get; init; }

    /// <summary>The bodies whose data it carries; empty where it serves all.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>The environment; none where it serves both.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>Its ranges.</summary>
    public required ImmutableArray<Cidr> Cidrs { get; init; }

    /// <summary>The allocation of a planned VPC.</summary>
    public VpcAllocation? Allocation { get; init; }

    /// <summary>The record of a VPC that is there already.</summary>
    public ExistingVpc? Existing { get; init; }

    /// <summary>Whether it is attached to the Transit Gateway. Networks of bodies are where they have a line.</summary>
    public bool Attached { get; init; } = true;

    /// <summary>Every node of an estate: planned VPCs by account and name, existing ones, networks of bodies, the internet.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="allocations">What is allocated; freed allocations are left out.</param>
    public static ImmutableArray<NetworkNode> Of(Estate estate, AddressLock allocations)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(allocations);
        var index = new EstateIndex(estate, "");
        var roles = estate.Network.Requests.DistinctBy(r => new VpcKey(r.Account, r.Vpc)).ToDictionary(r => new VpcKey(r.Account, r.Vpc), r => r.Role);
        var lines = estate.Network.Lines.Select(l => l.Municipality).ToHashSet();
        return
        [
            .. allocations.Allocations.Where(a => a.Freed is null).OrderBy(a => a.Key).Select(a => Planned(a, roles.GetValueOrDefault(a.Key), index)),
            .. estate.Network.ExistingVpcs.Select(v => OfExisting(v, index)),
            .. estate.Network.OnPremises.Select(r => new NetworkNode
            {
                Id = r.Id,
                Kind = FlowPartyKind.OnPremises,
                Municipalities = [r.Municipality],
                Cidrs = r.Cidrs,
                Attached = lines.Contains(r.Municipality),
            }),
            new NetworkNode { Id = InternetId, Kind = FlowPartyKind.Internet, Cidrs = [Cidr.Parse("0.0.0.0/0")] },
        ];
    }

    static NetworkNode Planned(VpcAllocation allocation, VpcRole role, EstateIndex index)
    {
        var account = Known(index, allocation.Account);
        return OfVpc(allocation.Key.ToString(), account, allocation.Vpc, role) with
        {
            Cidrs = [.. allocation.Ranges.Select(r => r.Cidr)],
            Allocation = allocation,
            Attached = allocation.Size.Attached,
        };
    }

    static NetworkNode OfExisting(ExistingVpc vpc, EstateIndex index) =>
        OfVpc(vpc.Id, Known(index, vpc.Account), vpc.Id, VpcRole.Workload) with { Cidrs = vpc.Cidrs, Existing = vpc, Attached = vpc.Attached };

    static NetworkNode OfVpc(string id, AccountContext account, string vpc, VpcRole role)
    {
        var system = account.Account.Purpose == AccountPurpose.System;
        return new NetworkNode
        {
            Id = id,
            Kind = role switch
            {
                VpcRole.Egress => null,
                VpcRole.Endpoints => FlowPartyKind.Endpoints,
                VpcRole.Maintenance => FlowPartyKind.Maintenance,
                _ => system ? FlowPartyKind.Workload : FlowPartyKind.Operations,
            },
            Role = role,
            Account = account,
            Vpc = vpc,
            Municipalities = system && role == VpcRole.Workload ? [.. account.Municipalities.Select(m => m.Code)] : [],
            Environment = system && role == VpcRole.Workload ? account.Environment : null,
            Cidrs = [],
        };
    }

    static AccountContext Known(EstateIndex index, AccountId account) =>
        index.FindAccount(account.ToString()) ?? throw new ArgumentException($"The estate was not validated: account {account} has a VPC and is not there.", nameof(account));
}
