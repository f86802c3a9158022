using System.CommandLine;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.Cli.Estates;

/// <summary><c>gca estate show</c>.</summary>
static class EstateShowCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var format = FormatOption.Create("table: for people; json: the canonical document with its digest, as the functions load it.");
        var command = new Command(
            "show", "Show municipalities, systems, accounts, organisations and the responsibility matrix. Exit code 0: shown; 1: errors; 2: no such folder.")
        {
            folder,
            format,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(folder), parsed.GetValue(format), time, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    static int Run(string folder, OutputFormat format, TimeProvider time, TextWriter output, TextWriter error)
    {
        if (EstateLocation.Load(folder, time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        EstateLocation.WriteProblems(result, error);
        if (result.Estate is not { } estate)
        {
            return ExitCode.Problems;
        }

        var document = EstateDocument.Write(estate);
        var digest = EstateDocument.DigestOf(document);
        if (format == OutputFormat.Json)
        {
            output.WriteLine($$"""{"digest":"{{digest}}","estate":{{Encoding.UTF8.GetString(document)}}}""");
        }
        else
        {
            new EstateTables(new EstateIndex(estate, digest), Terminal.Of(output)).Write();
        }

        return ExitCode.Success;
    }
}
