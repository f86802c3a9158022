using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>The application for accounts at GCAS, one row for each account that is requested and not yet applied for.</summary>
public sealed record ApplicationSheet
{
    static readonly FrozenDictionary<string, Func<Row, string?>> Values = new Dictionary<string, Func<Row, string?>>(StringComparer.Ordinal)
    {
        ["number"] = row => row.Number.ToString(CultureInfo.InvariantCulture),
        ["name"] = row => row.Record.Name,
        ["environment"] = row => AccountText.Of(row.Record.Facts.Environment),
        ["purpose"] = row => AccountText.Of(row.Record.Facts.Purpose),
        ["system-id"] = row => row.Record.Facts.System,
        ["system-name"] = row => row.System?.Name,
        ["linkage-code"] = row => row.System?.LinkageCode,
        ["usage"] = row => AccountText.Of(row.System?.Usage ?? UsageMode.Network),
        ["vendor"] = row => row.Organisation(row.System?.Vendor),
        ["operator"] = row => row.Organisation(row.Estate.Profile.Operator),
        ["municipality-codes"] = row => string.Join('、', row.Record.Facts.Municipalities),
        ["municipality-names"] = row => string.Join('、', row.Record.Facts.Municipalities.Select(row.Municipality)),
        ["mail"] = row => row.Record.Facts.Mail,
        ["needed-by"] = row => row.Record.Facts.NeededBy?.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture),
        ["primary-region"] = row => row.Estate.Profile.PrimaryRegion,
        ["recovery-region"] = row => row.Estate.Profile.RecoveryRegion,
        ["requested-by"] = row => row.Request?.Who,
        ["reason"] = row => row.Request?.Why,
        ["requested-at"] = row => row.Request is { } request ? JapanTime.Format(request.At) : null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The facts that a column can hold.</summary>
    public static ImmutableArray<string> Fields { get; } = [.. Values.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The title, marked where the columns are not official or the estate is a sample.</summary>
    public required string Title { get; init; }

    /// <summary>What the columns rest on, in Japanese.</summary>
    public required string Note { get; init; }

    /// <summary>The headings.</summary>
    public required ImmutableArray<string> Headings { get; init; }

    /// <summary>A cell for each heading; empty where the fact is unknown.</summary>
    public required ImmutableArray<ImmutableArray<string>> Rows { get; init; }

    /// <summary>The accounts of the rows.</summary>
    public required ImmutableArray<string> Accounts { get; init; }

    /// <summary>Makes the sheet.</summary>
    /// <param name="profile">The columns.</param>
    /// <param name="pending">Records that are requested, each with its latest request; others are left out.</param>
    /// <param name="estate">The estate that explains systems and bodies.</param>
    public static ApplicationSheet Create(ApplicationProfile profile, IEnumerable<(AccountRecord Record, LedgerEntry? Request)> pending, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(pending);
        ArgumentNullException.ThrowIfNull(estate);
        var rows = pending.Where(row => row.Record.State == AccountState.Requested)
            .OrderBy(row => row.Record.Name, StringComparer.Ordinal)
            .Select((row, index) => new Row(index + 1, row.Record, row.Request, estate))
            .ToList();
        return new ApplicationSheet
        {
            Title = $"{profile.Title}{(profile.Official ? "" : " 例(非公式)")}{(estate.Profile.Sample ? " サンプル" : "")}",
            Note = $"様式: {profile.Id} 第{profile.Version}版({profile.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 時点)。出典: {profile.Source}",
            Headings = [.. profile.Columns.Select(column => column.Heading)],
            Rows = [.. rows.Select(row => profile.Columns.Select(column => Cell(column, row)).ToImmutableArray())],
            Accounts = [.. rows.Select(row => row.Record.Name)],
        };
    }

    static string Cell(ApplicationColumn column, Row row) => (column.Text ?? Values[column.Field!](row)) ?? "";

    sealed record Row(int Number, AccountRecord Record, LedgerEntry? Request, Estate Estate)
    {
        public BusinessSystem? System { get; } = Estate.Systems.FirstOrDefault(system => string.Equals(system.Id, Record.Facts.System, StringComparison.Ordinal));

        public string? Organisation(string? id) => Estate.Organisations.FirstOrDefault(organisation => string.Equals(organisation.Id, id, StringComparison.Ordinal))?.Name ?? id;

        public string Municipality(MunicipalityCode code) => Estate.Municipalities.FirstOrDefault(municipality => municipality.Code == code)?.Name ?? code.ToString();
    }
}
