using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;

namespace GovCloud.Cli.Quarter;

/// <summary>What the audits of each morning said of each system of each body: whether it could be restored, from which region.</summary>
static class QuarterMap
{
    const string Objective = "BKP-010";
    const string CopyObjective = "BKP-020";

    /// <summary>A map for each month.</summary>
    public static ImmutableArray<(string Heading, BackupHeatMap Map)> Of(EstateIndex index, QuarterRecord record)
    {
        var states = record.Results.Where(one => one.Result.Check.Id is Objective or CopyObjective)
            .GroupBy(one => (one.Day, one.Result.Subject.Account!.Value))
            .ToDictionary(group => group.Key, group => group.Max(one => State(one.Result)));
        var rows = index.Estate.Accounts.Select(account => index.FindAccount(account.Id.ToString())!).Where(context => context.System is not null)
            .SelectMany(context => context.Municipalities, (context, body) => (Context: context, Body: body))
            .GroupBy(one => (Code: one.Body.Code.ToString(), one.Context.System!.Id, one.Context.Environment))
            .OrderBy(group => group.Key.Code, StringComparer.Ordinal).ThenBy(group => group.Key.Id, StringComparer.Ordinal).ThenBy(group => group.Key.Environment)
            .ToList();
        return
        [
            .. record.Days.GroupBy(day => (day.Year, day.Month)).Select(month => (
                $"朝7時の監査による復旧可否({month.Key.Month}月)",
                new BackupHeatMap
                {
                    Days = [.. month],
                    Rows =
                    [
                        .. rows.Select(row => new HeatRow
                        {
                            Municipality = row.First().Body,
                            System = row.First().Context.System!,
                            Environment = row.Key.Environment,
                            Cells = [.. month.Select(day => row.Max(one => states.GetValueOrDefault((day, one.Context.Account.Id), HeatState.NothingToProtect)))],
                        }),
                    ],
                })),
        ];
    }

    static HeatState State(AuditResult result) => result.Outcome switch
    {
        NotKnown => HeatState.Unknown,
        Failed => result.Check.Id == Objective ? HeatState.Missed : HeatState.CopyMissed,
        _ => HeatState.Met,
    };
}
