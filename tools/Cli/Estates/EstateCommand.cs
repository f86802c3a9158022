using System.CommandLine;

namespace GovCloud.Cli.Estates;

/// <summary><c>gca estate</c>: everything about the description itself.</summary>
static class EstateCommand
{
    public static Command Create(TimeProvider time) => new("estate", "Validate and show the description of an estate.")
    {
        EstateValidateCommand.Create(time),
        EstateShowCommand.Create(time),
        EstateSchemaCommand.Create(),
    };
}
