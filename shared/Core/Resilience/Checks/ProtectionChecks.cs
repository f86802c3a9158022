using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether recovery points are encrypted with the right key, and whether somebody tried to delete them.</summary>
static class ProtectionChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-043", Severity.High, ("最新の復旧ポイントが正しい鍵で暗号化されている", "The newest recovery points are encrypted with the right key"),
                "暗号化されていない複製や、別リージョン・AWS の鍵に頼る複製は、統制の外にあるか、災害時に開けません。", "元のリソースと複製先ボールトの鍵を、そのリージョンのカスタマー管理キーにします。", [ListVaults, ListPoints],
                Aws("BACKUP_RECOVERY_POINT_ENCRYPTED"), Nist("SC-28"), Standard("E.6.1")),
            Encrypted),
        Whole(
            Define(
                "BKP-045", Severity.Critical, ("復旧ポイントの削除が試みられていない", "Nobody tried to delete a recovery point"),
                "バックアップの削除は、身代金要求型の攻撃の前ぶれです。拒否されていても調べます。", "呼び出した人とロールを確かめ、心当たりがなければインシデントとして扱います。", ["cloudtrail:LookupEvents"], Nist("AU-6"), Nist("CP-9(8)")),
            NobodyDeletes),
    ];

    static Judgement Encrypted(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, Readings.Both(Newest(evidence, thing.Points), Newest(evidence, thing.Copies, !evidence.CopyNeeded)), both =>
    {
        if (both.First is null && both.Second is null)
        {
            return Judgement.NotApplicable(thing.Subject, "使える復旧ポイントがない");
        }

        var answers = new[] { both.First, both.Second }.OfType<RecoveryPoint>().Select(point => KeyOf(evidence, point)).ToList();
        return answers.Find(answer => answer.Right is false) is { Why: not null } wrong ? Judgement.Fail(thing.Subject, wrong.Why + "。")
            : answers.Find(answer => answer.Right is null) is { Why: not null } unknown ? Judgement.Unknown(thing.Subject, unknown.Why)
            : Judgement.Pass(thing.Subject, "暗号化されています。");
    });

    static Reading<RecoveryPoint?> Newest(BackupEvidence evidence, Reading<ImmutableArray<RecoveryPoint>> points, bool optional = false) => optional && !points.IsKnown
        ? Readings.Known<RecoveryPoint?>(null)
        : points.Select(all => all.Where(point => evidence.Window.Judge(point).Standing == PointStanding.Counts).OrderByDescending(point => point.Created).ThenBy(point => point.Arn, StringComparer.Ordinal).FirstOrDefault());

    static (bool? Right, string? Why) KeyOf(BackupEvidence evidence, RecoveryPoint point)
    {
        var region = ArnText.RegionOf(point.VaultArn);
        var vault = evidence.Reading.In(region ?? "").Vaults.Match(vaults => vaults.FirstOrDefault(one => one.Arn == point.VaultArn), _ => null);
        return point switch
        {
            { IsEncrypted: false } => (false, $"{region} の復旧ポイントが暗号化されていない"),
            { IsEncrypted: null } => (null, $"{region} の復旧ポイントの暗号化を読み取れない"),
            { EncryptionKeyArn: null } => (null, $"{region} の復旧ポイントの鍵を読み取れない"),
            _ when point.KeyOwner == KeyOwner.Provider || point.EncryptionKeyArn.Contains(":alias/aws/", StringComparison.Ordinal) => (false, $"{region} の復旧ポイントの鍵が AWS のもの"),
            _ when ArnText.RegionOf(point.EncryptionKeyArn) != region => (false, $"{region} の復旧ポイントの鍵が {ArnText.RegionOf(point.EncryptionKeyArn) ?? "別の場所"} にある"),
            // An original may carry its resource's key; a copy is encrypted anew, with that of the vault.
            { SourceVaultArn: not null } when vault?.EncryptionKeyArn is { } own && own != point.EncryptionKeyArn => (false, $"{region} の複製の鍵がボールトの鍵ではない"),
            _ => (true, null),
        };
    }

    static Reading<IEnumerable<Judgement>> NobodyDeletes(BackupEvidence evidence)
    {
        RegionReading[] regions = evidence.CopyNeeded ? [evidence.Primary, evidence.Recovery] : [evidence.Primary];
        return Readings.Known(regions.SelectMany(region => region.Deletions.Match<IEnumerable<Judgement>>(
            attempts => attempts.IsEmpty
                ? [Judgement.Pass(evidence.Scope with { Region = region.Region }, $"{region.Region} では試みられていません。")]
                : attempts.OrderBy(attempt => attempt.At).Select(attempt => Judgement.Fail(
                    new AuditSubject(SubjectKind.RecoveryPoint, attempt.Target ?? region.Region, evidence.Context.Account.Id) { Region = region.Region },
                    $"{JapanTime.Format(attempt.At)} に {attempt.Call} が呼ばれました({attempt.Refusal ?? "成功"})。",
                    new ObservedValue("caller", attempt.Caller ?? ""))),
            why => [Judgement.Unknown(evidence.Scope with { Region = region.Region }, why)])));
    }
}
