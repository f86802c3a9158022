using System.Text.Json;
using GovCloud.Cost;
using GovCloud.Functions.CostApportionment;

namespace GovCloud.Adapters.Tests.Functions;

public sealed class CostTriggerTests
{
    [Theory]
    [InlineData("exports/govcloud-katsushika-cur/metadata/BILLING_PERIOD=2026-05/govcloud-katsushika-cur-Manifest.json", "2026-05")]
    [InlineData("exports/legacy/20260501-20260601/report-Manifest.json", "2026-05")]
    [InlineData("exports/legacy/20260501-20260601/0a1b/report-Manifest.json", "2026-05")]
    [InlineData("drivers/2026-05/traffic.csv", "2026-05")]
    [InlineData("conversion/2026-05.json", "2026-05")]
    [InlineData("invoices/2026-05.csv", "2026-05")]
    [InlineData("invoices/2026-13.csv", null)]
    [InlineData("exports/readme-Manifest.json", null)]
    [InlineData("elsewhere/2026-05.csv", null)]
    public void A_key_names_its_month(string key, string? month) => Assert.Equal(month, CostKeys.MonthOf(key)?.ToString());

    [Fact]
    public void The_schedule_counts_months_back_from_the_day_in_Japan()
    {
        // 7:00 of 1 July in Japan is still June in UTC.
        const string Message = """{"source":"govcloud.schedule","detail-type":"Statement Refresh","time":"2026-06-30T22:00:00Z","detail":{"monthsBack":1}}""";
        var trigger = CostTrigger.Read(Message);
        Assert.Equal((new CostMonth(2026, 6), new DateTimeOffset(2026, 6, 30, 22, 0, 0, TimeSpan.Zero)), (trigger.Month!.Value, trigger.At));
    }

    [Theory]
    [InlineData("""{"detail-type":"Object Deleted","time":"2026-06-30T22:00:00Z","detail":{}}""")]
    [InlineData("""{"detail-type":"Object Created","time":"2026-06-30T22:00:00Z"}""")]
    [InlineData("""{"detail-type":"Statement Refresh","time":"2026-06-30T22:00:00Z"}""")]
    [InlineData("null")]
    [InlineData("[")]
    public void What_is_neither_of_S3_nor_of_the_schedule_is_refused(string message) => Assert.ThrowsAny<JsonException>(() => CostTrigger.Read(message));
}
