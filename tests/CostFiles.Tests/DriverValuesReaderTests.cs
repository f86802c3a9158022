using System.Collections.Immutable;
using System.Text;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.CostFiles.Tests;

public sealed class DriverValuesReaderTests
{
    static readonly Estate Estate = new()
    {
        Profile = new EstateProfile { Name = "sample", Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse("111122223333") },
        Municipalities =
        [
            new Municipality { Code = MunicipalityCode.Parse("131229"), Name = "葛飾区", Slug = "katsushika", ItDepartment = "it" },
            new Municipality { Code = MunicipalityCode.Parse("041009"), Name = "仙台市", Slug = "sendai", ItDepartment = "it" },
        ],
        Cost = new EstateCost { Drivers = [new CostDriver { Id = "traffic", Name = "通信量", Unit = "GB", Monthly = true, Source = "例" }, new CostDriver { Id = "population", Name = "人口", Unit = "人", Source = "例" }] },
    };

    static (MonthlyDriverValues Values, ImmutableArray<string> Problems) Read(string csv, string driver = "traffic", Encoding? encoding = null)
    {
        using var content = new MemoryStream((encoding ?? Encoding.UTF8).GetBytes(csv));
        return DriverValuesReader.Read(content, "traffic.csv", driver, Estate);
    }

    [Fact]
    public void Values_come_by_code_with_the_digest_of_their_file()
    {
        const string Csv = "municipality,value\n131229,12.5\n041009,0\n";

        var (values, problems) = Read(Csv);

        Assert.Empty(problems);
        Assert.Equal([("041009", 0m), ("131229", 12.5m)], values.Values.Select(v => (v.Municipality.ToString(), v.Value)));
        Assert.Equal(("traffic", "traffic.csv", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Csv)))), (values.Driver, values.Source, values.Sha256));
    }

    [Fact]
    public void Names_and_shift_jis_are_read() =>
        Assert.Equal(1234m, Assert.Single(Read("団体,実績値\r\n葛飾区,\"1,234\"\r\n", encoding: CodePagesEncodingProvider.Instance.GetEncoding(932)).Values.Values).Value);

    [Theory]
    [InlineData("131121,1", "traffic.csv:2: '131121' is no municipality of the estate")]
    [InlineData("41009,1", "leading zeros included")]
    [InlineData("131229,-1", "'-1' is no number of 0 or more")]
    [InlineData("131229,many", "'many' is no number")]
    [InlineData("131229,1e3", "'1e3' is no number")]
    [InlineData("131229,1\n131229,2", "traffic.csv:3: 131229 stands twice")]
    [InlineData("131229", "another number of fields")]
    [InlineData("", "it has no values")]
    public void What_is_wrong_is_named_with_its_line(string rows, string problem) =>
        Assert.Contains(Read("municipality,value\n" + rows + "\n").Problems, p => p.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_system_that_nobody_knows_is_named() =>
        Assert.Contains("'tax' is no system", Assert.Single(Read("municipality,system,value\n131229,tax,1\n").Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("population")]
    [InlineData("nothing")]
    public void Only_monthly_drivers_have_values_in_files(string driver) =>
        Assert.Contains("is no monthly driver of the estate; name one of traffic", Assert.Single(Read("municipality,value\n131229,1\n", driver).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_the_columns_is_refused() => Assert.Throws<ExportException>(() => Read("name,age\nx,1\n"));
}
