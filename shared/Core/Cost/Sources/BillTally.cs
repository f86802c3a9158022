using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Cost.Sources;

/// <summary>
/// Adds up a bill's rows by everything that rules and statements look at. Memory grows with the number of lines, never with that of rows. Tallies of files that
/// were read apart are merged; the order makes no difference.
/// </summary>
/// <remarks>Not safe for concurrent use: one tally for each reader.</remarks>
/// <param name="request">What is kept apart.</param>
public sealed class BillTally(BillRequest request)
{
    readonly Dictionary<byte[], BillSum> sums = new(Utf8KeyComparer.Instance);
    readonly SortedDictionary<(string Month, string Currency), BillSum> otherMonths = [];

    /// <summary>Rows that were counted.</summary>
    public long Rows { get; private set; }

    /// <summary>What they add up to.</summary>
    public ExactAmount Billed => sums.Values.Aggregate(ExactAmount.Zero, (sum, s) => sum + s.Billed);

    /// <summary>Rows that repeat what other rows carry (split cost allocation data) and count in no sum.</summary>
    public long SplitRows { get; private set; }

    /// <summary>Counted rows without an invoice id.</summary>
    public long RowsWithoutInvoice { get; private set; }

    /// <summary>Counted rows whose amortised cost the export does not state, so that it is what was billed.</summary>
    public long RowsWithoutAmortised { get; private set; }

    /// <summary>What rows of other months add up to, which are in no line.</summary>
    public IEnumerable<(string Month, string Currency, long Rows, ExactAmount Billed)> OtherMonths =>
        otherMonths.Select(o => (o.Key.Month, o.Key.Currency, o.Value.Rows, o.Value.Billed));

    /// <summary>Counts a row of the month.</summary>
    /// <param name="key">Its key, as <see cref="BillKey"/> builds it.</param>
    /// <param name="amounts">What it adds.</param>
    /// <param name="hasInvoice">Whether it carries an invoice id.</param>
    /// <param name="isAmortised">Whether its amortised cost is stated.</param>
    public void Add(ReadOnlySpan<byte> key, in BillSum amounts, bool hasInvoice, bool isAmortised)
    {
        Rows += amounts.Rows;
        RowsWithoutInvoice += hasInvoice ? 0 : amounts.Rows;
        RowsWithoutAmortised += isAmortised ? 0 : amounts.Rows;
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums.GetAlternateLookup<ReadOnlySpan<byte>>(), key, out _);
        sum += amounts;
    }

    /// <summary>Counts a row that only splits what another row carries.</summary>
    public void AddSplit() => SplitRows++;

    /// <summary>Counts a row of another month.</summary>
    public void AddOther(string month, string currency, in BillSum amounts)
    {
        otherMonths.TryGetValue((month, currency), out var sum);
        otherMonths[(month, currency)] = sum + amounts;
    }

    /// <summary>Adds what another tally has counted.</summary>
    public void Merge(BillTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Rows += other.Rows;
        SplitRows += other.SplitRows;
        RowsWithoutInvoice += other.RowsWithoutInvoice;
        RowsWithoutAmortised += other.RowsWithoutAmortised;
        foreach (var (key, sum) in other.sums)
        {
            ref var mine = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
            mine += sum;
        }

        foreach (var (key, sum) in other.otherMonths)
        {
            AddOther(key.Month, key.Currency, sum);
        }
    }

    /// <summary>The lines, in the order of their members.</summary>
    public ImmutableArray<CostLine> Lines() =>
    [
        .. sums.Select(s => (Parts: BillKey.Parts(s.Key), s.Value)).OrderBy(s => s.Parts, PartsComparer.Instance).Select(s => LineOf(s.Parts, s.Value)),
    ];

    /// <summary>The lines, which are forgotten then: for those who look at rows one by one.</summary>
    public ImmutableArray<CostLine> TakeLines()
    {
        var lines = Lines();
        sums.Clear();
        return lines;
    }

    CostLine LineOf(string[] parts, in BillSum sum)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < request.TagKeys.Length; i++)
        {
            if (parts[BillKey.FirstTag + i].Length > 0)
            {
                tags.Add(request.TagKeys[i], parts[BillKey.FirstTag + i]);
            }
        }

        var usage = BillKey.FirstTag + request.TagKeys.Length;
        return new CostLine
        {
            Account = parts[0],
            Service = parts[1],
            ChargeType = parts[2],
            BillingEntity = parts[3],
            Currency = parts[4],
            Tags = tags.ToImmutable(),
            UsageType = request.UnitPrices ? parts[usage] : "",
            Unit = request.UnitPrices ? parts[usage + 1] : "",
            UnitPrice = request.UnitPrices ? parts[usage + 2] : "",
            Billed = sum.Billed,
            Amortised = sum.Amortised,
            Quantity = sum.Quantity,
            Rows = sum.Rows,
        };
    }

    sealed class PartsComparer : IComparer<string[]>
    {
        public static readonly PartsComparer Instance = new();

        public int Compare(string[]? x, string[]? y)
        {
            for (var i = 0; i < x!.Length; i++)
            {
                if (string.CompareOrdinal(x[i], y![i]) is var order and not 0)
                {
                    return order;
                }
            }

            return 0;
        }
    }
}

/// <summary>Sums of rows.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Billed">What was billed.</param>
/// <param name="Amortised">The amortised cost.</param>
/// <param name="Quantity">The quantity.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BillSum(long Rows, ExactAmount Billed, ExactAmount Amortised, ExactAmount Quantity)
{
    /// <summary>The sum of both.</summary>
    public static BillSum operator +(in BillSum left, in BillSum right) =>
        new(left.Rows + right.Rows, left.Billed + right.Billed, left.Amortised + right.Amortised, left.Quantity + right.Quantity);
}
