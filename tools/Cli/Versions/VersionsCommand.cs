using System.CommandLine;

namespace GovCloud.Cli.Versions;

/// <summary><c>gca versions</c>: specification versions against the overall version of each body.</summary>
static class VersionsCommand
{
    public static Command Create(TimeProvider time) => new("versions", "Check the specification versions of systems against the overall version (全体バージョン) of each body.")
    {
        VersionsCheckCommand.Create(time),
    };
}
