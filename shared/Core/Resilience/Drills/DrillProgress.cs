using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Resilience.Drills;

/// <summary>How a drill goes on: each step gives a new record, or says why it cannot.</summary>
public static class DrillProgress
{
    /// <summary>Plans a drill: the scenario's steps, the objectives of the system's class.</summary>
    /// <param name="system">The system.</param>
    /// <param name="backup">Its class.</param>
    /// <param name="scenario">What is rehearsed.</param>
    /// <param name="day">When, JST.</param>
    /// <param name="participants">Roles and organisations that take part.</param>
    public static DrillRecord Plan(BusinessSystem system, BackupClass backup, DrillScenario scenario, DateOnly day, ImmutableArray<string> participants)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(backup);
        return new DrillRecord
        {
            Id = FormattableString.Invariant($"{day:yyyyMMdd}-{system.Id}-{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(scenario.ToString())}"),
            System = system.Id,
            Scenario = scenario,
            PlannedFor = day,
            RtoHours = scenario == DrillScenario.DataProvision ? 72 : backup.RtoHours,
            RpoBusinessDays = backup.RpoBusinessDays,
            Participants = participants,
            Steps = [.. StepsOf(scenario).Select(title => new DrillStep { Title = title })],
        };
    }

    /// <summary>Declares the failure: the recovery time counts from here.</summary>
    /// <exception cref="InvalidOperationException">It was declared before.</exception>
    public static DrillRecord Start(DrillRecord drill, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(drill);
        return drill.Declared is null ? drill with { Declared = at } : throw new InvalidOperationException($"訓練 {drill.Id} は {JapanTime.Format(drill.Declared)} に始まっています");
    }

    /// <summary>Records what came of a step. A step that failed may be done after all; what is done stays done.</summary>
    /// <param name="drill">The drill.</param>
    /// <param name="number">The step, from 1.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="began">When it began; the end of the step before, else the declaration, when left out.</param>
    /// <param name="ended">When it ended.</param>
    /// <param name="note">What is worth remembering.</param>
    /// <exception cref="InvalidOperationException">The drill has not begun, there is no such step, it is done, or it ends before it begins.</exception>
    public static DrillRecord Record(DrillRecord drill, int number, DrillOutcome outcome, DateTimeOffset? began, DateTimeOffset ended, string? note)
    {
        ArgumentNullException.ThrowIfNull(drill);
        if (drill.Declared is not { } declared)
        {
            throw new InvalidOperationException($"訓練 {drill.Id} は始まっていません(gca dr drill start)");
        }

        if (number < 1 || number > drill.Steps.Length)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"手順は 1〜{drill.Steps.Length} です"));
        }

        var step = drill.Steps[number - 1];
        if (step.Outcome == DrillOutcome.Done)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"手順 {number} は {JapanTime.Format(step.Ended)} に終わっています"));
        }

        var start = began ?? step.Began ?? (number > 1 ? drill.Steps[number - 2].Ended : null) ?? declared;
        return ended < start || start < declared
            ? throw new InvalidOperationException($"手順の時刻が逆です(開始 {JapanTime.Format(start)}、終了 {JapanTime.Format(ended)}、発災 {JapanTime.Format(declared)})")
            : drill with { Steps = drill.Steps.SetItem(number - 1, step with { Began = start, Ended = ended, Outcome = outcome, Note = note ?? step.Note }) };
    }

    /// <summary>Of how many business days the closing state was lost; none where the drill recovered no data.</summary>
    public static int? LostBusinessDays(DrillRecord drill, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(drill);
        ArgumentNullException.ThrowIfNull(calendar);
        if (drill is not { Declared: { } declared, RecoveredTo: { } content } || content > declared)
        {
            return null;
        }

        var (first, last) = (JapanTime.DateOf(content), JapanTime.DateOf(declared));
        return Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1)
            .Count(number => calendar.OpeningOf(DateOnly.FromDayNumber(number)) is { } opening && opening.Closes > content && opening.Closes <= declared);
    }

    /// <summary>Whether the recovery point objective was met; <see langword="null"/> where the drill recovered no data.</summary>
    public static bool? RecoveryPointMet(DrillRecord drill, WorkingCalendar calendar) => LostBusinessDays(drill, calendar) is { } lost ? lost < drill.RpoBusinessDays : null;

    /// <summary>Whether the recovery time objective was met; <see langword="null"/> where the drill was not finished.</summary>
    public static bool? RecoveryTimeMet(DrillRecord drill)
    {
        ArgumentNullException.ThrowIfNull(drill);
        return drill.ActualRto is { } actual ? actual <= TimeSpan.FromHours(drill.RtoHours) : null;
    }

    static string[] StepsOf(DrillScenario scenario) => scenario switch
    {
        DrillScenario.RestoreData => ["障害の宣言と連絡", "復旧ポイントの選定", "復元", "中身の検証", "接続の切り替え", "業務の再開の確認"],
        DrillScenario.RegionLost =>
        [
            "障害の宣言と連絡", "災害対策リージョンへの切り替えの判断", "基盤の構築(スタックのデプロイ)", "複製の復旧ポイントからの復元", "中身の検証", "経路と名前解決の切り替え", "業務の再開の確認",
        ],
        DrillScenario.Ransomware => ["検知と封じ込め", "侵害前の復旧ポイントの特定", "隔離した環境への復元", "マルウェアの検査と中身の検証", "資格情報と鍵の更新", "業務の再開の確認"],
        _ => ["依頼の受付", "復旧ポイントの選定", "復元", "データの抽出", "受け渡しと確認"],
    };
}
