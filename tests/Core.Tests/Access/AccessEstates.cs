using GovCloud.Core.Tests.Estates;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Access;

/// <summary>The small estate with two vendors, a dedicated system, a shared one, and a role of every kind.</summary>
static class AccessEstates
{
    public static readonly string Yaml = SmallEstate.Yaml.TrimEnd() + """

        access:
          bodies:
            - { municipality: "131121", remoteOperation: false, source: 回答 }
          building:
            - { account: "131229002401", until: 2027-03-31 }
          principals:
            - { organisation: operator, principals: ["arn:aws:iam::999900000001:role/staff"], mfaAssurance: 認証基盤 }
            - { organisation: vendor-a, principals: ["arn:aws:iam::999900000002:user/person"] }
            - { organisation: katsushika-it, samlProvider: idp, mfaAssurance: 認証基盤 }
          sessionPolicies:
            - { id: rerun, name: 再実行, actions: [states:StartExecution, states:List*] }
          roles:
            - id: vendor-operate
              name: 運用
              kind: vendor
              organisation: vendor-a
              level: operate
              remote: true
              systems: [insurance]
              sessionMinutes: 120
              sessionPolicy: rerun
            - id: vendor-build
              name: 構築
              kind: vendor
              organisation: vendor-a
              phase: build
              level: change
              data: true
              systems: [insurance]
            - id: operate
              name: 運用
              kind: operator
              organisation: operator
              level: operate
            - id: emergency
              name: 緊急
              kind: break-glass
              organisation: operator
            - id: audit
              name: 監査
              kind: auditor
              organisation: operator
              municipalities: ["131229"]
              until: 2027-03-31
              reason: 監査

        """;

    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        var index = Yaml.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(Yaml.AsSpan(0, index), replacement, Yaml.AsSpan(index + old.Length));
    }

    public static Estate Estate() => SmallEstate.Read(Yaml).Estate!;
}
