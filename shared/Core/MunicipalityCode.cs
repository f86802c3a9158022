using System.Diagnostics.CodeAnalysis;

namespace GovCloud;

/// <summary>
/// A six-digit 全国地方公共団体コード: prefecture (01 to 47), three digits of the body, check digit.
/// Ordered by the digits, which is also the tie order of every apportionment.
/// </summary>
/// <remarks>
/// Source: 総務省 全国地方公共団体コード仕様. With the digits a to e, s = 6a+5b+4c+3d+2e and the check digit is the last digit of 11 − (s mod 11).
/// </remarks>
public readonly record struct MunicipalityCode : IComparable<MunicipalityCode>
{
    readonly string? value;

    MunicipalityCode(string value) => this.value = value;

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">Not six digits, no such prefecture, or a wrong check digit. The message says which, and the digit that would fit.</exception>
    public static MunicipalityCode Parse(string text) =>
        Explain(text) is { } problem ? throw new FormatException(problem) : new MunicipalityCode(text);

    /// <summary>Reads a code; <see langword="false"/> where <see cref="Explain"/> would name a problem.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MunicipalityCode code)
    {
        var valid = text is not null && Explain(text) is null;
        code = valid ? new MunicipalityCode(text!) : default;
        return valid;
    }

    /// <summary>What is wrong with a code and how to mend it, or <see langword="null"/> for a valid one.</summary>
    public static string? Explain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != 6 || text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return $"'{text}' is not a 地方公共団体コード: six digits are needed, quoted so that a leading zero stays.";
        }

        var prefecture = ((text[0] - '0') * 10) + text[1] - '0';
        if (prefecture is < 1 or > 47)
        {
            return $"'{text}' is not a 地方公共団体コード: the first two digits name a prefecture, 01 to 47.";
        }

        var expected = CheckDigit(text);
        return text[5] == expected ? null : $"'{text}' is not a 地方公共団体コード: the check digit of {text[..5]} is {expected}, so {text[..5]}{expected} would be valid.";
    }

    /// <inheritdoc/>
    public int CompareTo(MunicipalityCode other) => string.CompareOrdinal(value, other.value);

    /// <summary>The six digits.</summary>
    public override string ToString() => value ?? "";

    /// <summary>Orders by digits.</summary>
    public static bool operator <(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) < 0;

    /// <summary>Orders by digits.</summary>
    public static bool operator >(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) > 0;

    /// <summary>Orders by digits.</summary>
    public static bool operator <=(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by digits.</summary>
    public static bool operator >=(MunicipalityCode left, MunicipalityCode right) => left.CompareTo(right) >= 0;

    static char CheckDigit(string text)
    {
        var sum = 0;
        for (var i = 0; i < 5; i++)
        {
            sum += (text[i] - '0') * (6 - i);
        }

        return (char)('0' + ((11 - (sum % 11)) % 10));
    }
}
