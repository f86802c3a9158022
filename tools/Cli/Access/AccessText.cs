using System.Globalization;
using GovCloud.Access;
using GovCloud.Estates;

namespace GovCloud.Cli.Access;

/// <summary>Rights in Japanese.</summary>
static class AccessText
{
    public static string Of(AccessRoleKind kind) => kind switch
    {
        AccessRoleKind.Vendor => "ASP",
        AccessRoleKind.Municipal => "自治体",
        AccessRoleKind.Auditor => "監査",
        AccessRoleKind.Operator => "運用管理補助者等",
        _ => "緊急時特権",
    };

    public static string Of(AccessPhase phase) => phase == AccessPhase.Build ? "構築" : "運用";

    /// <summary>What a role may do, in few words: 運用+データ+遠隔(タグ).</summary>
    public static string Of(AccessGrant grant)
    {
        if (grant.IsEmergency)
        {
            return grant.ReadsData ? "緊急+データ" : "緊急";
        }

        var level = grant.Role.Level switch { AccessLevel.Read => "参照", AccessLevel.Operate => "運用", _ => "変更" };
        return level + (grant.ReadsData ? "+データ" : "") + (grant.IsRemote ? "+遠隔" : "") + (grant.IsScoped ? "(タグ)" : "") + (grant.Narrowing is null ? "" : "(限定)");
    }

    public static string Of(AccessGrant grant, AccessCell cell) => cell.Targets.IsEmpty ? "" : Of(grant) + Part(cell);

    /// <summary>Which of a column's accounts, where it is not all of them.</summary>
    public static string Part(AccessCell cell) => cell.Targets.Length == cell.Of ? "" : cell.Targets.Select(target => target.Account.Environment).Distinct().ToList() switch
    {
        [DeploymentEnvironment.Production] => " 本番",
        [DeploymentEnvironment.Verification] => " 検証",
        _ => string.Create(CultureInfo.InvariantCulture, $" {cell.Targets.Length}/{cell.Of}"),
    };

    public static string Period(AccessRole role) => (role.From, role.Until) switch
    {
        (null, null) => "",
        _ => string.Create(CultureInfo.InvariantCulture, $"{role.From:yyyy-MM-dd}〜{role.Until:yyyy-MM-dd}"),
    };
}
