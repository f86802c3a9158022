using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Inventory;

/// <summary>How the accounts of an inventory are shared among invocations of the function, and when the inventory is that of a quarter.</summary>
public static class InventorySlices
{
    /// <summary>
    /// Most accounts of a slice. An account takes some forty calls one after another, eight accounts are read at once, and assignments are asked for at a part of 20 calls a second
    /// for all; a slice must be done well within the five minutes that the function has. An estate that is not larger needs neither slices nor a queue.
    /// </summary>
    public const int MostAccounts = 20;

    /// <summary>The accounts of an estate, by id.</summary>
    public static ImmutableArray<AccountId> Accounts(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return [.. estate.Accounts.Select(account => account.Id).Distinct().OrderBy(id => id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Whether an estate's inventory is shared.</summary>
    public static bool AreNeeded(Estate estate) => Accounts(estate).Length > MostAccounts;

    /// <summary>The slices of an estate: every account is in exactly one. The same estate gives the same slices.</summary>
    public static ImmutableArray<ImmutableArray<AccountId>> Of(Estate estate) => [.. Accounts(estate).Chunk(MostAccounts).Select(ImmutableArray.Create)];

    /// <summary>Whether a day is the first business day of a quarter by the operator's calendar.</summary>
    public static bool OpensQuarter(Estate estate, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var desk = estate.Organisations.First(one => one.Id == estate.Profile.Operator).Calendar;
        var calendar = new WorkingCalendar(estate.Calendars.First(one => one.Id == desk));
        var first = new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1);
        return calendar.AddBusinessDays(first, 1, FirstDay.Included) == day;
    }
}
