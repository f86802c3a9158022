using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Cost;
using GovCloud.Cost.Reconciliation;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary>Answers of Cost Explorer's GetCostAndUsage that somebody saved, as the AWS command line prints them.</summary>
static class CostExplorerFile
{
    const string Metric = "UnblendedCost";

    /// <summary>Reads the pages of one question.</summary>
    /// <exception cref="ExportException">A file is no such answer, or one about something else; the message says what to ask for.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static StatedTotals Read(string[] files, CostMonth month)
    {
        var amounts = files.SelectMany(file => AmountsOf(file, month).ToList()).ToList();
        if (amounts.Select(a => a.Currency).Distinct(StringComparer.Ordinal).ToList() is not [var currency])
        {
            throw new ExportException(files[0], amounts.Count == 0 ? $"it states no cost of {month}; {Advice(month)}" : "it states several currencies, which cannot be added");
        }

        return StatedTotals.OfAccounts($"GetCostAndUsage {Metric} ({string.Join(", ", files.Select(Path.GetFileName))})", currency, amounts.Select(a => (a.Account, a.Amount)));
    }

    static IEnumerable<(string Account, string Amount, string Currency)> AmountsOf(string file, CostMonth month)
    {
        using var document = Parse(file);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("ResultsByTime", out var results) || results.ValueKind != JsonValueKind.Array)
        {
            throw new ExportException(file, $"it is no answer of GetCostAndUsage: it has no list ResultsByTime; {Advice(month)}");
        }

        foreach (var result in results.EnumerateArray())
        {
            var start = TextOf(result, "TimePeriod", "Start");
            if (!DateOnly.TryParseExact(start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || CostMonth.Of(day) != month)
            {
                throw new ExportException(file, $"it is of {start ?? "no day"} and not of {month}; {Advice(month)}");
            }

            foreach (var group in result.TryGetProperty("Groups", out var groups) && groups.ValueKind == JsonValueKind.Array ? groups.EnumerateArray().ToArray() : [])
            {
                yield return AmountOf(file, group, month);
            }
        }
    }

    static (string Account, string Amount, string Currency) AmountOf(string file, JsonElement group, CostMonth month)
    {
        var account = group.TryGetProperty("Keys", out var keys) && keys.ValueKind == JsonValueKind.Array && keys.GetArrayLength() == 1 ? keys[0].GetString() : null;
        if (!AccountId.TryParse(account, out _))
        {
            throw new ExportException(file, $"it is not grouped by account: a group is '{account}'; {Advice(month)}");
        }

        var (amount, unit) = (TextOf(group, "Metrics", Metric, "Amount"), TextOf(group, "Metrics", Metric, "Unit"));
        return amount is not null && unit is not null && ExactAmount.TryParse(Encoding.UTF8.GetBytes(amount), out _)
            ? (account!, amount, unit)
            : throw new ExportException(file, $"it states no {Metric} of {account}; {Advice(month)}");
    }

    static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException malformed)
        {
            throw new ExportException(file, $"it is no JSON ({malformed.Message}); save the answer as it comes", malformed);
        }
    }

    static string? TextOf(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    static string Advice(CostMonth month) => string.Create(
        CultureInfo.InvariantCulture,
        $"save: aws ce get-cost-and-usage --time-period Start={month.First:yyyy-MM-dd},End={month.Next.First:yyyy-MM-dd} --granularity MONTHLY --metrics {Metric} --group-by Type=DIMENSION,Key=LINKED_ACCOUNT");
}
