using System.Collections.Frozen;
using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>What becomes of the data of a resource that is deleted or replaced.</summary>
public enum DataFate
{
    /// <summary>It is deleted with the resource.</summary>
    Lost,

    /// <summary>A snapshot is taken before; the resource itself goes.</summary>
    Snapshot,

    /// <summary>The old resource stays in the account, outside the stack. A resource that replaces it begins empty.</summary>
    Retained,
}

/// <summary>Resources that hold what cannot be deployed again.</summary>
public static class HeldData
{
    static readonly FrozenDictionary<string, DeploymentText> Known = new Dictionary<string, DeploymentText>(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = new("テーブルの全項目", "all items of the table"),
        ["AWS::DynamoDB::GlobalTable"] = new("テーブルの全項目(全リージョン)", "all items of the table in every region"),
        ["AWS::S3::Bucket"] = new("バケットの全オブジェクトと版(空でないバケットの削除は失敗する)", "all objects and versions of the bucket (deleting a bucket that is not empty fails)"),
        ["AWS::KMS::Key"] = new("この鍵で暗号化した全データを読む手段", "the means to read anything that the key has encrypted"),
        ["AWS::Backup::BackupVault"] = new("保管庫の復旧ポイント(空でない保管庫の削除は失敗する)", "the recovery points of the vault (deleting a vault that is not empty fails)"),
        ["AWS::Backup::LogicallyAirGappedBackupVault"] = new("保管庫の復旧ポイント", "the recovery points of the vault"),
        ["AWS::EFS::FileSystem"] = new("ファイルシステムの全ファイル", "all files of the file system"),
        ["AWS::FSx::FileSystem"] = new("ファイルシステムの全ファイル", "all files of the file system"),
        ["AWS::EC2::Volume"] = new("ボリュームの内容", "the contents of the volume"),
        ["AWS::EC2::Instance"] = new("インスタンスのルートボリュームと一時領域の内容", "what is on the instance's root volume and instance store"),
        ["AWS::RDS::DBInstance"] = new("データベースの内容", "the contents of the database"),
        ["AWS::RDS::DBCluster"] = new("データベースの内容", "the contents of the database"),
        ["AWS::RDS::GlobalCluster"] = new("グローバルデータベースの構成", "the global database"),
        ["AWS::Neptune::DBCluster"] = new("データベースの内容", "the contents of the database"),
        ["AWS::DocDB::DBCluster"] = new("データベースの内容", "the contents of the database"),
        ["AWS::Redshift::Cluster"] = new("データウェアハウスの内容", "the contents of the data warehouse"),
        ["AWS::OpenSearchService::Domain"] = new("索引の内容", "the contents of the indexes"),
        ["AWS::ElastiCache::ReplicationGroup"] = new("キャッシュの内容", "the contents of the cache"),
        ["AWS::Kinesis::Stream"] = new("未処理のレコード", "records that are not processed yet"),
        ["AWS::SQS::Queue"] = new("未処理のメッセージ", "messages that are not processed yet"),
        ["AWS::Logs::LogGroup"] = new("保存済みのログ", "the stored logs"),
        ["AWS::Events::Archive"] = new("保存済みのイベント", "the stored events"),
        ["AWS::SecretsManager::Secret"] = new("秘密情報の値", "the value of the secret"),
        ["AWS::Cognito::UserPool"] = new("全利用者の登録", "all registered users"),
        ["AWS::ECR::Repository"] = new("登録済みのイメージ", "the stored images"),
        ["AWS::Organizations::Account"] = new("アカウント(組織から外れるか閉鎖される)", "the account: it leaves the organization or is closed"),
        ["AWS::EC2::TransitGateway"] = new("全団体の通信(Transit Gateway の全経路)", "the traffic of every body: all routes of the Transit Gateway"),
        ["AWS::EC2::TransitGatewayAttachment"] = new("このVPCの庁内・共通基盤との通信", "the VPC's traffic with the offices and shared systems"),
        ["AWS::EC2::TransitGatewayVpcAttachment"] = new("このVPCの庁内・共通基盤との通信(アタッチメントIDが変わり、経路の再登録が必要)", "the VPC's traffic with the offices and shared systems; the attachment's id changes and its routes must be made again"),
        ["AWS::EC2::VPC"] = new("VPC内の全リソースの接続", "the connections of everything in the VPC"),
        ["AWS::DirectConnect::DirectConnectGateway"] = new("庁内との専用線の通信", "the traffic over the lines to the offices"),
        ["AWS::Route53::HostedZone"] = new("ゾーンの名前解決", "name resolution of the zone"),
        ["AWS::EC2::EIP"] = new("固定IPアドレス(相手先の許可設定)", "the fixed address that others have allowed"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly string[] Protection = ["DeletionProtectionEnabled", "DeletionProtection", "DeleteProtection"];

    /// <summary>The types.</summary>
    public static IEnumerable<string> Types => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>What would be lost with a resource of a type; <see langword="null"/> where nothing that cannot be deployed again.</summary>
    public static DeploymentText? Of(string type) => Known.TryGetValue(type, out var text) ? text : null;

    /// <summary>What the policies of a resource make of its data, the weaker of those before and after where both are there.</summary>
    internal static DataFate FateOf(string attribute, string type, params ReadOnlySpan<JsonElement?> resources)
    {
        var fate = DataFate.Retained;
        foreach (var resource in resources)
        {
            if (resource is { } given)
            {
                fate = (DataFate)Math.Min((int)fate, (int)FateOf(TemplateNodes.Text(TemplateNodes.Member(given, attribute)), attribute, type, given));
            }
        }

        return fate;
    }

    /// <summary>Whether AWS refuses to delete the resource until somebody switches its protection off.</summary>
    internal static bool IsProtected(JsonElement resource) =>
        Protection.Any(name => TemplateNodes.Text(TemplateNodes.Member(TemplateNodes.Member(resource, "Properties"), name)) is "true" or "ENABLED" or "ACTIVE");

    static DataFate FateOf(string? policy, string attribute, string type, JsonElement resource) => policy switch
    {
        "Retain" or "RetainExceptOnCreate" => DataFate.Retained,
        "Snapshot" => DataFate.Snapshot,
        // CloudFormation's own default for databases that belong to no cluster.
        null when attribute == "DeletionPolicy" && (type == "AWS::RDS::DBCluster" || type == "AWS::RDS::DBInstance" && TemplateNodes.Member(TemplateNodes.Member(resource, "Properties"), "DBClusterIdentifier") is null) => DataFate.Snapshot,
        _ => DataFate.Lost,
    };
}
