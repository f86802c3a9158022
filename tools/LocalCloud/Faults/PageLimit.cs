using System.Globalization;

namespace GovCloud.LocalCloud.Faults;

/// <summary>How much a page of a list may hold, whatever the caller asks for.</summary>
/// <param name="Size">Most items.</param>
/// <param name="IsEmpty">Whether this page holds nothing, and still says that there is more.</param>
sealed record PageLimit(int Size, bool IsEmpty)
{
    /// <summary>Whether an operation answers page by page. By name, where the simulation does not know the operation well.</summary>
    public static bool Pages(string service, string operation) => (service, operation) switch
    {
        ("s3", _) => operation is "ListObjectsV2" or "ListObjects",
        ("dynamodb", _) => operation is "Query" or "Scan",
        ("sqs", _) => operation is "ListQueues",
        ("ssm", _) => operation is "GetParametersByPath",
        ("events" or "lambda" or "ses" or "sts" or "sns", _) => false,
        _ => operation.StartsWith("List", StringComparison.Ordinal) || operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal),
    };

    /// <summary>The page of a list that begins at a token.</summary>
    /// <param name="all">The whole list, in an order that stays.</param>
    /// <param name="token">From the page before; null or empty for the first page.</param>
    /// <param name="asked">Most items that the caller or the service wants.</param>
    /// <param name="limit">The limit that a fault sets.</param>
    /// <returns>The items, and the token of the next page; null for the last. A token never comes twice.</returns>
    /// <exception cref="FormatException">The token is none of this method's.</exception>
    public static (IReadOnlyList<T> Items, string? NextToken) Cut<T>(IReadOnlyList<T> all, string? token, int asked, PageLimit? limit)
    {
        var (page, start) = Read(token);
        var size = limit is null ? asked : limit.IsEmpty ? 0 : Math.Min(asked, limit.Size);
        IReadOnlyList<T> items = [.. all.Skip(start).Take(size)];
        var next = start + items.Count;
        return (items, next < all.Count ? string.Create(CultureInfo.InvariantCulture, $"{page + 1}-{next}") : null);
    }

    static (int Page, int Start) Read(string? token) => string.IsNullOrEmpty(token) ? (1, 0)
        : token.Split('-') is [var page, var start] ? (int.Parse(page, NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(start, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{token}' is not a token of this list.");
}
