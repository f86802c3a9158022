using System.Runtime.InteropServices;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Objectives;

/// <summary>Whether a recovery point can be relied on at the time of an audit.</summary>
public enum PointStanding
{
    /// <summary>It can: complete and not past its retention.</summary>
    Counts,

    /// <summary>It cannot: not complete, stopped, expired or being deleted.</summary>
    DoesNotCount,

    /// <summary>It cannot be said: a clock that is wrong, a status that is not known, or it expires while the audit runs.</summary>
    Doubtful,
}

/// <summary>The time of an audit, and how far clocks are trusted.</summary>
/// <param name="Began">When reading began.</param>
/// <param name="Ended">When it ended; the time that is judged.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuditWindow(DateTimeOffset Began, DateTimeOffset Ended)
{
    /// <summary>A recovery point from later than this lies beyond what clocks differ by.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Judges one recovery point.</summary>
    /// <returns>The standing, and why it does not count or is doubtful, Japanese.</returns>
    public (PointStanding Standing, string? Why) Judge(RecoveryPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point switch
        {
            { Status: RecoveryPointStatus.Creating } => (PointStanding.DoesNotCount, "作成中"),
            { Status: RecoveryPointStatus.Partial } => (PointStanding.DoesNotCount, "一部だけで終わった(PARTIAL)"),
            { Status: RecoveryPointStatus.Stopped } => (PointStanding.DoesNotCount, "継続的バックアップが止まっている(STOPPED)"),
            { Status: RecoveryPointStatus.Expired } => (PointStanding.DoesNotCount, "保管期間を過ぎた(EXPIRED)"),
            { Status: RecoveryPointStatus.Deleting } => (PointStanding.DoesNotCount, "削除中(DELETING)"),
            { Status: RecoveryPointStatus.Unknown } => (PointStanding.Doubtful, "状態が未知の値"),
            { Created: null } => (PointStanding.Doubtful, "作成時刻がない"),
            { Created: { } created } when created > Ended + ClockTolerance => (PointStanding.Doubtful, "作成時刻が未来(時計のずれ)"),
            { Completed: { } completed } when completed > Ended + ClockTolerance => (PointStanding.Doubtful, "完了時刻が未来(時計のずれ)"),
            { Completed: { } completed, Created: { } created } when completed < created - ClockTolerance => (PointStanding.Doubtful, "完了時刻が作成時刻より前(時計のずれ)"),
            { DeleteAt: { } deleted } when deleted <= Began => (PointStanding.DoesNotCount, "保管期間を過ぎた"),
            { DeleteAt: { } deleted } when deleted <= Ended + ClockTolerance => (PointStanding.Doubtful, "監査の間に保管期間が終わる"),
            _ => (PointStanding.Counts, null),
        };
    }
}
