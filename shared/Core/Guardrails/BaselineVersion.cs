using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GovCloud.Guardrails;

/// <summary>A version of the baseline, written <c>v1.0</c>. Ordered: a later one is greater.</summary>
/// <param name="Major">1 or more; a new one may take something away.</param>
/// <param name="Minor">0 or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BaselineVersion(int Major, int Minor) : IComparable<BaselineVersion>
{
    /// <summary>The shape of the text, the same in .NET and in ECMAScript.</summary>
    public const string Pattern = "^v[1-9][0-9]{0,2}\\.(0|[1-9][0-9]{0,2})$";

    /// <summary>Reads a version; false where the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BaselineVersion version)
    {
        version = default;
        if (text is not ['v', .. var numbers] || numbers.Split('.') is not [var major, var minor])
        {
            return false;
        }

        if (!TryNumber(major, out var first) || !TryNumber(minor, out var second) || first == 0)
        {
            return false;
        }

        version = new(first, second);
        return true;
    }

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static BaselineVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a version such as v1.0.");

    /// <inheritdoc/>
    public int CompareTo(BaselineVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Whether one is earlier.</summary>
    public static bool operator <(BaselineVersion left, BaselineVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is later.</summary>
    public static bool operator >(BaselineVersion left, BaselineVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is earlier or the same.</summary>
    public static bool operator <=(BaselineVersion left, BaselineVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is later or the same.</summary>
    public static bool operator >=(BaselineVersion left, BaselineVersion right) => left.CompareTo(right) >= 0;

    /// <summary><c>v1.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v{Major}.{Minor}");

    // v01.0 would be a second way to write v1.0.
    static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 999 && (text.Length == 1 || text[0] != '0');
}
