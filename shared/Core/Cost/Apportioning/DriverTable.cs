using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>The values of all drivers: the estate's, and those that came with the month.</summary>
sealed class DriverTable
{
    readonly Dictionary<string, Dictionary<(MunicipalityCode Body, string? System), decimal>> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, MonthlyDriverValues> monthly = new(StringComparer.Ordinal);
    readonly Estate estate;

    DriverTable(Estate estate) => this.estate = estate;

    /// <summary>Gathers the values. What came with the month and cannot be used becomes a problem.</summary>
    public static DriverTable Of(Estate estate, ImmutableArray<MonthlyDriverValues> monthly, InputProblems problems)
    {
        var table = new DriverTable(estate);
        foreach (var driver in estate.Cost.Drivers.Where(d => !d.Monthly))
        {
            table.values[driver.Id] = driver.Values.ToDictionary(v => (v.Municipality, v.System), v => v.Value);
        }

        foreach (var set in monthly)
        {
            table.Add(set, problems);
        }

        return table;
    }

    /// <summary>A body's value in a column: that of the column's system, else that of all. One that is missing becomes a problem.</summary>
    public decimal ValueOf(CostDriver driver, MunicipalityCode body, ColumnDraft column, InputProblems problems)
    {
        if (!values.TryGetValue(driver.Id, out var of))
        {
            problems.Add($"driver '{driver.Id}' ({driver.Name}) is monthly and pool '{column.Pool.Id}' needs its values; give them with the month");
            return 0;
        }

        if ((column.System is not null && of.TryGetValue((body, column.System), out var value)) || of.TryGetValue((body, null), out value))
        {
            return value;
        }

        var name = estate.Municipalities.FirstOrDefault(m => m.Code == body)?.Name;
        var forSystem = column.System is null ? "" : $" and system '{column.System}'";
        var place = monthly.TryGetValue(driver.Id, out var set) ? set.Source : "'cost.drivers'";
        problems.Add($"driver '{driver.Id}' has no value for {body} ({name}){forSystem}, which shares pool '{column.Pool.Id}'; add it in {place}, 0 where there is nothing");
        return 0;
    }

    void Add(MonthlyDriverValues set, InputProblems problems)
    {
        var driver = estate.Cost.Drivers.FirstOrDefault(d => d.Id == set.Driver);
        if (driver is not { Monthly: true })
        {
            problems.Add(driver is null
                ? $"{set.Source} gives values of driver '{set.Driver}', which 'cost.drivers' does not have; correct the name or add the driver"
                : $"{set.Source} gives values of driver '{set.Driver}', whose values stand in the estate; write 'monthly: true', or leave the file out");
            return;
        }

        if (!monthly.TryAdd(set.Driver, set))
        {
            problems.Add($"driver '{set.Driver}' comes with {monthly[set.Driver].Source} and with {set.Source}; give one of them");
            return;
        }

        var of = values[set.Driver] = [];
        foreach (var value in set.Values)
        {
            var system = value.System is null ? "" : $" and system '{value.System}'";
            if (estate.Municipalities.All(m => m.Code != value.Municipality) || (value.System is not null && estate.Systems.All(s => s.Id != value.System)))
            {
                problems.Add($"{set.Source} names {value.Municipality}{system}, which the estate does not have; correct it or remove the row");
            }
            else if (value.Value < 0)
            {
                problems.Add(FormattableString.Invariant($"{set.Source} gives {value.Value} for {value.Municipality}{system}; a measured value is 0 or more"));
            }
            else if (!of.TryAdd((value.Municipality, value.System), value.Value))
            {
                problems.Add($"{set.Source} names {value.Municipality}{system} twice; remove one");
            }
        }
    }
}
