using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST510 to EST521: the section cost.</summary>
public sealed class EstateCostRuleTests
{
    const string Yaml = """
        cost:
          drivers:
            - id: population
              name: 人口
              unit: 人
              asOf: 2026-01-01
              source: 例
              values:
                - { municipality: "131229", value: 468000 }
                - { municipality: "131121", value: 923000 }
            - id: traffic
              name: 通信量
              unit: GB
              monthly: true
              source: 例
          participations:
            - { municipality: "131121", from: 2026-04-15 }
          pools:
            - id: support
              name: サポート
              match: { services: ["AWSSupport*"] }
              among: all
              split: [{ method: pools, pools: [direct, network], percent: 60 }, { method: direct-cost, percent: 40 }]
            - id: direct
              name: 直課
              match: { purposes: [system] }
              split: [{ method: direct }]
            - id: network
              name: 網
              match: { purposes: [network] }
              among: all
              split:
                - { method: even, percent: 20 }
                - { method: driver, driver: traffic, percent: 50 }
                - { method: driver, driver: population, percent: 30, exponent: 0.5 }
              limits: [{ minimumPercent: 5 }, { municipality: "131229", maximumPercent: 60 }]
            - id: operations
              name: 運用
              match: { purposes: [operations] }
              among: listed
              municipalities: ["131229", "131121"]
              split: [{ method: fixed, shares: [{ municipality: "131229", percent: 33.4 }, { municipality: "131121", percent: 66.6 }] }]
              fallback: payer
              payer: "131229"
            - id: rest
              name: その他
              split: [{ method: driver, driver: population, bands: [{ upTo: 300000, factor: 1 }, { factor: 0.4 }] }]

        """;

