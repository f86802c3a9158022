using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Accounts;
using Spectre.Console;

namespace GovCloud.Cli.Accounts;

/// <summary>What became of commands, in their order.</summary>
sealed class LedgerResults(bool dryRun)
{
    readonly List<Result> results = [];

    /// <summary>Commands that were refused, and lines that could not be read.</summary>
    public int Refused => results.Count(result => result.Refusal is not null);

    /// <summary>Commands that were entered, or would be.</summary>
    public int Entered => results.Count(result => result.Transition is not null);

    /// <summary>Commands that the ledger knew already.</summary>
    public int Known => results.Count - Refused - Entered;

    public void Add(string account, AccountDecision decision, string? place = null) => results.Add(new Result(
        place,
        account,
        (decision as AccountDecision.AlreadyDone)?.Record ?? (decision as AccountDecision.Transition)?.After,
        (decision as AccountDecision.Transition),
        (decision as AccountDecision.Refused)?.Refusal));

    /// <summary>Writes the results and returns the exit code.</summary>
    public int Write(LedgerSession session)
    {
        if (session.Format == OutputFormat.Json)
        {
            WriteJson(session.Output);
        }
        else
        {
            WriteTable(session.Output);
        }

        return Refused > 0 ? ExitCode.Problems : ExitCode.Success;
    }

    void WriteTable(TextWriter output)
    {
        var places = results.Exists(result => result.Place is not null);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. (places ? (string[])["行"] : []), "アカウント", "結果", "状態", "版", "内容"]);
        foreach (var result in results)
        {
            table.AddRow([.. (places ? (string[])[result.Place ?? ""] : []).Concat(Cells(result)).Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
    }

    string[] Cells(Result result) =>
    [
        result.Account,
        result switch { { Refusal: not null } => "拒否", { Transition: not null } => dryRun ? "登録予定" : "登録", _ => "登録済み" },
        result.Record is { } record ? AccountText.StateOf(record) : "",
        result.Record is { } version ? $"{version.Version}" : "",
        result.Refusal?.ToString() ?? string.Join("、", result.Transition?.Entry.Changes.Select(AccountText.Of) ?? []),
    ];

    void WriteJson(TextWriter output) => LedgerJson.WriteArray(output, results, (json, result) =>
    {
        json.WriteStartObject();
        json.WriteString("account", result.Account);
        json.WriteString("outcome", result switch { { Refusal: not null } => "refused", { Transition: not null } => dryRun ? "planned" : "entered", _ => "already-done" });
        if (result.Place is { } place)
        {
            json.WriteString("place", place);
        }

        if (result.Record is { } record)
        {
            json.WritePropertyName("record");
            JsonSerializer.Serialize(json, record, AccountJsonContext.Default.AccountRecord);
        }

        if (result.Transition is { } transition)
        {
            json.WritePropertyName("entry");
            JsonSerializer.Serialize(json, transition.Entry, AccountJsonContext.Default.LedgerEntry);
        }

        if (result.Refusal is { } refusal)
        {
            json.WriteString("code", refusal.Code);
            json.WriteString("reason", refusal.Reason);
            json.WriteString("remedy", refusal.Remedy);
        }

        json.WriteEndObject();
    });

    sealed record Result(string? Place, string Account, AccountRecord? Record, AccountDecision.Transition? Transition, Refusal? Refusal);
}

/// <summary>JSON for programs, readable for people.</summary>
static class LedgerJson
{
    public static void WriteArray<T>(TextWriter output, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
