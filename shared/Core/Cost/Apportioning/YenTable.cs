using System.Collections.Immutable;

namespace GovCloud.Cost.Apportioning;

/// <summary>
/// The cells of a month in whole yen: each is the floor of its exact yen or one more (<see cref="IsUp"/>). A cell without a fraction never moves. Rows are bodies, by code.
/// </summary>
sealed class YenTable
{
    const int WordBits = 64;

    readonly ImmutableArray<YenColumn> columns;
    readonly int words;

    // Cells with a fraction, by row: those at the ceiling, and those at the floor.
    readonly ulong[][] up;
    readonly ulong[][] down;

    readonly uint[][] above;

    // Columns with a fraction likewise.
    readonly ulong[] columnsUp;
    readonly ulong[] columnsDown;

    YenTable(ImmutableArray<YenColumn> columns, int rows)
    {
        this.columns = columns;
        words = (columns.Length + WordBits - 1) / WordBits;
        up = [.. Enumerable.Range(0, rows).Select(_ => new ulong[words])];
        down = [.. Enumerable.Range(0, rows).Select(_ => new ulong[words])];
        above = [.. Enumerable.Range(0, rows).Select(_ => new uint[columns.Length])];
        (columnsUp, columnsDown) = (new ulong[words], new ulong[words]);
        RowSums = new long[rows];
    }

    YenTable(YenTable other)
    {
        (columns, words, above) = (other.columns, other.words, other.above);
        (up, down) = (Array.ConvertAll(other.up, bits => bits.ToArray()), Array.ConvertAll(other.down, bits => bits.ToArray()));
        (columnsUp, columnsDown, RowSums) = ([.. other.columnsUp], [.. other.columnsDown], [.. other.RowSums]);
    }

    /// <summary>The yen of each row.</summary>
    public long[] RowSums { get; }

    /// <summary>The table as it is now.</summary>
    public YenTable Copy() => new(this);

    /// <summary>Whether a cell got the whole yen.</summary>
    public bool IsUp(int row, int column) => Has(up[row], column);

    /// <summary>The yen of a column.</summary>
    public long YenOf(int column) => columns[column].Exact.Floor + (Has(columnsUp, column) ? 1 : 0);

    /// <summary>
    /// The table by largest remainder: the total over the columns, ties by their order, then each column over its cells, ties by their rows.
    /// </summary>
    public static YenTable ByLargestRemainder(ImmutableArray<YenColumn> columns, int rows, long total)
    {
        var table = new YenTable(columns, rows);
        var columnUp = new bool[columns.Length];
        ExactSplit.MarkLargest([.. columns.Select(c => c.Exact.Above)], (int)(total - columns.Sum(c => c.Exact.Floor)), columnUp);
        var cellsUp = new bool[columns.Length][];
        Parallel.For(0, columns.Length, i =>
        {
            var cells = columns[i].Cells;
            cellsUp[i] = new bool[cells.Length];
            var (keys, floors) = (new ulong[cells.Length], 0L);
            for (var j = 0; j < cells.Length; j++)
            {
                keys[j] = cells[j].Above;
                floors += cells[j].Floor;
            }

            ExactSplit.MarkLargest(keys, (int)(columns[i].Exact.Floor + (columnUp[i] ? 1 : 0) - floors), cellsUp[i]);
        });
        for (var i = 0; i < columns.Length; i++)
        {
            table.Set(i, columnUp[i], cellsUp[i]);
        }

        return table;
    }

    /// <summary>Cells of a row that can give a yen to another row of the column, or take one.</summary>
    public ulong[] Movable(int row, bool giving) => giving ? up[row] : down[row];

    /// <summary>Columns that can give a yen to another column, or take one.</summary>
    public ulong[] MovableColumns(bool giving) => giving ? columnsUp : columnsDown;

    /// <summary>Moves a cell to its other side.</summary>
    public void MoveCell(int row, int column)
    {
        RowSums[row] += Has(up[row], column) ? -1 : 1;
        Flip(up[row], column);
        Flip(down[row], column);
    }

    /// <summary>Moves a column to its other side.</summary>
    public void MoveColumn(int column)
    {
        Flip(columnsUp, column);
        Flip(columnsDown, column);
    }

    /// <summary>What is above the floor of a row's cells, by column, in units of 2^-32.</summary>
    public ReadOnlySpan<uint> Above(int row) => above[row];

    void Set(int column, bool columnUp, bool[] cellsUp)
    {
        var of = columns[column];
        if (of.Exact.Above > 0)
        {
            Flip(columnUp ? columnsUp : columnsDown, column);
        }

        for (var i = 0; i < cellsUp.Length; i++)
        {
            RowSums[of.Rows[i]] += of.Cells[i].Floor + (cellsUp[i] ? 1 : 0);
            if (of.Cells[i].Above > 0)
            {
                Flip(cellsUp[i] ? up[of.Rows[i]] : down[of.Rows[i]], column);
                above[of.Rows[i]][column] = (uint)(of.Cells[i].Above >> 32);
            }
        }
    }

    static bool Has(ulong[] bits, int place) => (bits[place / WordBits] & (1UL << (place % WordBits))) != 0;

    static void Flip(ulong[] bits, int place) => bits[place / WordBits] ^= 1UL << (place % WordBits);
}

/// <summary>A column before it is rounded.</summary>
/// <param name="Exact">Its exact yen.</param>
/// <param name="Rows">The rows that have a cell, in order.</param>
/// <param name="Cells">The exact yen of those.</param>
sealed record YenColumn(ExactYen Exact, int[] Rows, ExactYen[] Cells);
