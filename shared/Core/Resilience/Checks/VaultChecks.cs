using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Policies;
using GovCloud.Resilience.Facts;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether vaults keep what they were given.</summary>
static class VaultChecks
{
    static readonly string[] Forbidden = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"];

    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Whole(
            Define(
                "BKP-040", Severity.Critical, ("ボールトがロックされている", "The vault is locked"),
                "ロックのないボールトでは、権限を得た攻撃者がバックアップを先に消します。", "スタック GovCloud-Backup と GovCloud-BackupRecovery を配り直します。", [ListVaults, EstateFile],
                Aws("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK"), Nist("CP-9(8)")),
            evidence => EachVault(evidence, Locked)),
        Whole(
            Define(
                "BKP-041", Severity.Medium, ("ロックの保管期間が環境定義どおりである", "The lock's bounds are as the estate says"),
                "最短の定めがないロックは、1日で消える復旧ポイントを受け入れます。", "スタックを配り直します。コンプライアンスモードでは変えられません。", [ListVaults, EstateFile], Nist("CP-9(8)")),
            evidence => EachVault(evidence, Bounds)),
        Whole(
            Define(
                "BKP-042", Severity.High, ("ボールトのポリシーが復旧ポイントの削除を拒否する", "The vault's policy denies deletion"),
                "ロックの期間が終わったあとと、ガバナンスモードを外されたときの備えです。", "スタックを配り直します。", ["backup:GetBackupVaultAccessPolicy"], Aws("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"), Nist("CP-9(8)")),
            evidence => EachVault(evidence, Denies)),
        Whole(
            Define(
                "BKP-046", Severity.Medium, ("ロックより前の復旧ポイントが残っていない", "No recovery point predates the lock"),
                "ロックは、それより前に作られた復旧ポイントの保管期間を変えません。範囲の外の期間のものは、ロックの前からあり、早く消えるか、消えないままです。", "期間の外の復旧ポイントを、作り直すか、期限まで残すかを団体と決めます。",
                [ListVaults, ListPoints], Nist("CP-9(8)"), Nist("SI-12")),
            evidence => EachVault(evidence, NonePredates)),
    ];

    static Reading<IEnumerable<Judgement>> EachVault(BackupEvidence evidence, Func<BackupEvidence, VaultReading, Judgement> judge)
    {
        if (evidence.Class is null)
        {
            return Readings.Known<IEnumerable<Judgement>>([]);
        }

        RegionReading[] regions = evidence.CopyNeeded ? [evidence.Primary, evidence.Recovery] : [evidence.Primary];
        return Readings.Known(regions.SelectMany(region => InRegion(evidence, region, judge)));
    }

    static IEnumerable<Judgement> InRegion(BackupEvidence evidence, RegionReading region, Func<BackupEvidence, VaultReading, Judgement> judge)
    {
        var name = VaultNames.Vault(evidence.Estate);
        var expected = new AuditSubject(SubjectKind.Vault, $"arn:aws:backup:{region.Region}:{evidence.Context.Account.Id}:backup-vault:{name}", evidence.Context.Account.Id) { Region = region.Region };
        return region.Vaults.Match(
            vaults =>
            {
                // A vault in which nothing of ours lies, such as AWS's own default, is not ours to lock.
                var used = region.Points.Match(points => points.Select(point => point.VaultArn).ToHashSet(StringComparer.Ordinal), _ => []);
                var relevant = vaults.Where(vault => vault.Name == name || used.Contains(vault.Arn)).OrderBy(vault => vault.Arn, StringComparer.Ordinal).Select(vault => judge(evidence, vault));
                return vaults.Any(vault => vault.Name == name) ? relevant : relevant.Append(Judgement.Fail(expected, $"ボールト {name} がありません。"));
            },
            why => [Judgement.Unknown(expected, why)]);
    }

    static Judgement Locked(BackupEvidence evidence, VaultReading vault)
    {
        var subject = evidence.SubjectOf(vault);
        var wanted = evidence.Estate.Backup.Lock.Mode == BackupLockMode.Compliance ? VaultLockState.ComplianceInGrace : VaultLockState.Governance;
        return vault.LockAt(evidence.Reading.Ended) switch
        {
            null => Judgement.Unknown(subject, "ロックの状態を読み取れない"),
            { } state => Judgement.Of(state >= wanted, subject, state switch
            {
                VaultLockState.None => "ロックされていません。",
                VaultLockState.Governance => $"ガバナンスモードのロックです{(wanted > state ? "(環境定義はコンプライアンスモード)" : "")}。",
                VaultLockState.ComplianceInGrace => $"コンプライアンスモードの猶予期間です({JapanTime.Format(vault.LockDate)} まで取り消せます)。",
                _ => "コンプライアンスモードのロックです(だれにも取り消せません)。",
            }, new ObservedValue("lock", JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()))),
        };
    }

    static Judgement Bounds(BackupEvidence evidence, VaultReading vault)
    {
        var subject = evidence.SubjectOf(vault);
        var wanted = evidence.Estate.Backup.Lock;
        return vault.LockAt(evidence.Reading.Ended) switch
        {
            null => Judgement.Unknown(subject, "ロックの状態を読み取れない"),
            VaultLockState.None => Judgement.NotApplicable(subject, "ロックがない"),
            _ => Judgement.Of(
                vault.MinimumRetentionDays >= wanted.MinimumRetentionDays && (vault.MaximumRetentionDays is null || vault.MaximumRetentionDays <= wanted.MaximumRetentionDays),
                subject,
                string.Create(CultureInfo.InvariantCulture, $"最短 {vault.MinimumRetentionDays?.ToString(CultureInfo.InvariantCulture) ?? "定めなし"}、最長 {vault.MaximumRetentionDays?.ToString(CultureInfo.InvariantCulture) ?? "定めなし"}(定義 {wanted.MinimumRetentionDays}〜{wanted.MaximumRetentionDays}日)。")),
        };
    }

    static Judgement NonePredates(BackupEvidence evidence, VaultReading vault)
    {
        var subject = evidence.SubjectOf(vault);
        return vault.LockAt(evidence.Reading.Ended) switch
        {
            null => Judgement.Unknown(subject, "ロックの状態を読み取れない"),
            VaultLockState.None => Judgement.NotApplicable(subject, "ロックがない"),
            _ => Judgement.From(subject, evidence.Reading.In(subject.Region ?? "").Points, points =>
            {
                var own = points.Where(point => point.VaultArn == vault.Arn && point is { IsContinuous: false, ParentArn: null, Status: RecoveryPointStatus.Completed or RecoveryPointStatus.Available }).ToList();
                // A locked vault refuses jobs whose retention is out of its bounds, so that these were there before.
                var outside = own.Count(point => point.LifecycleKnown && (
                    point.DeleteAfterDays < vault.MinimumRetentionDays || (vault.MaximumRetentionDays is { } longest && (point.DeleteAfterDays is null || point.DeleteAfterDays > longest))));
                return outside > 0 ? Judgement.Fail(subject, string.Create(CultureInfo.InvariantCulture, $"{own.Count}件中{outside}件の保管期間がロックの範囲の外で、ロックより前に作られています。"))
                    : own.Exists(point => !point.LifecycleKnown) ? Judgement.Unknown(subject, "保管期間を読み取れない復旧ポイントがある")
                    : Judgement.Pass(subject, string.Create(CultureInfo.InvariantCulture, $"{own.Count}件ともロックの範囲です。"));
            }),
        };
    }

    static Judgement Denies(BackupEvidence evidence, VaultReading vault)
    {
        var subject = evidence.SubjectOf(vault);
        if (vault.AirGapped)
        {
            return Judgement.NotApplicable(subject, "エアギャップボールトは削除を受け付けない");
        }

        return Judgement.From(subject, vault.Policy, text =>
        {
            if (text.Length == 0)
            {
                return Judgement.Fail(subject, "ボールトにポリシーがありません。");
            }

            try
            {
                using var json = JsonDocument.Parse(text);
                var policy = PolicyDocument.Read(json.RootElement);
                var answers = Forbidden.Select(action => (Action: action, PolicyEvaluator.Evaluate(policy, Anybody(evidence, vault, action)).Answer)).ToList();
                var open = answers.Where(one => one.Answer is PolicyAnswer.Allowed or PolicyAnswer.NotAllowed).Select(one => one.Action).ToList();
                return open.Count > 0 ? Judgement.Fail(subject, $"拒否していない操作: {string.Join('、', open)}。")
                    : answers.Exists(one => one.Answer == PolicyAnswer.Unknown) ? Judgement.Unknown(subject, "ポリシーに判定できない条件がある")
                    : Judgement.Pass(subject, "削除、保管期間の変更、ポリシーの変更を拒否しています。");
            }
            catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                return Judgement.Unknown(subject, $"ポリシーを読み取れない: {unreadable.Message}");
            }
        });
    }

    // Somebody whom no exception of a policy means.
    static PolicyRequest Anybody(BackupEvidence evidence, VaultReading vault, string action)
    {
        var account = evidence.Context.Account.Id.ToString();
        var caller = $"arn:aws:iam::{account}:role/any-administrator";
        return new PolicyRequest
        {
            PrincipalArn = caller,
            PrincipalAccount = account,
            Action = action,
            Resource = action == "backup:PutBackupVaultAccessPolicy" ? vault.Arn : $"arn:aws:backup:{ArnText.RegionOf(vault.Arn)}:{account}:recovery-point:any",
            Context = new PolicyContext { { "aws:PrincipalArn", caller } },
        };
    }
}
