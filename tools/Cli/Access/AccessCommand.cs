using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Access;

/// <summary><c>gca access</c>: who may work where.</summary>
static class AccessCommand
{
    public static Command Create(TimeProvider time) => new("access", "Show and prove who can do what in which account (アクセス権).")
    {
        AccessMatrixCommand.Create(time),
        AccessListCommand.Create(time),
        AccessCheckCommand.Create(time),
    };

    /// <summary>Runs with a valid estate; an exit code after saying why there is none.</summary>
    public static int Run(ParseResult parsed, Argument<string> folder, TimeProvider time, Func<Estate, int> run)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (EstateLocation.Load(parsed.GetRequiredValue(folder), time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        EstateLocation.WriteProblems(result, error);
        return result.Estate is { } estate ? run(estate) : ExitCode.Problems;
    }
}
