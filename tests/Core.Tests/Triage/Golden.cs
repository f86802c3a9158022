using System.Runtime.CompilerServices;

namespace GovCloud.Core.Tests.Triage;

/// <summary>
/// Texts that people read, kept as files beside the tests. <c>GOVCLOUD_UPDATE_GOLDEN=1</c> writes them anew, for a reviewer to compare; never set where
/// changes are judged (<c>CI</c>).
/// </summary>
static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
#pragma warning disable RS0030 // The lever is set by a person at the command line; there is no configuration to read it from.
        if (Environment.GetEnvironmentVariable("GOVCLOUD_UPDATE_GOLDEN") == "1" && Environment.GetEnvironmentVariable("CI") is null)
#pragma warning restore RS0030
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
