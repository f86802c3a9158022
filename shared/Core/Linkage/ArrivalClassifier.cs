using System.Globalization;
using GovCloud.Calendar;

namespace GovCloud.Linkage;

/// <summary>What the key of an object means.</summary>
public abstract record KeyClass
{
    /// <summary>A data file of a slot.</summary>
    public sealed record Data(LinkageProfile Profile, ExpectedFile File) : KeyClass;

    /// <summary>The marker of a slot.</summary>
    public sealed record Marker(LinkageProfile Profile, ExpectedFile File) : KeyClass;

    /// <summary>A consumer says that it has taken the file of a slot.</summary>
    public sealed record Receipt(LinkageProfile Profile, ExpectedFile File, string Consumer) : KeyClass;

    /// <summary>A key that no interface has.</summary>
    /// <param name="Problem">Why not.</param>
    /// <param name="Nearest">The interface in whose folder it lies, where it lies in one.</param>
    public sealed record Misplaced(KeyProblem Problem, LinkageProfile? Nearest) : KeyClass;

    /// <summary>An empty object that stands for a folder, as consoles make them. Means nothing.</summary>
    public sealed record Folder : KeyClass;
}

/// <summary>Why a key belongs to no interface.</summary>
public enum KeyProblem
{
    /// <summary>It lies in nobody's folder.</summary>
    UnknownPrefix,

    /// <summary>Its name fits no interface of its folder.</summary>
    Misnamed,

    /// <summary>Its name carries a day or number that the schedule does not have.</summary>
    Unscheduled,
}

/// <summary>Finds the interface and slot of a key. Pure: a key means the same whenever it comes.</summary>
static class ArrivalClassifier
{
    public static KeyClass Classify(LinkageCatalogue catalogue, MunicipalityCode body, string key)
    {
        if (key.EndsWith('/'))
        {
            return new KeyClass.Folder();
        }

        var (folder, name) = key.LastIndexOf('/') is >= 0 and var slash ? (key[..(slash + 1)], key[(slash + 1)..]) : ("", key);
        if (folder.StartsWith(LinkageNames.Receipts, StringComparison.Ordinal))
        {
            return Receipt(catalogue, body, folder, name);
        }

        LinkageProfile? nearest = null;
        foreach (var profile in catalogue.Profiles.Where(p => p.Definition.Municipality == body && p.Definition.Prefix == folder))
        {
            nearest ??= profile;
            if (profile.Data.Match(name) is { } data)
            {
                return SlotOf(profile, data) is { } file ? new KeyClass.Data(profile, file) : new KeyClass.Misplaced(KeyProblem.Unscheduled, profile);
            }

            if (profile.Marker?.Match(name) is { } marker)
            {
                return SlotOf(profile, marker) is { } file ? new KeyClass.Marker(profile, file) : new KeyClass.Misplaced(KeyProblem.Unscheduled, profile);
            }
        }

        return new KeyClass.Misplaced(nearest is null ? KeyProblem.UnknownPrefix : KeyProblem.Misnamed, nearest);
    }

    static KeyClass Receipt(LinkageCatalogue catalogue, MunicipalityCode body, string folder, string name)
    {
        if (folder[LinkageNames.Receipts.Length..].Split('/') is not [var id, var consumer, ""]
            || catalogue.Find(id) is not { } profile || profile.Definition.Municipality != body || !profile.Definition.Consumers.Any(c => c.System == consumer))
        {
            return new KeyClass.Misplaced(KeyProblem.UnknownPrefix, null);
        }

        return profile.Data.Match(name) is not { } groups ? new KeyClass.Misplaced(KeyProblem.Misnamed, profile)
            : SlotOf(profile, groups) is { } file ? new KeyClass.Receipt(profile, file, consumer)
            : new KeyClass.Misplaced(KeyProblem.Unscheduled, profile);
    }

    static ExpectedFile? SlotOf(LinkageProfile profile, IReadOnlyDictionary<string, string> groups)
    {
        var sequence = 1;
        if (groups.TryGetValue(KeyPattern.SequenceGroup, out var number) && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
        {
            return null;
        }

        if (groups.TryGetValue(KeyPattern.DateGroup, out var date))
        {
            return DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsPlausible(day)
                ? ExpectedFiles.Find(profile, day, sequence)
                : null;
        }

        return groups.TryGetValue(KeyPattern.MonthGroup, out var month)
            && DateOnly.TryParseExact(month + "01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && IsPlausible(first)
            ? ExpectedFiles.FindByMonth(profile, first, sequence)
            : null;
    }

    // The calendar of holidays ends somewhere, and a file of another century is a mistake anyway.
    static bool IsPlausible(DateOnly day) => day.Year is > JapaneseHolidays.FirstYear and < JapaneseHolidays.LastYear;
}
