using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Policies;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether restore tests reach what they are meant to: AWS says nothing of what it leaves out.</summary>
static class RestoreTestChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-057", Severity.High, ("復元テストから黙って外れていない", "A restore test reaches it"),
                "割り当てに当てはまらないリソースと、対象になる復旧ポイントのないリソースは、警告もなくテストから外れます。", "復元テスト計画の割り当て、ボールト、日数と、リソースのタグを突き合わせます。",
                [ListTests, GetTest, GetTestSelection, ListPoints, ListResources, EstateFile], Nist("CP-9(1)"), Nist("CP-4"), Standard("A.1.3.2")),
            Reached),
        Whole(
            Define(
                "BKP-058", Severity.Medium, ("復元テストの割り当てが何かを選んでいる", "Every selection of a restore test picks something"),
                "何も選ばない割り当ては、テストしているという誤解のもとです。", "割り当ての種類、ARN、タグの条件を直すか、要らない割り当てを消します。", [ListTests, GetTestSelection, ListResources], Nist("CP-4")),
            PicksSomething),
    ];

    const string ListTests = "backup:ListRestoreTestingPlans";
    const string GetTest = "backup:GetRestoreTestingPlan";
    const string GetTestSelection = "backup:GetRestoreTestingSelection";

    static Judgement Reached(BackupEvidence evidence, ProtectedThing thing) => !RestoreChecks.IsTested(evidence, thing)
        ? Judgement.NotApplicable(thing.Subject, "復元テストの対象ではない")
        : Judgement.From(thing.Subject, evidence.Primary.RestoreTests, tests =>
        {
            var answers = tests.Select(test => (Test: test, Reached: Reaches(evidence, test, thing))).ToList();
            return answers.Find(answer => answer.Reached.Answer is true) is { Test: { } reached } ? Judgement.Pass(thing.Subject, $"復元テスト {reached.Name} の対象です。")
                : answers.Find(answer => answer.Reached.Answer is null) is { Test: { } doubtful } doubt ? Judgement.Unknown(thing.Subject, $"復元テスト {doubtful.Name}: {doubt.Reached.Why}")
                : Judgement.Fail(
                    thing.Subject, answers.Count == 0 ? "復元テスト計画がありません。" : $"どの復元テストの対象にもなりません({string.Join('、', answers.Select(answer => $"{answer.Test.Name}: {answer.Reached.Why}"))})。");
        });

    static (bool? Answer, string Why) Reaches(BackupEvidence evidence, RestoreTestReading test, ProtectedThing thing)
    {
        var selected = test.Selections.Match<(bool?, string)>(
            selections =>
            {
                var answers = selections.Select(selection => Selects(selection, thing.Resource)).ToList();
                return answers.Contains(true) ? (true, "") : answers.Contains(null) ? (null, "リソースのタグを読み取れない") : (false, "割り当てに当てはまらない");
            },
            why => (null, why));
        return selected.Item1 is not true ? selected : thing.Points.Match<(bool?, string)>(
            points =>
            {
                var since = evidence.Reading.Ended.AddDays(-test.WindowDays);
                var reach = points.Where(point => Takes(test, point)).ToList();
                return reach.Exists(point => evidence.Window.Judge(point).Standing == PointStanding.Counts && (point.IsContinuous || point.Created >= since)) ? (true, "")
                    : reach.Exists(point => evidence.Window.Judge(point).Standing == PointStanding.Doubtful && (point.Created is null || point.Created >= since)) ? (null, "使えるか分からない復旧ポイントしかない")
                    : (false, string.Create(CultureInfo.InvariantCulture, $"{test.WindowDays}日以内の対象になる復旧ポイントがない"));
            },
            why => (null, why));
    }

    static bool Takes(RestoreTestReading test, RecoveryPoint point) => (point.IsContinuous ? test.TakesContinuous : test.TakesSnapshots)
        && test.IncludedVaults.Any(vault => PolicyText.Matches(vault, point.VaultArn))
        && !test.ExcludedVaults.Any(vault => PolicyText.Matches(vault, point.VaultArn));

    // AWS compares the tags of the recovery point, which are those that the resource had when it was backed up.
    internal static bool? Selects(RestoreTestSelection selection, StoredResource resource)
    {
        if (!string.Equals(selection.Type, resource.Type, StringComparison.OrdinalIgnoreCase) || !(selection.Resources.IsEmpty || selection.Resources.Any(arn => PolicyText.Matches(arn, resource.Arn))))
        {
            return false;
        }

        return selection.Conditions.IsEmpty ? true : resource.Tags.Match<bool?>(
            tags => selection.Conditions.All(test => (tags.GetValueOrDefault(test.Key) == test.Value) == (test.Operator == TagOperator.Equals)),
            _ => null);
    }

    static Reading<IEnumerable<Judgement>> PicksSomething(BackupEvidence evidence) =>
        Readings.Both(evidence.Primary.RestoreTests, evidence.Primary.Inventory).Select(both => both.First.SelectMany(test => test.Selections.Match(
            selections => selections.Select(selection => Picks(evidence, Subject(evidence, $"{test.Name}/{selection.Name}"), selection, both.Second)),
            why => [Judgement.Unknown(Subject(evidence, test.Name), why)])));

    static Judgement Picks(BackupEvidence evidence, AuditSubject subject, RestoreTestSelection selection, ImmutableArray<StoredResource> inventory)
    {
        var answers = inventory.Select(resource => Selects(selection, resource)).ToList();
        var count = answers.Count(answer => answer is true);
        return count > 0 ? Judgement.Pass(subject, string.Create(CultureInfo.InvariantCulture, $"{count}件を選んでいます。"))
            : answers.Contains(null) ? Judgement.Unknown(subject, "リソースのタグを読み取れない")
            // The stack has a selection for each class and kind in every account.
            : selection.Conditions.Any(test => test.Key == evidence.Estate.Backup.TagKey && evidence.Estate.Backup.Classes.Any(one => one.Id == test.Value && one.Id != evidence.Class?.Id))
                ? Judgement.NotApplicable(subject, "このアカウントの区分ではない")
            : inventory.All(resource => !string.Equals(resource.Type, selection.Type, StringComparison.OrdinalIgnoreCase)) ? Judgement.NotApplicable(subject, $"このアカウントに {selection.Type} がない")
            : Judgement.Fail(subject, $"{selection.Type} があるのに、1件も選んでいません。");
    }

    static AuditSubject Subject(BackupEvidence evidence, string name) => new(SubjectKind.Plan, name, evidence.Context.Account.Id) { Region = evidence.Primary.Region };
}
