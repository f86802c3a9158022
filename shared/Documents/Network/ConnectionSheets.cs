using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Documents.Network;

/// <summary>The connection parameter sheet (接続パラメータシート): a table for each line, and one over all.</summary>
public static class ConnectionSheets
{
    const string Unknown = "未定";

    /// <summary>The tables: the overview, then each line by its id.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="lines">The lines' parameters.</param>
    /// <param name="language">The language of headings and labels.</param>
    /// <param name="day">The day on which it is made, in Japan.</param>
    public static Spreadsheet Of(Estate estate, ImmutableArray<ConnectionParameters> lines, DrawingLanguage language, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var words = new DocumentWords(estate, language, day);
        return new Spreadsheet { Sheets = [Overview(lines, words), .. lines.Select((line, i) => Sheet(line, NameOf(line, lines, i), words))] };
    }

    /// <summary>A sheet's name holds 31 characters, an id 40: what is cut is numbered.</summary>
    static string NameOf(ConnectionParameters line, ImmutableArray<ConnectionParameters> lines, int index) =>
        line.Line.Id.Length <= 31 && lines.Count(l => l.Line.Id == line.Line.Id) == 1 ? line.Line.Id : string.Create(CultureInfo.InvariantCulture, $"{line.Line.Id[..24]}-{index + 1}");

    static SpreadsheetSheet Overview(ImmutableArray<ConnectionParameters> lines, DocumentWords words) => new()
    {
        Name = words.Of("接続一覧", "Lines"),
        Preamble = words.Preamble("接続一覧", "Lines"),
        Headings = words.All(
            ("回線", "Line"), ("団体", "Body"), ("名称", "Name"), ("VLAN", "VLAN"), ("AWS側AS番号", "AWS ASN"), ("庁内側AS番号", "Router ASN"), ("AWS側BGPアドレス", "AWS peer"), ("庁内側BGPアドレス", "Router peer"),
            ("AWSから広報", "From AWS"), ("庁内から広報", "From the body")),
        Rows =
        [
            .. lines.Select(l => (ImmutableArray<string>)
            [
                l.Line.Id, $"{l.Municipality.Name}({l.Municipality.Code})", l.Line.Name, Known(l.Line.Vlan, words), Number(l.Line.GatewayAsn), Known(l.Line.RouterAsn, words),
                Known(l.AwsPeer, words), Known(l.RouterPeer, words), Budget(l.Outbound.Length, l.OutboundLimit), Budget(l.Inbound.Length, l.InboundLimit),
            ]),
        ],
        FrozenColumns = 1,
    };

    static SpreadsheetSheet Sheet(ConnectionParameters line, string name, DocumentWords words) => new()
    {
        Name = name,
        Preamble = words.Preamble($"接続パラメータシート {line.Municipality.Name} {line.Line.Name}", $"Connection parameters, {line.Municipality.Name}, {line.Line.Name}"),
        Headings = words.All(("区分", "Part"), ("項目", "Parameter"), ("値", "Value"), ("備考", "Remarks")),
        Rows = [.. Connection(line, words), .. Bgp(line, words), .. Routes(line, words), .. Names(line, words), .. Contacts(line, words)],
    };

    static IEnumerable<ImmutableArray<string>> Connection(ConnectionParameters line, DocumentWords words)
    {
        var part = words.Of("接続", "Connection");
        yield return [part, words.Of("団体", "Body"), $"{line.Municipality.Name}({line.Municipality.Code})", ""];
        yield return [part, words.Of("回線", "Line"), $"{line.Line.Name}({line.Line.Id})", ""];
        yield return [part, words.Of("Direct Connect 接続ID", "Direct Connect connection"), Known(line.Line.ConnectionId, words), words.Of("回線事業者またはLGWAN等の接続サービスから通知される番号", "As told by the carrier")];
        yield return [part, words.Of("仮想インターフェース", "Virtual interface"), words.Of("トランジット", "transit"), ""];
        yield return [part, "VLAN", Known(line.Line.Vlan, words), words.Of("同じ接続の中で重ならない番号(1〜4094)", "Unique within the connection, 1 to 4094")];
        yield return
        [
            part, "MTU", Number(ConnectionParameters.Mtu),
            words.Of("Transit Gateway は経路MTU探索(PMTUD)に応答しないため、庁内機器は8500以下に合わせる", "The Transit Gateway does not answer path MTU discovery: configure 8500 or less"),
        ];
        yield return [part, "Direct Connect Gateway ID", line.Line.GatewayId ?? words.Of("新規に作成", "to be created"), ""];
        yield return [part, "Transit Gateway ID", line.TransitGateway?.Id ?? words.Of("新規に作成", "to be created"), ""];
    }

