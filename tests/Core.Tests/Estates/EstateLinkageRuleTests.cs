using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST701 to EST710: the section linkage. It stands in a second file, e1.yaml.</summary>
public sealed class EstateLinkageRuleTests
{
    const string Yaml = """
        systems:
          - { id: residents, name: 住民, usage: shared, vendor: vendor-a, municipalities: ["131229"] }
          - { id: setagaya-tax, name: 税, usage: dedicated, vendor: vendor-a, municipalities: ["131121"] }
          - { id: homeless, name: 福祉, usage: dedicated, vendor: vendor-a, municipalities: ["131229"] }
        accounts:
          - { id: "131229000101", name: residents-production, environment: production, system: residents }
          - { id: "131121000101", name: setagaya-production, environment: production, system: setagaya-tax }
        linkage:
          stores:
            - id: katsushika
              municipality: "131229"
              account: "131229000101"
              keptAtLeastDays: 7
              keptAtMostDays: 90
          interfaces:
            - id: changes
              name: 異動
              municipality: "131229"
              provider: residents
              consumers:
                - { system: insurance, by: 8:00, days: 2 }
              prefix: residents/changes/
              pattern: 'r_(?<date>[0-9]{8})\.csv'
              schedule: { frequency: daily, calendar: desk, deadline: 6:00, deadlineDays: 1 }
              source: 例
              asOf: 2026-11-01
            - id: monthly
              name: 月次
              municipality: "131229"
              provider: residents
              consumers:
                - { system: insurance }
              prefix: residents/monthly/
              pattern: 'm_(?<month>[0-9]{6})\.csv'
              marker: { rule: suffix, suffix: .end }
              schedule: { frequency: monthly, nthBusinessDay: 3, calendar: desk, deadline: 6:00 }
              format: { rowCount: marker, minimumBytes: 10, maximumBytes: 20 }
              source: 例
              asOf: 2026-11-01

        """;

