using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.CostFiles;

/// <summary>
/// Reads the monthly values of a driver (実績値): a CSV with the columns 団体コード (municipality), 値 (value) and where values differ by system システム (system).
/// UTF-8 or Shift_JIS. A municipality may be named by its code of six digits or by its name, a system by its id or its name.
/// </summary>
public static class DriverValuesReader
{
    /// <summary>Reads.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, which a statement shows as the source.</param>
    /// <param name="driver">The driver's id.</param>
    /// <param name="estate">The estate, whose municipalities and systems are known.</param>
    /// <returns>The values, and every problem with its line; where there is one, the values are not to be used.</returns>
    /// <exception cref="ExportException">The file is no such table.</exception>
    public static (MonthlyDriverValues Values, ImmutableArray<string> Problems) Read(Stream content, string name, string driver, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var table = SmallTable.Read(content, name);
        var places = new Places(
            table.Column("municipality", "団体コード", "自治体コード", "市区町村コード", "全国地方公共団体コード", "団体", "自治体", "code"),
            table.Column("system", "システム", "業務システム", "業務"),
            table.Column("value", "値", "実績値", "実績", "数量"));
        if (places.Municipality < 0 || places.Value < 0)
        {
            throw new ExportException(name, "the columns 団体コード (municipality) and 値 (value) are needed in the first line; add what is missing");
        }

        var problems = table.Problems.ToBuilder();
        var values = new Dictionary<(MunicipalityCode, string?), CostDriverValue>();
        if (estate.Cost.Drivers.FirstOrDefault(d => d.Id == driver) is not { Monthly: true })
        {
            problems.Add($"{name}: '{driver}' is no monthly driver of the estate; name one of {string.Join(", ", estate.Cost.Drivers.Where(d => d.Monthly).Select(d => d.Id))}");
        }

        foreach (var (line, cells) in table.Rows)
        {
            var (value, problem) = ValueOf(cells, places, estate);
            if (value is not null && !values.TryAdd((value.Municipality, value.System), value))
            {
                problem = $"{value.Municipality} stands twice{(value.System is null ? "" : $" for {value.System}")}; remove one line";
            }

            if (problem is not null)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {problem}"));
            }
        }

        if (table.Rows.IsEmpty)
        {
            problems.Add($"{name}: it has no values; add a line for each municipality");
        }

        return (
            new MonthlyDriverValues
            {
                Driver = driver,
                Source = name,
                Sha256 = table.Sha256,
                Values = [.. values.Values.OrderBy(v => v.Municipality).ThenBy(v => v.System, StringComparer.Ordinal)],
            },
            problems.ToImmutable());
    }

    static (CostDriverValue? Value, string? Problem) ValueOf(ImmutableArray<string> cells, Places places, Estate estate)
    {
        var body = SmallTable.Plain(cells[places.Municipality]);
        if (estate.Municipalities.FirstOrDefault(m => m.Code.ToString() == body || SmallTable.Plain(m.Name) == body) is not { } municipality)
        {
            // Excel takes a code for a number and drops its leading zero.
            return (null, $"'{cells[places.Municipality]}' is no municipality of the estate; write its code of six digits{(body.Length == 5 ? ", leading zeros included" : "")}");
        }

        var system = places.System < 0 ? "" : cells[places.System];
        var known = estate.Systems.FirstOrDefault(s => s.Id == system || SmallTable.Plain(s.Name) == SmallTable.Plain(system));
        if (system.Length > 0 && known is null)
        {
            return (null, $"'{system}' is no system of the estate; write its id or name, or leave it empty for all systems");
        }

        var text = SmallTable.Plain(cells[places.Value]).Replace(",", "", StringComparison.Ordinal);
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value) || value < 0)
        {
            return (null, $"'{cells[places.Value]}' is no number of 0 or more; correct it");
        }

        return (new CostDriverValue { Municipality = municipality.Code, System = known?.Id, Value = value }, null);
    }

    sealed record Places(int Municipality, int System, int Value);
}
