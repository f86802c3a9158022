using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;

namespace GovCloud.Inventory.Checks;

/// <summary>Wording that the checks share.</summary>
static class InventoryText
{
    public static CheckSource Aws(string reference) => new(CheckSourceKind.Aws, reference);

    public static CheckSource Cis(string reference) => new(CheckSourceKind.Cis, reference);

    public static CheckSource Nist(string reference) => new(CheckSourceKind.Nist, reference);

    public static CheckSource Contract(string reference) => new(CheckSourceKind.Contract, reference);

    /// <summary>A day as people in Japan read it.</summary>
    public static string Day(DateTimeOffset instant) => JapanTime.DateOf(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whole days that have passed.</summary>
    public static int DaysSince(DateTimeOffset instant, DateTimeOffset at) => (int)Math.Floor((at - instant).TotalDays);

    public static ObservedValue Seen(string name, DateTimeOffset? instant) => new(name, instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never");

    public static ObservedValue Seen(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));

    public static ObservedValue Seen(string name, bool value) => new(name, value ? "true" : "false");

    public static ObservedValue Seen(string name, string value) => new(name, value);
}
