using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.CostFiles.Tests.BillFiles;

namespace GovCloud.CostFiles.Tests;

public sealed class BillFolderTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("govcloud-bill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    CostBill ReadFolder() => BillReader.Read(BillFolder.Find(folder), May(), progress: null, CancellationToken.None);

    void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);

    void Manifest(params string[] keys) =>
        File.WriteAllText(Path.Combine(folder, "r-Manifest.json"), $$"""{ "assemblyId": "a", "reportKeys": [{{string.Join(',', keys.Select(k => $"\"{k}\""))}}] }""");

    [Fact]
    public void Only_what_the_manifest_names_is_read()
    {
        Write("r-1.csv.gz", Gzip(Csv(Row("1"))));
        Write("old.csv.gz", Gzip(Csv(Row("99"))));
        Manifest("export/r-1.csv.gz");

        var bill = ReadFolder();

        Assert.Equal("1", bill.Total(CostBasis.Billed).ToString());
        Assert.Empty(bill.Problems);
    }

    [Fact]
    public void A_chunk_that_the_manifest_names_and_that_is_not_there_is_a_problem()
    {
        Write("r-1.csv.gz", Gzip(Csv(Row("1"))));
        Manifest("export/r-1.csv.gz", "export/r-2.csv.gz");

        Assert.Equal("export/r-2.csv.gz: the manifest names it and it is not there; fetch the export again", Assert.Single(ReadFolder().Problems));
    }

    [Fact]
    public void Files_must_be_as_the_digests_beside_them_say()
    {
        Write("r-1.csv.gz", Gzip(Csv(Row("1"))));
        Write("r-2.csv.gz", Gzip(Csv(Row("2"))));
        var right = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "r-1.csv.gz"))));
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), $"{right}  r-1.csv.gz\n");

        var problem = Assert.Single(ReadFolder().Problems);

        Assert.Contains("r-2.csv.gz: its SHA-256 is", problem, StringComparison.Ordinal);
        Assert.Contains("SHA256SUMS does not name it", problem, StringComparison.Ordinal);
    }

    /// <summary>What each published file adds up to in a month, added up by another program with decimals of 80 digits. A file of several months has the others as problems.</summary>
    public static TheoryData<string, string, long, string> Published => new()
    {
        { "focus-sample/focus_sample_aws_only.csv", "2024-09", 942, "18.0066386184" },
        { "focus-sample/focus_sample.csv", "2024-09", 999, "20.28022672899" },
        { "focus-sample/focus_sample.csv", "2024-10", 1, "0.24" },
        { "koku/test_local_bucket.tar.gz", "2018-06", 3300, "34649.973272612318255145698" },
        { "koku/test_local_bucket.tar.gz", "2018-07", 9304, "100267.738649643334767685352" },
        { "koku/test_local_bucket.tar.gz", "2018-08", 776, "8310.05175593196199516" },
        { "koku/2023-06-01.csv", "2023-06", 3, "30" },
        { "focus_converters-aws-cur1-sample.csv", "2023-11", 1281, "1.6823086974" },
        { "cur-mock-sbroenne/sample-cur20.csv", "2025-01", 4, "0.0652" },
        { "cur-mock-sbroenne/sample-legacy-csv.csv", "2025-01", 4, "0.0652" },
        { "cur2-mock-keboola/cur_2_0/s3_structure", "2024-09", 4, "0.108304" },
        { "cur2-mock-keboola/cur_2_0/sample_billing_data_v2.csv", "2024-09", 4, "0.108304" },
        { "cur2-mock-keboola/cur_1_0/s3_structure", "2024-01", 3, "0.045152" },
        { "cur2-mock-keboola/cur_1_0/MockTestReport-00001.csv.zip", "2024-01", 3, "0.045152" },
        { "focus-toolkit-golden/aws_1_2_cost_and_usage_rows100_seed42.csv", "2026-05", 100, "1157.48882377213324" },
        { "focus-toolkit-golden/scenarios_sca_equal.csv", "2026-05", 3, "100" },
        { "focus-spec-examples/commitment_discount_purchase_scenario_1.csv", "2023-01", 1, "8760" },
        { "focus-spec-examples/commitment_discount_purchase_scenario_2.csv", "2023-01", 3, "3" },
        { "focus-spec-examples/commitment_discount_purchase_scenario_3.csv", "2023-01", 4, "4381.5" },
        { "focus-spec-examples/commitment_discount_usage_scenario_4.csv", "2023-01", 2, "0.5" },
        { "focus-spec-examples/one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource.csv", "2023-01", 3, "2.75" },
        { "focus-spec-examples/one_hundred_percent_utilization_with_commitment_discount_flexibility_with_2_resources.csv", "2023-01", 3, "2" },
        { "focus-spec-examples/one_hundred_percent_utilization_without_commitment_discount_flexibility.csv", "2023-01", 2, "1.5" },
        { "focus-spec-examples/zero_percent_utilization_without_commitment_discount_flexibility.csv", "2023-01", 3, "3.5" },
        { "focus-spec-examples/saas_spend_agreements_a1.csv", "2026-03", 1, "972" },
        { "focus-spec-examples/saas_spend_agreements_a2.csv", "2025-04", 2, "60" },
        { "focus-spec-examples/saas_spend_agreements_b1.csv", "2025-04", 2, "1200" },
        { "focus-spec-examples/saas_spend_agreements_b2.csv", "2025-04", 3, "1200" },
        { "focus-spec-examples/virtual_currency_pricing_model_a1.csv", "2025-04", 1, "200000" },
        { "focus-spec-examples/virtual_currency_pricing_model_b1.csv", "2025-04", 1, "100000" },
        { "focus-spec-examples/virtual_currency_pricing_model_c.csv", "2025-10", 2, "53000" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_known_total_of_a_published_export_is_met_to_the_last_digit(string path, string month, long rows, string total)
    {
        if (BillFiles.Published() is not { } data)
        {
            return; // The published data lies beside the repository and not on every machine.
        }

        var bill = BillReader.Read(BillFolder.Find(Path.Combine(data, path)), May("CostCenter") with { Month = CostMonth.Parse(month), UnitPrices = true }, progress: null, CancellationToken.None);

        Assert.Equal((rows, total), (bill.Lines.Sum(l => l.Rows), bill.Total(CostBasis.Billed).ToString()));
    }

    [Fact]
    public void No_row_of_any_published_file_is_lost_without_a_word()
    {
        if (BillFiles.Published() is not { } data)
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(data, "*.csv*", SearchOption.AllDirectories).Where(f => !f.Contains("simple_saas", StringComparison.Ordinal)))
        {
            var everything = ExportInspection.Read(file, progress: null, CancellationToken.None).Totals;
            foreach (var month in everything.Months)
            {
                var bill = BillReader.Read(BillFolder.Find(file), May() with { Month = Month(month) }, progress: null, CancellationToken.None);
                var counted = bill.Lines.Sum(l => l.Rows);

                Assert.True(counted > 0, file);
                Assert.True(counted == everything.Rows || bill.Problems.Any(p => p.Contains(" rows of ", StringComparison.Ordinal)), file);
            }
        }
    }

    static CostMonth Month(string text) =>
        GovCloud.Cost.Sources.BillingMonth.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out var month) ? month : new CostMonth(2026, 5);
}
