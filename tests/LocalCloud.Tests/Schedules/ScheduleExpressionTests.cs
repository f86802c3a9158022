using System.Globalization;
using GovCloud.LocalCloud.Schedules;

namespace GovCloud.LocalCloud.Tests.Schedules;

public sealed class ScheduleExpressionTests
{
    // 2026-11-21 is a Saturday.
    [Theory]
    [InlineData("cron(0 12 * * ? *)", "UTC", "2026-11-21T00:00Z", "2026-11-21T12:00Z")]
    [InlineData("cron(0 12 * * ? *)", "UTC", "2026-11-21T12:00Z", "2026-11-22T12:00Z")]
    [InlineData("cron(30 8 ? * MON-FRI *)", "Asia/Tokyo", "2026-11-21T00:00Z", "2026-11-22T23:30Z")]
    [InlineData("cron(0/15 8-17 ? * 2-6 *)", "Asia/Tokyo", "2026-11-23T08:46Z", "2026-11-23T23:00Z")]
    [InlineData("cron(0 9 L * ? *)", "Asia/Tokyo", "2026-11-21T00:00Z", "2026-11-30T00:00Z")]
    [InlineData("cron(0 9 LW 1 ? *)", "Asia/Tokyo", "2026-11-21T00:00Z", "2027-01-29T00:00Z")]
    [InlineData("cron(0 9 1W * ? *)", "Asia/Tokyo", "2027-04-30T12:00Z", "2027-05-03T00:00Z")]
    [InlineData("cron(0 9 15W * ? *)", "Asia/Tokyo", "2026-11-01T00:00Z", "2026-11-16T00:00Z")]
    [InlineData("cron(0 9 ? * 6L *)", "Asia/Tokyo", "2026-11-21T00:00Z", "2026-11-27T00:00Z")]
    [InlineData("cron(0 9 ? * 3#2 *)", "Asia/Tokyo", "2026-11-21T00:00Z", "2026-12-08T00:00Z")]
    [InlineData("cron(0 0 1 JAN,JUL ? 2028)", "UTC", "2026-11-21T00:00Z", "2028-01-01T00:00Z")]
    [InlineData("cron(0 0 29 2 ? *)", "UTC", "2026-11-21T00:00Z", "2028-02-29T00:00Z")]
    [InlineData("at(2026-12-01T09:00:00)", "Asia/Tokyo", "2026-11-21T00:00Z", "2026-12-01T00:00Z")]
    [InlineData("rate(5 minutes)", "UTC", "2026-11-21T00:07Z", "2026-11-21T00:10Z")]
    [InlineData("rate(1 day)", "UTC", "2026-11-21T00:00Z", "2026-11-22T00:00Z")]
    public void The_next_time_is_the_one_the_service_would_choose(string expression, string zone, string after, string expected)
    {
        var created = Time("2026-11-21T00:00Z");
        Assert.Equal(Time(expected), ScheduleExpression.Parse(expression, zone).NextAfter(Time(after), created));
    }

    [Theory]
    [InlineData("cron(0 0 1 1 ? 2020)")]
    [InlineData("at(2020-01-01T00:00:00)")]
    public void What_is_over_never_comes_again(string expression) =>
        Assert.Null(ScheduleExpression.Parse(expression).NextAfter(Time("2026-11-21T00:00Z"), Time("2026-11-21T00:00Z")));

    [Theory]
    [InlineData("cron(0 12 * * *)", "six fields")]
    [InlineData("cron(0 12 * * * *)", "exactly one of day-of-month and day-of-week")]
    [InlineData("cron(0 12 ? * ? *)", "exactly one of day-of-month and day-of-week")]
    [InlineData("cron(60 12 * * ? *)", "not between 0 and 59")]
    [InlineData("cron(0 12 ? * FUN *)", "not between 1 and 7")]
    [InlineData("rate(0 minutes)", "positive whole number")]
    [InlineData("rate(5 minute)", "with an s")]
    [InlineData("rate(1 minutes)", "with an s")]
    [InlineData("every(1 minute)", "unknown kind")]
    [InlineData("12:00", "expected rate")]
    public void What_the_service_refuses_is_refused_with_the_reason(string expression, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => ScheduleExpression.Parse(expression)).Message, StringComparison.Ordinal);

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
