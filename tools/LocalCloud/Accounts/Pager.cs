using System.Globalization;
using System.Text;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Cuts lists into small pages, some of them empty with a token, as AWS may at any time. Where a page went on from is known by its last item, so that what is gone in between moves nothing.</summary>
sealed class Pager(int seed, int largestPage)
{
    const int EveryNthIsEmpty = 6;

    /// <summary>A page.</summary>
    /// <param name="name">Name of the list: pages of a list are cut alike every time.</param>
    /// <param name="items">The list, in the order of <paramref name="key"/>.</param>
    /// <param name="key">What an item is known by.</param>
    /// <param name="token">Of the page before; none or empty for the first.</param>
    /// <param name="asked">How many the caller wants at most.</param>
    /// <param name="limit">What a fault says of this page; none for nothing.</param>
    /// <exception cref="AwsApiException">The token is none of ours.</exception>
    public (IReadOnlyList<T> Items, string? Next) Page<T>(string name, IReadOnlyList<T> items, Func<T, string> key, string? token, int? asked, PageLimit? limit = null)
    {
        var (number, last) = string.IsNullOrEmpty(token) ? (0, "") : Read(token);
        var begin = number == 0 || last.Length == 0 ? 0 : items.TakeWhile(item => string.CompareOrdinal(key(item), last) <= 0).Count();
        var left = items.Count - begin;
        if (left > 0 && (limit is { IsEmpty: true } || new Draws(seed, $"{name}/{number}").Fraction() * EveryNthIsEmpty < 1))
        {
            return ([], Write(number + 1, last));
        }

        var size = Math.Min(left, Math.Clamp(asked ?? largestPage, 1, Math.Min(largestPage, limit?.Size ?? largestPage)));
        var page = items.Skip(begin).Take(size).ToList();
        return (page, size < left ? Write(number + 1, key(page[^1])) : null);
    }

    /// <summary>Whether a token is that of a later page.</summary>
    public static bool IsLater(string? token) => !string.IsNullOrEmpty(token);

    static string Write(int number, string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}|{last}"))).Replace('+', '-').Replace('/', '_');

    static (int Number, string Last) Read(string token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/'))).Split('|', 2);
            return (int.Parse(text[0], CultureInfo.InvariantCulture), text[1]);
        }
        catch (Exception foreign) when (foreign is FormatException or IndexOutOfRangeException)
        {
            throw AwsApiException.Invalid("InvalidParameterValueException", "The token is not valid.");
        }
    }
}
