using System.Runtime.InteropServices;
using System.Text;

namespace GovCloud.Cost.Sources;

/// <summary>
/// Sums an export's rows by account, product, charge type, currency and month. Memory grows with the number of sums, never with that of rows. Tallies of chunks
/// that were read apart are merged; the order makes no difference.
/// </summary>
/// <remarks>Not safe for concurrent use: one tally for each reader.</remarks>
public sealed class ExportTally
{
    const byte Separator = 0x1F;
    const int MostRejectedKept = 100;
    const int ShortKey = 512;

    readonly Dictionary<byte[], Sum> sums = new(Utf8KeyComparer.Instance);
    readonly List<RejectedRow> rejected = [];

    /// <summary>Rows that were counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that repeat what other rows carry (split cost allocation data) and count in no sum.</summary>
    public long SplitRows { get; private set; }

    /// <summary>Rows that could not be read. They count in no sum, so the total is not that of the bill.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>Rows without an invoice id: the month is not final.</summary>
    public long RowsWithoutInvoice { get; private set; }

    /// <summary>Counts a row.</summary>
    /// <param name="row">Its fields.</param>
    /// <param name="file">Name of the file, for what cannot be read.</param>
    public void Add(in ExportRow row, string file)
    {
        if (row.IsSplit)
        {
            SplitRows++;
            return;
        }

        if (!ExactAmount.TryParse(row.BilledCost.Trim((byte)' '), out var billed))
        {
            Reject(file, row.Number, $"the cost '{Shown(row.BilledCost)}' is no decimal number of at most {ExactAmount.Decimals} decimals");
            return;
        }

        AddAmount(row, billed);
    }

    /// <summary>Counts what could not even be split into fields.</summary>
    public void Reject(string file, long row, string reason)
    {
        RejectedRows++;
        if (rejected.Count < MostRejectedKept)
        {
            rejected.Add(new RejectedRow(file, row, reason));
        }
    }

    /// <summary>Adds what another tally has counted.</summary>
    public void Merge(ExportTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Rows += other.Rows;
        SplitRows += other.SplitRows;
        RejectedRows += other.RejectedRows;
        RowsWithoutInvoice += other.RowsWithoutInvoice;
        rejected.AddRange(other.rejected.Take(MostRejectedKept - rejected.Count));
        foreach (var (key, sum) in other.sums)
        {
            ref var mine = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
            mine += sum;
        }
    }

    /// <summary>What was counted so far, in the order of account, product, charge type, currency and month.</summary>
    public ExportTotals Totals() => new()
    {
        Rows = Rows,
        SplitRows = SplitRows,
        RejectedRows = RejectedRows,
        RowsWithoutInvoice = RowsWithoutInvoice,
        Rejected = [.. rejected.OrderBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Row)],
        Lines = [.. sums.Select(s => LineOf(s.Key, s.Value)).OrderBy(l => l.Account, StringComparer.Ordinal).ThenBy(l => l.Product, StringComparer.Ordinal)
            .ThenBy(l => l.ChargeType, StringComparer.Ordinal).ThenBy(l => l.Currency, StringComparer.Ordinal).ThenBy(l => l.Month, StringComparer.Ordinal)],
    };

    void AddAmount(in ExportRow row, ExactAmount billed)
    {
        Rows++;
        RowsWithoutInvoice += row.InvoiceId.IsEmpty ? 1 : 0;
        var account = row.UsageAccount.IsEmpty ? row.PayerAccount : row.UsageAccount;
        var month = row.PeriodStart.Length > 7 ? row.PeriodStart[..7] : row.PeriodStart;
        var length = account.Length + row.Product.Length + row.ChargeType.Length + row.Currency.Length + month.Length + 4;
        var key = length <= ShortKey ? stackalloc byte[ShortKey] : new byte[length];
        var end = Append(key, 0, account);
        end = Append(key, end, row.Product);
        end = Append(key, end, row.ChargeType);
        end = Append(key, end, row.Currency);
        month.CopyTo(key[end..]);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums.GetAlternateLookup<ReadOnlySpan<byte>>(), key[..length], out _);
        sum += new Sum(1, billed);
    }

    static int Append(Span<byte> key, int end, ReadOnlySpan<byte> part)
    {
        part.CopyTo(key[end..]);
        key[end + part.Length] = Separator;
        return end + part.Length + 1;
    }

    static ExportLine LineOf(byte[] key, Sum sum)
    {
        var parts = Encoding.UTF8.GetString(key).Split((char)Separator);
        return new ExportLine(parts[0], parts[1], parts[2], parts[3], parts[4], sum.Rows, sum.Billed);
    }

    static string Shown(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length > 40 ? text[..40] : text);

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Sum(long Rows, ExactAmount Billed)
    {
        public static Sum operator +(Sum left, Sum right) => new(left.Rows + right.Rows, left.Billed + right.Billed);
    }
}

/// <summary>The fields of a row that are read, as UTF-8; empty where the export has no such column.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct ExportRow
{
    /// <summary>Number of the row in its file; the header is 1.</summary>
    public long Number { get; init; }

    /// <summary>The account that used it.</summary>
    public ReadOnlySpan<byte> UsageAccount { get; init; }

    /// <summary>The account that pays.</summary>
    public ReadOnlySpan<byte> PayerAccount { get; init; }

    /// <summary>Product code or service name.</summary>
    public ReadOnlySpan<byte> Product { get; init; }

    /// <summary>The charge type in the format's own word.</summary>
    public ReadOnlySpan<byte> ChargeType { get; init; }

    /// <summary>The currency.</summary>
    public ReadOnlySpan<byte> Currency { get; init; }

    /// <summary>Beginning of the billing period: a date that begins with year and month.</summary>
    public ReadOnlySpan<byte> PeriodStart { get; init; }

    /// <summary>The invoice.</summary>
    public ReadOnlySpan<byte> InvoiceId { get; init; }

    /// <summary>What was billed.</summary>
    public ReadOnlySpan<byte> BilledCost { get; init; }

    /// <summary>Whether the row only splits what another row carries.</summary>
    public bool IsSplit { get; init; }
}
