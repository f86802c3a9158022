using System.Text.RegularExpressions;
using GovCloud.Cli;
using GovCloud.Inventory.Attestation;
using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

public sealed class CampaignTests(Campaign campaign, ITestOutputHelper output) : CampaignClaims(campaign, output), IClassFixture<Campaign>;

/// <summary>What holds of the campaign, whatever calls fail on the way.</summary>
public abstract partial class CampaignClaims(Campaign campaign, ITestOutputHelper output)
{
    [EndToEndFact]
    public void What_the_role_allows_is_used_but_for_what_is_listed() => UnusedGrants.AreAsListed(campaign.Snapshot, nameof(CampaignTests));

    [EndToEndFact]
    public void On_the_quarters_first_business_day_every_body_is_asked_in_Japanese_with_a_workbook_and_a_page()
    {
        output.WriteLine($"{campaign.Took.TotalSeconds:0.0} s");
        var opened = campaign.Moments["opened"];
        var asked = opened.States[Campaign.Katsushika].Campaign;
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 23)), (asked.OpenedOn, asked.DueOn));
        Assert.Contains(asked.Items, item => item.Subject == Campaign.Leaver);
        Assert.Contains(asked.Items, item => item.Subject == "Operators/sato.jiro@katsushika.example.jp");
        Assert.Equal(1, opened.Count("it@katsushika.example.jp", "アカウント棚卸の確認をお願いします(10月23日まで)"));
        Assert.Equal(1, opened.Count("it@sendai.example.jp", "inbox/sendai/"));
        Assert.DoesNotContain(opened.Mails, mail => mail.Contains("suzuki", StringComparison.Ordinal));
        Assert.All((string[])["form.xlsx", "index.html"], name => Assert.NotNull(campaign.Cloud.Host.ReadObject(campaign.Reports, $"attestation/katsushika/{asked.Id}/{name}")));
    }

    [EndToEndFact]
    public void Answers_of_the_inbox_are_taken_and_the_same_file_again_changes_nothing()
    {
        var (answered, again) = (campaign.Moments["answered"], campaign.Moments["the same again"]);
        Assert.Empty(answered.States[Campaign.Katsushika].Campaign.Open);
        Assert.Equal(AttestationDecision.Remove, Decision(answered));
        Assert.Equal(answered.States[Campaign.Katsushika].Write(), again.States[Campaign.Katsushika].Write());
        Assert.Equal(answered.Evidence.AsEnumerable(), again.Evidence);
        Assert.Equal(answered.Mails.AsEnumerable(), again.Mails);

        static AttestationDecision Decision(CampaignMoment moment)
        {
            var state = moment.States[Campaign.Katsushika].Campaign;
            return state.Answers.Single(answer => answer.Number == state.Items.Single(item => item.Subject == Campaign.Leaver).Number).Decision;
        }
    }

    [EndToEndFact]
    public void Broken_rows_are_put_aside_with_number_and_reason_and_the_others_taken()
    {
        var (before, after) = (campaign.Moments["the same again"], campaign.Moments["broken rows"]);
        Assert.Equal([1, 2], after.States[Campaign.Sendai].Campaign.Open.Select(item => item.Number));
        var aside = System.Text.Encoding.UTF8.GetString(campaign.Cloud.Host.ReadObject(campaign.Quarantine, Assert.Single(after.Quarantine.Except(before.Quarantine, StringComparer.Ordinal)))!);
        using var json = System.Text.Json.JsonDocument.Parse(aside);
        Assert.Equal([3, 4], json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("row").GetProperty("row").GetInt32()));
        Assert.Equal(1, after.Count("it@sendai.example.jp", "3行目: 回答「たぶん」は、継続・変更・廃止のどれでもありません"));
        Assert.Equal(1, after.Count("it@sendai.example.jp", "4行目: 回答者がありません"));
    }

    [EndToEndFact]
    public void What_is_no_workbook_is_kept_and_the_operator_told()
    {
        var (before, after) = (campaign.Moments["broken rows"], campaign.Moments["no workbook"]);
        Assert.Single(after.Quarantine.Except(before.Quarantine, StringComparer.Ordinal));
        Assert.Equal(1, after.Count("desk@operator.example.jp", "Excelのブック(xlsx)としてもCSVとしても読み取れません"));
        Assert.Equal(before.States[Campaign.Sendai].Write(), after.States[Campaign.Sendai].Write());
    }

    [EndToEndFact]
    public void Who_has_answered_is_closed_the_next_morning_and_never_reminded()
    {
        var closed = campaign.Moments["closed when all is answered"];
        Assert.Equal(new DateOnly(2026, 10, 6), closed.States[Campaign.Katsushika].ClosedOn);
        Assert.Null(closed.States[Campaign.Sendai].ClosedOn);
        Assert.Equal(1, closed.Count("it@katsushika.example.jp", "締め切りました(すべて回答済み)"));
        Assert.Equal(0, campaign.Moments["removed"].Count("it@katsushika.example.jp", "確認が済んでいません"));
        Assert.NotNull(campaign.Cloud.Host.ReadObject(campaign.Reports, $"attestation/katsushika/{closed.States[Campaign.Katsushika].Campaign.Id}/report.html"));
    }

    [EndToEndFact]
    public void Who_has_not_is_reminded_five_business_days_before_the_day_before_and_on_the_last_day()
    {
        Assert.Equal(1, campaign.Moments["reminded"].Count("it@setagaya.example.jp", "確認が済んでいません"));
        Assert.Equal(1, campaign.Moments["reminded"].Count("it@sendai.example.jp", "確認が済んでいません(残り2件、10月23日まで)"));
        Assert.Equal(3, campaign.Moments["the last day"].Count("it@setagaya.example.jp", "確認が済んでいません"));
        // Corrected on the 20th.
        Assert.Equal(1, campaign.Moments["the last day"].Count("it@sendai.example.jp", "確認が済んでいません"));
        Assert.Equal(new DateOnly(2026, 10, 21), campaign.Moments["the last day"].States[Campaign.Sendai].ClosedOn);
    }

    [EndToEndFact]
    public void After_the_last_day_the_operator_and_who_is_above_are_told_and_the_campaign_ends_without_answers()
    {
        var (escalated, closed) = (campaign.Moments["escalated"], campaign.Moments["closed without answers"]);
        Assert.All((string[])["it@setagaya.example.jp", "insurance@setagaya.example.jp", "desk@operator.example.jp"], address => Assert.True(escalated.Count(address, "期限を過ぎています") > 0, address));
        Assert.Equal(new DateOnly(2026, 11, 9), closed.States[Campaign.Setagaya].ClosedOn);
        Assert.Equal(1, closed.Count("insurance@setagaya.example.jp", "締め切りました(未回答"));
        var incident = Assert.Single(closed.Incidents, one => one.Resource == "attestation/131121");
        Assert.Equal(IncidentStatus.Open, incident.Status);
        Assert.Equal(1, campaign.Moments["removed"].Count("it@setagaya.example.jp", "2026-11-09に締め切った後に届きました"));
    }

    [EndToEndFact]
    public void What_was_to_be_removed_and_was_not_is_found_unknown_first_then_certain_and_mended_when_it_is_gone()
    {
        Assert.DoesNotContain(campaign.Moments["escalated"].Incidents, IsRemoval);
        var unknown = Assert.Single(campaign.Moments["not known whether it was removed"].Incidents, IsRemoval);
        Assert.Contains("廃止されたか確認できません", Text(unknown), StringComparison.Ordinal);
        Assert.Contains("まだあります", Text(Assert.Single(campaign.Moments["not removed"].Incidents, IsRemoval)), StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Resolved, Assert.Single(campaign.Moments["removed"].Incidents, IsRemoval).Status);

        static bool IsRemoval(Incident incident) => incident.Resource.Contains("suzuki.ichiro", StringComparison.Ordinal);
        static string Text(Incident incident) => string.Join('\n', incident.Facts.Select(fact => fact.Value));
    }

    [EndToEndFact]
    public async Task The_whole_quarter_again_changes_nothing()
    {
        var (mails, evidence) = (campaign.Snapshot.Mails.Count, campaign.Snapshot.Buckets[campaign.Evidence]);
        var states = ((GovCloud.MunicipalityCode[])[Campaign.Katsushika, Campaign.Sendai, Campaign.Setagaya]).Select(body => Convert.ToHexString(campaign.State(body).Write())).ToList();
        await campaign.ReplayAsync();
        Assert.Equal(mails, campaign.Snapshot.Mails.Count);
        Assert.Equal(evidence, campaign.Snapshot.Buckets[campaign.Evidence]);
        Assert.Equal(states, ((GovCloud.MunicipalityCode[])[Campaign.Katsushika, Campaign.Sendai, Campaign.Setagaya]).Select(body => Convert.ToHexString(campaign.State(body).Write())));
    }

    [EndToEndFact]
    public async Task The_evidence_verifies_against_the_end_that_was_mailed_and_a_file_that_was_touched_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("evidence-").FullName;
        foreach (var key in campaign.Snapshot.Buckets[campaign.Evidence])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, key))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, key), campaign.Cloud.Host.ReadObject(campaign.Evidence, key)!);
        }

        var mailed = Head().Match(campaign.Moments["removed"].Mails.Last(mail => mail.Contains("締め切りました", StringComparison.Ordinal))).Value;
        var (code, text) = await VerifyAsync(folder, mailed);
        output.WriteLine(text);
        Assert.Equal(ExitCode.Success, code);

        var touched = Directory.EnumerateFiles(folder, "*-report.xlsx", SearchOption.AllDirectories).First();
        var content = await File.ReadAllBytesAsync(touched);
        content[^1] ^= 1;
        await File.WriteAllBytesAsync(touched, content);
        (code, text) = await VerifyAsync(folder, mailed);
        output.WriteLine(text);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("ファイルが書き換えられています", text, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [EndToEndFact]
    public async Task Evidence_can_be_deleted_by_nobody_and_the_role_suffices_for_everything()
    {
        foreach (var key in campaign.Snapshot.Buckets[campaign.Evidence].Where(key => key.StartsWith("attestation/", StringComparison.Ordinal)))
        {
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, await campaign.TryDeleteAsync(key));
        }

        Assert.DoesNotContain(campaign.Snapshot.Denials, denial => denial.Function.Contains("AccountAttestation", StringComparison.Ordinal));
        Assert.All(campaign.Snapshot.Queues, queue => Assert.True(queue.Depth is { Visible: 0, InFlight: 0 }, queue.Name));
    }

    static async Task<(int Code, string Text)> VerifyAsync(string folder, string head)
    {
        using var text = new StringWriter();
        return (await GcaCommand.RunAsync(["audit", "verify", folder, "--head", head], text, text, TimeProvider.System, CancellationToken.None), text.ToString());
    }

    [GeneratedRegex("attestation:[0-9]+:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Head();
}
