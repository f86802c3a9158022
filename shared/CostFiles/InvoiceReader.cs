using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GovCloud.Cost;
using GovCloud.Cost.Reconciliation;

namespace GovCloud.CostFiles;

/// <summary>
/// Reads an invoice (請求書) as CSV. The layout of the Digital Agency's invoice is not public: this reads an example layout (例・非公式), in which columns are
/// found by any of the usual names, in Japanese or English: the account, the amount in dollars, in yen or in both, and where they are there month, invoice number
/// and rate. A row 合計 is compared with the sum of the others. UTF-8 or Shift_JIS.
/// </summary>
public static partial class InvoiceReader
{
    static readonly string[] TotalNames = ["合計", "総計", "計", "total", "grandtotal", "請求額合計", "ご請求額"];

    /// <summary>Reads.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="month">The month that it must be of.</param>
    /// <returns>The invoice with its problems; where there is one, it is not to be used.</returns>
    /// <exception cref="ExportException">The file is no such table.</exception>
    public static Invoice Read(Stream content, string name, CostMonth month)
    {
        var table = SmallTable.Read(content, name);
        var columns = new Columns(
            table.Column("account", "アカウントID", "AWSアカウントID", "アカウント番号", "AWSアカウント", "アカウント", "accountid", "linkedaccountid", "usageaccountid"),
            table.Column("usd", "利用料(USD)", "金額(USD)", "請求額(USD)", "利用料(ドル)", "金額(ドル)", "利用料USD", "amountusd", "amount(usd)", "cost(usd)"),
            table.Column("yen", "jpy", "利用料(円)", "金額(円)", "請求額(円)", "請求金額(円)", "税込金額(円)", "利用料円", "請求額", "請求金額", "amountjpy", "amount(jpy)"),
            table.Column("month", "利用月", "対象月", "利用年月", "対象年月", "請求対象月"),
            table.Column("invoice", "請求書番号", "請求番号", "invoiceid", "invoicenumber"),
            table.Column("rate", "為替レート", "換算レート", "レート", "exchangerate"));
        if (columns.Account < 0 || (columns.Usd < 0 && columns.Yen < 0))
        {
            throw new ExportException(name, "the columns アカウントID (account) and 利用料(USD) (usd) or 利用料(円) (yen) are needed in the first line; rename the columns, or add what is missing");
        }

        var reading = new Reading(table, columns, name, month);
        foreach (var (line, cells) in table.Rows)
        {
            reading.Add(line, cells);
        }

        return reading.Invoice();
    }

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountNumber();

    /// <summary>An amount without what people write around it: 1,234円, ¥1,234, ▲5, (5).</summary>
    static bool TryAmount(string cell, out ExactAmount amount)
    {
        var plain = SmallTable.Plain(cell);
        var negative = plain.StartsWith('▲') || plain.StartsWith('△') || plain.StartsWith('−') || (plain.StartsWith('(') && plain.EndsWith(')'));
        var digits = plain.Trim('▲', '△', '−', '(', ')').Replace(",", "", StringComparison.Ordinal).Trim('¥', '￥', '\\', '$', '円').Replace("usd", "", StringComparison.Ordinal);
        var valid = ExactAmount.TryParse(Encoding.UTF8.GetBytes(digits), out amount);
        amount = negative ? -amount : amount;
        return valid;
    }

    static bool TryMonth(string cell, out CostMonth month) =>
        BillingMonthOf(SmallTable.Plain(cell).Replace('年', '-').Replace("月", "", StringComparison.Ordinal), out month);

    static bool BillingMonthOf(string text, out CostMonth month) => Cost.Sources.BillingMonth.TryRead(
        Encoding.UTF8.GetBytes(text.Length == 6 && text.All(char.IsAsciiDigit) ? $"{text[..4]}-{text[4..]}" : text), out month);

    sealed record Columns(int Account, int Usd, int Yen, int Month, int Number, int Rate);

