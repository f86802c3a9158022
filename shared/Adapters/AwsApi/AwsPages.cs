using System.Runtime.CompilerServices;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Reads operations that answer page by page.</summary>
public static class AwsPages
{
    /// <summary>The ids of all pages.</summary>
    /// <exception cref="InvalidOperationException">A token came twice: the service would be read without end.</exception>
    internal static async Task<IReadOnlyList<string>> IdsAsync(Func<string?, CancellationToken, Task<IdPage>> read, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var page in ReadAsync(read, page => page.Next, cancellationToken))
        {
            ids.AddRange(page.Ids);
        }

        return ids;
    }

    /// <summary>Reads all pages, in order.</summary>
    /// <param name="read">Reads the page of a token; null for the first.</param>
    /// <param name="next">The token of the page after a page; null or empty on the last.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A token came twice: the service would be read without end.</exception>
    public static async IAsyncEnumerable<TPage> ReadAsync<TPage>(
        Func<string?, CancellationToken, Task<TPage>> read, Func<TPage, string?> next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(next);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await read(token, cancellationToken);
            yield return page;
            token = next(page);
            if (!string.IsNullOrEmpty(token) && !seen.Add(token))
            {
                throw new InvalidOperationException("The service sent a page token for the second time.");
            }
        }
        while (!string.IsNullOrEmpty(token));
    }
}
