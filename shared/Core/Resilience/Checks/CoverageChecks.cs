using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether everything that holds data is meant to be backed up, and by whom.</summary>
static class CoverageChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Whole(
            Define(
                "BKP-001", Severity.High, ("環境定義に書かれた保護対象が実在する", "Every resource that the estate lists exists"),
                "名前の付け替えや作り直しで対象が変わると、守っているつもりのものが守られていません。", "環境定義の backup.resources を実際のリソースに合わせます。", [ListResources, EstateFile], Nist("CP-9")),
            Listed),
        Whole(
            Define(
                "BKP-002", Severity.High, ("データを持つすべてのリソースに区分か除外の承認がある", "Everything that holds data has a class or an accepted exclusion"),
                "タグで選ぶ監査では、タグのないリソースが見えません。障害のときに初めて気づきます。", "backup.assignments に行を加えるか、理由と期限を付けて backup.exclusions に書きます。", [ListResources, EstateFile],
                Aws("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"), Nist("CP-9"), Standard("A.1.3")),
            Classed),
        Each(
            Define(
                "BKP-003", Severity.High, ("バックアップ計画に割り当てられている", "A plan selects it"),
                "どの計画にも当てはまらないリソースは、警告もなくバックアップされません。", "リソースに区分のタグを付け、AWS Backup の設定でその種類をオプトインします。", [ListPlans, GetPlan, GetSelection, "backup:DescribeRegionSettings", ListResources],
                Aws("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"), Nist("CP-9")),
            Selected),
    ];

    static Reading<IEnumerable<Judgement>> Listed(BackupEvidence evidence)
    {
        var listed = evidence.Estate.Backup.Resources.Where(one => one.Account == evidence.Context.Account.Id).ToList();
        return listed.Count == 0
            ? Readings.Known<IEnumerable<Judgement>>([])
            : evidence.Primary.Inventory.Select(inventory =>
            {
                var there = inventory.Select(one => one.Arn).ToHashSet(StringComparer.Ordinal);
                return listed.Select(one => Judgement.Of(
                    there.Contains(one.Arn), new(SubjectKind.Resource, one.Arn, one.Account) { Region = ArnText.RegionOf(one.Arn) ?? evidence.Primary.Region },
                    there.Contains(one.Arn) ? "実在します。" : "環境定義にあるが、アカウントに見つかりません。"));
            });
    }

    static Reading<IEnumerable<Judgement>> Classed(BackupEvidence evidence)
    {
        var excluded = evidence.Excluded.Select(one => Judgement.NotApplicable(
            new(SubjectKind.Resource, one.Resource.Arn, evidence.Context.Account.Id) { Region = ArnText.RegionOf(one.Resource.Arn) ?? evidence.Primary.Region },
            string.Create(CultureInfo.InvariantCulture, $"除外の承認: {one.Exclusion.Reason}、{one.Exclusion.Until:yyyy-MM-dd} まで")));
        var known = evidence.Things.Select(thing => evidence.Class is { } backup
            ? Judgement.Pass(thing.Subject, $"区分は「{backup.Name}」です。")
            : Judgement.Fail(thing.Subject, $"このアカウントには区分がなく、{thing.Resource.Type} がバックアップの対象になっていません。"));
        // What is known is judged; that more may be there is said besides.
        var more = evidence.Primary.Inventory.WhyUnknown is { } why ? [Judgement.Unknown(evidence.Scope, $"リソースの一覧がないため、漏れがないとは言えない: {why}")] : Enumerable.Empty<Judgement>();
        return Readings.Known(excluded.Concat(known).Concat(more));
    }

    static Judgement Selected(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, evidence.Primary.Plans, plans =>
    {
        var answer = SelectionEvaluator.Evaluate(plans, thing.Resource, evidence.Primary.OptIn);
        return answer.Selected switch
        {
            true => Judgement.Pass(thing.Subject, $"計画 {answer.Plan!.Name ?? answer.Plan.Id} に割り当てられています。"),
            false => Judgement.Fail(thing.Subject, $"バックアップ計画の対象ではありません({answer.Reason})。"),
            null => Judgement.Unknown(thing.Subject, answer.Reason),
        };
    });
}
