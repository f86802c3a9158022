using System.Security.Cryptography;
using System.Text;
using GovCloud.Cost.Statements;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

public sealed class ClosedMonthTests(ClosedMonth month, ITestOutputHelper output) : ClosedMonthClaims(month, output), IClassFixture<ClosedMonth>;

/// <summary>What holds of the month, whatever calls fail on the way.</summary>
public abstract class ClosedMonthClaims(ClosedMonth month, ITestOutputHelper output)
{
    [EndToEndFact]
    public void What_the_role_allows_is_used_but_for_what_is_listed() => UnusedGrants.AreAsListed(month.Snapshot, nameof(ClosedMonthTests));

    [EndToEndFact]
    public void Before_a_month_is_due_nobody_is_bothered_and_the_index_says_what_is_missing()
    {
        output.WriteLine($"{month.Took.TotalSeconds:0.0} s");
        var (status, entries, posts, mails, _) = month.Moments["before it is due"];
        Assert.False(status!.Due);
        Assert.Equal(new DateOnly(2026, 6, 12), status.ClosingDay);
        Assert.Empty(entries);
        Assert.DoesNotContain(posts.Concat(mails), text => text.Contains("按分", StringComparison.Ordinal));
        Assert.All((string[])["締められるのは2026年6月12日から", "請求書番号のない明細", "円換算", "通信量"], part => Assert.Contains(status.Obstacles, obstacle => obstacle.Contains(part, StringComparison.Ordinal)));
    }

