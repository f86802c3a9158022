using System.CommandLine;
using Amazon.Runtime.CredentialManagement;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Guardrails;
using Spectre.Console;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails settings</c>.</summary>
static class SettingsCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Option();
        var account = new Option<string>("--account") { Description = "The account. The credentials must belong to it.", HelpName = "ID", Required = true };
        var profile = new Option<string?>("--profile") { Description = "A profile of the AWS configuration. Else the SDK's own search.", HelpName = "NAME" };
        var apply = new Option<bool>("--apply") { Description = "Set what is not as the baseline asks. Without it nothing is changed." };
        var command = new Command(
            "settings", "Read the account settings that CloudFormation has no resource for, and set them with --apply. Exit code 0: all are met; 1: something is not met or unknown; 2: not read.")
        {
            folder,
            account,
            profile,
            apply,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (EstateLocation.Load(parsed.GetRequiredValue(folder), time, error) is not { } read)
            {
                return ExitCode.Misuse;
            }

            if (read.Estate is not { } estate)
            {
                EstateLocation.WriteProblems(read, error);
                return ExitCode.Problems;
            }

            var text = parsed.GetRequiredValue(account);
            if (estate.Accounts.FirstOrDefault(one => one.Id.ToString() == text) is not { } described || estate.Guardrails.VersionOf(described.Id) is not { } version)
            {
                error.WriteLine($"error: '{text}' is no account of the estate that has a baseline.");
                return ExitCode.Misuse;
            }

            return Options(estate, parsed.GetValue(profile), error) is not { } options || !await IsOfAsync(described.Id, options, error, cancellationToken)
                ? ExitCode.Misuse
                : await RunAsync(estate, described, version, options, parsed.GetValue(apply), time, output, cancellationToken);
        });
        return command;
    }

    static AwsClientOptions? Options(Estate estate, string? profile, TextWriter error)
    {
        var options = new AwsClientOptions { Region = estate.Profile.PrimaryRegion };
        if (profile is null)
        {
            return options;
        }

        if (new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials))
        {
            return options with { Credentials = credentials };
        }

        error.WriteLine($"error: there is no profile '{profile}'.");
        return null;
    }

    /// <summary>Settings of another account are never read for this one's, let alone set.</summary>
    static async Task<bool> IsOfAsync(AccountId account, AwsClientOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        using var sts = new AwsClient<Sts>(options);
        try
        {
            var actual = await sts.CallAsync(Sts.GetCallerIdentity, default, cancellationToken);
            if (string.Equals(actual, account.ToString(), StringComparison.Ordinal))
            {
                return true;
            }

            error.WriteLine($"error: the credentials belong to account {actual}, not to {account}. Nothing was read or set.");
        }
        catch (AwsApiException failure)
        {
            error.WriteLine($"error: {failure.Message} Are there credentials of the account {account} (aws sso login, --profile)?");
        }

        return false;
    }

    static async Task<int> RunAsync(
        Estate estate, Account account, BaselineVersion version, AwsClientOptions options, bool apply, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        using var settings = new AccountSettings(options, account.Id, version, estate.Guardrails.Parameters);
        var left = estate.Guardrails.Provided.Select(one => one.Control).ToHashSet(StringComparer.Ordinal);
        var today = EstateLocation.TodayInJapan(time);
        var table = new Table { Title = new TableTitle($"{account.Id} {account.Name} のアカウント設定({version})".EscapeMarkup()), Border = TableBorder.Rounded };
        table.AddColumns("統制", "名称", "状態", "内容", "操作");
        var all = true;
        foreach (var control in AccountSettings.Of(version).Where(control => !left.Contains(control)))
        {
            var reading = await settings.ReadAsync(control, cancellationToken);
            var excepted = estate.Guardrails.Exceptions.Any(exemption => exemption.Covers(account, control, today));
            var (met, done) = await ActAsync(settings, reading, apply, excepted, cancellationToken);
            all &= met;
            string[] cells = [control, ControlCatalogue.Find(control)!.Title, Word(reading.State), reading.Detail, done];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
        return all ? ExitCode.Success : ExitCode.Problems;
    }

    static async Task<(bool Met, string Done)> ActAsync(AccountSettings settings, SettingReading reading, bool apply, bool excepted, CancellationToken cancellationToken)
    {
        switch (reading.State)
        {
            case SettingState.Met:
                return (true, "なし");
            case var _ when excepted:
                return (true, "なし(例外あり)");
            case SettingState.Unknown:
                return (false, "なし(確認できない)");
            case SettingState.NotMet when !apply:
                return (false, "--apply で設定する");
        }

        try
        {
            await settings.ApplyAsync(reading.Control, cancellationToken);
        }
        catch (Exception failure) when (failure is AwsApiException or InvalidOperationException)
        {
            return (false, $"設定できない: {(failure is AwsApiException call ? AccountSettings.Explain(call) : failure.Message)}");
        }

        var after = await settings.ReadAsync(reading.Control, cancellationToken);
        return (after.State == SettingState.Met, after.State == SettingState.Met ? "設定した" : $"設定したが確認できない: {after.Detail}");
    }

    static string Word(SettingState state) => state switch { SettingState.Met => "適合", SettingState.NotMet => "不適合", _ => "不明" };
}
