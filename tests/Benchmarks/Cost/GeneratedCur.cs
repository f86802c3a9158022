using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace GovCloud.Benchmarks.Cost;

/// <summary>
/// A Cost and Usage Report of any length with 128 columns and about a kilobyte a row, which a real hourly report with resources has. The same number of rows gives
/// the same bytes.
/// </summary>
static class GeneratedCur
{
    const int Columns = 128;
    const int Resources = 1200;
    const int HoursOfMonth = 744;
    const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    static readonly string[] Products = ["AmazonEC2", "AmazonS3", "AmazonRDS", "AWSLambda", "AmazonCloudWatch", "AmazonVPC", "AWSBackup", "AmazonGuardDuty", "AWSSecurityHub", "awskms"];
    static readonly string[] Types = ["Usage", "Usage", "Usage", "Usage", "Usage", "Usage", "SavingsPlanCoveredUsage", "DiscountedUsage", "Tax", "Credit"];
    static readonly string[] Municipalities = ["131229", "131121", "131202", "041009", ""];
    static readonly string[] Systems = ["residents", "tax", "health", "welfare", "care", "insurance", "pension", "childcare", ""];

    static readonly string[] Named =
    [
        "identity/LineItemId", "identity/TimeInterval", "bill/InvoiceId", "bill/InvoicingEntity", "bill/BillingEntity", "bill/BillType", "bill/PayerAccountId", "bill/BillingPeriodStartDate",
        "bill/BillingPeriodEndDate", "lineItem/UsageAccountId", "lineItem/LineItemType", "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode", "lineItem/UsageType", "lineItem/Operation",
        "lineItem/AvailabilityZone", "lineItem/ResourceId", "lineItem/UsageAmount", "lineItem/CurrencyCode", "lineItem/UnblendedRate", "lineItem/UnblendedCost", "lineItem/BlendedRate", "lineItem/BlendedCost",
        "lineItem/LineItemDescription", "lineItem/LegalEntity", "pricing/publicOnDemandCost", "pricing/unit", "pricing/term", "reservation/EffectiveCost", "reservation/ReservationARN", "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
        "reservation/UnusedRecurringFee", "savingsPlan/SavingsPlanEffectiveCost", "savingsPlan/TotalCommitmentToDate", "savingsPlan/UsedCommitment", "resourceTags/user:Municipality", "resourceTags/user:System",
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="folder">Where its chunks and its manifest go.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="chunks">In how many files.</param>
    public static void Write(string folder, long rows, int chunks)
    {
        var header = string.Join(',', Named.Concat(Enumerable.Range(Named.Length, Columns - Named.Length).Select(i => $"product/attribute{i}"))) + "\n";
        var names = Enumerable.Range(1, chunks).Select(i => $"cur-{i:00000}.csv.gz").ToArray();
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, chunk =>
        {
            using var packed = new GZipStream(File.Create(Path.Combine(folder, names[chunk])), CompressionLevel.Optimal);
            using var content = new BufferedStream(packed, 1 << 20);
            content.Write(Encoding.UTF8.GetBytes(header));
            WriteRows(content, rows * chunk / chunks, rows * (chunk + 1) / chunks);
        });
        File.WriteAllText(Path.Combine(folder, "cur-Manifest.json"), $$"""{ "assemblyId": "generated", "reportKeys": [{{string.Join(", ", names.Select(n => $"\"{n}\""))}}] }""");
    }

    static void WriteRows(Stream content, long from, long until)
    {
        var resources = Enumerable.Range(0, Resources).Select(Resource).ToArray();
        var hours = Enumerable.Range(0, HoursOfMonth).Select(h => new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(h).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)).Append("2026-06-01T00:00:00Z").Select(Encoding.ASCII.GetBytes).ToArray();
        var random = new Random(unchecked((int)(from + 7)));
        Span<byte> id = stackalloc byte[52];
        Span<byte> amount = stackalloc byte[32];
        for (var row = from; row < until; row++)
        {
            var (hour, parts) = ((int)(row / Resources % HoursOfMonth), resources[row % Resources]);
            foreach (ref var character in id)
            {
                character = (byte)Alphabet[random.Next(Alphabet.Length)];
            }

            var cost = random.Next(16) == 0 ? Text(amount, $"{random.Next(1, 99)}e-07") : Text(amount, $"0.{random.Next(10_000_000):D10}");
            content.Write(id);
            content.WriteByte((byte)',');
            content.Write(hours[hour]);
            content.WriteByte((byte)'/');
            content.Write(hours[hour + 1]);
            content.Write(parts.ToStart);
            content.Write(hours[hour]);
            content.WriteByte((byte)',');
            content.Write(hours[hour + 1]);
            content.Write(parts.ToCost);
            content.Write(cost);
            content.Write(parts.ToEffective);
            content.Write(cost);
            content.Write(parts.Rest);
        }
    }

    static ReadOnlySpan<byte> Text(Span<byte> buffer, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(buffer))] ref System.Text.Unicode.Utf8.TryWriteInterpolatedStringHandler text)
    {
        System.Text.Unicode.Utf8.TryWrite(buffer, ref text, out var length);
        return buffer[..length];
    }

    /// <summary>What the rows of a resource have between the fields that differ.</summary>
    static (byte[] ToStart, byte[] ToCost, byte[] ToEffective, byte[] Rest) Resource(int index)
    {
        var random = new Random(index);
        var product = Products[index % Products.Length];
        var type = Types[random.Next(Types.Length)];
        var account = 111_122_223_000 + (index % 60);
        var arn = string.Create(CultureInfo.InvariantCulture, $"arn:aws:service:ap-northeast-1:{account}:resource/{random.NextInt64():x16}{random.NextInt64():x16}");
        var toStart = string.Create(CultureInfo.InvariantCulture, $",,\"Amazon Web Services Japan G.K.\",AWS,Anniversary,111122223333,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,{account},{type},");
        var toCost = string.Create(CultureInfo.InvariantCulture, $",{product},APN1-{product}-Usage:{index % 37},Run:{index % 11},ap-northeast-1{"acd"[index % 3]},{arn},1.0000000000,USD,0.{index % 900:D4}000000,");
        var toEffective = string.Create(CultureInfo.InvariantCulture, $",0.{index % 900:D4}000000,0.0000000000,\"USD 0.{index % 900:D4} per hour, {product} in Asia Pacific (Tokyo)\",\"Amazon Web Services Japan G.K.\",0.0120000000,Hrs,OnDemand,0.0110000000,{(type == "DiscountedUsage" ? arn : "")},0,0,");
        var filling = Enumerable.Range(Named.Length, Columns - Named.Length).Select(i => random.Next(5) < 3 ? "" : $"value {i} of {product} {random.Next(100)}");
        var rest = $",0,0,{Municipalities[random.Next(Municipalities.Length)]},{Systems[random.Next(Systems.Length)]},{string.Join(',', filling)}\n";
        return (Encoding.ASCII.GetBytes(toStart), Encoding.ASCII.GetBytes(toCost), Encoding.ASCII.GetBytes(toEffective), Encoding.ASCII.GetBytes(rest));
    }
}
