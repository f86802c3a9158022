using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GovCloud.Cost;
using GovCloud.Estates;

namespace GovCloud.Cli.Chaos;

/// <summary>
/// A delivery of a data export of CUR 2.0 as AWS makes it: chunks of gzipped CSV, and a manifest that comes after them. Amounts are made up from numbers, so that
/// a test knows their sum without reading them.
/// </summary>
sealed class BillDelivery
{
    const string Header =
        "bill_billing_entity,bill_billing_period_start_date,bill_invoice_id,bill_payer_account_id,line_item_currency_code,line_item_line_item_description,line_item_line_item_type,"
        + "line_item_net_unblended_cost,line_item_operation,line_item_product_code,line_item_unblended_cost,line_item_unblended_rate,line_item_usage_account_id,line_item_usage_amount,"
        + "line_item_usage_start_date,line_item_usage_type,pricing_unit,reservation_effective_cost,reservation_reservation_a_r_n,reservation_unused_amortized_upfront_fee_for_billing_period,"
        + "reservation_unused_recurring_fee,resource_tags,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment";

    const int RowsOfAChunk = 400;

    readonly List<string> rows = [];
    readonly SortedDictionary<string, decimal> accounts = new(StringComparer.Ordinal);
    readonly CostMonth month;
    readonly string payer;
    readonly string invoice;

    BillDelivery(CostMonth month, string payer, string invoice) => (this.month, this.payer, this.invoice) = (month, payer, invoice);

    /// <summary>The sum of what was added, in dollars.</summary>
    public decimal Dollars { get; private set; }

    /// <summary>A month of an estate: usage of every account and day, shared support, tax, a credit, and commitment that nobody used.</summary>
    public static BillDelivery Of(Estate estate, CostMonth month, string invoice)
    {
        var delivery = new BillDelivery(month, estate.Accounts[0].Id.ToString(), invoice);
        foreach (var (account, i) in estate.Accounts.Select((account, i) => (account.Id.ToString(), i)))
        {
            for (var day = 1; day <= month.Days; day++)
            {
                delivery.Add(account, "Usage", "AmazonEC2", 1.5m + (0.0123456789m * ((i * 31) + day)), day);
                delivery.Add(account, "Usage", "AmazonS3", 0.000021m * (day + i), day);
            }

            delivery.Add(account, "Tax", "AmazonEC2", 4.0000000003m + i, 1);
        }

        delivery.Add(delivery.payer, "Fee", "AWSSupportBusiness", 321.09m, 1);
        delivery.Add(delivery.payer, "SavingsPlanRecurringFee", "ComputeSavingsPlans", 17.77m, 1);
        return delivery.Credit(-12.345678m);
    }

    /// <summary>Takes a credit off the first account.</summary>
    public BillDelivery Credit(decimal dollars)
    {
        Add(payer, "Credit", "AmazonEC2", dollars, 1);
        return this;
    }

    /// <summary>The invoice of the month by account, in cents, with a mistake in the first account.</summary>
    public string Invoice(decimal tooMuch) =>
        "アカウントID,利用料(USD)\n"
        + string.Concat(accounts.Select((account, i) => string.Create(CultureInfo.InvariantCulture, $"{account.Key},{Math.Round(account.Value, 2) + (i == 0 ? tooMuch : 0):0.00}\n")));

    /// <summary>The objects of the delivery in the order in which AWS stores them, below the export's folder.</summary>
    public IEnumerable<(string Key, byte[] Content)> Objects(string folder)
    {
        var period = $"BILLING_PERIOD={month}";
        var chunks = rows.Chunk(RowsOfAChunk).Select((chunk, i) => ($"{folder}data/{period}/consolidated-{(i + 1).ToString("D5", CultureInfo.InvariantCulture)}.csv.gz", Pack(chunk))).ToList();
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new { executionId = $"delivery-{invoice}-{rows.Count}", dataFiles = chunks.Select(chunk => $"s3://bucket-of-aws/{chunk.Item1}").ToArray() });
        return [.. chunks, ($"{folder}metadata/{period}/consolidated-Manifest.json", manifest)];
    }

    void Add(string account, string type, string product, decimal dollars, int day)
    {
        Dollars += dollars;
        accounts[account] = accounts.GetValueOrDefault(account) + dollars;
        var cost = dollars.ToString(CultureInfo.InvariantCulture);
        var start = $"{month.First:yyyy-MM-01}T00:00:00.000Z";
        var at = string.Create(CultureInfo.InvariantCulture, $"{month}-{day:D2}T00:00:00.000Z");
        rows.Add(
            $"AWS,{start},{invoice},{payer},USD,\"{type}, {product}\",{type},,RunInstances,{product},{cost},{cost},{account},1,{at},APN1-BoxUsage,Hrs,,,,,{{}},,"
            + (type == "SavingsPlanRecurringFee" ? $"{cost},0" : ","));
    }

    static byte[] Pack(IEnumerable<string> chunk)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', chunk.Prepend(Header)) + "\n"));
        }

        return packed.ToArray();
    }
}
