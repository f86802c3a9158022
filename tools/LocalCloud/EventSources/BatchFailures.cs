using System.Text.Json;
using GovCloud.LocalCloud.Functions;

namespace GovCloud.LocalCloud.EventSources;

/// <summary>Reads which records of a batch failed.</summary>
static class BatchFailures
{
    /// <summary>Identifiers of the failed records; null when the whole batch failed. An answer that Lambda would not understand fails the whole batch.</summary>
    public static IReadOnlySet<string>? Of(Invocation result, bool reportsItems, IReadOnlyCollection<string> sent)
    {
        if (!result.Succeeded)
        {
            return null;
        }

        if (!reportsItems || string.IsNullOrWhiteSpace(result.Response))
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        try
        {
            using var answer = JsonDocument.Parse(result.Response);
            var failed = Identifiers(answer.RootElement).ToHashSet(StringComparer.Ordinal);
            return failed.IsSubsetOf(sent) ? failed : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    static IEnumerable<string> Identifiers(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("batchItemFailures", out var failures) && failures.ValueKind == JsonValueKind.Array
            ? failures.EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString() ?? "")
            : [];
}
