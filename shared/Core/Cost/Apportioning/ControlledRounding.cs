using System.Collections.Immutable;
using System.Numerics;

namespace GovCloud.Cost.Apportioning;

/// <summary>
/// Whole yen in two directions at once: every cell, row and column is the floor or the ceiling of its exact yen, and the columns make the total. Largest remainder gives
/// the columns; then rows that are a yen or more off pass one along shortest paths of cells (and columns) that may move. Such a table always exists, because the exact
/// one is a flow whose bounds are whole numbers.
/// </summary>
sealed class ControlledRounding
{
    readonly YenTable table;
    readonly ImmutableArray<ExactYen> rows;

    // No row before it is off to the other side. A row that was put right stays so, because passing changes the two ends only.
    int firstOff;

    ControlledRounding(YenTable table, ImmutableArray<ExactYen> rows) => (this.table, this.rows) = (table, rows);

    /// <summary>Rounds a table.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The exact yen of the rows.</param>
    /// <param name="total">The total: floor or ceiling of the exact one.</param>
    /// <returns>The table by largest remainder alone, and the same after rows were put right.</returns>
    public static (YenTable First, YenTable Settled) Round(ImmutableArray<YenColumn> columns, ImmutableArray<ExactYen> rows, long total)
    {
        var settled = YenTable.ByLargestRemainder(columns, rows.Length, total);
        var first = settled.Copy();
        new ControlledRounding(settled, rows).Settle();
        return (first, settled);
    }

    void Settle()
    {
        firstOff = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            while (table.RowSums[row] > rows[row].Ceiling)
            {
                Pass(row, giving: true);
            }
        }

        firstOff = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            while (table.RowSums[row] < rows[row].Floor)
            {
                Pass(row, giving: false);
            }
        }
    }

    /// <summary>A row gives a yen to a row that can take one, or takes one from a row that can give: at best to one that is off to the other side, else by the shortest path, ties by code.</summary>
    void Pass(int from, bool giving)
    {
        while (firstOff < rows.Length && !IsOff(firstOff, giving))
        {
            firstOff++;
        }

        for (var next = firstOff; next < rows.Length; next++)
        {
            if (IsOff(next, giving) && Reaches(from, next, giving))
            {
                MoveCells(from, next, giving);
                return;
            }
        }

        Search(from, giving);
    }

    void Search(int from, bool giving)
    {
        // The place behind the rows is the total: through it two columns can move against each other.
        var total = rows.Length;
        var before = new int[rows.Length + 1];
        Array.Fill(before, -1);
        before[from] = from;
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var at))
        {
            for (var next = 0; next < rows.Length; next++)
            {
                if (before[next] >= 0 || !Reaches(at, next, giving))
                {
                    continue;
                }

                before[next] = at;
                if (CanEnd(next, giving))
                {
                    Move(from, next, before, giving);
                    return;
                }

                queue.Enqueue(next);
            }

            if (before[total] < 0 && at != total && Meet(table.Movable(at, giving), table.MovableColumns(giving)) >= 0)
            {
                before[total] = at;
                queue.Enqueue(total);
            }
        }

        throw new InvalidOperationException("No rounding keeps rows and columns within a yen. That cannot be: the exact table would not add up.");
    }

    /// <summary>Whether a row wants what is passed: it is off to the other side.</summary>
    bool IsOff(int row, bool giving) => giving ? table.RowSums[row] < rows[row].Floor : table.RowSums[row] > rows[row].Ceiling;

    bool CanEnd(int row, bool giving) => giving ? table.RowSums[row] < rows[row].Ceiling : table.RowSums[row] > rows[row].Floor;

    bool Reaches(int at, int next, bool giving) =>
        Meet(at == rows.Length ? table.MovableColumns(!giving) : table.Movable(at, giving), table.Movable(next, !giving)) >= 0;

    void Move(int from, int to, int[] before, bool giving)
    {
        for (var at = to; at != from; at = before[at])
        {
            if (before[at] == rows.Length)
            {
                var into = Meet(table.MovableColumns(!giving), table.Movable(at, !giving));
                table.MoveColumn(into);
                table.MoveCell(at, into);
                at = rows.Length;
                var outOf = Meet(table.Movable(before[at], giving), table.MovableColumns(giving));
                table.MoveColumn(outOf);
                table.MoveCell(before[at], outOf);
            }
            else
            {
                MoveCells(before[at], at, giving);
            }
        }
    }

    void MoveCells(int from, int to, bool giving)
    {
        var column = Cheapest(from, to, giving);
        table.MoveCell(to, column);
        table.MoveCell(from, column);
    }

    /// <summary>The column in which the yen moves most nearly by the remainders; ties by the order of the columns.</summary>
    int Cheapest(int from, int to, bool giving)
    {
        var (mine, others) = (table.Movable(from, giving), table.Movable(to, !giving));
        var above = table.Above(from);
        var aboveOther = table.Above(to);
        var (best, least) = (-1, long.MaxValue);
        for (var word = 0; word < mine.Length; word++)
        {
            for (var bits = mine[word] & others[word]; bits != 0; bits &= bits - 1)
            {
                var column = (word * 64) + BitOperations.TrailingZeroCount(bits);
                var price = giving ? (long)above[column] - aboveOther[column] : (long)aboveOther[column] - above[column];
                if (price < least)
                {
                    (best, least) = (column, price);
                }
            }
        }

        return best;
    }

    /// <summary>The first place that is in both; -1 for none.</summary>
    static int Meet(ulong[] left, ulong[] right)
    {
        for (var word = 0; word < left.Length; word++)
        {
            if ((left[word] & right[word]) is var both and not 0)
            {
                return (word * 64) + BitOperations.TrailingZeroCount(both);
            }
        }

        return -1;
    }
}
