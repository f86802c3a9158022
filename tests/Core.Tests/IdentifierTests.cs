namespace GovCloud.Core.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("131229")] // 葛飾区
    [InlineData("131121")] // 世田谷区
    [InlineData("131202")] // 練馬区
    [InlineData("041009")] // 仙台市
    [InlineData("131041")] // 新宿区: remainder 0
    [InlineData("131130")] // 渋谷区: remainder 1
    [InlineData("010006")] // 北海道
    [InlineData("240001")] // 三重県
    public void A_published_municipality_code_is_valid(string code) => Assert.Equal(code, MunicipalityCode.Parse(code).ToString());

    [Fact]
    public void A_wrong_check_digit_is_explained_with_the_right_one() =>
        Assert.Equal("'131228' is not a 地方公共団体コード: the check digit of 13122 is 9, so 131229 would be valid.", MunicipalityCode.Explain("131228"));

    [Theory]
    [InlineData("13122")]
    [InlineData("480002")]
    [InlineData("１３１２２９")]
    [InlineData("")]
    public void A_malformed_municipality_code_is_refused(string text) => Assert.False(MunicipalityCode.TryParse(text, out _));

    [Theory]
    [InlineData("012345678901", true)]
    [InlineData("12345678901", false)]
    [InlineData("1234567890123", false)]
    [InlineData("12345678901x", false)]
    [InlineData(null, false)]
    public void An_account_id_is_exactly_twelve_digits(string? text, bool valid) => Assert.Equal(valid, AccountId.TryParse(text, out _));
}
