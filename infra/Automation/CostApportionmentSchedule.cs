using System.Globalization;

namespace GovCloud.Infra.Automation;

/// <summary>
/// Asks every morning to look at the running month and at the two before it: a message each into the queue of work, so that a month has the whole time of an
/// invocation and is tried again by itself. AWS corrects a month for about two weeks; time alone makes a month due.
/// </summary>
sealed class CostApportionmentSchedule : Construct
{
    const int MonthsBack = 2;

    // AWS delivers billing data up to three times a day; what came by the evening before is read before work begins.
    const int Hour = 7;
    const int MinutesApart = 5;

    internal CostApportionmentSchedule(Construct scope, string id, EncryptionKeys keys, OperatorAlarms alarms, Queue work, bool enabled) : base(scope, id) => PlannedStarts.Add(
        this,
        new()
        {
            Target = work.QueueArn,
            Action = "sqs:SendMessage",
            RoleId = "Role",
            RoleDescription = "Lets the scheduler ask for a look at the months",
            MissedId = "Missed",
            Missed = "毎朝の按分の再計算を起動できませんでした。スケジュールとロールを確認してください。",
            IsEnabled = enabled,
        },
        keys, alarms, [.. Enumerable.Range(0, MonthsBack + 1).Select(LookAt)]);

    static PlannedTime LookAt(int back)
    {
        // The earlier month first: what it posts to the later one is then known.
        var minute = (MonthsBack - back) * MinutesApart;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Back{back}"),
            back == 0 ? "Follows the running month" : string.Create(CultureInfo.InvariantCulture, $"Looks at the month {back} before"),
            string.Create(CultureInfo.InvariantCulture, $"cron({minute} {Hour} * * ? *)"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"source":"{{{EventNames.OwnSourcePrefix}}}schedule","detail-type":"{{{CostNames.Refresh}}}","time":"<aws.scheduler.scheduled-time>","detail":{"monthsBack":{{{back}}}}}"""));
    }
}
