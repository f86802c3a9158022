using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Documents;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The day that <c>./run</c> plays, once.</summary>
public sealed class DayFixture : IAsyncLifetime
{
    static readonly DateOnly day = new(2026, 11, 20);

    internal DayRecord Record { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is not null)
        {
            return;
        }

        var estate = SampleCloud.LoadEstate();
        var steps = DayScenario.Create(estate.Estate, day);
        await using var cloud = await EstateCloud.StartAsync(
            estate.Estate, await Repository.AssemblyAsync(), new ControllableClock(JapanTime.At(day, TimeOnly.MinValue), frozen: true), port: 0, CancellationToken.None);
        var entered = await new DayRun(cloud, (_, _) => { }).RunAsync(steps, CancellationToken.None);
        Record = await DayRecord.ReadAsync(cloud, estate, day, steps, entered, TimeSpan.Zero, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class DayTests(DayFixture fixture) : IClassFixture<DayFixture>
{
    DayRecord Day => fixture.Record;

    [EndToEndFact]
    public void A_day_with_outages_loses_nothing_and_tells_nobody_twice() =>
        Assert.All(DayChecks.Of(Day), check => Assert.True(check.Holds, $"{check.Sentence}: {check.Detail}"));

    [EndToEndFact]
    public void The_day_has_every_kind_of_outcome()
    {
        Assert.All(Enum.GetValues<Disposition>(), disposition => Assert.NotEqual(0, Day.Count(disposition)));
        Assert.Contains(Day.State.SlackPosts, post => post.Status == 500);
        Assert.Contains(Day.State.SlackPosts, post => post.Status == 429);
        Assert.Contains(Day.State.SlackPosts, post => post.Status == 0);
        Assert.NotEqual(0, Day.ReturnedMessages);
        Assert.Contains(Day.AlertTriage.Invocations, invocation => !invocation.Succeeded);
    }

    [EndToEndFact]
    public void The_page_shows_every_incident_and_every_message_and_no_personal_data()
    {
        var page = OperationsPage.Render(new DayReport(Day, DayChecks.Of(Day)).Page(DateTimeOffset.UnixEpoch), Day.Estate);
        Assert.All(Day.Stored.Incidents, incident => Assert.Contains($"class=\"number\">{incident.Number}<", page, StringComparison.Ordinal));
        Assert.Equal(Day.AcceptedPosts.Count() + Day.State.Mails.Count, page.Split("<details class=\"message\">").Length - 1);
        Assert.All(PersonalData.All, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
    }

    [EndToEndFact]
    public void What_the_roles_of_alerting_allow_is_used_but_for_what_is_listed() => UnusedGrants.AreAsListed(Day.State, nameof(DayTests));

    [EndToEndFact]
    public void The_rights_of_every_role_are_tried_in_a_run() => UnusedGrants.AreInARun(Day.State);

    [EndToEndFact]
    public void A_finding_that_was_not_applied_is_a_violation() =>
        Violated("処理を終えている", Day with { Stored = Day.Stored with { Deliveries = Day.Stored.Deliveries.Remove(Day.Findings[0].Key) } });

    [EndToEndFact]
    public void A_repeat_that_was_counted_twice_is_a_violation()
    {
        var incidents = Day.Stored.Incidents;
        var wrong = Day with { Stored = Day.Stored with { Incidents = incidents.SetItem(0, incidents[0] with { Count = incidents[0].Count + 1 }) } };
        Violated("どれか一つ", wrong);
        Violated("再計算と一致", wrong);
    }

    [EndToEndFact]
    public void An_incident_that_is_missing_is_a_violation() =>
        Violated("再計算と一致", Day with { Stored = Day.Stored with { Incidents = Day.Stored.Incidents.RemoveAt(3) } });

    [EndToEndFact]
    public void Quarantined_bytes_that_changed_are_a_violation() =>
        Violated("隔離されている", Day with { Quarantine = Day.Quarantine.ToDictionary(pair => pair.Key, _ => Array.Empty<byte>(), StringComparer.Ordinal) });

    [EndToEndFact]
    public void A_message_that_was_never_made_is_a_violation() =>
        Violated("過不足なく", Day with { Stored = Day.Stored with { Outbox = Day.Stored.Outbox.Remove(Day.Stored.Outbox.First(entry => entry.Notification.Incident is not null)) } });

    [EndToEndFact]
    public void A_message_that_still_waits_is_a_violation()
    {
        var outbox = Day.Stored.Outbox;
        Violated("未配信の一覧", Day with { Stored = Day.Stored with { Outbox = outbox.SetItem(0, outbox[0] with { DeliveredAt = null, State = "pending" }) } });
    }

    [EndToEndFact]
    public void A_message_that_arrived_twice_is_a_violation() =>
        Violated("一度だけ", Day with { State = Day.State with { Mails = [.. Day.State.Mails, Day.State.Mails[0]] } });

    [EndToEndFact]
    public void Personal_data_in_a_mail_is_a_violation() =>
        Violated("個人番号", Day with { State = Day.State with { Mails = [.. Day.State.Mails, new CapturedMail(default, "", [], "", $"連絡先 {PersonalData.Mail}", null)] } });

    [EndToEndFact]
    public void A_call_that_no_policy_allows_is_a_violation() =>
        Violated("許されている", Day with { State = Day.State with { Denials = [new("notifier", "ses:SendEmail", "*", "no policy of the role allows it")] } });

    [EndToEndFact]
    public void A_call_that_AWS_would_not_understand_is_a_violation() =>
        Violated("APIモデル", Day with { State = Day.State with { ModelDeviations = [new("ssm", "GetParameter", "AWS knows no member Decrypt")] } });

    static void Violated(string sentencePart, DayRecord day) =>
        Assert.False(DayChecks.Of(day).Single(check => check.Sentence.Contains(sentencePart, StringComparison.Ordinal)).Holds);
}
