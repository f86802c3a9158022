using System.Collections.Immutable;
using System.Text;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>A valid estate in one file, to be broken in one place by each test.</summary>
static class SmallEstate
{
    public const string Yaml = """
        profile:
          name: small
          title: 小さな例
          operator: operator
          networkOperator: operator
          operationsAccount: "012345678901"
        municipalities:
          - code: "131229"
            name: 葛飾区
            slug: katsushika
            itDepartment: katsushika-it
          - code: "131121"
            name: 世田谷区
            slug: setagaya
            itDepartment: setagaya-it
            slack: false
        organisations:
          - id: operator
            name: 運用
            kind: operator
            calendar: desk
            mail: [desk@operator.example.jp]
          - id: vendor-a
            name: 保険
            kind: vendor
            calendar: desk
            slackWebhookParameter: /govcloud/slack/vendor-a
          - id: katsushika-it
            name: 情報
            kind: it-department
            municipality: "131229"
            calendar: desk
            mail: [it@katsushika.example.jp]
          - id: setagaya-it
            name: 情報
            kind: it-department
            municipality: "131121"
            calendar: desk
            mail: [it@setagaya.example.jp]
        systems:
          - id: insurance
            name: 国民健康保険
            usage: shared
            vendor: vendor-a
            municipalities: ["131229"]
            linkageCode: "024"
        accounts:
          - id: "012345678901"
            name: operations
            environment: production
            purpose: operations
          - id: "131229002401"
            name: insurance-production
            environment: production
            system: insurance
        calendars:
          - id: desk
            name: 平日
            open: 8:30
            close: 17:15
        responsibilities:
          - categories: [network]
            responsible: network-operator
          - responsible: operator
            informed: [it-department]
        triage:
          severity:
            - environments: [verification]
              to: low
          suppressions:
            - id: scan
              owner: operator
              reason: 診断
              from: 2026-04-01
              until: 2027-03-31
              type: Recon:*
        notification:
          mailFrom: alert@operator.example.jp
        network:
          pools:
            - id: pool-a
              municipality: "131229"
              use: production
              cidrs: [10.1.0.0/16]
          onPremises:
            - id: office
              name: 本庁舎
              municipality: "131229"
              cidrs: [10.200.0.0/16]
          requests:
            - account: "012345678901"
              pool: pool-a
          existingVpcs:
            - id: old
              account: "012345678901"
              cidrs: [10.201.0.0/24]
          acceptedOverlaps:
            - first: old
              second: 012345678901/main
              reachability: private-nat
              reason: 移行中
          quotas:
            - quota: vpc-cidrs
              value: 10
              source: 例
              asOf: 2026-04-01

        """;

    public static readonly DateOnly Today = new(2026, 11, 20);

    public static EstateReadResult Read(string yaml) => EstateReader.Read(Sources(yaml), Today);

    public static EstateSources Sources(params string[] yaml)
    {
        var files = yaml.Select((text, i) => EstateFile.Parse(i == 0 ? "e.yaml" : $"e{i}.yaml", Encoding.UTF8.GetBytes(text))).ToList();
        return new EstateSources
        {
            Name = "estate",
            Documents = [.. files.Select(f => f.Root).OfType<SourceNode.Mapping>()],
            Problems = [.. files.SelectMany(f => f.Problems)],
            Incomplete = files.Exists(f => f.Incomplete),
        };
    }

    /// <summary>The estate with one text replaced, which must occur.</summary>
    public static string With(string old, string replacement)
    {
        var index = Yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(index >= 0, $"'{old}' does not occur");
        return string.Concat(Yaml.AsSpan(0, index), replacement, Yaml.AsSpan(index + old.Length));
    }

    /// <summary>What is reported after one text was replaced, one problem a line.</summary>
    public static ImmutableArray<string> ProblemsWith(string old, string replacement) => [.. Read(With(old, replacement)).Problems.Select(p => p.ToString())];
}
