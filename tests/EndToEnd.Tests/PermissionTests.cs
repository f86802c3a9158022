using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.LocalCloud.Clock;

namespace GovCloud.EndToEnd.Tests;

public sealed class PermissionTests
{
    [EndToEndFact]
    public async Task A_permission_that_is_missing_from_the_template_stops_the_function_and_nothing_is_lost()
    {
        var assembly = await AssemblyCopy.MakeAsync("without-quarantine", resources =>
        {
            foreach (var statements in resources.Where(r => r.Value!["Type"]!.GetValue<string>() == "AWS::IAM::Policy").Select(r => r.Value!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()))
            {
                statements.Where(s => s!["Sid"]?.GetValue<string>() == "PutIntoQuarantine").ToList().ForEach(s => statements.Remove(s));
            }
        });
        var day = new DateOnly(2026, 11, 20);
        await using var cloud = await EstateCloud.StartAsync(SampleCloud.LoadEstate().Estate, assembly, new ControllableClock(JapanTime.At(day, new TimeOnly(9, 0)), frozen: true), port: 0, CancellationToken.None);

        await cloud.EnqueueAsync("not an alert", CancellationToken.None);
        await cloud.AdvanceToAsync(JapanTime.At(day, new TimeOnly(11, 0)), CancellationToken.None);

        var state = cloud.Host.Snapshot();
        Assert.All(state.Denials, denial => Assert.Equal(("s3:PutObject", "no policy of the role allows it"), (denial.Action, denial.Reason)));
        Assert.NotEmpty(state.Denials);
        Assert.Equal(1, state.Queues.Single(queue => queue.Name.Contains("IntakeUnprocessable", StringComparison.Ordinal)).Depth.Total);
    }
}
