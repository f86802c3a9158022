using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Access;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Cli.Access;

/// <summary>What the columns of the matrix are.</summary>
enum MatrixColumns
{
    /// <summary>Systems, and one for accounts without a system.</summary>
    Systems,

    /// <summary>Accounts.</summary>
    Accounts,
}

/// <summary><c>gca access matrix</c>.</summary>
static class AccessMatrixCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var columns = new Option<MatrixColumns>("--columns") { Description = "systems or accounts.", DefaultValueFactory = _ => MatrixColumns.Systems };
        var organisation = new Option<string?>("--organisation") { Description = "Only roles of this organisation.", HelpName = "ID" };
        var sheet = new SheetOptions();
        var command = new Command(
            "matrix", "Print who can do what where (権限マトリクス): a row for each role, a column for each system or account. Exit code 0: printed; 1: the estate has errors; 2: not done.")
        {
            folder,
            columns,
            organisation,
            sheet.Format,
            sheet.File,
        };
        command.SetAction(parsed => AccessCommand.Run(parsed, folder, time, estate =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var only = parsed.GetValue(organisation);
            if (only is not null && !estate.Organisations.Any(o => o.Id == only))
            {
                error.WriteLine($"error: the estate has no organisation '{only}'.");
                return ExitCode.Misuse;
            }

            var matrix = AccessMatrix.Of(estate, parsed.GetValue(columns) == MatrixColumns.Systems);
            matrix = matrix with { Rows = [.. matrix.Rows.Where(row => only is null || row.Organisation.Id == only)] };
            var title = string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title} 権限マトリクス {EstateLocation.TodayInJapan(time):yyyy-MM-dd}");
            return sheet.TryWrite(parsed, Sheet(title, matrix), () => Json(matrix), output, error, Terminal(title, matrix)) ? ExitCode.Success : ExitCode.Misuse;
        }));
        return command;
    }

    /// <summary>On a terminal the columns do not fit: places stand in one column.</summary>
    static SpreadsheetSheet Terminal(string title, AccessMatrix matrix) => new()
    {
        Name = "権限",
        Preamble = [title],
        Headings = ["組織", "ロール", "種別", "段階", "権限", "期間", "場所"],
        Rows =
        [
            .. matrix.Rows.Select(row => ImmutableArray.Create(
                row.Organisation.Name,
                $"gca-{row.Grant.Role.Id}",
                AccessText.Of(row.Grant.Role.Kind),
                AccessText.Of(row.Grant.Role.Phase),
                AccessText.Of(row.Grant),
                AccessText.Period(row.Grant.Role),
                Places(matrix, row))),
        ],
    };

    static string Places(AccessMatrix matrix, AccessMatrixRow row) => row.Cells.All(cell => cell.Targets.Length == cell.Of)
        ? "すべて"
        : string.Join("、", matrix.Columns.Zip(row.Cells).Where(pair => !pair.Second.Targets.IsEmpty).Select(pair => pair.First.Name + AccessText.Part(pair.Second)));

    static SpreadsheetSheet Sheet(string title, AccessMatrix matrix) => new()
    {
        Name = "権限マトリクス",
        Preamble =
        [
            title,
            "参照: 設定と状態だけを読む。運用: 起動・停止・再起動。変更: 作成・変更・削除。+データ: 保存された内容を読む。+遠隔: サーバーに入る。(タグ): 自分のタグが付いたものだけ。(限定): セッションポリシーの操作だけ。空欄: 権限なし。",
        ],
        Headings = ["組織", "ロール", "種別", "段階", "期間", "時間(分)", .. matrix.Columns.Select(column => column.Name)],
        Rows =
        [
            .. matrix.Rows.Select(row => ImmutableArray.CreateRange<string>(
            [
                row.Organisation.Name,
                $"gca-{row.Grant.Role.Id}",
                AccessText.Of(row.Grant.Role.Kind),
                AccessText.Of(row.Grant.Role.Phase),
                AccessText.Period(row.Grant.Role),
                row.Grant.Role.SessionMinutes.ToString(CultureInfo.InvariantCulture),
                .. row.Cells.Select(cell => AccessText.Of(row.Grant, cell)),
            ])),
        ],
    };

    static string Json(AccessMatrix matrix)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var row in matrix.Rows)
            {
                Write(writer, row);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void Write(Utf8JsonWriter writer, AccessMatrixRow row)
    {
        var role = row.Grant.Role;
        writer.WriteStartObject();
        writer.WriteString("organisation", row.Organisation.Id);
        writer.WriteString("role", $"gca-{role.Id}");
        writer.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(role.Kind.ToString()));
        writer.WriteString("phase", JsonNamingPolicy.KebabCaseLower.ConvertName(role.Phase.ToString()));
        writer.WriteString("level", row.Grant.IsEmergency ? "emergency" : JsonNamingPolicy.KebabCaseLower.ConvertName(role.Level.ToString()));
        writer.WriteBoolean("data", row.Grant.ReadsData);
        writer.WriteBoolean("remote", row.Grant.IsRemote);
        writer.WriteBoolean("mfa", role.Mfa);
        writer.WriteNumber("sessionMinutes", role.SessionMinutes);
        writer.WriteString("until", role.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteStartObject("tags");
        foreach (var tag in row.Grant.Tags().OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            writer.WriteString(tag.Key, tag.Value);
        }

        writer.WriteEndObject();
        WriteList(writer, "sessionPolicy", row.Grant.Narrowing?.Actions ?? []);
        WriteList(writer, "accounts", row.Cells.SelectMany(cell => cell.Targets).Select(target => target.Account.Id.ToString()));
        writer.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
