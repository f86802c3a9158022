using System.Globalization;
using System.IO.Compression;
using System.Text;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Cli.Tests.Cost;

/// <summary>
/// A bill of the sample estate for May 2026 as AWS delivers it: a manifest and two packed chunks of CUR 2.0, every account in it, with tax, a credit, support,
/// unused Savings Plans, Marketplace and a resource with a body's tag. Amounts have many decimals, so that roundings show.
/// </summary>
sealed class GeneratedBill : IDisposable
{
    public const string Month = "2026-05";

    const string Header =
        "bill_billing_period_start_date,bill_payer_account_id,bill_billing_entity,bill_invoice_id,line_item_usage_account_id,line_item_line_item_type,line_item_product_code,"
        + "line_item_usage_type,line_item_usage_amount,pricing_unit,line_item_unblended_rate,line_item_currency_code,line_item_unblended_cost,resource_tags\n";

    readonly List<string> rows = [];

    public GeneratedBill()
    {
        foreach (var (account, i) in Estate.Accounts.Select((account, i) => (account.Id.ToString(), i)))
        {
            Row(account, "Usage", "AmazonEC2", Text((i * 37.123456789m) + 101.0001m));
            Row(account, "Usage", "AmazonRDS", Text((i * 11.987654321m) + 53.3333333333m), "user_Environment", "production");
            Row(account, "Tax", "AmazonEC2", Text(((i * 37.123456789m) + 101.0001m) * 0.1m));
        }

        Row(Network, "Usage", "AmazonVPC", "412.77777777777777");
        Row(Insurance, "Usage", "AmazonS3", "19.1234567891", "user_Municipality", "131202");
        Row(Insurance, "Credit", "AmazonEC2", "-25.5");
        Row(Network, "SavingsPlanRecurringFee", "ComputeSavingsPlans", "31.4159265358979");
        Row(Network, "Fee", "AWSSupportBusiness", "100");
        Row(Insurance, "Usage", "marketplace-product", "7.7", billing: "AWS Marketplace");
    }

    public static Estate Estate { get; } = EstateFolder.Load(EstateFolderPath, new DateOnly(2026, 11, 21)).Estate!;

    public static string EstateFolderPath => Path.Combine(CommandLine.Repository(), "estates", "katsushika");

    /// <summary>Account of all bodies.</summary>
    public const string Network = "131229090101";

    /// <summary>Account of the insurance system, which several bodies share.</summary>
    public const string Insurance = "131229002401";

    /// <summary>Where everything lies: <c>bill</c>, and what tests put beside it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("govcloud-apportion-").FullName;

    /// <summary>The export.</summary>
    public string Bill => Path.Combine(Folder, "bill");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Adds a row.</summary>
    public void Row(string account, string type, string product, string cost, string? tag = null, string? value = null, string invoice = "INV-1", string billing = "AWS", string month = Month) =>
        rows.Add($"{month}-01T00:00:00.000Z,999999999999,{billing},{invoice},{account},{type},{product},{product}-Hours,1,Hrs,{cost},USD,{cost},{Tags(tag, value)}\n");

    /// <summary>Writes export, drivers and everything else that the month needs.</summary>
    public GeneratedBill Write()
    {
        Directory.CreateDirectory(Bill);
        File.WriteAllText(Path.Combine(Bill, "cur-Manifest.json"), """{ "assemblyId": "a", "reportKeys": ["exports/cur-1.csv.gz", "exports/cur-2.csv.gz"] }""");
        Pack("cur-1.csv.gz", rows.Take(rows.Count / 2));
        Pack("cur-2.csv.gz", rows.Skip(rows.Count / 2));
        File.WriteAllText(Drivers, "municipality,value\n131229,512.5\n131121,300\n131202,287.25\n041009,100\n");
        return this;
    }

    /// <summary>The month's traffic.</summary>
    public string Drivers => Path.Combine(Folder, "traffic.csv");

    /// <summary>Writes a file beside the bill.</summary>
    public string Beside(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The arguments of <c>gca cost apportion</c> for it, with more of them.</summary>
    public string[] Apportion(params string[] more) =>
        ["cost", "apportion", Bill, "--month", Month, "--estate", EstateFolderPath, "--rate", "149.87", "--rate-source", "例: 2026-05-29の公示仲値", "--drivers", Drivers, .. more];

    /// <summary>Writes its statement.</summary>
    public async Task<string> StatementAsync(params string[] more)
    {
        var folder = Path.Combine(Folder, "statement");
        var (code, output, error) = await CommandLine.RunAsync(Apportion(["--out", folder, .. more]));
        Assert.True(code == 0, output + error);
        return folder;
    }

    void Pack(string name, IEnumerable<string> lines)
    {
        using var packed = new GZipStream(File.Create(Path.Combine(Bill, name)), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(Header + string.Concat(lines)));
    }

    static string Tags(string? key, string? value) => key is null ? "{}" : $"\"{{\"\"{key}\"\":\"\"{value}\"\"}}\"";

    static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
