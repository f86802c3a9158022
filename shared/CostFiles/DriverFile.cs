using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.CostFiles;

/// <summary>
/// Values of monthly drivers (実績値) as a CSV, UTF-8 or Shift_JIS: columns <c>municipality</c> and <c>value</c>, and where wanted <c>system</c> and <c>driver</c>,
/// or 団体コード, 値, 業務 and 指標. Without a column for it, the driver's id is the file's name without its ending.
/// </summary>
public static class DriverFile
{
    /// <summary>Reads. Whether the estate has the bodies, systems and drivers is the apportionment's to say.</summary>
    /// <param name="name">The file's name, for statements and for what cannot be read.</param>
    /// <param name="content">The CSV.</param>
    /// <returns>A set of values for each driver, in the order of the file.</returns>
    /// <exception cref="ExportException">It is no such file; the message names every line that is wrong, with the remedy.</exception>
    public static ImmutableArray<MonthlyDriverValues> Read(string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var table = SmallTable.Read(content, name);
        var places = new Places(
            table.Column("municipality", "団体コード", "自治体コード", "市区町村コード", "全国地方公共団体コード"),
            table.Column("value", "値", "実績値", "実績", "数量"),
            table.Column("system", "業務", "システム", "業務システム"),
            table.Column("driver", "指標"));
        if (places.Municipality < 0 || places.Value < 0)
        {
            throw new ExportException(name, "its first line must name the columns 'municipality' and 'value' (or 団体コード and 値); add what is missing");
        }

        var problems = table.Problems.ToBuilder();
        var rows = Rows(table, places, name, problems);
        if (table.Rows.IsEmpty)
        {
            problems.Add($"{name}: it has no line with a value; write a line for each body, also for those whose value is 0");
        }

        return problems.Count > 0
            ? throw new ExportException(problems.ToImmutable())
            :
            [
                .. rows.GroupBy(r => r.Driver, StringComparer.Ordinal)
                    .Select(g => new MonthlyDriverValues { Driver = g.Key, Source = Path.GetFileName(name), Sha256 = table.Sha256, Values = [.. g.Select(r => r.Value)] }),
            ];
    }

    static List<(string Driver, CostDriverValue Value)> Rows(SmallTable table, Places places, string name, ImmutableArray<string>.Builder problems)
    {
        var rows = new List<(string Driver, CostDriverValue Value)>();
        var seen = new HashSet<(string, MunicipalityCode, string?)>();
        foreach (var (line, cells) in table.Rows)
        {
            var driver = places.Driver >= 0 && cells[places.Driver].Length > 0 ? cells[places.Driver] : Path.GetFileNameWithoutExtension(name);
            var (value, problem) = ValueOf(cells, places);
            if (value is not null && !seen.Add((driver, value.Municipality, value.System)))
            {
                problem = $"{value.Municipality} has two values for the driver '{driver}'{(value.System is { } system ? $" and the system '{system}'" : "")}; remove one";
            }

            if (problem is not null)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {problem}"));
            }
            else
            {
                rows.Add((driver, value!));
            }
        }

        return rows;
    }

    static (CostDriverValue? Value, string? Problem) ValueOf(ImmutableArray<string> cells, Places places)
    {
        var code = SmallTable.Plain(cells[places.Municipality]);
        if (MunicipalityCode.Explain(code) is { } problem)
        {
            return (null, $"{problem} A spreadsheet drops a leading 0.");
        }

        var text = SmallTable.Plain(cells[places.Value]).Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return (null, $"'{cells[places.Value]}' is no value: write a number of 0 or more without a unit");
        }

        var system = places.System < 0 ? "" : cells[places.System];
        return (new CostDriverValue { Municipality = MunicipalityCode.Parse(code), System = system.Length > 0 ? system : null, Value = value }, null);
    }

    sealed record Places(int Municipality, int Value, int System, int Driver);
}
