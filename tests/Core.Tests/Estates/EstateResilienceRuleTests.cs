using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST901 to EST943: the sections backup, budgets and monitoring.</summary>
public sealed class EstateResilienceRuleTests
{
    const string Yaml = """
        backup:
          calendar: desk
          classes:
            - id: daily
              name: 日次
              schedules:
                - { name: night, at: 20:00, retentionDays: 35, generations: 5, copyRetentionDays: 35 }
          assignments:
            - class: daily
          requirements:
            - { municipality: "131229", source: 例, minimumRetentionDays: 30, minimumGenerations: 5 }
          lock:
            mode: governance
            minimumRetentionDays: 7
            maximumRetentionDays: 400
        budgets:
          rate: { yenPerDollar: 150, source: 例, asOf: 2026-04-01 }
          thresholds:
            - { measure: actual, percent: 80 }
          accounts:
            - { id: all, amount: 100, contacts: [operator] }
          monthly:
            - { id: one, system: insurance, amount: 100, currency: jpy, contacts: [vendor-a] }
        monitoring:
          systems:
            - system: insurance
              targets:
                - { account: "131229002401", loadBalancer: app/a/0123456789abcdef }
              batches:
                - { id: night, name: 夜間, namespace: Batch, metric: Done, finishedBy: 7:00 }
          plannedStops:
            - { system: insurance, day: 2026-12-05, from: 13:00, until: 17:00, reason: 更新 }

        """;

