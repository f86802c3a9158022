using System.CommandLine;

namespace GovCloud.Cli;

/// <summary>Who reads the output.</summary>
enum OutputFormat
{
    /// <summary>People.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,
}

/// <summary>The option <c>--format</c>, the same for all commands.</summary>
static class FormatOption
{
    public static Option<OutputFormat> Create(string description) => new("--format")
    {
        Description = description,
        DefaultValueFactory = _ => OutputFormat.Table,
    };
}
