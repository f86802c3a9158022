using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Network;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network connection</c>.</summary>
static class NetworkConnectionCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var line = new Option<string?>("--line") { Description = "Only this line.", HelpName = "ID" };
        var file = DocumentOutput.FileOption();
        var format = new Option<DocumentFormat>("--format")
        {
            Description = "table: for people; json: one object; csv: the overview, for spreadsheets; xlsx: a sheet for each line, needs --out.",
            DefaultValueFactory = _ => DocumentFormat.Table,
        };
        var language = LanguageOption.Create();
        var command = new Command(
            "connection",
            "Write the connection parameter sheet (接続パラメータシート) of each line: VLAN, BGP, announced ranges with their budget, name servers, contacts. "
            + "Exit code 0: written; 1: errors, and nothing is written; 2: no such folder or line.")
        {
            folder,
            line,
            format,
            file,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            if (planned is null || !PlannedEstate.Usable(planned, parsed.GetValue(language), error))
            {
                return planned is null ? code : ExitCode.Problems;
            }

            if (Chosen(planned, parsed.GetValue(line), error) is not { } lines)
            {
                return ExitCode.Misuse;
            }

            var document = ConnectionSheets.Of(planned.Estate, lines, parsed.GetValue(language).Drawing(), EstateLocation.TodayInJapan(time));
            return DocumentOutput.Write(document, () => Json(lines), parsed.GetValue(format), parsed.GetValue(file), output, error);
        });
        return command;
    }

    static ImmutableArray<ConnectionParameters>? Chosen(PlannedEstate planned, string? id, TextWriter error)
    {
        var lines = ConnectionParameters.Of(planned.Estate, planned.Plan.Lock);
        if (id is null)
        {
            return lines;
        }

        ImmutableArray<ConnectionParameters> chosen = [.. lines.Where(l => l.Line.Id == id)];
        if (!chosen.IsEmpty)
        {
            return chosen;
        }

        error.WriteLine($"error: the estate has no line '{id}'; it has {(lines.IsEmpty ? "none" : string.Join(", ", lines.Select(l => l.Line.Id)))}.");
        return null;
    }

    static string Json(ImmutableArray<ConnectionParameters> lines) => NetworkJson.Write(new
    {
        lines = lines.Select(l => new
        {
            id = l.Line.Id,
            municipality = l.Municipality.Code.ToString(),
            name = l.Line.Name,
            connectionId = l.Line.ConnectionId,
            vlan = l.Line.Vlan,
            mtu = ConnectionParameters.Mtu,
            gatewayId = l.Line.GatewayId,
            gatewayAsn = l.Line.GatewayAsn,
            routerAsn = l.Line.RouterAsn,
            transitGatewayId = l.TransitGateway?.Id,
            transitGatewayAsn = l.TransitGateway?.Asn,
            awsPeer = l.AwsPeer,
            routerPeer = l.RouterPeer,
            outbound = new { limit = l.OutboundLimit, prefixes = l.Outbound.Select(c => c.ToString()) },
            inbound = new { limit = l.InboundLimit, prefixes = l.Inbound.Select(c => c.ToString()) },
            resolverSubnets = l.ResolverSubnets.Select(s => new { zone = s.Zone, cidr = s.Cidr.ToString() }),
            forwardedDomains = l.ForwardedDomains.Select(d => new { domain = d.Domain, servers = d.Servers.AsEnumerable() }),
            privateZones = l.PrivateZones.Select(z => z.Domain),
            contacts = l.Contacts.Select(c => new { id = c.Id, name = c.Name, mail = c.Mail.AsEnumerable() }),
        }),
    });
}