    [EndToEndFact]
    public void A_month_that_is_due_tells_the_operator_in_Japanese_what_stands_against_it_and_how_to_remove_it()
    {
        var (status, entries, posts, mails, _) = month.Moments["due with nothing there"];
        Assert.True(status!.Due);
        Assert.Empty(entries);
        var post = Assert.Single(posts, post => post.Contains("2026年5月分の按分を締められません(3件)", StringComparison.Ordinal));
        Assert.Contains("対処: 入力バケットの conversion/2026-05.json", post, StringComparison.Ordinal);
        Assert.Contains(mails, mail => mail.StartsWith("desk@operator.example.jp", StringComparison.Ordinal) && mail.Contains("drivers/2026-05/traffic.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(posts, post => post.Contains("読み取れないイベント", StringComparison.Ordinal));
    }

    [EndToEndFact]
    public void With_conversion_and_drivers_there_is_a_draft_with_what_still_stands_against_it()
    {
        var (status, entries, _, _, files) = month.Moments["not invoiced yet"];
        var entry = Assert.Single(entries);
        Assert.Equal((StatementState.Draft, 1), (entry.State, entry.Revision));
        Assert.Contains("請求書番号のない明細", Assert.Single(entry.Obstacles), StringComparison.Ordinal);
        Assert.Equal(entry.Obstacles.AsEnumerable(), status!.Obstacles);
        Assert.Contains(entry.Prefix + "record.json", files);
    }

    [EndToEndFact]
    public void A_broken_chunk_stops_the_month_is_kept_as_it_was_and_is_told_once()
    {
        var (status, entries, posts, _, _) = month.Moments["a broken chunk"];
        var file = Assert.Single(status!.Unreadable);
        Assert.EndsWith("consolidated-00002.csv.gz", file.Name, StringComparison.Ordinal);
        Assert.StartsWith($"s3://{month.Quarantine}/cost/2026-05/", file.Kept, StringComparison.Ordinal);
        var whole = month.Delivered.Objects("exports/consolidated/").ElementAt(1).Content;
        Assert.Equal(whole[..(whole.Length / 2)], month.Cloud.Host.ReadObject(month.Quarantine, file.Kept[(month.Quarantine.Length + 6)..]));
        Assert.Single(posts, post => post.Contains("利用明細を読み取れません", StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.Contains(entry.Obstacles, obstacle => obstacle.Contains("明細がそろっていません", StringComparison.Ordinal)));
        Assert.Empty(month.Moments["ready"].Status!.Unreadable);
    }

    [EndToEndFact]
    public void An_invoice_that_differs_stops_the_month_with_the_difference_by_account()
    {
        var entry = Assert.Single(month.Moments["an invoice that differs"].Entries);
        var obstacle = Assert.Single(entry.Obstacles);
        Assert.Contains("請求書(invoices/2026-05.csv)と一致しません", obstacle, StringComparison.Ordinal);
        Assert.Contains("アカウント別: ", obstacle, StringComparison.Ordinal);
        Assert.True(month.Record(month.Moments["published"].Entries[0]).Reconciliation.All(source => source.Agrees));
    }

    [EndToEndFact]
    public void When_nothing_stands_against_it_the_operator_is_asked_to_check()
    {
        var (status, entries, posts, mails, _) = month.Moments["ready"];
        Assert.Empty(status!.Obstacles);
        Assert.Empty(Assert.Single(entries).Obstacles);
        Assert.Single(posts, post => post.Contains("2026年5月分の按分計算書(第1版)を確認してください", StringComparison.Ordinal));
        Assert.Contains(mails, mail => mail.Contains("gca cost statements check 2026-05", StringComparison.Ordinal));
    }

    [EndToEndFact]
    public void The_yen_of_the_statement_are_those_of_the_bill_at_every_level()
    {
        var entry = month.Moments["published"].Entries[0];
        var split = month.Record(entry).Split;

        Assert.Equal(GovCloud.Cost.ExactAmount.Parse(month.Delivered.Dollars.ToString(System.Globalization.CultureInfo.InvariantCulture)), split.Total);
        Assert.Equal((long)decimal.Truncate(month.Delivered.Dollars * 152.43m), split.Yen);
        Assert.Equal(entry.Yen, split.Yen);
        Assert.Equal(split.Yen, split.Columns.Sum(column => column.Yen));
        Assert.All(split.Columns, column => Assert.Equal(column.Yen, column.Shares.Sum(share => share.Yen)));
        Assert.Equal(split.Yen, split.Bodies.Sum(split.YenOf));
        Assert.Equal(4, split.Bodies.Length);
    }

    [EndToEndFact]
    public void The_files_are_what_their_list_of_digests_says_and_the_record_is_the_one_of_the_index()
    {
        var entry = month.Moments["published"].Entries[0];
        var sums = Encoding.UTF8.GetString(month.Read(entry.Prefix + "SHA256SUMS")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(sums);
        Assert.All(sums, line => Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(month.Read(entry.Prefix + line[66..])))));
        Assert.Equal(entry.RecordDigest, Convert.ToHexStringLower(SHA256.HashData(month.Read(entry.Prefix + "record.json"))));
        Assert.Equal(sums.Length + 1, month.Moments["published"].Files.Count(file => file.StartsWith(entry.Prefix, StringComparison.Ordinal)));
    }

    [EndToEndFact]
    public void A_replayed_manifest_changes_nothing_and_tells_nobody()
    {
        Same("ready", "replayed");
        Same("published", "replayed after it was published");

        void Same(string before, string after)
        {
            var (one, two) = (month.Moments[before], month.Moments[after]);
            Assert.Equal(one.Entries.Select(Text), two.Entries.Select(Text));
            Assert.Equal(one.Files.AsEnumerable(), two.Files);
            Assert.Equal(one.Posts.AsEnumerable(), two.Posts);
            Assert.Equal(one.Mails.AsEnumerable(), two.Mails);
        }
    }

    [EndToEndFact]
    public async Task What_was_published_is_told_to_every_body_and_can_be_neither_changed_nor_deleted()
    {
        var (_, entries, posts, mails, files) = month.Moments["published"];
        var entry = Assert.Single(entries);
        Assert.Equal(["cost-apportionment", "tanaka", "suzuki"], entry.History.Select(step => step.By).Distinct());
        Assert.Equal("請求書と照合済み", entry.History.Single(step => step.State == StatementState.Checked).Comment);
        Assert.Contains(posts, post => post.Contains("2026年5月分の按分計算書を公開しました", StringComparison.Ordinal));
        Assert.All(
            month.Estate.Municipalities.SelectMany(body => month.Estate.Organisations.Single(o => o.Id == body.ItDepartment).Mail),
            address => Assert.Contains(mails, mail => mail.StartsWith(address, StringComparison.Ordinal) && mail.Contains("公開しました", StringComparison.Ordinal)));
        foreach (var file in files.Where(file => file.StartsWith(entry.Prefix, StringComparison.Ordinal)))
        {
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, await month.TryDeleteAsync(file));
        }
    }

    [EndToEndFact]
    public void A_restated_month_is_a_second_revision_and_the_published_one_stays()
    {
        var before = Text(month.Moments["published"].Entries[0]);
        var entries = month.Moments["restated"].Entries;
        Assert.Equal([1, 2], entries.Select(entry => entry.Revision));
        Assert.Equal(before, Text(entries[0]));
        Assert.Equal(StatementState.Draft, entries[1].State);
        Assert.Equal((long)decimal.Truncate(month.Restated.Dollars * 152.43m), entries[1].Yen);
        Assert.Contains(month.Moments["restated"].Posts, post => post.Contains("(第2版)を確認してください", StringComparison.Ordinal));
    }

    [EndToEndFact]
    public void The_difference_of_the_restated_month_is_posted_with_the_next_one()
    {
        var june = month.Record(Assert.Single(month.Moments["june"].Entries));
        var may = month.Moments["restated"].Entries;
        Assert.Equal(may[1].Yen - may[0].Yen, june.Corrections.Sum(correction => correction.Difference));
        Assert.All(june.Corrections, correction => Assert.Equal((ClosedMonth.May, 1, 2), (correction.Month, correction.Replaces, correction.Revision)));
        Assert.NotEmpty(june.Corrections);
        Assert.Equal(june.Split.Yen, june.Split.Columns.Sum(column => column.Yen));
    }

    [EndToEndFact]
    public void Nothing_was_left_over_and_nobody_was_told_of_an_incident_that_is_none()
    {
        Assert.All(month.Snapshot.Queues, queue => Assert.True(queue.Depth is { Visible: 0, InFlight: 0 }, queue.Name));
        Assert.DoesNotContain(month.Moments["june"].Posts, post => post.Contains("読み取れないイベント", StringComparison.Ordinal) || post.Contains("Statement", StringComparison.Ordinal));
    }

    static string Text(StatementEntry entry) => System.Text.Json.JsonSerializer.Serialize(entry, GovCloud.Cost.Closing.ClosingJson.Default.StatementEntry);
}
