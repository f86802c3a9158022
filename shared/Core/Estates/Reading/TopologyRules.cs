namespace GovCloud.Estates.Reading;

/// <summary>Transit Gateway, lines, zones and the VPCs that have a role fit each other.</summary>
static class TopologyRules
{
    static readonly (string Full, string Short)[] Compass =
        [("northeast", "ne"), ("northwest", "nw"), ("southeast", "se"), ("southwest", "sw"), ("north", "n"), ("south", "s"), ("east", "e"), ("west", "w"), ("central", "c")];

    /// <summary>Checks.</summary>
    /// <param name="context">The estate.</param>
    /// <param name="index">The estate's accounts; <see langword="null"/> where references have been reported.</param>
    public static void Check(RuleContext context, EstateIndex? index)
    {
        var network = context.Estate.Network;
        if (network.TransitGateway is { Existing: true, Id: null } gateway && context.Sound(gateway, nameof(gateway.Id), nameof(gateway.Existing)))
        {
            context.Error(EstateRules.TransitGateway, gateway, nameof(gateway.Existing), "a Transit Gateway that is there already needs its 'id'; write it, or remove 'existing'");
        }

        CheckLines(context, network);
        CheckRoles(context, network, index);
        CheckZones(context, network);
    }

    static void CheckLines(RuleContext context, EstateNetwork network)
    {
        if (context.Incomplete || !context.Sound(network, nameof(network.Lines), nameof(network.OnPremises), nameof(network.TransitGateway)))
        {
            return;
        }

        var withRanges = network.OnPremises.Select(r => r.Municipality).ToHashSet();
        foreach (var line in network.Lines.Where(l => context.Sound(l, nameof(l.Id), nameof(l.Municipality), nameof(l.GatewayId))))
        {
            if (network.TransitGateway is null)
            {
                context.Problems.Error(EstateRules.TransitGateway, context.Map.At(line), $"line \"{line.Id}\" leads to no Transit Gateway; add 'transitGateway', or remove the line");
            }

            if (!withRanges.Contains(line.Municipality))
            {
                context.Error(EstateRules.Line, line, nameof(line.Municipality), $"line \"{line.Id}\" announces nothing, because body {line.Municipality} has no on-premises network; add it to 'onPremises', or remove the line");
            }

            // A gateway is one attachment with one route table: it cannot keep two bodies apart.
            if (line.GatewayId is { } gateway && network.Lines.FirstOrDefault(other => other.GatewayId == gateway && other.Municipality != line.Municipality) is { } other)
            {
                context.Error(
                    EstateRules.Line, line, nameof(line.GatewayId), $"lines \"{line.Id}\" and \"{other.Id}\" of two bodies share a Direct Connect gateway, where they cannot be kept apart; use a gateway for each body");
            }
        }

        var withLine = network.Lines.Select(l => l.Municipality).ToHashSet();
        foreach (var range in network.OnPremises.Where(r => network.TransitGateway is not null && context.Sound(r, nameof(r.Id), nameof(r.Municipality)) && !withLine.Contains(r.Municipality)))
        {
            context.Warning(EstateRules.Line, range, nameof(range.Municipality), $"nothing reaches on-premises network \"{range.Id}\", because body {range.Municipality} has no line; add one to 'lines', or hold the range in 'reserved'");
        }
    }

    static void CheckRoles(RuleContext context, EstateNetwork network, EstateIndex? index)
    {
        var taken = new Dictionary<VpcRole, VpcRequest>();
        foreach (var request in network.Requests.Where(r => context.Sound(r, nameof(r.Account), nameof(r.Vpc), nameof(r.Role)) && r.Role != VpcRole.Workload))
        {
            var role = RuleContext.Word(request.Role);
            if (!taken.TryAdd(request.Role, request))
            {
                context.Error(EstateRules.VpcRole, request, nameof(request.Role), $"VPC {request.Account}/{request.Vpc} has the role {role}, which {taken[request.Role].Account}/{taken[request.Role].Vpc} has already; one VPC has it");
            }

            if (index?.FindAccount(request.Account.ToString())?.Account is { Purpose: not AccountPurpose.Network } account)
            {
                context.Error(
                    EstateRules.VpcRole, request, nameof(request.Role), $"VPC {request.Account}/{request.Vpc} has the role {role} in an account of purpose {RuleContext.Word(account.Purpose)}; request it in the network account, or remove 'role'");
            }
        }

        if (!network.CentralEndpoints.IsEmpty && !taken.ContainsKey(VpcRole.Endpoints) && context.Sound(network, nameof(network.Requests), nameof(network.CentralEndpoints)))
        {
            context.Error(EstateRules.VpcRole, network, nameof(network.CentralEndpoints), "there are central endpoints and no VPC of role endpoints; add a request with 'role: endpoints' of the network account, or remove 'centralEndpoints'");
        }
    }

    static void CheckZones(RuleContext context, EstateNetwork network)
    {
        if (network.Zones.IsEmpty || !context.Sound(network, nameof(network.Zones)) || !context.Sound(context.Estate, nameof(Estate.Profile))
            || !context.Sound(context.Estate.Profile, nameof(EstateProfile.PrimaryRegion)))
        {
            return;
        }

        var region = context.Estate.Profile.PrimaryRegion;
        var prefix = PrefixOf(region) + "-";
        foreach (var (i, zone) in network.Zones.Index().Where(z => !z.Item.StartsWith(prefix, StringComparison.Ordinal)))
        {
            context.Problems.Error(EstateRules.Zones, context.Map.At(network, nameof(network.Zones), i), $"'{zone}' is no zone of {region}, whose zones are called {prefix}azN; correct it");
        }

        var largest = network.Requests.Where(r => context.Sound(r, nameof(r.Account), nameof(r.Vpc), nameof(r.Zones))).MaxBy(r => r.Zones ?? network.Standard.Zones);
        if (largest is not null && (largest.Zones ?? network.Standard.Zones) is var needed && needed > network.Zones.Length)
        {
            context.Error(EstateRules.Zones, network, nameof(network.Zones), $"VPC {largest.Account}/{largest.Vpc} needs {needed} zones, and 'zones' names {network.Zones.Length}; name more at the end, or ask for fewer");
        }
    }

    /// <summary>ap-northeast-1 is apne1 in the ids of its zones.</summary>
    static string PrefixOf(string region) => string.Concat(region.Split('-').Select(part => Compass.FirstOrDefault(c => c.Full == part).Short ?? (part == "gov" ? "g" : part)));
}
