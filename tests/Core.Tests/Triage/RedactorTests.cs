using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class RedactorTests
{
    const string Valid = "123456789018";

    static readonly Arbitrary<string> Numbers = (from digits in Gen.ArrayOf(Gen.Choose(0, 9), 11) select WithCheckDigit(digits)).ToArbitrary();
    static readonly Arbitrary<string> Accounts = (from digits in Gen.ArrayOf(Gen.Choose(0, 9), 12) select string.Concat(digits)).ToArbitrary();

    [Theory]
    [InlineData("個人番号 123456789018 です", "個人番号 ［番号］ です")]
    [InlineData("個人番号:123456789018", "個人番号:［番号］")]
    [InlineData("個人番号：１２３４５６７８９０１８", "個人番号：［番号］")]
    [InlineData("1234-5678-9018", "［番号］")]
    [InlineData("１２３４－５６７８－９０１８", "［番号］")]
    [InlineData("1234 5678 9018", "［番号］")]
    [InlineData("123456789019", "123456789019")]
    [InlineData("1234567890180", "1234567890180")]
    [InlineData("taro.tanaka@city.example.jp へ", "［メールアドレス］ へ")]
    [InlineData("090-1234-5678", "［番号］")]
    [InlineData("(user@example.jp)", "(［メールアドレス］)")]
    [InlineData("user@localhost @ 5", "user@localhost @ 5")]
    [InlineData("", "")]
    public void Personal_data_is_replaced_and_the_rest_kept(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Fact]
    public void The_check_digit_of_the_examples_is_valid() => Assert.Equal(Valid, WithCheckDigit([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]));

    [Fact]
    public void The_alerts_own_account_stays() => Assert.Equal($"bucket logs-{Valid}", Redactor.Redact($"bucket logs-{Valid}", Valid));

    [Fact]
    public void No_valid_individual_number_is_left_in_any_notation() => Prop.ForAll(Numbers, number =>
        ((string[])[number, Grouped(number, '-'), Grouped(number, ' '), Wide(number), Wide(Grouped(number, '-')), $"番号:{number}", $"氏名 山田,{number},東京都", $"{{\"my\":\"{number}\"}}", $"key={number}&x", $"{number}:{number}"])
            .All(text => Redactor.Redact(text) is var redacted && !redacted.Contains(number, StringComparison.Ordinal) && redacted.Contains(Redactor.Number, StringComparison.Ordinal)
                && !redacted.Any(c => char.IsDigit(c)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Arns_and_account_resources_are_never_touched() => Prop.ForAll(Accounts, account =>
        ((string[])[$"arn:aws:iam::{account}:role/app", $"arn:aws:ec2:ap-northeast-1:{account}:instance/i-0a1b2c3d4e5f60718", $"AWS::::Account:{account}", $"arn:aws-cn:sns:cn-north-1:{account}:topic", $"see arn:aws:kms:ap-northeast-1:{account}:key/k."])
            .All(text => Redactor.Redact(text) == text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Redacting_twice_is_redacting_once() => Prop.ForAll(
        (from parts in Gen.ArrayOf(Gen.Elements("1234", "-", " ", "5678", "9018", "@", "a", ".jp", Valid, "０９０", ":", "arn:aws:s3:::", "山", "\n", "90", "8"), 12) select string.Concat(parts)).ToArbitrary(),
        text => Redactor.Redact(text) is var once && Redactor.Redact(once) == once).QuickCheckThrowOnFailure();

    static string Grouped(string number, char separator) => $"{number[..4]}{separator}{number[4..8]}{separator}{number[8..]}";

    static string Wide(string text) => string.Concat(text.Select(c => c switch { '-' => '－', ' ' => '　', _ => (char)(c - '0' + '０') }));

    /// <summary>The check digit by its definition in the ordinance: weights 2 to 7, 2 to 6 from the right, modulus 11.</summary>
    static string WithCheckDigit(int[] digits)
    {
        int[] weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
        var remainder = digits.Zip(weights, (d, w) => d * w).Sum() % 11;
        return string.Concat(digits) + (remainder <= 1 ? 0 : 11 - remainder).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
