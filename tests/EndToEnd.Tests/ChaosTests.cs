using GovCloud.Audit.Evidence;
using GovCloud.Cli.Chaos;
using GovCloud.LocalCloud.Capture;
using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>A short run of <c>gca chaos</c> with every kind of trouble, once. The whole ten thousand events are for the command.</summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    internal const int Events = 300;

    static readonly DateOnly day = new(2026, 11, 20);

    internal ChaosSession Session { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is null)
        {
            Session = await ChaosSession.RunAsync(
                SampleCloud.LoadEstate(), await Repository.AssemblyAsync(), new ChaosOptions(Seed: 7, Events, [.. ChaosFaults.All]), day, static (_, _) => { }, CancellationToken.None);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class ChaosTests(ChaosFixture fixture, ITestOutputHelper output) : IClassFixture<ChaosFixture>
{
    ChaosRecord Run => fixture.Session.Record;

    [EndToEndFact]
    public void Nothing_is_lost_and_nobody_is_told_twice_without_a_word_whatever_breaks()
    {
        output.WriteLine(ChaosReport.Json(fixture.Session));
        Assert.All(fixture.Session.Rows, row => Assert.True(row.Holds, $"{row.Name}: {row.Total} = {string.Join(" + ", row.Parts)}; {string.Join("; ", row.Problems)}"));
    }

    [EndToEndFact]
    public void The_run_had_trouble_of_every_kind()
    {
        Assert.Equal(ChaosFixture.Events, Run.Plan.Events.Length);
        Assert.True(Run.Plan.Deliveries > ChaosFixture.Events);
        string[] effects = [.. Run.Faults.Select(fault => fault.Effect).Distinct(StringComparer.Ordinal)];
        Assert.All((string[])["KillAfter", "KillBefore", "Throttled", "ExpiredCredentials", "ConnectionCutAfterWork", "Denied"], effect => Assert.Contains(effect, effects));
        Assert.Contains(Run.State.Functions.SelectMany(function => function.Invocations), invocation => invocation.ErrorType == "Runtime.ExitError");
        Assert.Contains(Run.State.SlackPosts, post => post.Status == 500);
        Assert.Contains(Run.State.SlackPosts, post => post.Status == 429);
        Assert.NotEqual(0, Run.Outcome.DeadLetters);
        Assert.Equal(["FP", "OUTBOX"], Run.Outcome.Damaged.Select(item => item.Key.Split('#')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [EndToEndFact]
    public void The_same_seed_makes_the_same_plan_and_another_seed_another_one()
    {
        ChaosPlan Plan(ulong seed) => ChaosPlan.Create(Run.Estate.Estate, Run.Plan.Options with { Seed = seed }, new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(9)));
        var (first, again, other) = (Plan(7), Plan(7), Plan(8));
        Assert.Equal(first.Waves.SelectMany(wave => wave.Deliveries), again.Waves.SelectMany(wave => wave.Deliveries));
        Assert.NotEqual(first.Waves.SelectMany(wave => wave.Deliveries), other.Waves.SelectMany(wave => wave.Deliveries));
        Assert.All(first.Schedule.Targets, target => Assert.Equal(Enumerable.Range(0, 2000).Select(i => first.Schedule.At(target, i)), Enumerable.Range(0, 2000).Select(i => again.Schedule.At(target, i))));
    }

    [EndToEndFact]
    public void An_event_that_was_dropped_is_found() =>
        Violated("事象", Run with { Applied = Run.Applied.Remove(Run.Findings.First(finding => finding.Alone is { Disposition: Disposition.Suppressed }).Key) });

    [EndToEndFact]
    public void A_finding_that_was_counted_twice_is_found()
    {
        var wrong = Run with { Incidents = Run.Incidents.SetItem(0, Run.Incidents[0] with { Count = Run.Incidents[0].Count + 1 }) };
        Violated("事象", wrong);
        Violated("事象の対象(指紋)", wrong);
    }

    [EndToEndFact]
    public void An_incident_that_is_there_twice_is_found() =>
        Violated("事象の対象(指紋)", Run with { Incidents = Run.Incidents.Add(Run.Incidents[0] with { Number = "INC-2026-999999" }) });

    [EndToEndFact]
    public void An_incident_that_stayed_open_is_found()
    {
        var resolved = Run.Incidents.First(incident => incident.Status == IncidentStatus.Resolved);
        Violated("インシデントの状態", Run with { Incidents = Run.Incidents.Replace(resolved, resolved with { Status = IncidentStatus.Open }) });
    }

    [EndToEndFact]
    public void A_message_that_was_delivered_twice_without_a_word_is_found()
    {
        var mail = Run.State.Mails.First(mail => !mail.Text.StartsWith('※'));
        Violated("届いた通知", Run with { State = Run.State with { Mails = [.. Run.State.Mails, mail] } });
        var post = Run.State.SlackPosts.First(post => post.Status == 200 && !post.Body.Contains('※', StringComparison.Ordinal));
        Violated("届いた通知", Run with { State = Run.State with { SlackPosts = [.. Run.State.SlackPosts, post] } });
    }

    [EndToEndFact]
    public void A_message_that_never_arrived_though_it_is_said_to_be_delivered_is_found() =>
        Violated("届いた通知", Run with { State = Run.State with { Mails = [] } });

    [EndToEndFact]
    public void A_message_that_nobody_decided_is_found() =>
        Violated("届いた通知", Run with { State = Run.State with { Mails = [.. Run.State.Mails, new CapturedMail(default, "", ["stranger@example.jp"], "件名", "本文", null)] } });

    [EndToEndFact]
    public void A_message_whose_sender_was_killed_before_it_was_damaged_may_have_arrived_once_and_no_more()
    {
        var sent = Run.Outbox.First(entry => entry.DeliveredAt is not null && entry.Notification is { Channel: NotificationChannel.Mail, FanOut.IsEmpty: true });
        var key = ArrivedMessages.KeyOf(sent.Notification, Run.Estate);
        var others = Run.Outbox.RemoveAll(entry => ArrivedMessages.KeyOf(entry.Notification, Run.Estate) == key);
        var damaged = Run with { Outbox = others, Outcome = Run.Outcome with { Damaged = [.. Run.Outcome.Damaged, new DamagedItem("OUTBOX#1", "未配信の一覧(lastError)", sent.Notification)] } };
        Assert.True(Conservation.Of(damaged).Single(row => row.Name == "届いた通知").Holds);
        var mail = Run.State.Mails.First(mail => !mail.Text.StartsWith('※') && ArrivedMessages.Of(Run.State with { Mails = [mail], SlackPosts = [] }).ContainsKey(key!));
        Violated("届いた通知", damaged with { State = Run.State with { Mails = [.. Run.State.Mails, mail] } });
    }

    [EndToEndFact]
    public void A_message_that_still_waits_is_found()
    {
        var sent = Run.Outbox.First(entry => entry.DeliveredAt is not null);
        Violated("送信待ち", Run with { Outbox = Run.Outbox.Replace(sent, sent with { DeliveredAt = null, State = "pending" }) });
    }

    [EndToEndFact]
    public void An_incident_of_which_nobody_was_told_is_found()
    {
        var number = Run.Outbox.First(entry => entry.Notification.Kind == NotificationKind.New).Notification.Incident!.Number;
        Violated("知らせるべきこと", Run with { Outbox = [.. Run.Outbox.Where(entry => entry.Notification.Incident?.Number != number)] });
    }

    [EndToEndFact]
    public void Quarantined_bytes_that_changed_are_found() =>
        Violated("読み取れないイベント", Run with { Quarantine = Run.Quarantine.ToDictionary(pair => pair.Key, _ => Array.Empty<byte>(), StringComparer.Ordinal) });

    [EndToEndFact]
    public void A_yen_too_much_is_found()
    {
        var bodies = Run.Bill!.Bodies;
        Violated($"円({Run.Bill.Month}の請求)", Run with { Bill = Run.Bill with { Bodies = bodies.SetItem(0, bodies[0] with { Count = bodies[0].Count + 1 }) } });
    }

    [EndToEndFact]
    public void The_audits_and_the_linkage_had_trouble_too()
    {
        string[] calls = [.. Run.Faults.Select(fault => fault.Call)];
        Assert.All((string[])["LinkageWatch", "BackupAudit", "AccountAudit", "- List"], part => Assert.Contains(calls, call => call.Contains(part, StringComparison.Ordinal)));
        Assert.NotEmpty(Run.Audits!.Accounts);
        Assert.NotEmpty(Run.Files!.Expected);
    }

    [EndToEndFact]
    public void A_slice_that_is_missing_and_a_run_that_was_closed_twice_are_found()
    {
        var held = Run.Audits!;
        Violated("監査の区分(スライス)", Run with { Audits = held with { Parts = held.Parts.SetItem(0, held.Parts[0].RemoveAt(0)) } });
        Violated("監査の区分(スライス)", Run with { Audits = held with { Accounts = held.Accounts.Add(held.Accounts[0]) } });
    }

    [EndToEndFact]
    public void An_answer_that_was_lost_invented_or_passed_unread_is_found()
    {
        var held = Run.Audits!;
        var backup = held.Backups[^1];
        Violated("監査の回答", Run with { Audits = held with { Backups = held.Backups.SetItem(held.Backups.Length - 1, backup with { Answers = [.. backup.Answers.Where(answer => answer.Outcome is not "pass")] }) } });
        var fail = backup.Answers.First(answer => answer.Outcome is "pass") with { Outcome = "fail" };
        Violated("監査の回答", Run with { Audits = held with { Backups = held.Backups.SetItem(held.Backups.Length - 1, backup with { Answers = backup.Answers.Add(fail with { Subject = "nobody" }) }) } });
        var accounts = held.Accounts[^1];
        Violated("監査の回答", Run with { Audits = held with { Accounts = held.Accounts.SetItem(held.Accounts.Length - 1, accounts with { Accounts = accounts.Accounts.RemoveAt(0) }) } });
    }

    [EndToEndFact]
    public void A_chain_that_does_not_verify_is_found()
    {
        var held = Run.Audits!;
        var broken = held.Chains[0] with { Fault = new ChainFault(ChainFaultKind.Altered, 1, "key", "試験", "試験") };
        Violated("証跡の連鎖", Run with { Audits = held with { Chains = held.Chains.SetItem(0, broken) } });
    }

    [EndToEndFact]
    public void An_expected_file_in_no_state_in_two_or_in_a_wrong_one_is_found()
    {
        var (files, state) = (Run.Files!, Run.Files!.States[0]);
        Violated("期待ファイル", Run with { Files = files with { States = files.States.Remove(state) } });
        Violated("期待ファイル", Run with { Files = files with { States = files.States.Add(state) } });
        Violated("期待ファイル", Run with { Files = files with { States = files.States.SetItem(0, (state.Slot, "Unknown")) } });
    }

    [EndToEndFact]
    public void Damage_that_nobody_named_is_found() =>
        Violated("壊した項目", Run with { Outcome = Run.Outcome with { Damaged = [new DamagedItem("FP#1", null)] } });

    [Theory]
    [InlineData("all", 11)]
    [InlineData("none", 0)]
    [InlineData("kill,dlq", 2)]
    public void Faults_are_chosen_by_their_words(string words, int count) => Assert.Equal(count, ChaosCommand.Parse(words)!.Count);

    [Theory]
    [InlineData("kill,earthquake")]
    [InlineData("")]
    public void A_fault_that_nobody_knows_is_refused(string words) => Assert.Null(ChaosCommand.Parse(words));

    static void Violated(string row, ChaosRecord run) => Assert.False(Conservation.Of(run).Single(found => found.Name == row).Holds);
}
