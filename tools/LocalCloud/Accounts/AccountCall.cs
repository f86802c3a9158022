using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>A call of an account's API, with what the simulation needs to answer it.</summary>
sealed record AccountCall
{
    public required SimulatedAccounts Accounts { get; init; }

    public required SimulatedAccount Account { get; init; }

    public required string Operation { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required AwsRequest Request { get; init; }

    public required Pager Pager { get; init; }

    /// <summary>By how much the clock of what is answered is ahead.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>A page of a list as JSON.</summary>
    public JsonObject Page<T>(string member, string tokenMember, string? token, int? asked, IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> write, string list = "")
    {
        var (page, next) = Cut(list, items, key, token, asked);
        var answer = new JsonObject { [member] = new JsonArray([.. page.Select(write)]) };
        if (next is not null)
        {
            answer[tokenMember] = next;
        }

        return answer;
    }

    /// <summary>A page of a list in any protocol.</summary>
    public (IReadOnlyList<T> Items, string? Next) Cut<T>(string list, IEnumerable<T> items, Func<T, string> key, string? token, int? asked) =>
        Pager.Page($"{Account.Id}/{Region}/{Operation}/{list}", [.. items.OrderBy(key, StringComparer.Ordinal)], key, token, asked, Request.Page);

    /// <summary>The number of the query's <c>maxResults</c>.</summary>
    public int? Asked => int.TryParse(Request.Query["maxResults"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;

    /// <summary>The body as JSON.</summary>
    public JsonElement Body()
    {
        using var document = JsonDocument.Parse(Request.Body.Length == 0 ? "{}"u8.ToArray() : Request.Body);
        return document.RootElement.Clone();
    }

    /// <summary>An instant as AWS writes it in JSON.</summary>
    public double Seconds(DateTimeOffset instant) => (instant + Ahead).ToUnixTimeMilliseconds() / 1000d;
}