    const string Second = "consumers:\n        - { system: insurance }\n      prefix";

    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "consumer is no system", "{ system: insurance }", "{ system: insuranse }", "e1.yaml:32:21: error EST201: 'system' refers to \"insuranse\", which 'systems' does not have; did you mean 'insurance'?" },
        { "provider consumes", "{ system: insurance }", "{ system: residents }", "e1.yaml:32:21: error EST701: system \"residents\" gives the file of interface \"monthly\" and cannot take it; name another system" },
        { "consumer twice", "{ system: insurance }\n", "{ system: insurance }\n        - { system: insurance }\n", "e1.yaml:33:21: error EST701: interface \"monthly\" names the consumer \"insurance\" twice; remove one" },
        { "no consumer", Second, "consumers: []\n      prefix", "e1.yaml:31:18: error EST701: interface \"monthly\" has no consumer; name the systems that take the file, or remove it" },
        {
            "two providers for one folder",
            "provider: residents\n      consumers:\n        - { system: insurance }\n      prefix: residents/monthly/",
            "provider: insurance\n      consumers:\n        - { system: residents }\n      prefix: residents/changes/all/",
            "e1.yaml:33:15: error EST702: 'prefix' residents/changes/all/ of provider \"insurance\" and residents/changes/ of provider \"residents\" (e1.yaml:22:15) lie in each other; give each provider a folder of its own"
        },
        {
            "different readers of one folder",
            "{ system: insurance }\n      prefix: residents/monthly/",
            "{ system: homeless }\n      prefix: residents/changes/",
            "e1.yaml:32:21: error EST706: system \"homeless\" has no account for production of 131229 that could come to store \"katsushika\"; add the account, or remove the system from interface \"monthly\"\n"
            + "e1.yaml:33:15: error EST702: the files of \"monthly\" in residents/changes/ and of \"changes\" in residents/changes/ have different consumers, and rights are given by folder; give each a folder of its own"
        },
        { "overlap", "monthly/\n      pattern: 'm_(?<month>[0-9]{6})\\.csv'", "changes/\n      pattern: '[mr]_(?<date>[0-9]+)\\.csv'", "e1.yaml:34:16: error EST703: in residents/changes/ the file name r_00000000.csv would belong to \"monthly\" and to \"changes\" (e1.yaml:23:16); make the patterns differ" },
        { "marker overlaps", "monthly/\n      pattern: 'm_(?<month>[0-9]{6})\\.csv'\n      marker: { rule: suffix, suffix: .end", "changes/\n      pattern: 'm_(?<month>[0-9]{6})\\.csv'\n      marker: { rule: pattern, pattern: '.*(?<month>[0-9]{6})\\.csv'", "e1.yaml:35:41: error EST703: in residents/changes/ the file name r_00000000.csv would belong to \"monthly\" and to \"changes\" (e1.yaml:23:16); make the patterns differ" },
        { "no regex", "'r_(?<date>[0-9]{8})\\.csv'", "'r_(?<date>[0-9]{8}\\.csv'", "e1.yaml:23:16: error EST704: 'pattern' of interface \"changes\" has a '(' that is not closed" },
        { "no date", "'r_(?<date>[0-9]{8})\\.csv'", "'r_[0-9]{8}\\.csv'", "e1.yaml:23:16: error EST704: 'pattern' of interface \"changes\" lacks the group 'date'; write (?<date>[0-9]{8}) where the file's day stands" },
        { "no month", "'m_(?<month>[0-9]{6})\\.csv'", "'m_[0-9]{6}\\.csv'", "e1.yaml:34:16: error EST704: 'pattern' of interface \"monthly\" lacks the group 'month' or 'date'; write (?<month>[0-9]{6}) where the file's month stands" },
        { "no sequence", "{ frequency: daily,", "{ frequency: daily, files: 2,", "e1.yaml:23:16: error EST704: 'pattern' of interface \"changes\" lacks the group 'sequence', and a day has 2 files; write (?<sequence>[0-9]{2}) where the file's number stands" },
        { "weekly without weekday", "frequency: daily", "frequency: weekly", "e1.yaml:24:17: error EST705: the schedule of interface \"changes\" is weekly and has no 'weekday'; add it" },
        { "daily with a day", "frequency: daily", "frequency: daily, dayOfMonth: 3", "e1.yaml:24:49: error EST705: the schedule of interface \"changes\" is daily and names a day of the month; remove it" },
        { "monthly with two days", "nthBusinessDay: 3", "nthBusinessDay: 3, dayOfMonth: 3", "e1.yaml:36:55: error EST705: the schedule of interface \"monthly\" is monthly; write either 'dayOfMonth' or 'nthBusinessDay'" },
        { "business day without calendar", "nthBusinessDay: 3, calendar: desk", "nthBusinessDay: 3", "e1.yaml:36:55: error EST705: the schedule of interface \"monthly\" counts business days without a 'calendar'; name one" },
        { "no deadline", "deadline: 6:00, deadlineDays: 1", "deadlineDays: 1", "e1.yaml:24:17: error EST705: the schedule of interface \"changes\" is daily and has no 'deadline'; add the time until which the file must be there" },
        { "taken before it is due", "by: 8:00, days: 2", "by: 6:00", "e1.yaml:21:36: error EST705: consumer \"insurance\" must take the file of interface \"changes\" by 6:00, and it is due at 6:00 only; write a later 'by', or 'days'" },
        { "unknown calendar", "calendar: desk, deadline: 6:00, deadlineDays", "calendar: dusk, deadline: 6:00, deadlineDays", "e1.yaml:24:47: error EST201: 'calendar' refers to \"dusk\", which 'calendars' does not have; did you mean 'desk'?" },
        { "body of another", "{ system: insurance }", "{ system: setagaya-tax }", "e1.yaml:32:21: error EST706: system \"setagaya-tax\" is not used by 131229, whose data interface \"monthly\" carries (used by 131121); correct one of the two" },
        { "system without account", "{ system: insurance }", "{ system: homeless }", "e1.yaml:32:21: error EST706: system \"homeless\" has no account for production of 131229 that could come to store \"katsushika\"; add the account, or remove the system from interface \"monthly\"" },
        {
            "store in a foreign account",
            "account: \"131229000101\"\n      kept",
            "account: \"131121000101\"\n      kept",
            "e1.yaml:12:16: error EST706: store \"katsushika\" would hold files of 131229 in account 131121000101, which holds no data of it; name an account of the body"
        },
        { "deleted before it is taken", "asOf: 2026-11-01\n    - id", "asOf: 2026-11-01\n      retentionDays: 3\n    - id", "e1.yaml:27:22: error EST707: 'retentionDays' 3 of interface \"changes\" breaks the rule of 131229 (store \"katsushika\": 7 to 90 days); correct one of the two\ne1.yaml:27:22: error EST707: interface \"changes\" deletes files after 3 days, and its last consumer has 4 days to take them; keep them longer" },
        { "kept too long", "asOf: 2026-11-01\n    - id", "asOf: 2026-11-01\n      retentionDays: 91\n    - id", "e1.yaml:27:22: error EST707: 'retentionDays' 91 of interface \"changes\" breaks the rule of 131229 (store \"katsushika\": 7 to 90 days); correct one of the two" },
        { "marker without suffix", "marker: { rule: suffix, suffix: .end }", "marker: { rule: suffix }", "e1.yaml:35:23: error EST708: the marker of interface \"monthly\" is of rule suffix; write 'suffix' and nothing else" },
        { "rows of no marker", "marker: { rule: suffix, suffix: .end }", "marker: { rule: none }", "e1.yaml:37:27: error EST708: interface \"monthly\" takes the number of rows from a marker and has none; write 'marker', or another source" },
        { "bounds", "minimumBytes: 10", "minimumBytes: 21", "e1.yaml:37:49: error EST708: 'minimumBytes' 21 of interface \"monthly\" exceeds 'maximumBytes' 20; correct one of the two" },
        { "two stores", "  interfaces:", "    - { id: second, municipality: \"131229\", account: \"131229000101\" }\n  interfaces:", "e1.yaml:15:54: error EST709: store \"second\" is the second of 131229 for production; \"katsushika\" is there already, so remove one" },
        {
            "no store",
            "  stores:\n    - id: katsushika\n      municipality: \"131229\"",
            "  stores:\n    - id: katsushika\n      municipality: \"131121\"",
            "e1.yaml:12:16: error EST706: store \"katsushika\" would hold files of 131121 in account 131229000101, which holds no data of it; name an account of the body\n"
            + "e1.yaml:18:21: error EST709: interface \"changes\" is of 131229, which has no bucket; add one to 'linkage.stores'\n"
            + "e1.yaml:29:21: error EST709: interface \"monthly\" is of 131229, which has no bucket; add one to 'linkage.stores'"
        },
        { "example in earnest", "asOf: 2026-11-01\n    - id", "asOf: 2026-11-01\n      example: true\n    - id", "e1.yaml:27:16: warning EST710: interface \"changes\" is an example and no agreed profile; replace it, and remove 'example'" },
        { "folder without slash", "prefix: residents/monthly/\n      pattern: 'm", "prefix: residents\n      pattern: 'm", "e1.yaml:33:15: error EST111: 'prefix' must be a folder such as residents/daily/: lower-case letters, digits and hyphens, each part followed by a slash, not 'residents'" },
    };

    [Fact]
    public void The_sound_section_has_no_problem() => Assert.Empty(Read(Yaml).Problems);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_mistake_is_reported_where_it_stands_with_its_remedy(string name, string old, string replacement, string expected)
    {
        var at = Yaml.LastIndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, name);
        var problems = Read(string.Concat(Yaml.AsSpan(0, at), replacement, Yaml.AsSpan(at + old.Length))).Problems;

        Assert.Equal(expected, string.Join('\n', problems));
    }

    static EstateReadResult Read(string yaml) => EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml, yaml), SmallEstate.Today);
}
