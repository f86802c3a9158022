using System.CommandLine;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails</c>: the templates that every account gets.</summary>
static class GuardrailsCommand
{
    public static Command Create(TimeProvider time) => new(
        "guardrails", "The templates that every account gets: versions and controls, comparison, supplied templates, rollout in waves, account settings.")
    {
        ControlsCommand.Create(),
        TemplatesCommand.Create(time),
        GuardrailsDiffCommand.Create(),
        ImportCommand.Create(time),
        RegisterCommand.Create(time),
        WaveCommand.Create(time),
        SettingsCommand.Create(time),
    };
}
