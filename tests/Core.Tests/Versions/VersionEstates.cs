using GovCloud.Core.Tests.Estates;

namespace GovCloud.Core.Tests.Versions;

/// <summary>The small estate with two overall versions, the second to come for one body.</summary>
static class VersionEstates
{
    public static readonly string Yaml = SmallEstate.Yaml.TrimEnd() + """

        versions:
          overall:
            - id: "3.0"
              source: 旧
              asOf: 2026-04-01
              specifications:
                - { series: common, code: "001", name: 総論, standard: "3.0" }
                - { code: "001", name: 住民基本台帳, linkage: "3.0", standard: "4.0" }
                - { code: "024", name: 国民健康保険, linkage: "3.1", standard: "1.2" }
            - id: "4.0"
              source: 新
              asOf: 2026-04-01
              specifications:
                - { code: "024", name: 国民健康保険, linkage: "3.10", standard: "1.2" }
          baselines:
            - { municipality: "131229", overall: "3.0", from: 2026-04-01, until: 2027-03-31, source: 例 }
            - { municipality: "131229", overall: "4.0", from: 2027-04-01, source: 例 }
          systems:
            - { system: insurance, municipality: "131229", linkage: "3.1", standard: "1.2", plannedLinkage: "3.10", plannedOn: 2027-03-31, source: 例 }
          interfaces:
            - { provider: "001", consumer: "024", source: 例 }

        """;

    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        return Yaml.Replace(old, replacement, StringComparison.Ordinal);
    }
}
