using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Organization;

/// <summary>The sample estate as if the organization were the vendor's own.</summary>
sealed class OwnedFolder : IDisposable
{
    public const string Management = "999900001111";

    const string Section = """
        organization:
          managementAccount: "999900001111"
          rootId: r-ab12
          newAccounts:
            - { name: katsushika-library-production, mail: aws+library@operator.example.jp, environment: production, system: tax }
          exemptRoles:
            - { role: cdk-hnb659fds-*, reason: デプロイ }
          delegatedAdministrators:
            - { service: guard-duty, account: "131229090201" }
            - { service: config, account: "131229090201" }
          alternateContacts:
            - { kind: security, organisation: operator, title: 運用窓口, phone: 03-0000-0000, mail: security@operator.example.jp }
          quotas:
            - { quota: accounts, value: 500, source: 例, asOf: 2026-04-01 }

        """;

    public OwnedFolder()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository(), "estates", "katsushika")))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }

        // An owned organization gives access through IAM Identity Center, which the sample does not have.
        File.Delete(System.IO.Path.Combine(Path, "access.yaml"));
        Edit("profile.yaml", "organization: gcas", "organization: owned");
        File.WriteAllText(System.IO.Path.Combine(Path, "organization.yaml"), Section);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("organization-").FullName;

    public void Edit(string file, string old, string replacement)
    {
        var path = System.IO.Path.Combine(Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
