using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>The kinds of stacks that this repository synthesises.</summary>
static class StackKinds
{
    static readonly DeploymentText Removed = new("スタックを削除する。残すデータはない", "delete the stack; it keeps no data");

    public static StackKind Other { get; } = Kind("", "分類にないスタック", "a stack that the table of kinds does not have", StackAudience.Unknown, Check("スタックの状態が CREATE_COMPLETE", "the stack is CREATE_COMPLETE"), new("不明。テンプレートの DeletionPolicy を確認してから決める", "unknown: look at the template's deletion policies first"));

    public static ImmutableArray<StackKind> All { get; } =
    [
        Kind("GovCloud-Organization", "組織: OU・SCP・アカウント", "organizational units, policies, accounts", StackAudience.Management,
            Check("gca organization plan と一致する。SCP は検証用OUで先に確かめる", "agrees with gca organization plan; try policies on the verification unit first"),
            new("SCP を手で外す。アカウントは削除されず組織に残る", "detach policies by hand; accounts stay in the organization")),
        Kind("GovCloud-OrganizationGuardrails", "組織のガードレール", "guardrails of the organization", StackAudience.Management, Check("組織の証跡が記録中", "the organization's trail is logging"), new("スタックを削除する。記録済みのログは残る", "delete the stack; stored logs stay"), "GovCloud-LogArchive"),
        Kind("GovCloud-PermissionSet", "権限セット", "permission sets", StackAudience.Management, Check("割り当てた利用者が入れる", "the people it is assigned to can sign in"), Removed),
        Kind("GovCloud-LogArchive", "ログ保管用バケット", "bucket of the log archive", StackAudience.LogArchive,
            Check("バケットがあり、ほかから読めない", "the bucket is there and nobody else reads it"), new("スタックを削除してもバケットとログは残る", "bucket and logs stay when the stack is deleted")),
        Kind("GovCloud-Automation", "自動化(インシデント・按分・監査)", "the automation: incidents, cost, audits", StackAudience.Operations,
            Check("ダッシュボードが表示され、配信不能キューが空。gca triage の見本を1件流して通知が届く", "the dashboard shows, dead-letter queues are empty, one sample event is notified"),
            new("前の版のテンプレートで配備し直す。削除するときも表・バケット・鍵・ログは残る(終了保護を外してから)", "deploy the earlier version again; tables, buckets, keys and logs stay even when it is deleted, after termination protection is switched off")),
        Kind("GovCloud-Observability", "メトリクスの集約先", "where metrics come together", StackAudience.Operations, Check("出力 SinkArn を控える", "note the output SinkArn"), Removed),
        Kind("GovCloud-MonitoringLink", "メトリクスの共有", "sharing of metrics", StackAudience.EveryOtherAccount, Check("運用アカウントでメトリクスが見える", "the metrics show in the operations account"), Removed, "GovCloud-Observability"),
        Kind("GovCloud-Monitoring", "業務システムの監視", "alarms of a system", StackAudience.Mapped, Check("アラームが INSUFFICIENT_DATA から OK になる", "alarms go from INSUFFICIENT_DATA to OK"), Removed),
        Kind("GovCloud-Forwarding", "イベントの転送", "forwarding of events", StackAudience.BusMembers, Check("見本のイベントが運用アカウントのインシデントになる", "a sample event becomes an incident in the operations account"), new("スタックを削除する。このアカウントのアラートが止まる", "delete the stack; this account's alerts stop"), "GovCloud-Automation"),
        Kind("GovCloud-GlobalForwarding", "グローバルサービスのイベントの転送", "forwarding of global services' events", StackAudience.BusMembers, Check("us-east-1 のルールが有効", "the rules in us-east-1 are enabled"), new("スタックを削除する。このアカウントの us-east-1 のアラートが止まる", "delete the stack; this account's alerts from us-east-1 stop"), "GovCloud-Automation"),
        Kind("GovCloud-AccountAudit", "棚卸の読み取りロール", "role of the account inventory", StackAudience.EveryAccount, Check("account-audit をこのアカウントだけで呼び出し、unread が 0", "call account-audit for this account alone: unread is 0"), new("スタックを削除する。このアカウントの棚卸が「不明」になる", "delete the stack; the inventory of this account becomes unknown")),
        Kind("GovCloud-BackupRecovery", "大阪の保管庫", "vault in the recovery region", StackAudience.EveryAccount, Check("保管庫があり、ロックされている", "the vault is there and locked"), new("保管庫・鍵・復旧ポイントは削除しても残る", "vault, key and recovery points stay")),
        Kind("GovCloud-Backup", "バックアップ", "backup", StackAudience.EveryAccount, Check("翌朝、復旧ポイントと大阪への写しがある(gca backup audit)", "recovery points and their copies are there next morning (gca backup audit)"), new("スタックを削除すると新しい取得が止まる。保管庫・鍵・復旧ポイントは残る", "deleting it stops new backups; vault, key and recovery points stay"), "GovCloud-BackupRecovery"),
        Kind("GovCloud-CostNotices", "費用の通知", "cost notices", StackAudience.EveryAccount, Check("トピックとキューがある", "topic and queue are there"), Removed, "GovCloud-Forwarding"),
        Kind("GovCloud-Budgets", "予算", "budgets", StackAudience.Mapped, Check("gca budgets show と一致する", "agrees with gca budgets show"), Removed, "GovCloud-CostNotices"),
        Kind("GovCloud-PayerBudgets", "支払アカウントの予算", "budgets of the payer", StackAudience.Management, Check("gca budgets show と一致する", "agrees with gca budgets show"), Removed),
        Kind("GovCloud-CostAnomalies", "費用の異常検知", "cost anomaly detection", StackAudience.EveryAccount, Check("モニターがある。既にあるアカウントでは ExistingMonitorArn を与える", "the monitor is there; give ExistingMonitorArn where the account has one"), Removed, "GovCloud-CostNotices"),
        Kind("GovCloud-CostExportBucket", "費用明細のバケット", "bucket of cost exports", StackAudience.EveryAccount, Check("バケットがある", "the bucket is there"), new("削除してもバケットは残る", "the bucket stays")),
        Kind("GovCloud-CostExports", "費用明細の出力", "cost exports", StackAudience.EveryAccount, Check("翌日までに最初の明細が届く", "the first export arrives by the next day"), Removed, "GovCloud-CostExportBucket"),
        Kind("GovCloud-Access", "利用者のロール", "roles of people", StackAudience.Placed, Check("gca access check に誤りがなく、割り当てた人が引き受けられる", "gca access check finds nothing and the people can assume the roles"), new("前の版で配備し直す。削除すると利用者はこのアカウントに入れない", "deploy the earlier version again; without it nobody can enter the account")),
        Kind("GovCloud-Guardrails", "独自の汎用ベースライン(非公式)", "generic baseline (not the official one)", StackAudience.Baseline, Check("gca guardrails wave record で監査の結果を記録する", "record the audit's result with gca guardrails wave record"), new("前の版のファイルで適用し直す。テンプレートで作れない設定は自動では戻らない", "deploy the earlier version's file again; settings outside the template do not go back by themselves"), "GovCloud-LogArchive"),
        Kind("GovCloud-Linkage", "ファイル連携のバケット", "buckets of file linkage", StackAudience.Placed, Check("gca linkage matrix の証明と一致し、見本のファイルが届く", "agrees with the proof of gca linkage matrix, and a sample file arrives"), new("前の版で配備し直す。バケット・ファイル・鍵は削除しても残る", "deploy the earlier version again; bucket, files and key stay"), "GovCloud-Automation"),
        Kind("GovCloud-NetworkLogs", "通信ログの保管先", "archive of flow logs", StackAudience.Placed, Check("バケットがある", "the bucket is there"), new("ログとバケットは削除しても残る", "logs and bucket stay")),
        Kind("GovCloud-Network", "Transit Gateway", "Transit Gateway", StackAudience.Placed, Check("状態が available。出力 TransitGatewayId を環境定義に書く", "it is available; write the output TransitGatewayId into the estate"), new("Transit Gateway は削除しても残る。接続がある間は手でも消えない", "the Transit Gateway stays; it cannot be deleted while attached"), "GovCloud-NetworkLogs"),
        Kind("GovCloud-NetworkSegments", "セグメント(ルートテーブル)", "segments: route tables", StackAudience.Placed, Check("ルートテーブルの数が計画どおり", "as many route tables as planned"), Removed),
        Kind("GovCloud-NetworkCentral", "出口・エンドポイント・保守のVPC", "VPCs of egress, endpoints and maintenance", StackAudience.Placed, Check("アタッチメントが available", "the attachments are available"), new("VPC とログは残る。アタッチメントは消え、ここを通る通信が止まる", "VPC and logs stay; the attachment goes and what passes here stops"), "GovCloud-NetworkLogs"),
        Kind("GovCloud-NetworkConnection", "庁内との回線", "lines to the offices", StackAudience.Placed, Check("関連付けが associated。仮想インターフェイスは回線事業者と合わせる", "the association is associated; the virtual interface is set up with the carrier"), new("Direct Connect Gateway は残る。関連付けが消えると庁内と通信できない", "the Direct Connect gateway stays; without the association the offices are cut off")),
        Kind("GovCloud-Spoke", "各アカウントのVPC", "VPCs of an account", StackAudience.Placed, Check("アタッチメントが available(この時点ではどこにもつながらない)", "the attachment is available; nothing is reachable yet"), new("アタッチメントが消える。VPC は残る", "the attachment goes, the VPC stays"), "GovCloud-Network", "GovCloud-NetworkCentral", "GovCloud-NetworkLogs"),
        Kind("GovCloud-NetworkRouting", "経路の関連付け", "associations and routes", StackAudience.Placed, Check("gca network reach と実際の疎通が一致する", "what is reachable agrees with gca network reach"), new("スタックを削除すると、そのアカウントだけ通信できなくなる", "deleting it cuts off that account and nobody else")),
        Kind("GovCloud-NetworkLine", "回線の経路", "routes of a line", StackAudience.Placed, Check("庁内からの疎通", "reachable from the offices"), new("スタックを削除すると、その回線だけ通信できなくなる", "deleting it cuts off that line and nobody else"), "GovCloud-NetworkConnection"),
    ];

    static DeploymentText Check(string japanese, string english) => new(japanese, english);

    static StackKind Kind(string prefix, string japanese, string english, StackAudience audience, DeploymentText check, DeploymentText rollback, params string[] needs) => new()
    {
        Prefix = prefix,
        Title = new DeploymentText(japanese, english),
        Audience = audience,
        Needs = [.. needs],
        Check = check,
        Rollback = rollback,
    };
}
