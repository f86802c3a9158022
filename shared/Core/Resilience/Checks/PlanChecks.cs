using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether plans are what the estate says, and protect anything.</summary>
static class PlanChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Whole(
            Define(
                "BKP-006", Severity.High, ("区分の計画が環境定義どおりである", "The plan of the class is as the estate says"),
                "手で変えられた計画は、RPO や保管期間の約束を黙って破ります。", "スタック GovCloud-Backup を配り直します。", [ListPlans, GetPlan, EstateFile],
                Aws("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"), Nist("CP-9"), Standard("A.1.3.1")),
            AsTheEstateSays),
        Whole(
            Define(
                "BKP-007", Severity.Medium, ("計画が何かを守っている", "Every plan protects something"),
                "対象のない計画は、守られているという誤解のもとです。多くはタグの値の誤りです。", "割り当ての条件とリソースのタグを突き合わせ、要らない計画は消します。", [ListPlans, GetPlan, GetSelection, ListResources], Nist("CP-9")),
            ProtectsSomething),
    ];

    static Reading<IEnumerable<Judgement>> AsTheEstateSays(BackupEvidence evidence)
    {
        if (evidence.Class is not { } backup)
        {
            return Readings.Known<IEnumerable<Judgement>>([]);
        }

        return evidence.Primary.Plans.Select<IEnumerable<Judgement>>(plans =>
        {
            var name = $"{VaultNames.Vault(evidence.Estate)}-{backup.Id}";
            var subject = new AuditSubject(SubjectKind.Plan, name, evidence.Context.Account.Id) { Region = evidence.Primary.Region };
            var own = plans.FirstOrDefault(plan => plan.Name == name) ?? plans.FirstOrDefault(plan => plan.Name == backup.Id);
            if (own is null)
            {
                return [Judgement.Fail(subject, $"計画 {name} がありません。")];
            }

            var differences = backup.Schedules.SelectMany(schedule => Differences(evidence.Estate, schedule, own.Rules.FirstOrDefault(rule => rule.Name == schedule.Name))).ToList();
            return [differences.Count == 0 ? Judgement.Pass(subject, "環境定義と一致しています。") : Judgement.Fail(subject, string.Join('、', differences) + "。")];
        });
    }

    static IEnumerable<string> Differences(Estate estate, BackupSchedule schedule, PlanRule? rule)
    {
        if (rule is null)
        {
            yield return $"ルール {schedule.Name} がない";
            yield break;
        }

        var cron = BackupTimetable.Cron(schedule);
        if (rule.Schedule != cron || rule.TimeZone != "Asia/Tokyo")
        {
            yield return $"{schedule.Name} の予定が {rule.Schedule} {rule.TimeZone}(定義 {cron} Asia/Tokyo)";
        }

        if (rule.Vault != VaultNames.Vault(estate))
        {
            yield return $"{schedule.Name} の保管先が {rule.Vault ?? "不明"}";
        }

        if (rule.DeleteAfterDays != schedule.RetentionDays)
        {
            yield return $"{schedule.Name} の保管期間が {Days(rule.DeleteAfterDays)}(定義 {Days(schedule.RetentionDays)})";
        }

        var copy = rule.Copies.FirstOrDefault(one => ArnText.RegionOf(one.VaultArn) == estate.Profile.RecoveryRegion);
        if (schedule.CopyRetentionDays is { } kept && copy?.DeleteAfterDays != kept)
        {
            yield return copy is null ? $"{schedule.Name} に {estate.Profile.RecoveryRegion} への複製がない" : $"{schedule.Name} の複製の保管期間が {Days(copy.DeleteAfterDays)}(定義 {Days(kept)})";
        }
    }

    static Reading<IEnumerable<Judgement>> ProtectsSomething(BackupEvidence evidence) =>
        Readings.Both(evidence.Primary.Plans, evidence.Primary.Inventory).Select(both => both.First.Select(plan =>
        {
            var subject = new AuditSubject(SubjectKind.Plan, plan.Name ?? plan.Id, evidence.Context.Account.Id) { Region = evidence.Primary.Region };
            var answers = both.Second.Select(resource => SelectionEvaluator.Evaluate([plan], resource, evidence.Primary.OptIn)).ToList();
            var count = answers.Count(answer => answer.Selected is true);
            return count > 0 ? Judgement.Pass(subject, string.Create(CultureInfo.InvariantCulture, $"{count}件を守っています。"))
                // The stack has a plan for each class in every account.
                : IsOfOtherClass(evidence, plan) ? Judgement.NotApplicable(subject, "このアカウントの区分ではない")
                : answers.Find(answer => answer.Selected is null) is { } doubt ? Judgement.Unknown(subject, doubt.Reason)
                : plan.Selections.WhyUnknown is { } why ? Judgement.Unknown(subject, why)
                : Judgement.Fail(subject, "割り当てに当てはまるリソースが1件もありません。");
        }));

    static bool IsOfOtherClass(BackupEvidence evidence, PlanReading plan) =>
        evidence.Estate.Backup.Classes.Any(one => one.Id != evidence.Class?.Id && plan.Name == $"{VaultNames.Vault(evidence.Estate)}-{one.Id}");

    static string Days(int? days) => days is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}日") : "無期限";
}