    sealed class Reading(SmallTable table, Columns columns, string name, CostMonth month)
    {
        readonly ImmutableArray<string>.Builder problems = table.Problems.ToBuilder();
        readonly ImmutableArray<InvoiceLine>.Builder lines = ImmutableArray.CreateBuilder<InvoiceLine>();
        readonly SortedSet<string> numbers = new(StringComparer.Ordinal);
        readonly SortedSet<string> rates = new(StringComparer.Ordinal);
        InvoiceLine? total;

        public void Add(long line, ImmutableArray<string> cells)
        {
            var account = SmallTable.Plain(cells[columns.Account]).Replace("-", "", StringComparison.Ordinal);
            var isTotal = cells.Any(c => TotalNames.Contains(SmallTable.Plain(c), StringComparer.Ordinal));
            if (!isTotal && !AccountNumber().IsMatch(account))
            {
                Say(line, $"'{cells[columns.Account]}' is no account of twelve digits; leading zeros must be there");
                return;
            }

            if (!TryCell(line, cells, columns.Usd, "dollars", out var usd) | !TryCell(line, cells, columns.Yen, "yen", out var yen))
            {
                return;
            }

            if (yen is { } amount && !(amount.ToUnits() % System.Numerics.BigInteger.Pow(10, ExactAmount.Decimals)).IsZero)
            {
                Say(line, "an amount in yen has a fraction; correct it");
            }

            if (isTotal)
            {
                total = total is null ? new InvoiceLine(line, "", usd, yen) : Twice(line);
                return;
            }

            AddFacts(line, cells);
            lines.Add(new InvoiceLine(line, account, usd, yen));
        }

        public Invoice Invoice()
        {
            Check("dollars", l => l.Usd);
            Check("yen", l => l.Yen);
            if (lines.Count == 0)
            {
                problems.Add($"{name}: it names no account; name the right file");
            }

            if (rates.Count > 1)
            {
                problems.Add($"{name}: it states several rates ({string.Join(", ", rates)}); a month has one");
            }

            var decimals = columns.Usd < 0 ? 0 : table.Rows.Select(r => SmallTable.Plain(r.Cells[columns.Usd])).Select(t => t.Contains('.', StringComparison.Ordinal) ? t.Length - t.IndexOf('.', StringComparison.Ordinal) - 1 : 0).DefaultIfEmpty(0).Max();
            return new Invoice
            {
                Name = name,
                Sha256 = table.Sha256,
                Month = month,
                Numbers = [.. numbers],
                YenPerDollar = rates.Count == 1 && decimal.TryParse(rates.Min, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0 ? rate : null,
                Lines = lines.ToImmutable(),
                UsdDecimals = decimals,
                Problems = problems.ToImmutable(),
            };
        }

        InvoiceLine? Twice(long line)
        {
            Say(line, "it is a second row of totals; name one invoice a file");
            return total;
        }

        bool TryCell(long line, ImmutableArray<string> cells, int place, string currency, out ExactAmount? amount)
        {
            amount = null;
            if (place < 0 || cells[place].Length == 0)
            {
                return true;
            }

            if (!TryAmount(cells[place], out var read))
            {
                Say(line, $"'{cells[place]}' is no amount in {currency}; correct it");
                return false;
            }

            amount = read;
            return true;
        }

        void AddFacts(long line, ImmutableArray<string> cells)
        {
            if (columns.Month >= 0 && (!TryMonth(cells[columns.Month], out var read) || read != month))
            {
                Say(line, $"it is of '{cells[columns.Month]}', not of {month}; name the invoice of that month");
            }

            if (columns.Number >= 0 && cells[columns.Number].Length > 0)
            {
                numbers.Add(cells[columns.Number]);
            }

            if (columns.Rate >= 0 && cells[columns.Rate].Length > 0)
            {
                rates.Add(SmallTable.Plain(cells[columns.Rate]));
            }
        }

        void Check(string currency, Func<InvoiceLine, ExactAmount?> amount)
        {
            var sum = lines.Aggregate(ExactAmount.Zero, (s, l) => s + (amount(l) ?? ExactAmount.Zero));
            if (total is not null && amount(total) is { } stated && stated != sum)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{total.Line}: the total in {currency} is {stated} and the lines make {sum}; ask who sent it"));
            }
        }

        void Say(long line, string problem) => problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {problem}"));
    }
}
