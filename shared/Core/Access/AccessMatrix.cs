using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Access;

/// <summary>Who can do what where: a row for each role, a column for each account or system.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, by organisation, then role.</param>
public sealed record AccessMatrix(ImmutableArray<AccessColumn> Columns, ImmutableArray<AccessMatrixRow> Rows)
{
    /// <summary>The matrix of an estate.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="bySystem">Columns are systems, and one for accounts without a system; else accounts.</param>
    public static AccessMatrix Of(Estate estate, bool bySystem)
    {
        var targets = new AccessTargets(estate);
        var columns = targets.All
            .GroupBy(target => bySystem ? target.System?.Id ?? "" : target.Account.Id.ToString(), StringComparer.Ordinal)
            .OrderBy(group => group.Key.Length == 0)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AccessColumn(group.Key, bySystem ? group.First().System?.Name ?? "共通" : group.First().Account.Name, [.. group]))
            .ToImmutableArray();
        return new(columns,
        [
            .. estate.Access.Roles
                .OrderBy(role => role.Organisation, StringComparer.Ordinal)
                .ThenBy(role => role.Id, StringComparer.Ordinal)
                .Select(role => Row(role, estate, targets, columns)),
        ]);
    }

    static AccessMatrixRow Row(AccessRole role, Estate estate, AccessTargets targets, ImmutableArray<AccessColumn> columns)
    {
        var accounts = targets.Of(role).Select(target => target.Account.Id).ToHashSet();
        return new(
            AccessGrant.Of(role, estate),
            estate.Organisations.Single(organisation => organisation.Id == role.Organisation),
            [.. columns.Select(column => new AccessCell([.. column.Targets.Where(target => accounts.Contains(target.Account.Id))], column.Targets.Length))]);
    }
}

/// <summary>A column.</summary>
/// <param name="Id">The account's or system's id; empty for accounts without a system.</param>
/// <param name="Name">Its name.</param>
/// <param name="Targets">The accounts behind it.</param>
public sealed record AccessColumn(string Id, string Name, ImmutableArray<AccessTarget> Targets);

/// <summary>A row.</summary>
/// <param name="Grant">What the role may do.</param>
/// <param name="Organisation">Whose people.</param>
/// <param name="Cells">A cell for each column.</param>
public sealed record AccessMatrixRow(AccessGrant Grant, Organisation Organisation, ImmutableArray<AccessCell> Cells);

/// <summary>A cell.</summary>
/// <param name="Targets">The accounts of the column in which the role is; none for no access.</param>
/// <param name="Of">How many accounts the column has.</param>
public sealed record AccessCell(ImmutableArray<AccessTarget> Targets, int Of);