    static IEnumerable<ImmutableArray<string>> Bgp(ConnectionParameters line, DocumentWords words)
    {
        yield return ["BGP", words.Of("AWS側AS番号(Direct Connect Gateway)", "AWS ASN (Direct Connect gateway)"), Number(line.Line.GatewayAsn), ""];
        yield return ["BGP", words.Of("Transit Gateway のAS番号", "ASN of the Transit Gateway"), Known(line.TransitGateway?.Asn, words), words.Of("AWS側AS番号と異なる番号", "Differs from the AWS ASN")];
        yield return ["BGP", words.Of("庁内側AS番号", "Router ASN"), Known(line.Line.RouterAsn, words), ""];
        yield return ["BGP", words.Of("AWS側アドレス", "AWS peer"), Known(line.AwsPeer, words), words.Of("対向アドレスの若い方", "The lower address")];
        yield return ["BGP", words.Of("庁内側アドレス", "Router peer"), Known(line.RouterPeer, words), ""];
        yield return ["BGP", words.Of("認証鍵(MD5)", "Key (MD5)"), words.Of("この書面には記載しない", "Not written here"), words.Of("別の安全な手段で受け渡す", "Handed over in another, safe way")];
    }

    static IEnumerable<ImmutableArray<string>> Routes(ConnectionParameters line, DocumentWords words)
    {
        var (outward, inward) = (words.Of("経路(AWS→庁内)", "Routes from AWS"), words.Of("経路(庁内→AWS)", "Routes from the body"));
        yield return [outward, words.Of("許可プレフィックス数", "Allowed prefixes"), Budget(line.Outbound.Length, line.OutboundLimit), words.Of("使用数/上限", "Used and limit")];
        foreach (var (i, cidr) in line.Outbound.Index())
        {
            yield return [outward, words.Of("広報する範囲 ", "Announced ") + Number(i + 1), cidr.ToString(), ""];
        }

        yield return [inward, words.Of("広報プレフィックス数", "Announced prefixes"), Budget(line.Inbound.Length, line.InboundLimit), words.Of("上限を超えるとBGPセッションが切断される", "Beyond the limit the BGP session goes down")];
        foreach (var (i, cidr) in line.Inbound.Index())
        {
            yield return [inward, words.Of("広報される範囲 ", "Announced ") + Number(i + 1), cidr.ToString(), ""];
        }
    }

    static IEnumerable<ImmutableArray<string>> Names(ConnectionParameters line, DocumentWords words)
    {
        const string part = "DNS";
        foreach (var subnet in line.ResolverSubnets)
        {
            yield return
            [
                part, words.Of($"Resolver のあるサブネット(AZ{subnet.Zone})", $"Subnet of the Resolver, zone {subnet.Zone}"), subnet.Cidr.ToString(),
                words.Of("庁内DNSから転送する宛先は、この範囲に構築後に確定する", "The addresses to forward to are in this range and known once it is built"),
            ];
        }

        foreach (var zone in line.PrivateZones)
        {
            yield return [part, words.Of("庁内DNSからAWSへ転送する名前", "Names to forward to AWS"), zone.Domain, ""];
        }

        foreach (var domain in line.ForwardedDomains)
        {
            yield return [part, words.Of("AWSから庁内DNSへ転送する名前", "Names that AWS forwards"), domain.Domain, words.Of("庁内DNS: ", "Servers: ") + string.Join(' ', domain.Servers)];
        }
    }

    static IEnumerable<ImmutableArray<string>> Contacts(ConnectionParameters line, DocumentWords words) =>
        line.Contacts.Select(contact => (ImmutableArray<string>)
        [
            words.Of("連絡先", "Contacts"),
            contact.Kind switch
            {
                OrganisationKind.ItDepartment => words.Of("団体(情報システム担当)", "IT department"),
                OrganisationKind.NetworkOperator => words.Of("ネットワーク構築運用補助者", "Network operator"),
                _ => words.Of("運用管理補助者", "Operator"),
            },
            contact.Name,
            string.Join(' ', contact.Mail),
        ]);

    static string Budget(int count, int limit) => string.Create(CultureInfo.InvariantCulture, $"{count} / {limit}({100.0 * count / limit:0.#} %)");

    static string Known(int? number, DocumentWords words) => number is { } known ? Number(known) : words.Of(Unknown, "open");

    static string Known(string? text, DocumentWords words) => text ?? words.Of(Unknown, "open");

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
