using GovCloud.Linkage;
using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

public sealed class LinkageMonthTests(LinkageMonth month, ITestOutputHelper output) : LinkageClaims(month, output), IClassFixture<LinkageMonth>;

/// <summary>What holds of the month, whatever calls fail on the way.</summary>
public abstract class LinkageClaims(LinkageMonth month, ITestOutputHelper output)
{
    [EndToEndFact]
    public void What_the_role_allows_is_used_but_for_what_is_listed() => UnusedGrants.AreAsListed(month.Snapshot, nameof(LinkageMonthTests));

    [EndToEndFact]
    public void Every_expected_file_ends_in_exactly_one_state_and_it_is_the_intended_one()
    {
        var expected = month.Expected.ToList();
        output.WriteLine($"{expected.Count} expected files, {month.Objects} objects, {month.Took.TotalSeconds:0.0} s; {string.Join(", ", month.Slots.Values.CountBy(s => s.State).Select(s => $"{s.Key} {s.Value}"))}");

        Assert.Equal(expected.Count, expected.Select(file => file.Slot).Distinct().Count());
        Assert.All(expected, file =>
        {
            var mishap = LinkageMonth.Mishaps.GetValueOrDefault((file.Slot.Interface, file.Slot.Date.Day), "");
            var record = month.Slots[file.Slot];
            Assert.True(Intended(mishap) == (record.State, record.Late), $"{file.Slot} ({mishap}): {record.State}, late {record.Late}");
            Assert.Empty(record.Pending);
        });
        Assert.Equal(LinkageState.Consumed, month.Slots.Values.Single(record => record.Facts.Slot.Interface == "welfare-decisions").State);
        // Nothing else: the files in production of the other body are expected too, and are missing.
        Assert.Equal(expected.Count + 1, month.Slots.Keys.Count(slot => slot.Interface != "sendai-residents-changes"));
    }

    [EndToEndFact]
    public void The_incidents_are_the_intended_ones()
    {
        var found = month.Incidents
            // Nobody sends the files of the other body, of April and of June.
            .Where(incident => incident.Type == "Linkage Misplaced" || (incident.Resource.Contains("/202605", StringComparison.Ordinal) && !incident.Resource.Contains("sendai", StringComparison.Ordinal)))
            .Select(incident => $"{incident.Type["Linkage ".Length..]} {incident.Status}{(incident.Type == "Linkage Misplaced" ? "" : " " + incident.Resource["linkage/katsushika-production/".Length..])}");

        Assert.Equal(
            [
                "Broken Open insurance-assessment/20260508-01",
                "Broken Open residents-changes/20260513-01",
                "Broken Open residents-changes/20260520-01",
                "Broken Resolved residents-changes/20260514-01",
                "Duplicate Resolved residents-changes/20260518-01",
                "Incomplete Open residents-changes/20260512-01",
                "Misplaced Open",
                "Misplaced Open",
                "Misplaced Resolved",
                "Missing Open residents-changes/20260511-01",
                "Missing Open tax-income/20260522-01",
                "Missing Resolved residents-changes/20260508-01",
                "Missing Resolved tax-income/20260515-01",
                "Unconsumed Open residents-changes/20260519-01/common-db",
                "Unconsumed Open residents-changes/20260519-01/insurance",
                "Unconsumed Open residents-changes/20260519-01/tax",
            ],
            found.Order(StringComparer.Ordinal));
    }

    [EndToEndFact]
    public void An_incident_goes_to_the_system_that_has_to_act()
    {
        var missing = month.Incidents.Single(incident => incident.Resource.EndsWith("tax-income/20260522-01", StringComparison.Ordinal));
        Assert.Equal(("tax", "131229001601", "連携ファイルの未着", Severity.High), (missing.Ownership.System, missing.Account, missing.Title, missing.Severity));

        var untaken = month.Incidents.Single(incident => incident.Resource.EndsWith("20260519-01/insurance", StringComparison.Ordinal));
        Assert.Equal("insurance", untaken.Ownership.System);
        Assert.Contains(month.Snapshot.Mails, mail => mail.Text.Contains("連携ファイルの未着", StringComparison.Ordinal));
    }

    [EndToEndFact]
    public void Neither_contents_nor_identifiers_reach_messages_logs_or_the_table()
    {
        var texts = month.Snapshot.Mails.Select(mail => mail.Text)
            .Concat(month.Snapshot.SlackPosts.Select(post => post.Body))
            .Concat(month.Snapshot.Functions.SelectMany(function => function.Logs.Select(line => line.Text)))
            .Concat(month.Slots.Values.Select(record => System.Text.Json.JsonSerializer.Serialize(record, LinkageJsonContext.Default.SlotRecord)))
            .ToList();

        Assert.All((string[])["0000000000000001", "転入", "999999999999", "住所"], secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    [EndToEndFact]
    public void The_summary_of_a_day_lies_in_the_documents()
    {
        var reports = month.Cloud.Host.PhysicalName("AWS::S3::Bucket", "Reports");
        var csv = System.Text.Encoding.UTF8.GetString(month.Cloud.Host.ReadObject(reports, "linkage/2026/06/02/katsushika.csv")!);

        Assert.StartsWith("\uFEFF連携,名称,", csv, StringComparison.Ordinal);
        Assert.Contains("residents-changes,住民異動情報(日次) 例(非公式),residents,2026-06-02,1,2026年6月3日 06:00,未着", csv, StringComparison.Ordinal);
    }

    [EndToEndFact]
    public void Nothing_was_left_over() => Assert.All(month.Snapshot.Queues, queue => Assert.True(queue.Depth is { Visible: 0, InFlight: 0 }, queue.Name));

    static (LinkageState State, bool Late) Intended(string mishap) => mishap switch
    {
        "late" => (LinkageState.Consumed, true),
        "missing" => (LinkageState.Missing, false),
        "no marker" => (LinkageState.Incomplete, false),
        "wrong rows" or "wrong header" or "wrong encoding" => (LinkageState.Broken, false),
        "not taken" => (LinkageState.Unconsumed, false),
        _ => (LinkageState.Consumed, false),
    };
}
