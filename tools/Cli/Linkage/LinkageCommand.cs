using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Linkage;

/// <summary><c>gca linkage</c>: the files that systems exchange.</summary>
static class LinkageCommand
{
    public static Command Create(TimeProvider time) => new("linkage", "Look at the file linkage of an estate: who may read and write what, which files are expected, what keys mean.")
    {
        LinkageMatrixCommand.Create(time),
        LinkageExpectCommand.Create(time),
        LinkageCheckCommand.Create(time),
    };

    /// <summary>Reads an estate; <see langword="null"/> after saying why not.</summary>
    public static (Estate? Estate, int Code) Load(string folder, TimeProvider time, TextWriter error)
    {
        if (EstateLocation.Load(folder, time, error) is not { } read)
        {
            return (null, ExitCode.Misuse);
        }

        EstateLocation.WriteProblems(read, error);
        return (read.Estate, read.Estate is null ? ExitCode.Problems : ExitCode.Success);
    }
}
