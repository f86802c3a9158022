using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST301 to EST503: what contradicts itself.</summary>
public sealed class EstateConsistencyRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "hours",
            "close: 17:15",
            "close: 8:30",
            "e.yaml:60:12: error EST301: \"desk\" opens at 8:30 and closes at 8:30; 'close' must be later, or 0:00 for the end of the day"
        },
        {
            "days",
            "    close: 17:15\n",
            "    close: 17:15\n    days: []\n",
            "e.yaml:61:11: error EST301: \"desk\" has no day of the week on which work is done; name at least one in 'days'"
        },
        {
            "open and closed",
            "    close: 17:15\n",
            "    close: 17:15\n    closedDays: [2026-11-02]\n    openDays: [2026-11-02]\n",
            "e.yaml:62:16: error EST301: 2026-11-02 is in 'openDays' and in 'closedDays' of \"desk\"; remove one"
        },
        {
            "dedicated",
            "usage: shared\n    vendor: vendor-a\n    municipalities: [\"131229\"]",
            "usage: dedicated\n    vendor: vendor-a\n    municipalities: [\"131229\", \"131121\"]",
            "e.yaml:45:21: error EST302: \"insurance\" is dedicated (単独利用) and names 2 municipalities; name exactly one, or write 'usage: shared'"
        },
        {
            "shared none",
            "municipalities: [\"131229\"]\n",
            "municipalities: []\n",
            "e.yaml:45:21: error EST302: \"insurance\" is used by no municipality; name those that use it"
        },
        {
            "system network",
            "usage: shared",
            "usage: network",
            "e.yaml:43:12: error EST302: \"insurance\" is a business system and cannot be of usage network; write dedicated or shared"
        },
        {
            "account other body",
            "    system: insurance\n",
            "    system: insurance\n    municipalities: [\"131121\"]\n",
            "e.yaml:56:22: error EST303: account 131229002401 holds data of 131121, which does not use system \"insurance\" (used by 131229); correct one of the two"
        },
        {
            "account dedicated of two",
            "municipalities: [\"131229\"]\n    linkageCode: \"024\"\naccounts:",
            "municipalities: [\"131229\", \"131121\"]\n    linkageCode: \"024\"\naccounts:\n  - id: \"131229002402\"\n    name: insurance-test\n    environment: verification\n    system: insurance\n    usage: dedicated",
            "e.yaml:52:12: error EST303: account 131229002402 is dedicated (単独利用) and holds data of 2 municipalities; name exactly one in 'municipalities', or remove 'usage'"
        },
        {
            "account no system",
            "    system: insurance\n",
            "",
            "e.yaml:52:5: error EST303: account 131229002401 is of purpose system and names none; add 'system', or write 'purpose: network', 'operations' or 'log-archive'"
        },
        {
            "purpose and system",
            "    system: insurance\n",
            "    system: insurance\n    purpose: log-archive\n",
            "e.yaml:55:13: error EST303: account 131229002401 is of purpose log-archive and carries system \"insurance\"; remove 'system' or 'purpose'"
        },
        {
            "network use with system",
            "    system: insurance\n",
            "    system: insurance\n    usage: network\n",
            "e.yaml:56:12: error EST303: account 131229002401 carries system \"insurance\" and cannot be of usage network; remove 'usage', or write dedicated or shared"
        },
        {
            "usage without system",
            "    purpose: operations\n",
            "    purpose: operations\n    usage: shared\n",
            "e.yaml:52:12: error EST303: account 012345678901 carries no system and cannot be of usage shared; remove 'usage' or write network"
        },
        {
            "operations account purpose",
            "    purpose: operations\n",
            "    purpose: network\n",
            "e.yaml:6:22: error EST303: 'operationsAccount' 012345678901 is of purpose network; name an account of purpose operations"
        },
        {
            "department without body",
            "    kind: it-department\n    municipality: \"131229\"\n",
            "    kind: it-department\n",
            "e.yaml:28:5: error EST304: \"katsushika-it\" is of kind it-department and belongs to a municipality; add 'municipality' with its code"
        },
        {
            "vendor with body",
            "    kind: vendor\n",
            "    kind: vendor\n    municipality: \"131229\"\n",
            "e.yaml:26:19: error EST304: \"vendor-a\" is of kind vendor and belongs to no municipality; remove 'municipality'"
        },
        {
            "region abroad",
            "  operator: operator\n",
            "  primaryRegion: us-east-1\n  operator: operator\n",
            "e.yaml:4:18: error EST305: 'primaryRegion' is us-east-1; data stays in Japan, so write ap-northeast-1 or ap-northeast-3"
        },
        {
            "region near",
            "  operator: operator\n",
            "  recoveryRegion: ap-northeast-2\n  operator: operator\n",
            "e.yaml:4:19: error EST305: 'recoveryRegion' is ap-northeast-2; data stays in Japan, so write ap-northeast-1 or ap-northeast-3; did you mean 'ap-northeast-1'?"
        },
        {
            "region same",
            "  operator: operator\n",
            "  recoveryRegion: ap-northeast-1\n  operator: operator\n",
            "e.yaml:4:19: error EST305: 'recoveryRegion' equals 'primaryRegion' and would be lost together with it; name the other region of Japan"
        },
        {
            "unreachable",
            "    mail: [desk@operator.example.jp]\n",
            "",
            "e.yaml:18:5: warning EST306: \"operator\" has neither 'mail' nor 'slackWebhookParameter' and cannot be told anything; add one"
        },
        {
            "slack off",
            "    mail: [it@setagaya.example.jp]",
            "    mail: [it@setagaya.example.jp]\n    slackWebhookParameter: /govcloud/slack/setagaya",
            "e.yaml:40:28: warning EST307: \"setagaya-it\" has a Slack webhook, and 世田谷区 has switched Slack off ('slack: false'), so it is never used; remove it"
        },
        {
            "no sender",
            "notification:\n  mailFrom: alert@operator.example.jp\n",
            "",
            "e.yaml:22:11: error EST308: organisations have mail addresses and no mail could be sent; add 'mailFrom' to the section 'notification'"
        },
        {
            "period",
            "from: 2026-04-01",
            "from: 2027-04-01",
            "e.yaml:75:14: error EST401: suppression \"scan\" begins on 2027-04-01 and ends before, on 2027-03-31; correct one of the two"
        },
        {
            "expired",
            "until: 2027-03-31",
            "until: 2026-11-19",
            "e.yaml:75:14: error EST402: suppression \"scan\" ended on 2026-11-19; its owner \"operator\" removes it or answers for a later end"
        },
        {
            "scope all",
            "      type: Recon:*\n",
            "      type: '*'\n",
            "e.yaml:71:7: error EST403: suppression \"scan\" would hide every alert; narrow it by 'type', 'accounts' or 'resource'"
        },
        {
            "scope critical",
            "      type: Recon:*\n",
            "      type: Recon:*\n      upTo: critical\n",
            "e.yaml:77:13: error EST403: suppression \"scan\" would hide critical alerts; write high or less"
        },
        {
            "dead row",
            "  - categories: [network]\n    responsible: network-operator\n  - responsible: operator\n    informed: [it-department]\n",
            "  - responsible: operator\n  - categories: [network]\n    responsible: network-operator\n",
            "e.yaml:63:5: warning EST501: this row of the responsibility matrix never applies: earlier rows cover all of it; move it up or remove it"
        },
        {
            "dead severity",
            "      to: low\n",
            "      to: low\n    - environments: [verification]\n      from: [high]\n      to: medium\n",
            "e.yaml:70:7: warning EST501: this severity rule never applies: earlier rules cover all of it; move it up or remove it"
        },
        {
            "gap",
            "  - responsible: operator\n    informed: [it-department]\n",
            "  - usage: [dedicated, shared, network]\n    categories: [threat, posture, vulnerability, access, data-protection, service-health, maintenance, monitoring, backup, cost, operation, change, advice]\n    responsible: operator\n",
            "e.yaml:62:3: warning EST502: the responsibility matrix has no row for accounts that the estate does not know (a row without 'usage') and threat, posture, vulnerability, access, data-protection, service-health, maintenance, monitoring, backup, cost, operation, change, advice, other: nobody would be responsible; add one" + "\n"
            + "e.yaml:62:3: warning EST502: the responsibility matrix has no row for usage dedicated and other: nobody would be responsible; add one" + "\n"
            + "e.yaml:62:3: warning EST502: the responsibility matrix has no row for usage network and other: nobody would be responsible; add one" + "\n"
            + "e.yaml:62:3: warning EST502: the responsibility matrix has no row for usage shared and other: nobody would be responsible; add one"
        },
        {
            "estate role",
            "  networkOperator: operator\n",
            "",
            "e.yaml:62:18: error EST503: role network-operator is used here and the profile names nobody; add 'networkOperator' to 'profile' or change the row"
        },
        {
            "estate role informed",
            "informed: [it-department]",
            "informed: [it-department, integrated-operator]",
            "e.yaml:65:31: error EST503: role integrated-operator is used here and the profile names nobody; add 'integratedOperator' to 'profile' or change the row"
        },
        {
            "role of account",
            "  - responsible: operator\n    informed",
            "  - usage: [network]\n    responsible: vendor\n  - responsible: operator\n    informed",
            "e.yaml:65:18: error EST503: nobody holds role vendor for 1 account(s), such as 012345678901 (operations); put a row for them before this one"
        },
        {
            "role of unknown account",
            "  - responsible: operator\n    informed: [it-department]\n",
            "  - usage: [network]\n    responsible: operator\n  - responsible: vendor\n",
            "e.yaml:66:18: warning EST503: nobody holds role vendor for accounts that the estate does not know; put a row without 'usage' for the operator before this one"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_estate_is_reported_with_place_and_remedy(string name, string old, string replacement, string expected)
    {
        var result = SmallEstate.Read(SmallEstate.With(old, replacement));
        Assert.Equal(expected, string.Join('\n', result.Problems));
        Assert.True(result.Estate is null == result.Problems.Any(p => p.Severity == EstateProblemSeverity.Error), name);
    }
}
