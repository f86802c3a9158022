using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Resilience.Facts;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether copies are where they must be, and nowhere else.</summary>
static class CopyChecks
{
    // The longest completion window that AWS sets by itself is seven days; a copy of a night that runs through the next is late.
    static readonly TimeSpan LongestCopy = TimeSpan.FromHours(24);

    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-020", Severity.Critical, ("災害対策リージョンの複製が RPO を満たす", "The copy in the recovery region meets the objective"),
                "東京が使えなくなったとき、複製のないデータは戻せません。予定があることと、複製があることは別です。", "失敗した複製ジョブの原因(多くは鍵のポリシー)を直し、手動で複製します。", [ListPoints, ListCopyJobs, EstateFile],
                Aws("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION"), Nist("CP-6"), Standard("A.3.2.1")),
            CopyObjective),
        Each(
            Define(
                "BKP-021", Severity.High, ("最新の複製ジョブが失敗も滞りもしていない", "The newest copy job neither failed nor hangs"),
                "複製の失敗は静かに起き、東京のバックアップだけを見ていると気づけません。", "複製先の鍵とボールトのポリシーを確かめ、手動で複製します。", [ListCopyJobs], Nist("CP-6")),
            NotFailed),
        Each(
            Define(
                "BKP-022", Severity.High, ("複製できない種類に代替手段がある", "What cannot be copied has another way"),
                "AWS が複製に対応しない種類は、計画に複製を書いても大阪に届きません。", "複製できる種類に作り替えるか、論理バックアップを災害対策リージョンへ送り、backup.exclusions に期限付きで記録します。",
                [ListResources, EstateFile], Aws("recov-point-create-a-copy"), Nist("CP-6"), Standard("A.3.2.1")),
            CanBeCopied),
        Each(
            Define(
                "BKP-024", Severity.High, ("複製先にオプショングループがある", "The recovery region has the option group"),
                "オプショングループはリージョンを越えて複製されず、ないと RDS の複製が失敗します。", "同じオプションのグループを災害対策リージョンに作り、複製し直します。", [ListCopyJobs], Aws("cross-region-backup"), Nist("CP-6")),
            OptionGroupThere),
        Whole(
            Define(
                "BKP-025", Severity.Critical, ("国外に複製していない", "Nothing is copied abroad"),
                "ガバメントクラウドのデータは国内に置く定めです。", "複製先を ap-northeast-1 か ap-northeast-3 に改め、国外の複製の扱いを団体と決めます。", [ListPlans, GetPlan, ListCopyJobs], Nist("SC-7"), Standard("A.3.2.1")),
            InJapan),
        Each(
            Define(
                "BKP-044", Severity.High, ("求められた別アカウントの複製がある", "Where it is demanded, a copy lies in another account"),
                "アカウントを乗っ取られると、同じアカウントの複製も失われることがあります。", "別アカウントのボールトへの複製を計画に加えます。", [ListCopyJobs, EstateFile], Aws("BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT"), Nist("CP-6")),
            OtherAccount),
    ];

    static Judgement CopyObjective(BackupEvidence evidence, ProtectedThing thing)
    {
        if (!evidence.CopyNeeded)
        {
            return Judgement.NotApplicable(thing.Subject, "区分も団体も複製を求めていない");
        }

        var judgement = ObjectiveChecks.Objective(evidence, thing, thing.CopyVerdict);
        var lag = thing.CopyVerdict.Match(verdict => verdict.Newest is { Completed: { } copied, Created: { } made } ? copied - made : (TimeSpan?)null, _ => null);
        var text = string.Create(CultureInfo.InvariantCulture, $"{evidence.Estate.Profile.RecoveryRegion}: {judgement.Message}{(lag is { } late ? $"元の作成から複製の完了まで{late.TotalHours:0.0}時間。" : "")}");
        ObservedValue[] seen = [.. judgement.Observed, .. lag is { } hours ? [new ObservedValue("lagHours", hours.TotalHours.ToString("0.0", CultureInfo.InvariantCulture))] : Array.Empty<ObservedValue>()];
        return judgement.Outcome switch
        {
            Passed => Judgement.Pass(thing.Subject, text, seen),
            Failed => Judgement.Fail(thing.Subject, text, seen),
            _ => judgement,
        };
    }

    static Judgement CanBeCopied(BackupEvidence evidence, ProtectedThing thing) => !evidence.CopyNeeded
        ? Judgement.NotApplicable(thing.Subject, "区分も団体も複製を求めていない")
        : thing.Resource.CannotBeCopied is { } why ? Judgement.Fail(thing.Subject, $"代替手段が必要: {why}。")
        // Without an inventory a cluster's ARN does not tell which engine it has.
        : evidence.Primary.Inventory.WhyUnknown is { } unread && thing.Resource.Arn.Contains(":cluster:", StringComparison.Ordinal) ? Judgement.Unknown(thing.Subject, $"クラスターのエンジンが分からない: {unread}")
        : Judgement.Pass(thing.Subject, $"{thing.Resource.Type} は複製できます。");

    static Judgement OptionGroupThere(BackupEvidence evidence, ProtectedThing thing) => thing.Resource.Type != "RDS" || !evidence.CopyNeeded
        ? Judgement.NotApplicable(thing.Subject, "RDS の複製ではない")
        : Judgement.From(thing.Subject, evidence.CopyJobsByResource, all =>
        {
            var last = all[thing.Resource.Arn].Where(job => job.State is not JobState.Running).OrderByDescending(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal).FirstOrDefault();
            return last switch
            {
                null => Judgement.NotApplicable(thing.Subject, "終わった複製ジョブがない"),
                { State: JobState.Unknown } => Judgement.Unknown(thing.Subject, $"複製ジョブ {last.Id} の状態が未知の値"),
                { State: JobState.Completed } => Judgement.Pass(thing.Subject, "最新の複製は完了しています。"),
                _ => Judgement.Of(
                    JobCauses.Of(null, last.Message) != JobCause.OptionGroupMissing, thing.Subject,
                    JobCauses.Of(null, last.Message) == JobCause.OptionGroupMissing ? $"複製先に同じオプショングループがないため、{JapanTime.Format(last.Created)} の複製が失敗しました。" : "最新の複製の失敗は、オプショングループのためではありません。",
                    new ObservedValue("message", last.Message ?? "")),
            };
        });

    static Judgement NotFailed(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, evidence.CopyJobsByResource, all =>
    {
        var jobs = all[thing.Resource.Arn].OrderByDescending(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal).ToList();
        var hanging = jobs.Find(job => job is { State: JobState.Running, Created: { } at } && evidence.Reading.Ended - at > LongestCopy);
        var ended = jobs.Find(job => job.State != JobState.Running);
        return (hanging, ended) switch
        {
            ({ } late, _) => Judgement.Fail(thing.Subject, $"{JapanTime.Format(late.Created)} に始まった複製が終わっていません。", new ObservedValue("job", late.Id)),
            (_, null) => Judgement.NotApplicable(thing.Subject, "終わった複製ジョブがない"),
            (_, { State: JobState.Completed }) => Judgement.Pass(thing.Subject, $"最新の複製({JapanTime.Format(ended.Created)})は完了しています。"),
            (_, { State: JobState.Unknown }) => Judgement.Unknown(thing.Subject, $"複製ジョブ {ended.Id} の状態が未知の値"),
            _ => Judgement.Fail(thing.Subject, $"最新の複製({JapanTime.Format(ended.Created)})は{JobText.Of(ended.State)}: {JobText.Cause(null, ended.Message)}。", new ObservedValue("job", ended.Id)),
        };
    });

    static Reading<IEnumerable<Judgement>> InJapan(BackupEvidence evidence) => Readings.Both(evidence.Primary.Plans, evidence.Primary.CopyJobs).Select<IEnumerable<Judgement>>(both =>
    {
        var abroad = both.First.SelectMany(plan => plan.Rules.SelectMany(rule => rule.Copies).Select(copy => copy.VaultArn))
            .Concat(both.Second.Select(job => job.DestinationVaultArn).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Where(vault => ArnText.RegionOf(vault) is var region && region != evidence.Estate.Profile.PrimaryRegion && region != evidence.Estate.Profile.RecoveryRegion && region is not ("ap-northeast-1" or "ap-northeast-3"))
            .Order(StringComparer.Ordinal)
            .ToList();
        return abroad.Count == 0
            ? [Judgement.Pass(evidence.Scope, "複製先は国内だけです。")]
            : abroad.Select(vault => Judgement.Fail(new AuditSubject(SubjectKind.Vault, vault, evidence.Context.Account.Id) { Region = ArnText.RegionOf(vault) }, "国外のボールトに複製しています。"));
    });

    static Judgement OtherAccount(BackupEvidence evidence, ProtectedThing thing)
    {
        if (!evidence.Requirements.Any(requirement => requirement.OtherAccountCopy))
        {
            return Judgement.NotApplicable(thing.Subject, "団体は求めていない");
        }

        return Judgement.From(thing.Subject, Readings.Both(Readings.Both(evidence.CopyJobsByResource, thing.Points), thing.CopyVerdict), all =>
        {
            var ((jobs, points), verdict) = all;
            var made = points.GroupBy(point => point.Arn, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Created, StringComparer.Ordinal);
            var newest = jobs[thing.Resource.Arn]
                .Where(job => job.State == JobState.Completed && ArnText.AccountOf(job.DestinationVaultArn) is { } owner && owner != evidence.Context.Account.Id)
                .Max(job => job.SourcePointArn is { } source && made.GetValueOrDefault(source) is { } created ? created : (DateTimeOffset?)null);
            return Judgement.Of(
                newest >= verdict.Target.CutOff, thing.Subject,
                newest is { } at ? $"別アカウントの最新の複製は {JapanTime.Format(at)} の時点です。" : "別アカウントへの複製がありません。");
        });
    }
}
