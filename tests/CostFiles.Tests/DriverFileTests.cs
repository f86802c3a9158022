using System.Collections.Immutable;
using System.Text;
using GovCloud.Cost.Apportioning;

namespace GovCloud.CostFiles.Tests;

public sealed class DriverFileTests
{
    static ImmutableArray<MonthlyDriverValues> Read(string csv, Encoding? encoding = null)
    {
        using var content = new MemoryStream((encoding ?? Encoding.UTF8).GetBytes(csv));
        return DriverFile.Read("drivers/2026-05/traffic.csv", content);
    }

    [Fact]
    public void Values_come_by_code_with_the_digest_of_their_file()
    {
        const string Csv = "municipality,value\n131229,12.5\n041009,0\n";

        var values = Assert.Single(Read(Csv));

        Assert.Equal([("131229", 12.5m), ("041009", 0m)], values.Values.Select(v => (v.Municipality.ToString(), v.Value)));
        Assert.Equal(("traffic", "traffic.csv", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Csv)))), (values.Driver, values.Source, values.Sha256));
    }

    [Fact]
    public void Japanese_headings_in_shift_jis_and_full_width_digits_are_read() =>
        Assert.Equal(1234m, Assert.Single(Assert.Single(Read("団体コード,実績値\r\n１３１２２９,\"1,234\"\r\n", CodePagesEncodingProvider.Instance.GetEncoding(932))).Values).Value);

    [Fact]
    public void One_file_may_hold_several_drivers_and_systems()
    {
        var sets = Read("団体コード,業務,指標,値\n131229,tax,traffic,1\n131229,,traffic,2\n131229,,storage,3\n");

        Assert.Equal(["traffic", "storage"], sets.Select(s => s.Driver));
        Assert.Equal(["tax", null], sets[0].Values.Select(v => v.System));
    }

    [Theory]
    [InlineData("41009,1", "A spreadsheet drops a leading 0")]
    [InlineData("131228,1", "the check digit")]
    [InlineData("131229,-1", "'-1' is no value")]
    [InlineData("131229,many", "'many' is no value")]
    [InlineData("131229,1e3", "'1e3' is no value")]
    [InlineData("131229,1\n131229,2", "drivers/2026-05/traffic.csv:3: 131229 has two values for the driver 'traffic'")]
    [InlineData("131229", "another number of fields")]
    [InlineData("", "it has no line with a value")]
    public void What_is_wrong_is_named_with_its_line(string rows, string problem) =>
        Assert.Contains(problem, Assert.Throws<ExportException>(() => Read("municipality,value\n" + rows + "\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_line_that_is_wrong_is_named_at_once() =>
        Assert.Equal(3, Assert.Throws<ExportException>(() => Read("municipality,value\n131229,x\n131121,1\n999999,1\n131121,2\n")).Message.Split(Environment.NewLine).Length);

    [Fact]
    public void A_file_without_the_columns_is_refused() => Assert.Throws<ExportException>(() => Read("name,age\nx,1\n"));
}
