namespace GovCloud.Cli.Day;

/// <summary>
/// Personal data that the day's events carry by mistake, as it happens in practice. None of it may leave towards people or logs.
/// The number is a made-up one whose check digit is right.
/// </summary>
static class PersonalData
{
    public const string Mail = "taro.yamada@mail.example.jp";

    public const string IndividualNumber = "123456789018";

    public const string MobilePhone = "090-1234-5678";

    public static readonly string[] All = [Mail, IndividualNumber, MobilePhone];
}