    /// <summary>The text that is replaced, its replacement, the problem.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "retentionDays: 35, g", "retentionDays: 29, g", "e1.yaml:7:52: error EST901: 29 days of retention, 30 are needed; municipality 131229 demands it of system \"insurance\" (例)" },
        { "copyRetentionDays: 35", "copyRetentionDays: 29", "e1.yaml:7:91: error EST901: 29 days of retention of the copy, 30 are needed; municipality 131229 demands it of system \"insurance\" (例)" },
        { "minimumGenerations: 5", "minimumGenerations: 36", "e1.yaml:7:9: error EST901: 35 generations, 36 are needed; municipality 131229 demands it of system \"insurance\" (例)" },
        { "generations: 5, c", "generations: 36, c", "e1.yaml:7:52: error EST901: schedule \"night\" of \"daily\" keeps 35 generations in 35 days and promises 36; keep them longer" },
        { ", copyRetentionDays: 35", "", "e1.yaml:7:9: error EST902: no copy in the recovery region; write 'copyRetentionDays'; municipality 131229 demands it of system \"insurance\" (例)" },
        { "maximumRetentionDays: 400", "maximumRetentionDays: 30", "e1.yaml:7:52: error EST903: schedule \"night\" of \"daily\" keeps 35 days, and the vault lock accepts 7 to 30: every job would fail; change one of the two\n" +
            "e1.yaml:7:91: error EST903: schedule \"night\" of \"daily\" keeps 35 days, and the vault lock accepts 7 to 30: every job would fail; change one of the two" },
        { "mode: governance", "mode: compliance", "e1.yaml:13:11: error EST903: compliance mode can never be undone after 30 days, not even by AWS; name in 'acknowledged' who decided it, when and why, or write governance" },
        { "mode: governance", "mode: compliance\n    acknowledged: { by: operator, on: 2026-11-21, reason: 例 }", "e1.yaml:14:39: error EST903: 'on' 2026-11-21 is in the future; write the day of the decision" },
        { "mode: governance", "mode: compliance\n    acknowledged: { by: operator, on: 2026-11-20, reason: 例 }", "" },
        { "generations: 5, c", "days: [], c", "e1.yaml:7:62: error EST904: schedule \"night\" of \"daily\" runs on no day; name days of the week, or remove 'days' for every day" },
        { "generations: 5, c", "coldStorageAfterDays: 10, c", "e1.yaml:7:78: error EST904: schedule \"night\" of \"daily\" moves to cold storage after 10 days and deletes after 35; AWS Backup keeps 90 days there, so keep 100 days or remove 'coldStorageAfterDays'" },
        { "at: 20:00", "at: 17:00", "e1.yaml:7:30: warning EST904: schedule \"night\" of \"daily\" starts at 17:00, while system \"insurance\" is online (8:30 to 17:15); start it after the service has closed\n" +
            "e1.yaml:4:7: error EST907: no backup of \"daily\" completes between closing and opening before 2026-11-25, so that system \"insurance\" cannot be restored to 1 business day before; add days or complete sooner" },
        { "generations: 5, c", "days: [monday, tuesday, thursday, friday], c", "e1.yaml:4:7: error EST907: no backup of \"daily\" completes between closing and opening before 2026-11-26, so that system \"insurance\" cannot be restored to 1 business day before; add days or complete sooner" },
        { "name: 日次", "name: 日次\n      rtoHours: 24", "e1.yaml:6:17: error EST907: a recovery time objective of 24 hours, 12 is needed; municipality 131229 demands it of system \"insurance\" (例)" },
        { "    - class: daily", "    - { environments: [verification], class: daily }", "e.yaml:41:9: error EST906: system \"insurance\" has no backup class in production; add a row to 'backup.assignments'" },
        { "class: daily", "class: dialy", "e1.yaml:9:14: error EST201: 'class' refers to \"dialy\", which 'backup.classes' does not have; did you mean 'daily'?\ne1.yaml:4:11: warning EST905: nothing is assigned backup class \"daily\"; assign it or remove it" },
        { "    maximumRetentionDays: 400", "    maximumRetentionDays: 400\n  exclusions:\n    - { arn: \"arn:aws:s3:::logs-*\", owner: operator, reason: 例, until: 2026-11-19 }", "e1.yaml:17:72: warning EST991: the exclusion of arn:aws:s3:::logs-* ended on 2026-11-19 and excludes nothing; remove it, or decide anew" },
        { "    maximumRetentionDays: 400", "    maximumRetentionDays: 400\n  exclusions:\n    - { arn: \"arn:aws:s3:::*\", owner: operator, reason: 例, until: 2026-12-31 }", "e1.yaml:17:14: error EST991: arn:aws:s3:::* excludes every resource of a service in every account; name 'accounts', or resources" },
        { "    maximumRetentionDays: 400", "    maximumRetentionDays: 400\n  resources:\n    - { account: \"131229002401\", arn: \"arn:aws:s3:::main\" }\n  exclusions:\n    - { arn: \"arn:aws:s3:::main\", owner: operator, reason: 例, until: 2026-12-31 }", "e1.yaml:17:39: error EST990: arn:aws:s3:::main must be protected and is excluded by arn:aws:s3:::main; remove one of the two" },
        { "    maximumRetentionDays: 400", "    maximumRetentionDays: 400\n  resources:\n    - { account: \"131229002401\", arn: \"arn:aws:s3:::main-*\" }", "e1.yaml:17:39: error EST990: arn:aws:s3:::main-* is a pattern; name one resource" },
        { "amount: 100, contacts: [operator]", "amount: 100", "e1.yaml:21:7: error EST921: nobody is told about budget \"all\"; name at least one organisation in 'contacts'" },
        { "contacts: [vendor-a]", "contacts: []", "e1.yaml:23:75: error EST921: nobody is told about budget \"one\"; name at least one organisation in 'contacts'" },
        { "- { measure: actual, percent: 80 }", "- { measure: actual, percent: 80 }\n    - { measure: actual, percent: 80 }", "e1.yaml:20:7: error EST922: all budgets names actual 80 % twice; remove one" },
        { "system: insurance, amount", "amount", "e1.yaml:23:13: error EST923: budget \"one\" is about nothing; name exactly one of 'account', 'system', 'vendor' and 'municipality'" },
        { "system: insurance, amount", "system: insurance, vendor: vendor-a, amount", "e1.yaml:23:13: error EST923: budget \"one\" is about several things; name exactly one of 'account', 'system', 'vendor' and 'municipality'" },
        { "id: one", "id: all", "e1.yaml:23:13: error EST923: \"all\" is also the id of a budget in 'budgets.accounts', and the two would have one name in AWS; rename one" },
        { "  rate: { yenPerDollar: 150, source: 例, asOf: 2026-04-01 }\n", "", "e1.yaml:22:60: error EST924: budget \"one\" is in yen and AWS Budgets knows dollars only; write 'budgets.rate', or the amount in usd" },
        { "asOf: 2026-04-01", "asOf: 2026-11-21", "e1.yaml:17:47: error EST924: 'asOf' 2026-11-21 is in the future; write the day that the rate is of" },
        { "  monthly:", "  exports: { cur: true }\n  monthly:", "e1.yaml:22:12: error EST925: data exports can be made in us-east-1 only, where this estate deploys nothing; have it allowed and write 'globalEventRule: true' in the profile, or remove 'exports' and import files by hand" },
        { "account: \"131229002401\", l", "account: \"012345678901\", l", "e1.yaml:28:22: error EST941: account 012345678901 does not carry system \"insurance\" but none; its alarms would go to somebody else, so name an account of the system" },
        { ", loadBalancer: app/a/0123456789abcdef", "", "e1.yaml:28:11: error EST941: nothing is measured in account 131229002401; write 'loadBalancer', 'logGroup' or both" },
        { "loadBalancer: app/a", "logGroup: /a, targetGroup: targetgroup/a", "e1.yaml:28:65: error EST941: CloudWatch counts the servers of a target group for a load balancer; write 'loadBalancer' too" },
        { "finishedBy: 7:00 }", "finishedBy: 7:00 }\n        - { id: night, name: 夜間, namespace: Batch, metric: Done, finishedBy: 7:00 }", "e1.yaml:31:17: error EST942: batch \"night\" of \"insurance\" stands twice; rename one" },
        { "until: 17:00", "until: 12:00", "e1.yaml:32:65: error EST943: the planned stop of \"insurance\" ends at 12:00, not after it begins at 13:00; write 0:00 for the end of the day, and a second stop for the next day" },
    };

    [Fact]
    public void The_three_sections_are_read_without_problems()
    {
        var result = Read(Yaml);
        Assert.Empty(result.Problems);
        Assert.Equal(("daily", "one", "insurance"), (result.Estate!.Backup.Classes[0].Id, result.Estate.Budgets.Monthly[0].Id, result.Estate.Monitoring.Systems[0].System));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_reported_with_place_and_remedy(string old, string replacement, string expected)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        var index = Yaml.IndexOf(old, StringComparison.Ordinal);
        var problems = Read(string.Concat(Yaml.AsSpan(0, index), replacement, Yaml.AsSpan(index + old.Length))).Problems.Select(p => p.ToString());
        Assert.Equal(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    static EstateReadResult Read(string yaml) =>
        EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml.Replace("linkageCode: \"024\"", "linkageCode: \"024\"\n    serviceCalendar: desk", StringComparison.Ordinal), yaml), SmallEstate.Today);
}
