using System.Text;
using GovCloud.Cost.Sources;

namespace GovCloud.Core.Tests.Cost;

public sealed class ExportFormatTests
{
    [Theory]
    [InlineData("lineItem/UsageAccountId,lineItem/UnblendedCost", ExportFormat.CurLegacy)]
    [InlineData("line_item_usage_account_id,line_item_unblended_cost", ExportFormat.Cur2)]
    [InlineData("BilledCost,ChargeCategory", ExportFormat.Focus10)]
    [InlineData("BilledCost,ChargeCategory,CommitmentDiscountQuantity", ExportFormat.Focus11)]
    [InlineData("BilledCost,ChargeCategory,PricingCurrency", ExportFormat.Focus12)]
    [InlineData("BilledCost,ChargeCategory,PricingCurrency,AllocatedMethodId", ExportFormat.Focus13)]
    [InlineData("\uFEFFBilledCost,ChargeCategory", ExportFormat.Focus10)]
    public void A_format_is_known_by_its_columns(string header, ExportFormat format) => Assert.Equal(format, ExportColumns.Detect(header.Split(',')).Columns!.Format);

    [Theory]
    [InlineData("name,price", "no format that is known")]
    [InlineData("lineItem/UsageAccountId,lineItem/BlendedCost", "lineItem/UnblendedCost")]
    [InlineData("line_item_product_code", "line_item_unblended_cost, line_item_usage_account_id")]
    [InlineData("BilledCost,BilledCost,ChargeCategory", "stands twice")]
    public void Why_a_file_is_no_export_is_said(string header, string part)
    {
        var (columns, problem) = ExportColumns.Detect(header.Split(','));

        Assert.Null(columns);
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "assemblyId": "a", "reportKeys": ["s3://b/data/r-1.csv.gz"] }""")]
    [InlineData("""{ "executionId": "a", "dataFiles": ["s3://b/data/r-1.csv.gz"] }""")]
    [InlineData("""{ "executionId": "a", "dataFiles": [{ "filePath": "s3://b/data/r-1.csv.gz" }] }""")]
    public void A_manifest_names_its_chunks(string json)
    {
        var manifest = ExportManifest.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal("a", manifest.Delivery);
        Assert.Equal("s3://b/data/r-1.csv.gz", Assert.Single(manifest.Chunks));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "reportKeys": [] }""")]
    [InlineData("""{ "reportKeys": [1] }""")]
    public void What_is_no_manifest_is_refused(string json) => Assert.Throws<FormatException>(() => ExportManifest.Read(Encoding.UTF8.GetBytes(json)));
}
