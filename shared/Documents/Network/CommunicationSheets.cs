using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Documents.Network;

/// <summary>The communication matrix (通信整理表) as tables: every pair of networks, and the rules they come from.</summary>
public static class CommunicationSheets
{
    /// <summary>The tables, pairs first.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="matrix">Its matrix.</param>
    /// <param name="language">The language of headings and labels.</param>
    /// <param name="day">The day on which it is made, in Japan.</param>
    public static Spreadsheet Of(Estate estate, CommunicationMatrix matrix, DrawingLanguage language, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(matrix);
        var words = new DocumentWords(estate, language, day);
        var names = new PartyNames(estate);
        return new Spreadsheet { Sheets = [Pairs(matrix, words, names, estate.Network.AllowedDomains), Rules(matrix, words, names)] };
    }

    /// <summary>The rules, and the pairs in few columns: for a terminal.</summary>
    /// <inheritdoc cref="Of"/>
    public static Spreadsheet Brief(Estate estate, CommunicationMatrix matrix, DrawingLanguage language, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(matrix);
        var words = new DocumentWords(estate, language, day);
        var names = new PartyNames(estate);
        var pairs = new SpreadsheetSheet
        {
            Name = words.Of("通信整理表", "Communication matrix"),
            Preamble = words.Preamble("通信整理表", "Communication matrix"),
            Headings = words.All(("項番", "No."), ("送信元", "From"), ("宛先", "To"), ("プロトコル・ポート", "Ports"), ("用途", "Purpose"), ("根拠", "Flow")),
            Rows =
            [
                .. matrix.Pairs.Select((pair, i) => (ImmutableArray<string>)
                [
                    Number(i + 1), words.Of(names.Of(pair.From)), words.Of(names.Of(pair.To)), PartyNames.Ports(pair.Ports), pair.Flow.Purpose, pair.Flow.Id,
                ]),
            ],
        };
        return new Spreadsheet { Sheets = [pairs, Rules(matrix, words, names)] };
    }

    static SpreadsheetSheet Pairs(CommunicationMatrix matrix, DocumentWords words, PartyNames names, ImmutableArray<AllowedDomain> domains)
    {
        var allowed = string.Join(' ', domains.Select(d => d.Domain));
        return new SpreadsheetSheet
        {
            Name = words.Of("通信整理表", "Communication matrix"),
            Preamble = [.. words.Preamble("通信整理表", "Communication matrix"), words.Of("ここに載っていない通信はできません。方向は、接続を開始する側から見たものです。", "What does not stand here is impossible. Directions are those of the side that opens the connection.")],
            Headings = words.All(
                ("項番", "No."), ("送信元団体", "From body"), ("送信元システム", "From system"), ("送信元環境", "From environment"), ("送信元ネットワーク", "From network"), ("送信元CIDR", "From ranges"),
                ("宛先団体", "To body"), ("宛先システム", "To system"), ("宛先環境", "To environment"), ("宛先ネットワーク", "To network"), ("宛先CIDR", "To ranges"),
                ("プロトコル・ポート", "Ports"), ("用途", "Purpose"), ("方向", "Direction"), ("根拠(通信要件)", "Flow"), ("備考", "Remarks")),
            Rows = [.. matrix.Pairs.Select((pair, i) => Row(pair, i + 1, words, names, allowed))],
            FrozenColumns = 1,
            Paper = SheetPaper.A3,
        };
    }

    static ImmutableArray<string> Row(IntendedFlow pair, int number, DocumentWords words, PartyNames names, string allowed) =>
    [
        number.ToString(CultureInfo.InvariantCulture),
        .. Side(pair.From, words, names),
        .. Side(pair.To, words, names),
        PartyNames.Ports(pair.Ports), pair.Flow.Purpose, Direction(pair.Flow, words), pair.Flow.Id,
        string.Join(words.Of("。", "; "), Remarks(pair, words, allowed)),
    ];

    static string[] Side(NetworkNode node, DocumentWords words, PartyNames names) =>
    [
        words.Of(names.Municipalities(node)), words.Of(names.System(node)), words.Of(PartyNames.Environment(node.Environment)), node.Id,
        node.Kind == FlowPartyKind.Internet ? "—" : string.Join('\n', node.Cidrs),
    ];

    static IEnumerable<string> Remarks(IntendedFlow pair, DocumentWords words, string allowed)
    {
        if (!IntendedFlow.ShareMunicipality(pair.From, pair.To))
        {
            yield return words.Of("団体間の通信: ", "between bodies: ") + pair.Flow.BetweenMunicipalities;
        }

        if (pair.From.Environment is { } from && pair.To.Environment is { } to && from != to)
        {
            yield return words.Of("本番・検証間の通信: ", "between environments: ") + pair.Flow.BetweenEnvironments;
        }

        if (pair.To.Kind == FlowPartyKind.Internet)
        {
            yield return words.Of("許可ドメイン: ", "allowed domains: ") + allowed;
        }
    }

    static SpreadsheetSheet Rules(CommunicationMatrix matrix, DocumentWords words, PartyNames names) => new()
    {
        Name = words.Of("通信要件", "Flows"),
        Preamble = words.Preamble("通信要件(通信整理表の元になる規則)", "Flows, the rules behind the matrix"),
        Headings = words.All(
            ("通信要件", "Flow"), ("送信元", "From"), ("宛先", "To"), ("プロトコル・ポート", "Ports"), ("用途", "Purpose"), ("方向", "Direction"),
            ("組数", "Pairs"), ("送信元の数", "Sources"), ("宛先の数", "Destinations"), ("団体間の理由", "Reason between bodies"), ("環境間の理由", "Reason between environments")),
        Rows =
        [
            .. matrix.Rules.Select(rule => (ImmutableArray<string>)
            [
                rule.Flow.Id, words.Of(names.Of(rule.Flow.From)), words.Of(names.Of(rule.Flow.To)), PartyNames.Ports(IntendedFlow.PortsOf(rule.Flow)), rule.Flow.Purpose, Direction(rule.Flow, words),
                Number(rule.Pairs), Number(rule.Sources), Number(rule.Destinations), rule.Flow.BetweenMunicipalities ?? "", rule.Flow.BetweenEnvironments ?? "",
            ]),
        ],
    };

    static string Direction(NetworkFlow flow, DocumentWords words) => CommunicationMatrix.DirectionOf(flow) switch
    {
        FlowDirection.FromOnPremises => words.Of("庁内→クラウド", "on-premises to cloud"),
        FlowDirection.ToOnPremises => words.Of("クラウド→庁内", "cloud to on-premises"),
        FlowDirection.ToInternet => words.Of("クラウド→インターネット", "cloud to internet"),
        _ => words.Of("クラウド内", "within the cloud"),
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
