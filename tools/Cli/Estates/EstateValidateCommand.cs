using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Cli.Estates;

/// <summary><c>gca estate validate</c>.</summary>
static class EstateValidateCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var format = FormatOption.Create("table: problems on stderr as file:line:column: error ESTnnn: message; json: one object on stdout.");
        var command = new Command(
            "validate", "Validate all files of an estate and report every problem with its place and remedy. Exit code 0: usable; 1: errors; 2: no such folder.")
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

        if (format == OutputFormat.Json)
        {
            output.WriteLine(Json(result));
        }
        else
        {
            EstateLocation.WriteProblems(result, error);
            if (result.Estate is { } estate)
            {
                output.WriteLine(
                    $"{folder}: valid. {estate.Municipalities.Length} municipalities, {estate.Organisations.Length} organisations, {estate.Systems.Length} systems, "
                    + $"{estate.Accounts.Length} accounts, {estate.Calendars.Length} calendars, {estate.Responsibilities.Length} rows of responsibility");
            }
        }

        return result.Estate is null ? ExitCode.Problems : ExitCode.Success;
    }

    static string Json(EstateReadResult result)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("valid", result.Estate is not null);
            if (result.Estate is { } estate)
            {
                writer.WriteString("digest", EstateDocument.DigestOf(EstateDocument.Write(estate)));
            }

            writer.WriteNumber("errors", result.Problems.Count(p => p.Severity == EstateProblemSeverity.Error));
            writer.WriteNumber("warnings", result.Problems.Count(p => p.Severity == EstateProblemSeverity.Warning));
            writer.WriteStartArray("problems");
            foreach (var problem in result.Problems)
            {
                writer.WriteStartObject();
                writer.WriteString("id", problem.Id);
                writer.WriteString("severity", problem.Severity == EstateProblemSeverity.Error ? "error" : "warning");
                writer.WriteString("file", problem.Position.File);
                writer.WriteNumber("line", problem.Position.Line);
                writer.WriteNumber("column", problem.Position.Column);
                writer.WriteString("message", problem.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
