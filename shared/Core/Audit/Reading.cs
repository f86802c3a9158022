using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Audit;

/// <summary>
/// What was read of something: a value, or the reason why there is none. There is no way to the value but through a function that gets it, so that
/// nothing can be judged that was not read. A list of which a page is missing is not known.
/// </summary>
/// <typeparam name="T">What it is a reading of.</typeparam>
public sealed record Reading<T>
{
    readonly T? value;

    internal Reading(T? value, string? whyUnknown) => (this.value, WhyUnknown) = (value, whyUnknown);

    /// <summary>Why it is not known, in Japanese; <see langword="null"/> where it is known.</summary>
    public string? WhyUnknown { get; }

    /// <summary>Whether it is known.</summary>
    [MemberNotNullWhen(false, nameof(WhyUnknown))]
    public bool IsKnown => WhyUnknown is null;

    /// <summary>Goes both ways.</summary>
    /// <param name="known">What follows from the value.</param>
    /// <param name="unknown">What follows from the reason why there is none.</param>
    public TResult Match<TResult>(Func<T, TResult> known, Func<string, TResult> unknown)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(unknown);
        return IsKnown ? known(value!) : unknown(WhyUnknown);
    }

    /// <summary>What follows from the value; unknown for the same reason where there is none.</summary>
    public Reading<TResult> Select<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return IsKnown ? new(selector(value!), null) : new(default, WhyUnknown);
    }

    /// <summary>What follows from the value and may itself be unknown.</summary>
    public Reading<TResult> SelectMany<TNext, TResult>(Func<T, Reading<TNext>> next, Func<T, TNext, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(result);
        return IsKnown ? next(value!).Select(other => result(value!, other)) : new(default, WhyUnknown);
    }
}

/// <summary>Makes readings.</summary>
public static class Readings
{
    /// <summary>A value that was read whole.</summary>
    public static Reading<T> Known<T>(T value) => new(value, null);

    /// <summary>Nothing, and why: access denied, throttled, a page missing, not collected. In Japanese, without a full stop.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static Reading<T> Unknown<T>(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new(default, why);
    }

    /// <summary>Both or neither: unknown for the reasons of each that is.</summary>
    public static Reading<(TFirst First, TSecond Second)> Both<TFirst, TSecond>(Reading<TFirst> first, Reading<TSecond> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return (first.WhyUnknown, second.WhyUnknown) is ({ } one, { } other) && one != other
            ? Unknown<(TFirst, TSecond)>($"{one}、{other}")
            : from a in first from b in second select (a, b);
    }
}
