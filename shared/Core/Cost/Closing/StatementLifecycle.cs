using System.Collections.Immutable;
using GovCloud.Cost.Statements;

namespace GovCloud.Cost.Closing;

/// <summary>What was computed for a month.</summary>
/// <param name="Revision">The revision that it was computed as.</param>
/// <param name="RecordDigest">Digest of the record's canonical JSON.</param>
/// <param name="Prefix">Folder of its files, with a slash at its end.</param>
/// <param name="Yen">The total.</param>
/// <param name="Obstacles">What stands against closing the month.</param>
public sealed record ComputedStatement(int Revision, string RecordDigest, string Prefix, long Yen, ImmutableArray<string> Obstacles);

/// <summary>Who does a step.</summary>
/// <param name="By">A user or role; the function's name for drafts.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Comment">What they say, if anything.</param>
public sealed record StatementActor(string By, DateTimeOffset At, string? Comment = null);

/// <summary>What a step does to the index.</summary>
public abstract record StatementDecision
{
    private StatementDecision()
    {
    }

    /// <summary>An entry is written.</summary>
    /// <param name="Before">The entry as it was read; none for a new one.</param>
    /// <param name="After">The entry as it becomes.</param>
    public sealed record Change(StatementEntry? Before, StatementEntry After) : StatementDecision;

    /// <summary>It is so already.</summary>
    /// <param name="Entry">The entry.</param>
    public sealed record AlreadySo(StatementEntry Entry) : StatementDecision;

    /// <summary>It is not allowed.</summary>
    /// <param name="Reason">Why, in Japanese.</param>
    public sealed record Refused(string Reason) : StatementDecision;
}

/// <summary>
/// 算定中 → 確認済 → 公開済, forward only. A draft is replaced by what is computed anew; what somebody has checked or published is never replaced:
/// other content makes the next revision of the month, and with it the one before it can be neither checked nor published any more. Pure.
/// </summary>
public static class StatementLifecycle
{
    /// <summary>The revision as which a month is to be computed, before it is known whether its content is new.</summary>
    /// <param name="entries">The month's entries by revision.</param>
    public static int CurrentRevision(IReadOnlyList<StatementEntry> entries) => Last(entries)?.Revision ?? 1;

    /// <summary>Whether content that was computed as the current revision must become the next one.</summary>
    /// <param name="entries">The month's entries by revision.</param>
    /// <param name="recordDigest">Digest of what was computed as <see cref="CurrentRevision"/>.</param>
    public static bool NeedsNextRevision(IReadOnlyList<StatementEntry> entries, string recordDigest) =>
        Last(entries) is { State: not StatementState.Draft } current && current.RecordDigest != recordDigest;

    /// <summary>Keeps what was computed as a draft.</summary>
    /// <param name="month">The month.</param>
    /// <param name="entries">The month's entries by revision.</param>
    /// <param name="computed">What was computed.</param>
    /// <param name="actor">Who.</param>
    /// <exception cref="ArgumentException">It was computed as a revision that it cannot have.</exception>
    public static StatementDecision Draft(CostMonth month, IReadOnlyList<StatementEntry> entries, ComputedStatement computed, StatementActor actor)
    {
        ArgumentNullException.ThrowIfNull(computed);
        ArgumentNullException.ThrowIfNull(actor);
        var last = Last(entries);
        var next = NeedsNextRevision(entries, computed.RecordDigest) && computed.Revision == last!.Revision + 1;
        if (!next && computed.Revision != CurrentRevision(entries))
        {
            throw new ArgumentException($"{month} was computed as revision {computed.Revision}; its current one is {CurrentRevision(entries)}.", nameof(computed));
        }

        if (last is null || next)
        {
            return new StatementDecision.Change(null, Fill(computed, new StatementEntry
            {
                Month = month,
                Revision = computed.Revision,
                State = StatementState.Draft,
                RecordDigest = "",
                Prefix = "",
                Yen = 0,
                History = [Step(StatementState.Draft, actor)],
            }));
        }

        if (last.RecordDigest != computed.RecordDigest)
        {
            return last.State == StatementState.Draft
                ? new StatementDecision.Change(last, Fill(computed, last) with { History = last.History.Add(Step(StatementState.Draft, actor)) })
                : throw new ArgumentException($"{month} r{last.Revision} is {last.State}: other content is revision {last.Revision + 1}.", nameof(computed));
        }

        // Time alone removes obstacles; what is published has none any more.
        return last.State == StatementState.Published || last.Obstacles.AsSpan().SequenceEqual(computed.Obstacles.AsSpan())
            ? new StatementDecision.AlreadySo(last)
            : new StatementDecision.Change(last, last with { Obstacles = computed.Obstacles });
    }

