using System.Globalization;

namespace GovCloud.Versions;

/// <summary>Versions of specifications: numbers between dots, compared as numbers. 2.10 is later than 2.9, and 3 is 3.0.</summary>
public static class DottedNumber
{
    /// <summary>Compares two versions.</summary>
    /// <param name="left">Digits and dots, as the estate's reader accepts them.</param>
    /// <param name="right">Likewise.</param>
    /// <returns>Below zero where the left one is older, zero where both are equal, above zero where it is newer.</returns>
    /// <exception cref="FormatException">Not digits and dots.</exception>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (a, b) = (Parts(left), Parts(right));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var difference = (i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0);
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    static int[] Parts(string version) => [.. version.Split('.').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];
}
