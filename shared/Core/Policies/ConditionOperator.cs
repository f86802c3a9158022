using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace GovCloud.Policies;

/// <summary>An operator of conditions, without its set prefix and IfExists.</summary>
/// <param name="Matches">Compares the policy's value with the request's; unknown where one of them cannot be read.</param>
sealed record ConditionOperator(Func<string, string, bool?> Matches)
{
    static readonly FrozenDictionary<string, ConditionOperator> All = Make().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether it asks for none of the values.</summary>
    public bool IsNegated { get; private init; }

    /// <summary>Whether * and ? stand for others.</summary>
    public bool HasWildcards { get; private init; }

    /// <summary>An operator by its name; null for one that is not known.</summary>
    public static ConditionOperator? Find(string name) => All.GetValueOrDefault(name);

    static Dictionary<string, ConditionOperator> Make()
    {
        var all = new Dictionary<string, ConditionOperator>(StringComparer.Ordinal);
        ConditionOperator arn = new(ArnMatches) { HasWildcards = true };
        Both("String", "Equals", new(static (wanted, value) => wanted == value));
        Both("String", "EqualsIgnoreCase", new(static (wanted, value) => string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase)));
        Both("String", "Like", new(static (wanted, value) => PolicyText.Matches(wanted, value)) { HasWildcards = true });
        Both("Arn", "Equals", arn);
        Both("Arn", "Like", arn);
        all["Bool"] = new(static (wanted, value) => string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase));
        all["BinaryEquals"] = new(static (wanted, value) => wanted == value);
        all["IpAddress"] = new(InNetwork);
        all["NotIpAddress"] = new(InNetwork) { IsNegated = true };
        Ordered("Numeric", static (wanted, value) => Number(wanted) is { } bound && Number(value) is { } number ? number.CompareTo(bound) : null);
        Ordered("Date", static (wanted, value) => Instant(wanted) is { } bound && Instant(value) is { } instant ? instant.CompareTo(bound) : null);
        return all;

        void Both(string kind, string test, ConditionOperator positive)
        {
            all[kind + test] = positive;
            all[$"{kind}Not{test}"] = positive with { IsNegated = true };
        }

        void Ordered(string kind, Func<string, string, int?> compare)
        {
            Both(kind, "Equals", new((wanted, value) => compare(wanted, value) is { } order ? order == 0 : null));
            all[kind + "LessThan"] = new((wanted, value) => compare(wanted, value) is { } order ? order < 0 : null);
            all[kind + "LessThanEquals"] = new((wanted, value) => compare(wanted, value) is { } order ? order <= 0 : null);
            all[kind + "GreaterThan"] = new((wanted, value) => compare(wanted, value) is { } order ? order > 0 : null);
            all[kind + "GreaterThanEquals"] = new((wanted, value) => compare(wanted, value) is { } order ? order >= 0 : null);
        }
    }

    /// <summary>Six parts, each matched by itself: a wildcard does not reach over a colon.</summary>
    static bool? ArnMatches(string wanted, string value)
    {
        var (patterns, parts) = (wanted.Split(':', 6), value.Split(':', 6));
        return patterns.Length == 6 && parts.Length == 6 && patterns.Zip(parts).All(static pair => PolicyText.Matches(pair.First, pair.Second));
    }

    static bool? InNetwork(string wanted, string value)
    {
        if (!IPAddress.TryParse(value, out var address))
        {
            return null;
        }

        var text = wanted.Contains('/', StringComparison.Ordinal) ? wanted : wanted + (wanted.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        if (text.Split('/') is not [var first, var length] || !IPAddress.TryParse(first, out var network) || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return null;
        }

        var (a, b) = (network.GetAddressBytes(), address.GetAddressBytes());
        return bits > a.Length * 8 ? null : a.Length == b.Length && StartAlike(a, b, bits);
    }

    static bool StartAlike(byte[] a, byte[] b, int bits)
    {
        var whole = bits / 8;
        return a.AsSpan(0, whole).SequenceEqual(b.AsSpan(0, whole)) && (bits % 8 == 0 || (a[whole] ^ b[whole]) >> (8 - (bits % 8)) == 0);
    }

    static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    // ISO 8601 in the forms that AWS takes, or seconds since 1970.
    static DateTimeOffset? Instant(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds is > -62_135_596_800 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : null;
}
