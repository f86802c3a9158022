using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>A value that changes at known moments. Immutable.</summary>
public sealed class Timeline<T>
{
    readonly ImmutableArray<(DateTimeOffset From, T Value)> changes;

    internal Timeline(ImmutableArray<(DateTimeOffset From, T Value)> changes) => this.changes = changes;

    /// <summary>The value at an instant.</summary>
    public T At(DateTimeOffset instant)
    {
        for (var i = changes.Length - 1; i > 0; i--)
        {
            if (changes[i].From <= instant)
            {
                return changes[i].Value;
            }
        }

        return changes[0].Value;
    }

    /// <summary>The same, with another value for a while.</summary>
    /// <param name="from">From when on.</param>
    /// <param name="until">Until when; this instant is no longer part of it.</param>
    /// <param name="change">Makes the other value of what would be there.</param>
    public Timeline<T> Between(DateTimeOffset from, DateTimeOffset until, Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var moments = changes.Select(one => one.From).Append(from).Append(until).Distinct().Order();
        return new([.. moments.Select(moment => (moment, moment >= from && moment < until ? change(At(moment)) : At(moment)))]);
    }
}

/// <summary>Makes timelines.</summary>
public static class Timelines
{
    /// <summary>A value that never changes.</summary>
    public static Timeline<T> Always<T>(T value) => new([(DateTimeOffset.MinValue, value)]);
}
