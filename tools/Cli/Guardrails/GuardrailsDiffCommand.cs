using System.CommandLine;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails diff</c>.</summary>
static class GuardrailsDiffCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = "A version such as v1.0, or a CloudFormation template (JSON or YAML)." };
        var after = new Argument<string>("AFTER") { Description = "The same." };
        var format = ComparisonReport.Format();
        var command = new Command(
            "diff", "Compare two versions or templates by meaning, property by property, and judge what is known (緩和・強化・要確認). Exit code 0: nothing, or only tightened; 1: loosened or to be looked at; 2: not read.")
        {
            before,
            after,
            format,
        };
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetRequiredValue(before), parsed.GetRequiredValue(after));
            try
            {
                var changes = TemplateComparison.Compare(ReleasedTemplates.VersionOrFile(from), ReleasedTemplates.VersionOrFile(to));
                return ComparisonReport.Write(from, to, changes, parsed.GetValue(format), parsed.InvocationConfiguration.Output);
            }
            catch (TemplateFileException problem)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"error: {problem.Message}.");
                return ExitCode.Misuse;
            }
        });
        return command;
    }
}
