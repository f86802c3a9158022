using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Drills;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Readiness;

/// <summary>What the checks of rebuilding judge.</summary>
public sealed record ReadinessEvidence : AuditEvidence
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The stacks of the recovery region as they are synthesised now.</summary>
    public required Reading<ImmutableArray<RecoveryTemplate>> Stacks { get; init; }

    /// <summary>The drills.</summary>
    public required Reading<ImmutableArray<DrillRecord>> Drills { get; init; }

    /// <inheritdoc/>
    public override AuditSubject Scope => new(SubjectKind.Estate, Estate.Profile.Name, null) { Region = Estate.Profile.RecoveryRegion };
}

/// <summary>Whether what a disaster would need has been rehearsed as it is now.</summary>
public static class ReadinessChecks
{
    const int MostNamed = 20;

    /// <summary>The checks.</summary>
    public static ImmutableArray<AuditCheck<ReadinessEvidence>> All { get; } =
    [
        new()
        {
            Definition = Define(
                "BKP-055", Severity.High, ("災害対策リージョンを作り直すスタックが合成でき、前回の訓練から変わっていない", "The recovery region's stacks are synthesised and unchanged since the last drill"),
                "訓練のあとに変わった基盤は、災害のときに初めて組み立てられます。", "変更の影響を確かめ、次の訓練で作り直し、gca dr readiness --record で記録します。", ["cdk.out", "drills"],
                Nist("CP-10"), Nist("CP-4"), Standard("A.1.4.1")),
            Judge = Unchanged,
        },
        new()
        {
            Definition = Define(
                "BKP-056", Severity.Medium, ("特定個人情報を扱う業務のデータ提供(72時間)を訓練している", "Handing over resident data within 72 hours was rehearsed"),
                "大規模災害では、住民のデータを72時間以内に提供できることが求められます。", "gca dr drill plan --scenario DataProvision で訓練を計画します。", ["drills", EstateFile], Nist("CP-4"), Standard("A.1.4.1")),
            Judge = DataProvided,
        },
    ];

    /// <summary>What they are.</summary>
    public static ImmutableArray<CheckDefinition> Definitions { get; } = [.. All.Select(check => check.Definition)];

    static Reading<IEnumerable<Judgement>> Unchanged(ReadinessEvidence evidence) => Readings.Both(evidence.Stacks, evidence.Drills).SelectMany(
        both => both.Second.Where(drill => drill is { Restored: not null, Stacks.IsEmpty: false }).MaxBy(drill => drill.Restored) is { } last
            ? Readings.Known(Compare(evidence, both.First, last))
            : Readings.Unknown<IEnumerable<Judgement>>("訓練のときのスタックの記録がない(gca dr readiness --record)"),
        (_, judgements) => judgements);

    static IEnumerable<Judgement> Compare(ReadinessEvidence evidence, ImmutableArray<RecoveryTemplate> stacks, DrillRecord last)
    {
        var now = stacks.ToDictionary(stack => stack.Name, StringComparer.Ordinal);
        var then = last.Stacks.ToDictionary(stack => stack.Name, StringComparer.Ordinal);
        return now.Keys.Union(then.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
        {
            var subject = new AuditSubject(SubjectKind.Stack, name, null) { Region = evidence.Estate.Profile.RecoveryRegion };
            return (then.GetValueOrDefault(name), now.GetValueOrDefault(name)) switch
            {
                (null, _) => Judgement.Fail(subject, $"{JapanTime.Format(last.Restored)} の訓練 {last.Id} のあとに加わったスタックです。"),
                (_, null) => Judgement.Fail(subject, $"{JapanTime.Format(last.Restored)} の訓練 {last.Id} にあったスタックが、合成した結果にありません。"),
                ({ } before, { } current) => before.Digest == current.Digest
                    ? Judgement.Pass(subject, $"{JapanTime.Format(last.Restored)} の訓練 {last.Id} から変わっていません({current.Resources.Length.ToString(CultureInfo.InvariantCulture)}リソース)。", new ObservedValue("digest", current.Digest))
                    : Changed(subject, last, current.ChangesSince(before), current.Digest),
            };
        });
    }

    static Judgement Changed(AuditSubject subject, DrillRecord last, ImmutableArray<string> changes, string digest) => Judgement.Fail(
        subject,
        string.Create(CultureInfo.InvariantCulture, $"訓練 {last.Id} から{changes.Length}リソースが変わりました: {string.Join('、', changes.Take(MostNamed))}{(changes.Length > MostNamed ? $" ほか{changes.Length - MostNamed}" : "")}。"),
        new("digest", digest), new("changed", changes.Length.ToString(CultureInfo.InvariantCulture)));

    static Reading<IEnumerable<Judgement>> DataProvided(ReadinessEvidence evidence) => evidence.Drills.Select(drills => evidence.Estate.Systems
        .Where(system => system.DataClass == DataClass.SpecificPersonal && evidence.Estate.Accounts.Any(account => account.System == system.Id && account.Environment == DeploymentEnvironment.Production))
        .OrderBy(system => system.Id, StringComparer.Ordinal)
        .Select(system =>
        {
            var subject = new AuditSubject(SubjectKind.System, system.Id, null);
            var since = evidence.At.AddDays(-evidence.Estate.Backup.DrilledWithinDays);
            var last = drills.Where(drill => drill is { Scenario: DrillScenario.DataProvision, Restored: not null } && drill.System == system.Id).MaxBy(drill => drill.Restored);
            return last is null || last.Restored < since
                ? Judgement.Fail(subject, string.Create(CultureInfo.InvariantCulture, $"{evidence.Estate.Backup.DrilledWithinDays}日以内に終えたデータ提供の訓練がありません。"))
                : Judgement.Of(
                    DrillProgress.RecoveryTimeMet(last) == true, subject,
                    string.Create(CultureInfo.InvariantCulture, $"{JapanTime.Format(last.Restored)} の訓練 {last.Id}: {last.ActualRto!.Value.TotalHours:0.0}時間(目標 {last.RtoHours}時間)。"));
        }));
}
