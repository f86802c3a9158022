using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Documents;

/// <summary>The page's content as the template reads it: text, and choices already made.</summary>
sealed record OperationsPageView
{
    public required string Title { get; init; }

    public required string Day { get; init; }

    public required string GeneratedAt { get; init; }

    public required bool Sample { get; init; }

    public required string EstateDigest { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    public required IReadOnlyList<Check> Checks { get; init; }

    public required bool AllHold { get; init; }

    public required string Chart { get; init; }

    public required IReadOnlyList<HourRow> Hours { get; init; }

    public required string Lead { get; init; }

    public required IReadOnlyList<IncidentGroup> Groups { get; init; }

    public required IReadOnlyList<ReceiverView> Receivers { get; init; }

    public required int MessageCount { get; init; }

    public required IReadOnlyList<QuarantineRow> Quarantine { get; init; }

    public required IReadOnlyList<InterferenceRow> Interferences { get; init; }

    public required IReadOnlyList<TroubleRow> Troubles { get; init; }

    public required IReadOnlyList<DurationRow> Durations { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public static OperationsPageView Of(OperationsDay day, EstateIndex estate)
    {
        var series = Series(day);
        return new()
        {
            Title = estate.Estate.Profile.Title,
            Day = PageText.Date(day.Day),
            GeneratedAt = JapanTime.Format(day.GeneratedAt),
            Sample = estate.Estate.Profile.Sample,
            EstateDigest = estate.Digest,
            Figures = day.Figures,
            Checks = day.Checks,
            AllHold = day.Checks.All(check => check.Holds),
            Chart = HourlyChart.Render(series, "時間ごとの受付イベント、新しいインシデント、通知の件数"),
            Hours = [.. Enumerable.Range(0, 24).Select(hour => new HourRow(hour, series[0].Counts[hour], series[1].Counts[hour], series[2].Counts[hour]))],
            Lead = LeadOf(day),
            Groups = [.. GroupsOf(day, estate).Where(group => group.Incidents.Count > 0)],
            Receivers = [.. day.Messages.GroupBy(message => message.Organisation, StringComparer.Ordinal).Select(group => ReceiverView.Of(group.Key, [.. group], estate)).OrderByDescending(receiver => receiver.Messages.Count)],
            MessageCount = day.Messages.Length,
            Quarantine = [.. day.Quarantine.Select(input => new QuarantineRow(PageText.Time(input.At), input.Note, input.Reason, input.Location, PageText.Bytes(input.Bytes)))],
            Interferences = [.. day.Interferences.Select(step => new InterferenceRow(PageText.Time(step.At), step.Note, step.Effect))],
            Troubles = [.. day.TroubledDeliveries.Select(delivery => new TroubleRow(
                PageText.Channel(delivery.Channel), PageText.Organisation(delivery.Organisation, estate), delivery.Subject, delivery.Attempts, delivery.Delivered, delivery.LastError))],
            Durations = [.. day.Durations.Select(duration => new DurationRow(
                duration.Label, duration.Samples.Length, PageText.Elapsed(duration.Quantile(0.5)), PageText.Elapsed(duration.Quantile(0.95)), PageText.Elapsed(duration.Quantile(1))))],
            Remarks = day.Remarks,
        };
    }

    static string LeadOf(OperationsDay day)
    {
        var open = day.Incidents.Where(course => course.Incident.Status == IncidentStatus.Open).ToList();
        var critical = open.Count(course => course.Incident.Severity == Severity.Critical);
        return string.Create(CultureInfo.InvariantCulture,
            $"{day.Arrivals.Length} 件のイベントを受け付け、{day.Incidents.Length} 件のインシデントにまとめ、{day.Messages.Length} 通の通知を届けました。現在 {open.Count} 件が対応中です(うち重大 {critical} 件)。");
    }

    /// <summary>What is still open comes first, the worst at the top.</summary>
    static IEnumerable<IncidentGroup> GroupsOf(OperationsDay day, EstateIndex estate) =>
        from status in (IncidentStatus[])[IncidentStatus.Open, IncidentStatus.Resolved]
        select new IncidentGroup(
            Labels.Of(status),
            [.. day.Incidents.Where(course => course.Incident.Status == status)
                .OrderByDescending(course => course.Incident.Severity)
                .Select(course => IncidentView.Of(course, estate))]);

    static HourlySeries[] Series(OperationsDay day)
    {
        var opened = day.Incidents.SelectMany(course => course.History).Where(entry => entry.Disposition is Disposition.New).Select(entry => entry.At);
        return
        [
            new("受付イベント", "events", ByHour(day.Arrivals.Select(arrival => arrival.At))),
            new("新しいインシデント", "incidents", ByHour(opened)),
            new("通知", "messages", ByHour(day.Messages.Select(message => message.At))),
        ];
    }

    static int[] ByHour(IEnumerable<DateTimeOffset> times)
    {
        var counts = new int[24];
        foreach (var time in times)
        {
            counts[JapanTime.Of(time).Hour]++;
        }

        return counts;
    }
}

sealed record IncidentGroup(string Status, IReadOnlyList<IncidentView> Incidents)
{
    public int Count => Incidents.Count;
}

sealed record HourRow(int Hour, int Events, int Incidents, int Messages);

sealed record QuarantineRow(string Time, string Note, string Reason, string Location, string Size);

sealed record InterferenceRow(string Time, string Note, string Effect);

sealed record TroubleRow(string Channel, string Organisation, string Subject, int Attempts, bool Delivered, string LastError);

sealed record DurationRow(string Label, int Count, string Median, string High, string Longest);

/// <summary>How the page writes values.</summary>
static class PageText
{
    static readonly string[] Weekdays = ["日", "月", "火", "水", "木", "金", "土"];

    public static string Date(DateOnly day) => $"{day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture)}({Weekdays[(int)day.DayOfWeek]})";

    public static string Time(DateTimeOffset at) => JapanTime.Of(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Bytes(int bytes) => bytes.ToString("#,0", CultureInfo.InvariantCulture) + " バイト";

    public static string Channel(NotificationChannel channel) => channel == NotificationChannel.Slack ? "Slack" : "メール";

    public static string Organisation(string id, EstateIndex estate) => estate.Organisation(id)?.Name ?? id;

    public static string Elapsed(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ミリ秒"
        : time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " 秒";

    public static string SourceName(string source) => source switch
    {
        "aws.guardduty" => "GuardDuty",
        "aws.securityhub" => "Security Hub",
        "aws.health" => "AWS Health",
        "aws.cloudwatch" => "CloudWatch",
        "aws.config" => "Config",
        "aws.backup" => "AWS Backup",
        "aws.inspector2" => "Inspector",
        "aws.access-analyzer" => "IAM Access Analyzer",
        "aws.trustedadvisor" => "Trusted Advisor",
        "aws.macie" => "Macie",
        "aws.ce" => "Cost Anomaly Detection",
        "aws.budgets" => "Budgets",
        "govcloud-audit.cost" => "按分後の利用料",
        "aws.signin" or "aws.cloudtrail" => "CloudTrail",
        "aws.ecs" => "ECS",
        "aws.ec2" => "EC2",
        "aws.rds" => "RDS",
        _ => source,
    };
}
