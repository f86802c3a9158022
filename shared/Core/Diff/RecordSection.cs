using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>How the records of one section are told apart and spoken of.</summary>
/// <param name="Path">Keys from the root of the document, such as <c>network.flows</c>.</param>
/// <param name="Area">Where its changes are shown.</param>
/// <param name="Subject">First part of the changes' subjects.</param>
/// <param name="Keys">The members that name a record; empty for a list of texts, which name themselves.</param>
/// <param name="Name">What a record is called.</param>
sealed record RecordSection(string Path, ChangeArea Area, string Subject, ImmutableArray<string> Keys, NetworkText Name)
{
    /// <summary>Members whose change makes AWS delete the resource and make it again.</summary>
    public ImmutableArray<string> Replacing { get; init; } = [];

    /// <summary>Members whose change stops something for a while.</summary>
    public ImmutableArray<string> Interrupting { get; init; } = [];

    /// <summary>Whether something stops when a record is gone.</summary>
    public bool RemovalInterrupts { get; init; }

    /// <summary>What it means that a record is new.</summary>
    public NetworkText? WhenAdded { get; init; }

    /// <summary>What it means that a record is gone.</summary>
    public NetworkText? WhenRemoved { get; init; }

    /// <summary>The sections whose records have names. All others are compared as a whole.</summary>
    public static ImmutableArray<RecordSection> All { get; } =
    [
        new("municipalities", ChangeArea.Parties, "municipality", ["code"], new("団体", "municipality")),
        new("organisations", ChangeArea.Parties, "organisation", ["id"], new("組織", "organisation")),
        new("systems", ChangeArea.Parties, "system", ["id"], new("システム", "system")),
        new("calendars", ChangeArea.Parties, "calendar", ["id"], new("カレンダー", "calendar")),
        new("accounts", ChangeArea.Accounts, "account", ["id"], new("アカウント", "account"))
        {
            WhenAdded = new("まだなければ、申請と払い出しが要る(gca accounts request)", "if it is not there yet, it has to be requested and issued (gca accounts request)"),
            WhenRemoved = new("記述から外れるだけで、AWSのアカウントは削除も移動もされない", "it leaves the description only; the AWS account is neither deleted nor moved"),
        },
        new("network.designated", ChangeArea.Network, "designated", ["cidr"], new("指定CIDR", "designated range")),
        new("network.pools", ChangeArea.Network, "pool", ["id"], new("アドレスプール", "pool")),
        new("network.onPremises", ChangeArea.Network, "on-premises", ["id"], new("庁内ネットワーク", "on-premises network")),
        new("network.reserved", ChangeArea.Network, "reserved", ["id"], new("留保範囲", "held range")),
        new("network.requests", ChangeArea.Network, "vpc", ["account", "vpc"], new("VPC要求", "VPC request")) { Replacing = ["role"], WhenAdded = new("割当は「VPC」に示す", "the allocation is shown with the VPCs") },
        new("network.existingVpcs", ChangeArea.Network, "vpc", ["id"], new("既存VPC", "existing VPC")) { Replacing = ["account", "vpcId"] },
        new("network.acceptedOverlaps", ChangeArea.Network, "overlap", ["first", "second"], new("承認済みの重複", "accepted overlap")),
        new("network.quotas", ChangeArea.Network, "quota", ["quota"], new("AWSの上限", "quota")),
        new("network.lines", ChangeArea.Network, "line", ["id"], new("回線", "line"))
        {
            Replacing = ["municipality", "gatewayId", "gatewayAsn"],
            Interrupting = ["routerAsn", "vlan", "connectionId", "peering"],
            RemovalInterrupts = true,
            WhenRemoved = new("この回線の通信が止まる", "its traffic stops"),
        },
        new("network.flows", ChangeArea.Network, "flow", ["id"], new("通信要件", "flow")),
        new("network.allowedDomains", ChangeArea.Network, "domain", ["domain"], new("許可ドメイン", "allowed domain"))
        {
            RemovalInterrupts = true,
            WhenAdded = new("インターネットのこのドメインへ出られるようになる", "it can be reached in the internet"),
            WhenRemoved = new("このドメインへの通信が止まる", "it can no longer be reached"),
        },
        new("network.centralEndpoints", ChangeArea.Network, "endpoint", [], new("集約エンドポイント", "central endpoint"))
        {
            RemovalInterrupts = true,
            WhenRemoved = new("このAWSサービスへ閉域から届かなくなる", "the service can no longer be reached from the closed network"),
        },
        new("network.forwardedDomains", ChangeArea.Network, "name", ["domain"], new("転送する名前", "forwarded domain"))
        {
            Interrupting = ["municipality", "servers"],
            RemovalInterrupts = true,
            WhenRemoved = new("この名前をAWSから引けなくなる", "it can no longer be resolved from AWS"),
        },
        new("network.privateZones", ChangeArea.Network, "zone", ["domain"], new("プライベートゾーン", "private zone"))
        {
            Interrupting = ["municipalities"],
            RemovalInterrupts = true,
            WhenRemoved = new("この名前を引けなくなる", "it can no longer be resolved"),
        },
        new("network.privateLinks", ChangeArea.Network, "private-link", ["id"], new("PrivateLink", "PrivateLink"))
        {
            Replacing = ["provider", "vpc"],
            Interrupting = ["targets", "ports", "consumers"],
            RemovalInterrupts = true,
            WhenRemoved = new("このサービスの利用が止まる", "its use stops"),
        },
        new("network.allowedReplacements", ChangeArea.Network, "allowed", ["subject"], new("置換・中断の許可", "allowed replacement")),
        new("organization.newAccounts", ChangeArea.Accounts, "new-account", ["name"], new("新規アカウント", "new account"))
        {
            WhenAdded = new("組織に作成する", "it is created in the organization"),
            WhenRemoved = new("記述から外れるだけで、AWSのアカウントは削除も移動もされない", "it leaves the description only; the AWS account is neither deleted nor moved"),
        },
        new("organization.units", ChangeArea.Accounts, "unit", ["id"], new("既存の組織単位", "existing organizational unit")),
        new("organization.sandboxAccounts", ChangeArea.Accounts, "sandbox-account", [], new("試験用アカウント", "sandbox account")),
        new("organization.suspendedAccounts", ChangeArea.Accounts, "suspended-account", [], new("停止アカウント", "suspended account")),
        new("triage.suppressions", ChangeArea.Routing, "suppression", ["id"], new("通知の抑止", "suppression")),
    ];

    /// <summary>The name of a record within its section.</summary>
    public string KeyOf(JsonElement record) => Keys.IsEmpty ? record.ToString() : string.Join('/', Keys.Select(k => record.TryGetProperty(k, out var value) ? value.ToString() : ""));
}
