using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Triage;

/// <summary><c>gca triage FILE…</c>: what the functions would decide on these events, without AWS.</summary>
static class TriageCommand
{
    const string StandardInput = "-";

    public static Command Create(TimeProvider time)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Event files, in order: one JSON object, a JSON array, or NDJSON. '-' reads standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var estate = EstateLocation.Option();
        var format = FormatOption.Create("table: for people; json: one array with an element for each finding.");
        var command = new Command(
            "triage",
            "Decide on events offline, in order and with one memory: normalise, fold, rank, route. The summary goes to standard error. "
            + "Exit code 0: decided, also where events were generic or quarantined; 1: the estate has errors; 2: a file cannot be read.")
        {
            files,
            estate,
            format,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(estate),
            parsed.GetValue(format),
            time,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    static int Run(string[] files, string folder, OutputFormat format, TimeProvider time, TextWriter output, TextWriter error)
    {
        if (EstateLocation.Load(folder, time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        if (result.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(result, error);
            return ExitCode.Problems;
        }

        var run = new TriageRun(new EstateIndex(estate, EstateDocument.DigestOf(EstateDocument.Write(estate))), time);
        var unreadable = 0;
        IEnumerable<TriageRow> Rows()
        {
            foreach (var file in files)
            {
                if (!TryRead(file, error, out var content))
                {
                    unreadable++;
                    continue;
                }

                foreach (var row in run.Apply(file, content))
                {
                    yield return row;
                }
            }
        }

        if (format == OutputFormat.Json)
        {
            TriageOutput.WriteJson(Rows(), output);
        }
        else
        {
            TriageOutput.WriteTable(Rows(), output);
        }

        TriageOutput.WriteSummary(run, error);
        return unreadable == 0 ? ExitCode.Success : ExitCode.Misuse;
    }

    static bool TryRead(string file, TextWriter error, [NotNullWhen(true)] out byte[]? content)
    {
        try
        {
            content = file == StandardInput ? ReadStandardInput() : File.ReadAllBytes(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' cannot be read ({e.Message}); the other files go on.");
            content = null;
            return false;
        }
    }

    static byte[] ReadStandardInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
