using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Core.Tests.Linkage;

public sealed class ArrivalClassifierTests
{
    static readonly LinkageCatalogue catalogue = new(Estate());
    static readonly LinkageStore store = catalogue.Estate.Linkage.Stores[0];

    [Theory]
    [InlineData("residents/daily/r_20261120_01.csv", "Data 20261120-01")]
    [InlineData("residents/daily/r_20261120_01.csv.end", "Marker 20261120-01")]
    [InlineData("_receipts/daily/tax/r_20261120_01.csv", "Receipt 20261120-01 tax")]
    [InlineData("residents/daily/r_20261121_01.csv", "Misplaced Unscheduled daily")] // a Saturday
    [InlineData("residents/daily/r_20261120_02.csv", "Misplaced Unscheduled daily")]
    [InlineData("residents/daily/r_20261120_00.csv", "Misplaced Unscheduled daily")]
    [InlineData("residents/daily/r_20261399_01.csv", "Misplaced Unscheduled daily")]
    [InlineData("residents/daily/r_99991120_01.csv", "Misplaced Unscheduled daily")]
    [InlineData("residents/daily/R_20261120_01.csv", "Misplaced Misnamed daily")]
    [InlineData("residents/daily/r_20261120_01.csv.END", "Misplaced Misnamed daily")]
    [InlineData("residents/daily/old/r_20261120_01.csv", "Misplaced UnknownPrefix ")]
    [InlineData("residents/r_20261120_01.csv", "Misplaced UnknownPrefix ")]
    [InlineData("r_20261120_01.csv", "Misplaced UnknownPrefix ")]
    [InlineData("_receipts/daily/pension/r_20261120_01.csv", "Misplaced UnknownPrefix ")]
    [InlineData("_receipts/other/tax/r_20261120_01.csv", "Misplaced UnknownPrefix ")]
    [InlineData("_receipts/daily/tax/r_20261120_01.csv.end", "Misplaced Misnamed daily")]
    [InlineData("residents/daily/", "Folder")]
    public void A_key_has_one_meaning(string key, string meaning) => Assert.Equal(meaning, Describe(catalogue.Classify(store, key)));

    [Fact]
    public void The_same_folder_of_another_body_is_another_interface()
    {
        var other = store with { Id = "other", Municipality = MunicipalityCode.Parse("131121") };

        Assert.Equal("Misplaced UnknownPrefix ", Describe(catalogue.Classify(other, "residents/daily/r_20261120_01.csv")));
    }

    [Theory]
    [InlineData("a/123456789012.csv", "a/＊＊＊＊＊＊＊＊＊＊＊＊.csv")]
    [InlineData("a/1234-5678-9012.csv", "a/＊＊＊＊＊＊＊＊＊＊＊＊＊＊.csv")]
    [InlineData("a/山田太郎_20261120.csv", "a/＊＊＊＊_20261120.csv")]
    [InlineData("a/131229_001_20261120_001.csv", "a/131229_001_20261120_001.csv")]
    [InlineData("a/20261120083000.csv", "a/20261120083000.csv")]
    [InlineData("a/000000123456789.csv", "a/＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊.csv")]
    [InlineData("a/taro@example.jp", "a/taro＊example.jp")]
    public void A_key_is_shown_without_what_may_be_an_identifier(string key, string shown) => Assert.Equal(shown, KeyMask.Mask(key));

    static string Describe(KeyClass meaning) => meaning switch
    {
        KeyClass.Data data => $"Data {data.File.Slot.Id}",
        KeyClass.Marker marker => $"Marker {marker.File.Slot.Id}",
        KeyClass.Receipt receipt => $"Receipt {receipt.File.Slot.Id} {receipt.Consumer}",
        KeyClass.Misplaced misplaced => $"Misplaced {misplaced.Problem} {misplaced.Nearest?.Id}",
        _ => "Folder",
    };

    internal static Estate Estate() => new()
    {
        Profile = new EstateProfile { Name = "small", Title = "例", Sample = true, Operator = "operator", OperationsAccount = AccountId.Parse("012345678901") },
        Municipalities = [new Municipality { Code = LinkageSamples.Body, Name = "葛飾区", Slug = "katsushika", ItDepartment = "it" }],
        Calendars = [new WorkCalendar { Id = "desk", Name = "平日" }],
        Systems = [System("residents"), System("insurance"), System("tax")],
        Accounts = [Account("131229000001", "residents"), Account("131229000002", "insurance"), Account("131229000003", "tax")],
        Linkage = new EstateLinkage
        {
            Stores = [new LinkageStore { Id = "katsushika", Municipality = LinkageSamples.Body, Account = AccountId.Parse("131229000001") }],
            Interfaces = [LinkageSamples.Daily],
        },
    };

    static BusinessSystem System(string id) => new() { Id = id, Name = id, Usage = UsageMode.Dedicated, Vendor = "vendor", Municipalities = [LinkageSamples.Body] };

    static Account Account(string id, string system) => new() { Id = AccountId.Parse(id), Name = system, Environment = DeploymentEnvironment.Production, System = system };
}
