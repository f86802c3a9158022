using GovCloud.Estates;

namespace GovCloud.Resilience;

/// <summary>Names of what backs an account up, once in every account: templates of two regions and the organization's policy mention them.</summary>
public static class VaultNames
{
    /// <summary>The vault, in both regions.</summary>
    public static string Vault(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return $"govcloud-{estate.Profile.Name}";
    }

    /// <summary>The role that makes recovery points and copies them.</summary>
    public static string BackupRole(Estate estate) => $"{Vault(estate)}-backup";

    /// <summary>The role that restores them in a test.</summary>
    public static string RestoreRole(Estate estate) => $"{Vault(estate)}-restore-test";
}
