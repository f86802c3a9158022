namespace GovCloud.Cli;

/// <summary>What the commands return to the shell.</summary>
static class ExitCode
{
    /// <summary>Done, and all is well.</summary>
    public const int Success = 0;

    /// <summary>Done, and something is wrong with what was looked at.</summary>
    public const int Problems = 1;

    /// <summary>Not done: the command line names something that does not exist.</summary>
    public const int Misuse = 2;
}
