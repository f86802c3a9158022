using System.CommandLine;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Organization;
using GovCloud.Cli.Estates;
using GovCloud.Organization;

namespace GovCloud.Cli.Organization;

/// <summary><c>gca organization settings</c>: what no stack can set.</summary>
static class OrganizationSettingsCommand
{
    public static Command Create(OrganizationConnection connection)
    {
        var folder = EstateLocation.Argument();
        var compare = new Option<bool>("--compare") { Description = "Read what AWS has and show the difference. Changes nothing." };
        var apply = new Option<bool>("--apply") { Description = "Make the difference, with credentials of the management account. What is right already is left alone." };
        var format = FormatOption.Create("table: a line for each call; json: one array.");
        var command = new Command(
            "settings",
            "Policy types, trusted access, delegated administrators and alternate contacts, for which CloudFormation has no resource type. Without an option, lists the calls and makes none. "
            + "Exit code 0: all is as it should be, or listed; 1: differences, failures or errors; 2: not done.")
        {
            folder,
            compare,
            apply,
            format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (planned, code) = PlannedOrganization.Load(parsed.GetRequiredValue(folder), connection.Time, parsed.InvocationConfiguration.Error);
            if (planned is null)
            {
                return code;
            }

            var settings = OrganizationSettings.Of(planned.Estate);
            var report = new SettingsReport(parsed.GetValue(format), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return parsed.GetValue(apply) || parsed.GetValue(compare)
                ? await RunAsync(connection, planned, settings, parsed.GetValue(apply), report, cancellationToken)
                : report.List(settings);
        });
        return command;
    }

    static async Task<int> RunAsync(
        OrganizationConnection connection, PlannedOrganization planned, IReadOnlyList<OrganizationSetting> settings, bool apply, SettingsReport report, CancellationToken cancellationToken)
    {
        using var writer = new OrganizationSettingsWriter(connection.Options);
        var expected = planned.Estate.Organization.ManagementAccount?.ToString();
        try
        {
            // Credentials of another organization would give that one our administrators and contacts.
            var actual = await writer.ManagementAccountAsync(cancellationToken);
            if (!string.Equals(actual, expected, StringComparison.Ordinal))
            {
                return report.Refuse($"the credentials belong to the organization of {actual}, and the estate's is that of {expected}; use credentials of {expected}.");
            }
        }
        catch (AwsApiException failure)
        {
            return report.Refuse($"the organization cannot be read: {failure.Message} Are there credentials of the management account {expected} (aws sso login, AWS_PROFILE)?");
        }

        await foreach (var outcome in writer.RunAsync(settings, apply, cancellationToken))
        {
            report.Add(outcome);
        }

        return report.End();
    }
}

/// <summary>What became of the settings, for people line by line as it happens, for programs at the end.</summary>
sealed class SettingsReport(OutputFormat format, TextWriter output, TextWriter error)
{
    readonly List<SettingOutcome> outcomes = [];

    public int List(IReadOnlyList<OrganizationSetting> settings)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(settings.Select(setting => new { call = setting.Call, text = setting.Text }), OrganizationJson.Options));
        }
        else
        {
            foreach (var setting in settings)
            {
                output.WriteLine($"{setting.Call}  # {setting.Text.Japanese}");
            }
        }

        error.WriteLine($"{EstateLocation.Count(settings.Count, "call")}。何も実行していない。--compare で差分を確認し、--apply で差分だけを実行する。");
        return ExitCode.Success;
    }

    public int Refuse(string reason)
    {
        error.WriteLine($"error: {reason}");
        return ExitCode.Misuse;
    }

    public void Add(SettingOutcome outcome)
    {
        outcomes.Add(outcome);
        if (format == OutputFormat.Table)
        {
            output.WriteLine($"{LabelOf(outcome.State)}  {outcome.Setting.Text.Japanese}");
            if (outcome.Detail is { } detail)
            {
                error.WriteLine($"error: {outcome.Setting.Call}: {detail}");
            }
        }
    }

    public int End()
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                outcomes.Select(outcome => new { state = JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.State.ToString()), call = outcome.Setting.Call, text = outcome.Setting.Text, detail = outcome.Detail }),
                OrganizationJson.Options));
        }

        error.WriteLine($"変更なし {Count(SettingState.Unchanged)} 件、差分 {Count(SettingState.Differs)} 件、変更 {Count(SettingState.Changed)} 件、失敗 {Count(SettingState.Failed)} 件");
        return Count(SettingState.Failed) + Count(SettingState.Differs) == 0 ? ExitCode.Success : ExitCode.Problems;
    }

    int Count(SettingState state) => outcomes.Count(outcome => outcome.State == state);

    static string LabelOf(SettingState state) => state switch
    {
        SettingState.Unchanged => "変更なし",
        SettingState.Differs => "差分    ",
        SettingState.Changed => "変更    ",
        _ => "失敗    ",
    };
}
