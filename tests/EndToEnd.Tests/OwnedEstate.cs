using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The sample estate as if its organization were the vendor's own: units and service control policies are synthesised too.</summary>
static class OwnedEstate
{
    const string Section = """
        organization:
          managementAccount: "999900001111"
          rootId: r-ab12
          exemptRoles:
            - { role: cdk-hnb659fds-*, reason: デプロイ }
          quotas:
            - { quota: accounts, value: 500, source: 例, asOf: 2026-04-01 }

        """;

    static readonly Lazy<Task<string>> assembly = new(() => Repository.SynthesiseAsync(Write(), "cdk.out-owned"));

    /// <summary>Its cloud assembly, synthesised once.</summary>
    public static Task<string> AssemblyAsync() => assembly.Value;

    /// <summary>The estate.</summary>
    public static Estate Load() => EstateFolder.Load(Write(), new DateOnly(2026, 11, 20)).Estate ?? throw new InvalidOperationException("The estate is not valid.");

    static string Write()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "end-to-end", "owned-estate");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Repository.EstateFolder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        // An owned organization gives access through IAM Identity Center, which the sample does not have.
        File.Delete(Path.Combine(folder, "access.yaml"));
        var profile = Path.Combine(folder, "profile.yaml");
        File.WriteAllText(profile, File.ReadAllText(profile).Replace("organization: gcas", "organization: owned", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "organization.yaml"), Section);
        return folder;
    }
}
