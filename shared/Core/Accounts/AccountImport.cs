using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>
/// Reads a list of accounts that exist already. The first line names the columns, in any order; unknown ones are ignored and named. Required: <c>id</c>,
/// <c>name</c>, <c>environment</c>. Optional: <c>purpose</c>, <c>system</c>, <c>municipalities</c> (codes separated by spaces, commas or semicolons),
/// <c>mail</c>, <c>state</c>. A line that cannot be read does not hinder the others.
/// </summary>
public static class AccountImport
{
    static readonly string[] Required = ["id", "name", "environment"];
    static readonly string[] Known = [.. Required, "purpose", "system", "municipalities", "mail", "state"];

    /// <summary>Reads a list.</summary>
    /// <param name="csv">The text, with or without byte-order mark.</param>
    /// <param name="who">Who imports it.</param>
    /// <param name="why">Why.</param>
    public static AccountImportResult Read(string csv, string who, string why)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var lines = CsvLine.Split(csv.TrimStart('\uFEFF')).ToList();
        if (lines is not [var first, ..])
        {
            return new AccountImportResult { Problems = [new(1, "空のファイルです。1 行目に列の名前を書いてください。")] };
        }

        string[] headings = [.. first.Cells.Select(cell => cell.Trim().ToLowerInvariant())];
        if (Explain(first, headings) is { } problem)
        {
            return new AccountImportResult { Problems = [new(first.Number, problem)] };
        }

        var rows = ImmutableArray.CreateBuilder<AccountImportRow>();
        var problems = ImmutableArray.CreateBuilder<ImportProblem>();
        foreach (var line in lines.Skip(1))
        {
            var reader = new Reader(headings, line);
            var command = reader.Command(who, why);
            if (reader.Problems.Count == 0)
            {
                rows.Add(new AccountImportRow(line.Number, command));
            }
            else
            {
                problems.AddRange(reader.Problems.Select(text => new ImportProblem(line.Number, text)));
            }
        }

        return new AccountImportResult
        {
            Rows = rows.ToImmutable(),
            Problems = problems.ToImmutable(),
            IgnoredColumns = [.. headings.Where(heading => heading.Length > 0 && !Known.Contains(heading, StringComparer.Ordinal))],
        };
    }

    static string? Explain(CsvLine first, string[] headings)
    {
        var missing = Required.Except(headings, StringComparer.Ordinal).ToArray();
        if (first.Broken)
        {
            return "引用符 \" が閉じられていません。";
        }

        if (missing.Length > 0)
        {
            return $"必須の列がありません: {string.Join(", ", missing)}。1 行目に列の名前({string.Join(", ", Known)})を書いてください。";
        }

        return headings.GroupBy(heading => heading, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Length > 0 && group.Count() > 1) is { } twice ? $"列 {twice.Key} が 2 回あります。" : null;
    }

    sealed class Reader(string[] headings, CsvLine line)
    {
        public List<string> Problems { get; } = [];

        public ImportAccount Command(string who, string why)
        {
            if (line.Broken)
            {
                Problems.Add("引用符 \" が閉じられていません。");
            }
            else if (line.Cells.Length != headings.Length)
            {
                Problems.Add($"列の数が 1 行目と異なります({line.Cells.Length}、1 行目は {headings.Length})。");
            }

            return Problems.Count > 0 ? Nothing(who, why) : new ImportAccount
            {
                Name = Cell("name"),
                Who = who,
                Why = why,
                Id = Id(),
                State = State(),
                Facts = new AccountFacts
                {
                    Environment = Choice<DeploymentEnvironment>("environment") ?? default,
                    Purpose = Cell("purpose").Length == 0 ? AccountPurpose.System : Choice<AccountPurpose>("purpose") ?? default,
                    System = Cell("system") is { Length: > 0 } system ? system : null,
                    Municipalities = Municipalities(),
                    Mail = Cell("mail") is { Length: > 0 } mail ? mail : null,
                },
            };
        }

        static ImportAccount Nothing(string who, string why) =>
            new() { Name = "", Who = who, Why = why, Id = default, Facts = new AccountFacts { Environment = default } };

        AccountId Id()
        {
            // Excel drops leading zeros of what looks like a number; eleven digits are not guessed at.
            if (!AccountId.TryParse(Cell("id").Replace("-", "", StringComparison.Ordinal), out var id))
            {
                Problems.Add($"id '{Cell("id")}' は 12 桁の数字ではありません(先頭の 0 が失われていないか確認してください)。");
            }

            return id;
        }

        AccountState? State()
        {
            var state = AccountStates.Find(Cell("state"));
            if (Cell("state").Length > 0 && state is null)
            {
                Problems.Add($"state '{Cell("state")}' は {string.Join(", ", AccountStates.All.Where(known => known.HasId()).Select(known => known.Code()))} のいずれでもありません。");
            }

            return state;
        }

        TEnum? Choice<TEnum>(string column)
            where TEnum : struct, Enum
        {
            foreach (var value in Enum.GetValues<TEnum>())
            {
                if (string.Equals(Code(value), Cell(column), StringComparison.Ordinal))
                {
                    return value;
                }
            }

            Problems.Add($"{column} '{Cell(column)}' は {string.Join(", ", Enum.GetValues<TEnum>().Select(Code))} のいずれでもありません。");
            return null;
        }

        ImmutableArray<MunicipalityCode> Municipalities()
        {
            var codes = ImmutableArray.CreateBuilder<MunicipalityCode>();
            foreach (var text in Cell("municipalities").Split([' ', ',', ';', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (MunicipalityCode.TryParse(text, out var code))
                {
                    codes.Add(code);
                }
                else
                {
                    Problems.Add($"団体コード '{text}' が正しくありません(6 桁、検査数字を含む)。");
                }
            }

            return codes.ToImmutable();
        }

        string Cell(string heading) => Array.IndexOf(headings, heading) is >= 0 and var index ? line.Cells[index].Trim() : "";

        static string Code<TEnum>(TEnum value)
            where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
    }
}

/// <summary>A list as it was read.</summary>
public sealed record AccountImportResult
{
    /// <summary>The lines that could be read, in order.</summary>
    public ImmutableArray<AccountImportRow> Rows { get; init; } = [];

    /// <summary>The lines that could not, with the reasons.</summary>
    public ImmutableArray<ImportProblem> Problems { get; init; } = [];

    /// <summary>Columns that mean nothing here.</summary>
    public ImmutableArray<string> IgnoredColumns { get; init; } = [];
}

/// <summary>A line that could be read.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Command">What it wants.</param>
public sealed record AccountImportRow(int Line, ImportAccount Command);

/// <summary>A line that could not be read.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Problem">Why, in Japanese.</param>
public sealed record ImportProblem(int Line, string Problem);
