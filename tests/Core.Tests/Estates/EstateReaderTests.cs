using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

public sealed class EstateReaderTests
{
    [Fact]
    public void A_valid_estate_is_read_without_problems()
    {
        var result = SmallEstate.Read(SmallEstate.Yaml);
        Assert.Empty(result.Problems);
        var estate = result.Estate!;
        Assert.Equal(["131121", "131229"], estate.Municipalities.Select(m => m.Code.ToString()), StringComparer.Ordinal);
        Assert.Equal(new TimeOnly(17, 15), estate.Calendars[0].Close);
        Assert.Equal("ap-northeast-1", estate.Profile.PrimaryRegion);
        Assert.Equal(5, estate.Calendars[0].Days.Length);
    }

    [Fact]
    public void The_order_and_the_file_of_entries_leave_the_digest_as_it_is()
    {
        var one = SmallEstate.Read(SmallEstate.Yaml).Estate!;
        var start = SmallEstate.Yaml.IndexOf("accounts:", StringComparison.Ordinal);
        var end = SmallEstate.Yaml.IndexOf("calendars:", StringComparison.Ordinal);
        var second = SmallEstate.Yaml.IndexOf("  - id: \"131229002401\"", StringComparison.Ordinal);
        var moved = "accounts:\n" + SmallEstate.Yaml[second..end];
        var rest = SmallEstate.Yaml[end..] + SmallEstate.Yaml[..second];
        var two = EstateReader.Read(SmallEstate.Sources(moved, rest), SmallEstate.Today).Estate!;
        Assert.True(start < second);
        Assert.Equal(EstateDocument.Write(one), EstateDocument.Write(two));
    }

    [Fact]
    public void All_problems_are_reported_at_once_in_the_order_of_the_file()
    {
        var broken = SmallEstate.Yaml
            .Replace("\"131229002401\"", "\"1312290024\"", StringComparison.Ordinal)
            .Replace("vendor: vendor-a", "vendor: vendor-b", StringComparison.Ordinal)
            .Replace("kind: vendor", "kind: vender", StringComparison.Ordinal)
            .Replace("close: 17:15", "close: 8:15", StringComparison.Ordinal)
            .Replace("until: 2027-03-31", "until: 2026-03-31", StringComparison.Ordinal)
            .Replace("slug: setagaya", "slag: setagaya", StringComparison.Ordinal);
        var result = SmallEstate.Read(broken);
        Assert.Null(result.Estate);
        Assert.Equal(
            """
            e.yaml:12:5: error EST103: 'municipalities' lacks the required key 'slug'; add it
            e.yaml:14:5: error EST101: 'slag' is none of the keys of 'municipalities'; did you mean 'slug'?
            e.yaml:25:11: error EST104: 'vender' is none of the words of 'kind': operator, integrated-operator, network-operator, vendor, it-department, owning-department; did you mean 'vendor'?
            e.yaml:44:13: error EST201: 'vendor' refers to "vendor-b", which 'organisations' does not have; did you mean 'vendor-a'?
            e.yaml:52:9: error EST109: '1312290024' is not an AWS account id: it has 10 characters; write exactly 12 digits, quoted
            e.yaml:60:12: error EST301: "desk" opens at 8:30 and closes at 8:15; 'close' must be later, or 0:00 for the end of the day
            e.yaml:75:14: error EST401: suppression "scan" begins on 2026-04-01 and ends before, on 2026-03-31; correct one of the two
            """,
            string.Join('\n', result.Problems));
    }

    [Fact]
    public void A_file_that_cannot_be_read_makes_no_dangling_references_of_what_may_stand_in_it()
    {
        var split = SmallEstate.Yaml.IndexOf("organisations:", StringComparison.Ordinal);
        var result = EstateReader.Read(SmallEstate.Sources("organisations: [", SmallEstate.Yaml[..split], "calendars:\n  - name: x\n"), SmallEstate.Today);
        Assert.Equal(["EST003", "EST103"], result.Problems.Select(p => p.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_section_that_may_stand_once_is_reported_with_both_places()
    {
        var result = EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml, "notification:\n  slackFrom: low\n"), SmallEstate.Today);
        Assert.Equal("e1.yaml:1:1: error EST110: 'notification' may stand once in an estate and stands already at e.yaml:77:1; merge the two", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public void An_empty_estate_lacks_its_profile()
    {
        var result = EstateReader.Read(SmallEstate.Sources(""), SmallEstate.Today);
        Assert.Contains("estate:1:1: error EST103: the estate lacks the required key 'profile'; write it into a file of estate", result.Problems.Select(p => p.ToString()), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(2027, 3, 31, true)]
    [InlineData(2027, 4, 1, false)]
    public void A_suppression_is_in_force_through_its_last_day(int year, int month, int day, bool usable) =>
        Assert.Equal(usable, EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml), new DateOnly(year, month, day)).Estate is not null);

    [Fact]
    public void A_secret_is_refused_everywhere_and_never_repeated()
    {
        var webhook = "https://hooks.slack" + ".com/services/T0/B0/abc";
        var result = SmallEstate.Read(SmallEstate.With("/govcloud/slack/vendor-a", webhook) + $"nonsense:\n  - {webhook}\n");
        Assert.Equal(["EST113", "EST101", "EST113"], result.Problems.Select(p => p.Id), StringComparer.Ordinal);
        Assert.DoesNotContain(result.Problems, p => p.Message.Contains("slack" + ".com", StringComparison.Ordinal));
        Assert.Equal(
            "e.yaml:27:28: error EST113: a webhook address stands here and is a secret; revoke it, put the new one into an SSM SecureString parameter, and name that parameter",
            result.Problems[0].ToString());
    }
}
