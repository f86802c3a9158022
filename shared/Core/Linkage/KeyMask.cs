using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovCloud.Linkage;

/// <summary>
/// Keys that somebody named by mistake may hold identifiers. People see them with long numbers and everything that is not ASCII blanked; a digest
/// tells two keys apart.
/// </summary>
public static class KeyMask
{
    // 個人番号 has 12 digits, 住民票コード 11, a 宛名番号 up to 15; a date has 8 and a 地方公共団体コード 6.
    const int LongestPlain = 8;
    const int LongestShown = 200;

    /// <summary>The key as people and logs may see it.</summary>
    public static string Mask(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var shown = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length && i < LongestShown; i++)
        {
            var digits = DigitsAt(key, i);
            if (digits == 0)
            {
                shown.Append(key[i] is >= ' ' and <= '~' and not '@' ? key[i] : '＊');
                continue;
            }

            var run = key.AsSpan(i, digits);
            if (digits <= LongestPlain || IsTimestamp(run))
            {
                shown.Append(run);
            }
            else
            {
                shown.Append('＊', digits);
            }

            i += digits - 1;
        }

        return shown.ToString();
    }

    /// <summary>Sixteen hexadecimal digits that stand for a key.</summary>
    public static string DigestOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8));

    static int DigitsAt(string key, int start)
    {
        var end = start;
        // Groups of digits that are joined by single separators are one number, as on cards.
        while (end < key.Length && (char.IsAsciiDigit(key[end]) || (key[end] is '-' or ' ' && end > start && end + 1 < key.Length && char.IsAsciiDigit(key[end + 1]))))
        {
            end++;
        }

        return end - start;
    }

    static bool IsTimestamp(ReadOnlySpan<char> digits) =>
        digits.Length == 14 && DateTime.TryParseExact(digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && time.Year is >= 2020 and <= 2050;
}
