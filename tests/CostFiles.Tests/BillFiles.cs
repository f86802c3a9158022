using System.IO.Compression;
using System.Text;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;

namespace GovCloud.CostFiles.Tests;

/// <summary>Bills written for a test.</summary>
static class BillFiles
{
    public const string Header = "bill_billing_period_start_date,bill_invoice_id,bill_billing_entity,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_currency_code,line_item_unblended_cost";

    public static BillRequest May(params string[] tags) => new() { Month = new CostMonth(2026, 5), TagKeys = [.. tags.Order(StringComparer.Ordinal)] };

    public static string Row(string cost, string account = "111122223333", string type = "Usage", string product = "AmazonEC2", string month = "2026-05") =>
        $"{month}-01T00:00:00.000Z,INV-1,AWS,{account},{type},{product},USD,{cost}";

    public static string Csv(params string[] rows) => Table(Header, rows);

    public static string Table(string header, params string[] rows) => header + "\n" + string.Join('\n', rows) + "\n";

    public static BillSource Plain(string name, string csv) => Source(name, Encoding.UTF8.GetBytes(csv));

    public static BillSource Packed(string name, string csv) => Source(name, Gzip(csv));

    public static BillSource Source(string name, byte[] bytes) => new(name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    public static CostBill Read(BillRequest request, params BillSource[] sources) => BillReader.Read(sources, request, progress: null, CancellationToken.None);

    /// <summary>The published exports beside the repository; <see langword="null"/> where they are not.</summary>
    public static string? Published()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
            {
                var data = Path.Combine(folder.FullName, "..", "shared", "data", "cost");
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
