using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Resilience.Facts;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether what was promised to be kept the day before still is.</summary>
static class RetentionHistoryChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Whole(
            Define(
                "BKP-033", Severity.Critical, ("前回の監査から保管期間が短くなっていない", "No retention was shortened since the audit before"),
                "保管期間を縮めると、削除を試みることなく復旧ポイントを消せます。攻撃の準備にも、設定の誤りにもなります。", "だれが変えたかを調べ、計画を環境定義に戻し、残っている復旧ポイントの期間を元に戻します。",
                [ListPlans, GetPlan, ListPoints, "evidence"], Nist("CP-9(8)"), Nist("AU-6"), Aws("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK")),
            NotShortened),
    ];

    static Reading<IEnumerable<Judgement>> NotShortened(BackupEvidence evidence) => evidence.Reading.Before.Select(before => before is null
        ? [Judgement.NotApplicable(evidence.Scope, "このアカウントの最初の監査で、比べる前回がない")]
        : Rules(evidence, before).Concat(before.Regions.SelectMany(region => Points(evidence, before, region))));

    static IEnumerable<Judgement> Rules(BackupEvidence evidence, AccountRetention before)
    {
        if (before.Rules is not { } rules)
        {
            return [];
        }

        return evidence.Primary.Plans.Match<IEnumerable<Judgement>>(
            plans =>
            {
                var now = plans.SelectMany(RuleRetention.Of).GroupBy(rule => (rule.Plan, rule.Rule, rule.Vault)).ToDictionary(group => group.Key, group => group.First());
                return rules.GroupBy(rule => rule.Plan, StringComparer.Ordinal).Select(plan =>
                {
                    var subject = new AuditSubject(SubjectKind.Plan, plan.Key, evidence.Context.Account.Id) { Region = evidence.Primary.Region };
                    // That a rule is gone is another check's: nothing that was kept is kept less long for it.
                    var shorter = plan.Where(rule => now.GetValueOrDefault((rule.Plan, rule.Rule, rule.Vault)) is { } current && IsShorter(current.Days, rule.Days))
                        .Select(rule => $"{rule.Rule}{(rule.Vault is null ? "" : " の複製")} {Text(rule.Days)}→{Text(now[(rule.Plan, rule.Rule, rule.Vault)].Days)}").ToList();
                    return shorter.Count == 0
                        ? Judgement.Pass(subject, $"{JapanTime.Format(before.At)} の監査から短くなっていません。")
                        : Judgement.Fail(subject, $"保管期間が短くなりました: {string.Join('、', shorter)}。");
                });
            },
            why => [Judgement.Unknown(evidence.Scope with { Region = evidence.Primary.Region }, $"計画を前回と比べられない: {why}")]);
    }

    static IEnumerable<Judgement> Points(BackupEvidence evidence, AccountRetention before, string region) => evidence.Reading.In(region).Points.Match<IEnumerable<Judgement>>(
        points =>
        {
            var now = points.Where(point => point.Created is not null).ToLookup(point => (point.Resource, point.Created!.Value.ToUnixTimeSeconds()));
            return before.Points.Where(one => one.Region == region).GroupBy(one => one.Resource, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(resource => OfResource(evidence, region, resource.Key, resource, now));
        },
        why => [Judgement.Unknown(evidence.Scope with { Region = region }, $"{region} の復旧ポイントを前回と比べられない: {why}")]);

    static Judgement OfResource(BackupEvidence evidence, string region, string resource, IEnumerable<PointRetention> before, ILookup<(string, long), RecoveryPoint> now)
    {
        var subject = new AuditSubject(SubjectKind.Resource, resource, evidence.Context.Account.Id) { Region = region };
        var (shorter, gone, unread, compared) = (0, 0, 0, 0);
        foreach (var (days, created) in before.SelectMany(group => group.Created.Select(created => (group.Days, created))))
        {
            var found = now[(resource, created)].ToList();
            if (found.Count == 0)
            {
                // What was due to be deleted by now is rightly gone.
                gone += days is null || DateTimeOffset.FromUnixTimeSeconds(created).AddDays(days.Value) > evidence.Reading.Ended ? 1 : 0;
            }
            else if (found.Exists(point => !point.LifecycleKnown))
            {
                unread++;
            }
            else
            {
                shorter += found.TrueForAll(point => IsShorter(point.DeleteAfterDays, days)) ? 1 : 0;
                compared++;
            }
        }

        return (shorter, gone, unread) switch
        {
            ( > 0, _, _) or (_, > 0, _) => Judgement.Fail(
                subject, string.Create(CultureInfo.InvariantCulture, $"{region}: 保管期間が短くなった復旧ポイント {shorter}件、期限の前になくなった復旧ポイント {gone}件。"),
                new("shortened", shorter.ToString(CultureInfo.InvariantCulture)), new("gone", gone.ToString(CultureInfo.InvariantCulture))),
            (_, _, > 0) => Judgement.Unknown(subject, string.Create(CultureInfo.InvariantCulture, $"{region}: {unread}件の保管期間を読み取れない")),
            _ => Judgement.Pass(subject, string.Create(CultureInfo.InvariantCulture, $"{region}: {compared}件とも前回のままです。")),
        };
    }

    // Null is for ever.
    static bool IsShorter(int? now, int? before) => now is { } days && (before is null || days < before);

    static string Text(int? days) => days is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}日") : "無期限";
}
