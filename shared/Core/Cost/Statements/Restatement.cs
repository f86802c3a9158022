using System.Collections.Immutable;

namespace GovCloud.Cost.Statements;

/// <summary>What changes when a month is computed again after its statement was published. The published statement stays as it is; the difference is posted.</summary>
public static class Restatement
{
    /// <summary>The differences, by body and column; nothing where the yen stay the same.</summary>
    /// <param name="published">The statement that the bodies have.</param>
    /// <param name="again">The same month, computed again with a higher revision.</param>
    /// <returns>In the order of the bodies' codes, then of the columns. A column or body that is gone counts as zero now, a new one as zero before.</returns>
    /// <exception cref="ArgumentException">The statements are of different estates or months, or the second is not the later one.</exception>
    public static ImmutableArray<StatementCorrection> Between(StatementRecord published, StatementRecord again)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(again);
        if (published.Estate != again.Estate)
        {
            throw new ArgumentException($"One statement is of '{published.Estate}', the other of '{again.Estate}': they cannot be compared.", nameof(again));
        }

        if (published.Split.Month != again.Split.Month)
        {
            throw new ArgumentException($"One statement is of {published.Split.Month}, the other of {again.Split.Month}: they cannot be compared.", nameof(again));
        }

        if (published.Revision >= again.Revision)
        {
            throw new ArgumentException($"Revision {again.Revision} is not later than the published revision {published.Revision}.", nameof(again));
        }

        var before = Cells(published);
        var after = Cells(again);
        // The later statement's columns in their order, then those that are gone.
        var columns = after.Columns.Keys.Concat(before.Columns.Keys.Where(id => !after.Columns.ContainsKey(id))).ToList();
        return
        [
            .. from body in published.Split.Bodies.Concat(again.Split.Bodies).Distinct().Order()
               from column in columns
               let old = before.Yen.GetValueOrDefault((column, body))
               let now = after.Yen.GetValueOrDefault((column, body))
               where old != now
               select new StatementCorrection
               {
                   Month = again.Split.Month,
                   Replaces = published.Revision,
                   Revision = again.Revision,
                   Municipality = body,
                   Column = after.Columns.GetValueOrDefault(column) ?? before.Columns[column],
                   Before = old,
                   After = now,
               },
        ];
    }

    static (OrderedDictionary<string, string> Columns, Dictionary<(string Column, MunicipalityCode Body), long> Yen) Cells(StatementRecord record)
    {
        var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var yen = new Dictionary<(string Column, MunicipalityCode Body), long>();
        foreach (var column in record.Split.Columns)
        {
            var id = column.Id;
            columns[id] = StatementNames.TitleOf(record, column);
            foreach (var share in column.Shares)
            {
                yen[(id, share.Municipality)] = yen.GetValueOrDefault((id, share.Municipality)) + share.Yen;
            }
        }

        return (columns, yen);
    }
}