    /// <summary>The text that is replaced, its replacement, the problem.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "    - id: rest\n      name: その他\n", "    - id: rest\n      name: その他\n      match: { oneBody: true }\n", "e1.yaml:47:14: error EST510: the last pool \"rest\" does not take every line; add one without 'match' behind it, and name it for what it is (その他)" },
        { "      match: { purposes: [network] }\n", "", "e1.yaml:28:7: error EST510: pool \"network\" takes every line, and none is left for those after it; give it a 'match', or put it last" },
        { "match: { purposes: [network] }", "match: {}", "e1.yaml:30:14: error EST510: pool \"network\" takes every line, and none is left for those after it; give it a 'match', or put it last" },
        { "match: { purposes: [operations] }", "match: { purposes: [network] }", "e1.yaml:39:14: error EST510: pool \"operations\" matches what \"network\" has taken already, and gets nothing; change one of the two or remove one" },
        { "match: { purposes: [network] }", "match: { purposes: [system] }", "" },
        { "method: even, percent: 20", "method: even, percent: 20.5", "e1.yaml:33:9: error EST511: the parts of pool \"network\" make 100.5 percent; they must make exactly 100, so correct 'percent'" },
        { "method: even, percent: 20", "method: even, driver: traffic, percent: 20", "e1.yaml:33:35: error EST511: 'driver' belongs to method driver and this part of pool \"network\" is even; remove it or change the method" },
        { "driver: traffic, percent: 50", "percent: 50", "e1.yaml:34:21: error EST511: a part of pool \"network\" is split by driver and has no 'driver'; add it\ne1.yaml:11:11: warning EST513: no pool is split by driver \"traffic\"; remove it, or use it" },
        { "split: [{ method: direct }]", "split: []", "e1.yaml:27:14: error EST511: pool \"direct\" does not say how it is split; add at least one method\n" +
            "e1.yaml:23:83: error EST521: pool \"support\" is split by direct cost and no pool goes direct; add one with 'method: direct', or split it in another way" },
        { "percent: 33.4", "percent: 33.3", "e1.yaml:42:40: error EST512: the fixed ratios of pool \"operations\" make 99.9 percent; they must make exactly 100" },
        { "municipalities: [\"131229\", \"131121\"]", "municipalities: [\"131229\"]", "e1.yaml:42:100: error EST512: 131121 has a fixed ratio and is none of those that share pool \"operations\"; add it to 'municipalities' or remove it here" },
        { "monthly: true", "monthly: true\n      asOf: 2026-01-01", "e1.yaml:15:13: error EST513: driver \"traffic\" is monthly and has a day; remove 'asOf' or 'monthly'" },
        { "asOf: 2026-01-01\n      source", "monthly: true\n      source", "e1.yaml:9:9: error EST513: driver \"population\" is monthly, and its values come with each month; remove 'values' or 'monthly'" },
        { "      asOf: 2026-01-01\n", "", "e1.yaml:3:7: error EST513: driver \"population\" does not say of which day its values are (基準日); add 'asOf'" },
        { "      monthly: true\n", "", "e1.yaml:11:7: error EST513: driver \"traffic\" has no values; add 'values', or write 'monthly: true' where they come with each month" },
        { "\"131121\", value: 923000", "\"131229\", value: 923000", "e1.yaml:10:11: error EST513: driver \"population\" gives 131229 a value already at e1.yaml:9:11; remove one\n" +
            "e1.yaml:35:37: error EST514: driver \"population\" has no value for 131121, who share pool \"network\"; add values, 0 where there is nothing" },
        { "        - { municipality: \"131229\", value: 468000 }\n", "", "e1.yaml:34:37: error EST514: driver \"population\" has no value for 131229, who share pool \"network\"; add values, 0 where there is nothing\n" +
            "e1.yaml:46:41: error EST514: driver \"population\" has no value for 131229, who share pool \"rest\"; add values, 0 where there is nothing" },
        { "exponent: 0.5", "exponent: 0", "e1.yaml:35:72: error EST515: an exponent is above 0 and at most 1 with at most 2 decimals, not 0" },
        { "exponent: 0.5", "exponent: 1.5", "e1.yaml:35:72: error EST515: an exponent is above 0 and at most 1 with at most 2 decimals, not 1.5" },
        { "exponent: 0.5", "exponent: 0.333", "e1.yaml:35:72: error EST515: an exponent is above 0 and at most 1 with at most 2 decimals, not 0.333" },
        { "{ factor: 0.4 }", "{ upTo: 900000, factor: 0.4 }", "e1.yaml:47:98: error EST515: the last band must have no upper end, or larger values would count for nothing; remove 'upTo' or add a band" },
        { "{ factor: 0.4 }", "{ upTo: 200000, factor: 0.4 }, { factor: 0.1 }", "e1.yaml:47:98: error EST515: bands ascend, and 200000 is not above the band before; put them in order" },
        { "{ upTo: 300000, factor: 1 }", "{ factor: 1 }", "e1.yaml:47:61: error EST515: only the last band is open; give this one 'upTo'" },
        { "minimumPercent: 5", "minimumPercent: 50.5", "e1.yaml:36:15: error EST516: pool \"network\" is shared by 2 and its limits cannot be kept: the least percentages of those who share make more than 100; lower 'minimumPercent'" },
        { "{ minimumPercent: 5 }", "{ maximumPercent: 30 }", "e1.yaml:36:15: error EST516: pool \"network\" is shared by 2 and its limits cannot be kept: the most percentages of those who share make less than 100; raise 'maximumPercent'" },
        { "maximumPercent: 60", "minimumPercent: 70, maximumPercent: 60", "e1.yaml:36:39: error EST516: the limit of 131229 in pool \"network\" is at least 70 and at most 60 percent; correct one of the two" },
        { "pools: [direct, network]", "pools: [support]", "e1.yaml:23:40: error EST517: cost would go in a cycle: support → support; remove one of the steps" },
        { "- { method: even, percent: 20 }", "- { method: pools, pools: [support], percent: 20 }", "e1.yaml:33:36: error EST517: cost would go in a cycle: network → support → network; remove one of the steps" },
        { "- { method: even, percent: 20 }", "- { method: pools, pools: [direct], percent: 20 }", "e1.yaml:33:36: error EST517: pool \"network\" passes cost to \"direct\", which comes before it and is split already; put \"network\" before it" },
        { "      payer: \"131229\"\n", "", "e1.yaml:43:17: error EST518: pool \"operations\" falls back to a payer and names none; add 'payer', or write 'fallback: even'" },
        { "fallback: payer", "fallback: stop", "e1.yaml:44:14: error EST518: pool \"operations\" names 131229 as its payer and never falls back to one; write 'fallback: payer', or remove 'payer'" },
        { "from: 2026-04-15", "from: 2026-04-15, until: 2026-04-14", "e1.yaml:17:58: error EST519: the participation of 131121 ends on 2026-04-14, before it begins on 2026-04-15; correct one of the two" },
        { ", from: 2026-04-15", "", "e1.yaml:17:7: error EST519: the participation of 131121 has neither 'from' nor 'until', and who is not named takes part always; add one or remove the entry" },
        { "from: 2026-04-15 }", "from: 2026-04-15 }\n    - { municipality: \"131121\", until: 2026-06-30 }", "e1.yaml:18:7: error EST519: the participation of 131121 overlaps that at e1.yaml:17:7; make one of the two end before the other begins, or join them" },
        { "from: 2026-04-15", "system: insurance, from: 2026-04-15", "e1.yaml:17:41: error EST519: 131121 does not use system \"insurance\"; correct one of the two" },
        { "      municipalities: [\"131229\", \"131121\"]\n", "", "e1.yaml:40:14: error EST520: pool \"operations\" is shared by those listed and lists nobody; add 'municipalities', or write 'among: all'" },
        { "among: listed", "among: all", "e1.yaml:41:23: error EST520: pool \"operations\" lists municipalities and is shared by all; write 'among: listed', or remove them" },
        { "split: [{ method: direct }]", "split: [{ method: direct, percent: 50 }, { method: even, percent: 50 }]", "e1.yaml:27:14: error EST521: pool \"direct\" goes direct, where each line has its owner: it cannot be mixed or limited; make two pools of it, or remove the others" },
        { "split: [{ method: driver, driver: population, bands: [{ upTo: 300000, factor: 1 }, { factor: 0.4 }] }]", "split: [{ method: direct }]", "e1.yaml:47:14: error EST521: the last pool \"rest\" goes direct and cannot take lines that belong to several bodies; split it in another way" },
    };

    [Fact]
    public void The_section_is_read_without_problems()
    {
        var result = Read(Yaml);
        Assert.Empty(result.Problems);
        Assert.Equal(0.5m, result.Estate!.Cost.Pools[2].Split[2].Exponent);
    }

    [Fact]
    public void A_section_without_pools_takes_nothing() =>
        Assert.Equal("e1.yaml:2:3: error EST510: no pool takes the cost; write at least one without 'match', which takes everything (その他)", Assert.Single(Read("cost:\n  basis: billed\n").Problems).ToString());

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_reported_with_place_and_remedy(string old, string replacement, string expected)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        var index = Yaml.IndexOf(old, StringComparison.Ordinal);
        var problems = Read(string.Concat(Yaml.AsSpan(0, index), replacement, Yaml.AsSpan(index + old.Length))).Problems.Select(p => p.ToString());
        Assert.Equal(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    static EstateReadResult Read(string yaml) => EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml, yaml), SmallEstate.Today);
}