    /// <summary>Somebody has checked a draft: not who made it.</summary>
    /// <param name="entries">The month's entries by revision.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="actor">Who.</param>
    /// <param name="recordDigest">Digest of what they have looked at; whatever is there where it is left out.</param>
    public static StatementDecision Check(IReadOnlyList<StatementEntry> entries, int revision, StatementActor actor, string? recordDigest = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (entry, refused) = Standing(entries, revision, recordDigest);
        return entry switch
        {
            null => refused!,
            { State: not StatementState.Draft } when IsMeant(entry, recordDigest) => new StatementDecision.AlreadySo(entry),
            _ when refused is not null => refused,
            _ when Same(entry.History.Last(step => step.State == StatementState.Draft).By, actor.By) =>
                new StatementDecision.Refused("算定した本人は確認できません。別の担当者が確認してください。"),
            _ => Move(entry, StatementState.Checked, actor),
        };
    }

    /// <summary>Somebody publishes what was checked. It is for good.</summary>
    /// <param name="entries">The month's entries by revision.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="actor">Who.</param>
    /// <param name="secondPerson">Whether it must be somebody else than who checked.</param>
    /// <param name="recordDigest">Digest of what they have looked at; whatever is there where it is left out.</param>
    public static StatementDecision Publish(IReadOnlyList<StatementEntry> entries, int revision, StatementActor actor, bool secondPerson, string? recordDigest = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (entry, refused) = Standing(entries, revision, recordDigest);
        return entry switch
        {
            null => refused!,
            { State: StatementState.Published } when IsMeant(entry, recordDigest) => new StatementDecision.AlreadySo(entry),
            _ when refused is not null => refused,
            { State: StatementState.Draft } => new StatementDecision.Refused("まだ確認されていません。先に確認を済ませてください。"),
            _ when secondPerson && Same(entry.History.Last(step => step.State == StatementState.Checked).By, actor.By) =>
                new StatementDecision.Refused("確認した本人は公開できません(cost.closing.secondPerson)。別の担当者が公開してください。"),
            _ => Move(entry, StatementState.Published, actor),
        };
    }

    /// <summary>The entry that a step is about, and what stands against any step.</summary>
    static (StatementEntry? Entry, StatementDecision.Refused? Refused) Standing(IReadOnlyList<StatementEntry> entries, int revision, string? recordDigest)
    {
        var entry = entries.FirstOrDefault(e => e.Revision == revision);
        var reason = entry switch
        {
            null => $"第{revision}版はありません。",
            _ when Last(entries)!.Revision != revision => $"第{revision}版の後に第{Last(entries)!.Revision}版が算定されています。新しい版を確認してください。",
            _ when recordDigest is not null && entry.RecordDigest != recordDigest => "確認した内容と現在の内容が異なります。最新の計算書を確認し直してください。",
            { Obstacles: [_, ..] obstacles } => $"締められない理由が{obstacles.Length}件残っています: {string.Join(" / ", obstacles)}",
            _ => null,
        };
        return (entry, reason is null ? null : new StatementDecision.Refused(reason));
    }

    static bool IsMeant(StatementEntry entry, string? recordDigest) => recordDigest is null || entry.RecordDigest == recordDigest;

    static StatementDecision.Change Move(StatementEntry entry, StatementState state, StatementActor actor) =>
        new(entry, entry with { State = state, History = entry.History.Add(Step(state, actor)) });

    static StatementEntry Fill(ComputedStatement computed, StatementEntry entry) =>
        entry with { RecordDigest = computed.RecordDigest, Prefix = computed.Prefix, Yen = computed.Yen, Obstacles = computed.Obstacles };

    static StatementStep Step(StatementState state, StatementActor actor) => new(state, actor.By, actor.At.ToUniversalTime(), actor.Comment);

    static StatementEntry? Last(IReadOnlyList<StatementEntry> entries) => entries.Count == 0 ? null : entries.MaxBy(entry => entry.Revision);

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
