using System.CommandLine;
using GovCloud.Estates;

namespace GovCloud.Cli.Estates;

/// <summary><c>gca estate schema</c>.</summary>
static class EstateSchemaCommand
{
    public static Command Create()
    {
        var command = new Command(
            "schema",
            """
            Write the JSON Schema (2020-12) of an estate's files to stdout, for completion and checks in editors.
            Save it beside the estates and begin every file with the line
            # yaml-language-server: $schema=../estate.schema.json
            """);
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(EstateSchema.Write(XmlDocumentation.OfCore().SummaryOf));
            return ExitCode.Success;
        });
        return command;
    }
}
