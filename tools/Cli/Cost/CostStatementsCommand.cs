using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Calendar;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost statements</c>: what was computed for a month, and the two steps that people take.</summary>
static class CostStatementsCommand
{
    public static Command Create(StatementConnection connection) => new("statements", "Statements that the function CostApportionment keeps: list, check and publish them.")
    {
        List(connection),
        Step("check", "確認: say that a draft was checked. Who computed it cannot check it. Nothing is checked while anything stands against closing the month.", connection, Check),
        Step("publish", "公開: publish what was checked, for good: its files can then be neither changed nor deleted. Who checked it does not publish it, unless the estate allows that.", connection, Publish),
    };

    static Command List(StatementConnection connection)
    {
        var month = Month();
        var format = FormatOption.Create("table: for people; json: one object.");
        var command = new Command("list", "Show the statements of a month with their history, and what stands against closing it. Exit code 0: shown; 1: something stands against it; 2: not reached.")
        {
            month, connection.Estate, connection.Table, format,
        };
        command.SetAction((parsed, cancellation) => connection.RunAsync(parsed, async (_, store) =>
        {
            var asked = parsed.GetValue(month);
            var (entries, status) = (await store.ListAsync(asked, cancellation), await store.FindStatusAsync(asked, cancellation));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                output.WriteLine(Json(asked, entries, status));
            }
            else
            {
                Write(asked, entries, status, output);
            }

            return status is { Obstacles.IsEmpty: false } ? ExitCode.Problems : ExitCode.Success;
        }));
        return command;
    }

    static Command Step(string name, string description, StatementConnection connection, Func<Estate, IReadOnlyList<StatementEntry>, int, StatementActor, string?, StatementDecision> decide)
    {
        var month = Month();
        var revision = new Option<int>("--revision") { Description = "The revision of the month's statement.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var who = new Option<string>("--who") { Description = "Who does it: a name or role. Kept in the history.", HelpName = "TEXT", Required = true };
        var comment = new Option<string?>("--comment") { Description = "What they say. Kept in the history.", HelpName = "TEXT" };
        var statement = new Option<string?>("--statement") { Description = "Folder or record.json of what was looked at: refused where the stored one is another.", HelpName = "PATH" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen; write nothing." };
        var command = new Command(name, description + " Exit code 0: done, or done before; 1: refused; 2: not done.") { month, revision, who, comment, statement, dryRun, connection.Estate, connection.Table };
        command.SetAction((parsed, cancellation) => connection.RunAsync(parsed, async (estate, store) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string? digest = null;
            if (parsed.GetValue(statement) is { } path)
            {
                if (StatementFolder.Read(path, error) is not { } read)
                {
                    return ExitCode.Misuse;
                }

                digest = StatementRecords.Digest(read.Bytes);
            }

            var entries = await store.ListAsync(parsed.GetValue(month), cancellation);
            var actor = new StatementActor(parsed.GetRequiredValue(who), connection.Time.GetUtcNow(), parsed.GetValue(comment));
            return await EnterAsync(decide(estate, entries, parsed.GetValue(revision), actor, digest), store, parsed.GetValue(dryRun), output, error, cancellation);
        }));
        return command;
    }

    static StatementDecision Check(Estate estate, IReadOnlyList<StatementEntry> entries, int revision, StatementActor actor, string? digest) =>
        StatementLifecycle.Check(entries, revision, actor, digest);

    static StatementDecision Publish(Estate estate, IReadOnlyList<StatementEntry> entries, int revision, StatementActor actor, string? digest) =>
        StatementLifecycle.Publish(entries, revision, actor, estate.Cost.Closing.SecondPerson, digest);

    static async Task<int> EnterAsync(StatementDecision decision, StatementStore store, bool dryRun, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        switch (decision)
        {
            case StatementDecision.Refused refused:
                error.WriteLine($"refused: {refused.Reason}");
                return ExitCode.Problems;
            case StatementDecision.AlreadySo { Entry: var same }:
                output.WriteLine($"{Name(same)}: {Word(same.State)}(変更なし)");
                return ExitCode.Success;
            case StatementDecision.Change change when dryRun:
                output.WriteLine($"{Name(change.After)}: {Word(change.After.State)}になります(--dry-run)");
                return ExitCode.Success;
            case StatementDecision.Change change when await store.CommitAsync(change, cancellation) != StatementCommitOutcome.Conflict:
                output.WriteLine($"{Name(change.After)}: {Word(change.After.State)}");
                return ExitCode.Success;
            default:
                error.WriteLine("refused: 別の人が先に変更しました。一覧を見てからもう一度実行してください。");
                return ExitCode.Problems;
        }
    }

    static void Write(CostMonth month, IReadOnlyList<StatementEntry> entries, MonthStatus? status, TextWriter output)
    {
        output.WriteLine(status is null
            ? $"{month}: まだ算定されていません。"
            : string.Create(CultureInfo.InvariantCulture, $"{month}: 締められる日 {status.ClosingDay:yyyy-MM-dd}、判定 {JapanTime.Of(status.JudgedAt):yyyy-MM-dd HH:mm}"));
        foreach (var obstacle in status?.Obstacles ?? [])
        {
            output.WriteLine($"・{obstacle}");
        }

        if (entries.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["版", "状態", "合計(円)", "ダイジェスト", "場所", "経過"])
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        foreach (var entry in entries)
        {
            table.AddRow(
                new Text(entry.Revision.ToString(CultureInfo.InvariantCulture)), new Text(Word(entry.State)), new Text(CostWords.Yen(entry.Yen)), new Text(entry.RecordDigest[..Math.Min(16, entry.RecordDigest.Length)]),
                new Text(entry.Prefix), new Text(string.Join('\n', entry.History.Select(Line))));
        }

        Terminal.Of(output).WriteTable(table);
    }

    static string Json(CostMonth month, IReadOnlyList<StatementEntry> entries, MonthStatus? status) => CostJson.Text(new JsonObject
    {
        ["month"] = month.ToString(),
        ["closingDay"] = status?.ClosingDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["obstacles"] = CostJson.Array(status?.Obstacles.Select(o => (JsonNode?)o) ?? []),
        ["statements"] = CostJson.Array(entries.Select(entry => new JsonObject
        {
            ["revision"] = entry.Revision,
            ["state"] = EstateReport.Word(entry.State),
            ["yen"] = entry.Yen,
            ["recordDigest"] = entry.RecordDigest,
            ["prefix"] = entry.Prefix,
            ["history"] = CostJson.Array(entry.History.Select(step => new JsonObject
            {
                ["state"] = EstateReport.Word(step.State),
                ["by"] = step.By,
                ["at"] = step.At.ToString("O", CultureInfo.InvariantCulture),
                ["comment"] = step.Comment,
            })),
        })),
    });

    static string Line(StatementStep step) => string.Create(
        CultureInfo.InvariantCulture, $"{JapanTime.Of(step.At):yyyy-MM-dd HH:mm} {Word(step.State)} {step.By}{(step.Comment is null ? "" : $"「{step.Comment}」")}");

    static string Name(StatementEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Month} 第{entry.Revision}版");

    static string Word(StatementState state) => state switch
    {
        StatementState.Draft => "算定中",
        StatementState.Checked => "確認済",
        _ => "公開済",
    };

    static Argument<CostMonth> Month() => new("MONTH")
    {
        Description = "The month, such as 2026-05.",
        CustomParser = result =>
        {
            if (CostMonth.TryParse(result.Tokens[0].Value, out var month))
            {
                return month;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not a month such as 2026-05.");
            return default;
        },
    };
}
