using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails import</c>.</summary>
static class ImportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<string>("TEMPLATE") { Description = "The supplied CloudFormation template, JSON or YAML." };
        var against = new Option<string?>("--against") { Description = "A version such as v1.0, the id of a registered template, or a file. Else the latest version of the baseline.", HelpName = "WHAT" };
        var estate = EstateLocation.Option();
        var format = ComparisonReport.Format();
        var command = new Command(
            "import", "Compare a supplied template with ours or with a registered one: what is new, gone, loosened. Nothing is written. Exit code 0: nothing, or only tightened; 1: loosened or to be looked at; 2: not read.")
        {
            file,
            against,
            estate,
            format,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var supplied = parsed.GetRequiredValue(file);
                var reference = parsed.GetValue(against) ?? BaselineReleases.Latest.Version.ToString();
                var known = RegisteredFile(parsed.GetRequiredValue(estate), reference, time, error) ?? reference;
                var ours = ReleasedTemplates.VersionOrFile(known);
                var theirs = TemplateAlignment.Align(ours, TemplateFile.Read(supplied));
                return ComparisonReport.Write(reference, supplied, TemplateComparison.Compare(ours, theirs), parsed.GetValue(format), output);
            }
            catch (TemplateFileException problem)
            {
                error.WriteLine($"error: {problem.Message}.");
                return ExitCode.Misuse;
            }
        });
        return command;
    }

    /// <summary>The file of a registered template; null where the text is no id of one.</summary>
    static string? RegisteredFile(string folder, string id, TimeProvider time, TextWriter error)
    {
        if (BaselineVersion.TryParse(id, out _) || File.Exists(id) || EstateLocation.Load(folder, time, error)?.Estate is not { } estate)
        {
            return null;
        }

        var path = estate.Guardrails.Templates.FirstOrDefault(template => string.Equals(template.Id, id, StringComparison.Ordinal))?.Path;
        return path is null ? throw new TemplateFileException($"'{id}' is neither a version, nor a file, nor a registered template that has one") : Path.Combine(folder, path);
    }
}
