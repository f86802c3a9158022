using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Monitoring;
using GovCloud.Triage;

namespace GovCloud.Cli.Dr;

/// <summary><c>gca dr availability</c>.</summary>
static class AvailabilityCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<string>("INCIDENTS") { Description = "What aws dynamodb scan printed of the incidents table, all pages." };
        var estate = EstateLocation.Option();
        var month = new Option<string?>("--month") { Description = "The month, such as 2026-10; the current one when absent.", HelpName = "MONTH" };
        month.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<string?>() is { } text && MonthOf(text) is null)
            {
                parsed.AddError("--month must be written as 2026-10");
            }
        });
        var at = new Option<DateTimeOffset?>("--at") { Description = "When the incidents were read; now when absent.", HelpName = "TIME" };
        var options = new AuditResultOptions();
        var command = options.AddTo(new Command(
            "availability",
            "Availability of every monitored system in a month against its target, by the incidents that triage keeps; planned stops and the time out of service hours do not count. "
            + "Exit code 0: all targets are met; 1: one is missed or unknown; 2: not done.")
        {
            file,
            estate,
            month,
            at,
        });
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(loaded, error);
            return loaded.Estate is { } read ? Run(parsed, read, parsed.GetRequiredValue(file), parsed.GetValue(month), parsed.GetValue(at) ?? time.GetUtcNow(), options) : ExitCode.Problems;
        });
        return command;
    }

    static int Run(ParseResult parsed, Estate estate, string file, string? month, DateTimeOffset at, AuditResultOptions options)
    {
        if (!File.Exists(file))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: there is no file '{file}'");
            return ExitCode.Misuse;
        }

        var content = File.ReadAllBytes(file);
        var today = JapanTime.DateOf(at);
        var evidence = new AvailabilityEvidence
        {
            At = at,
            Estate = estate,
            Month = (month is null ? null : MonthOf(month)) ?? new DateOnly(today.Year, today.Month, 1),
            Incidents = Read(content),
        };
        var run = AuditRun.Of(
            at, [AuditInput.Of(Path.GetFileName(file), content), AuditInput.Of("estate", EstateDocument.Write(estate))], AuditEngine.Judge(AvailabilityChecks.All, evidence, estate.Audit.Waivers));
        return options.Write(parsed, $"{estate.Profile.Title} 稼働率{(estate.Profile.Sample ? "(例)" : "")}", run, estate);
    }

    static Reading<ImmutableArray<Incident>> Read(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            if (!json.RootElement.TryGetProperty("Items", out var items))
            {
                return Readings.Unknown<ImmutableArray<Incident>>("インシデントの表を読み取ったものではない(Items がない)");
            }

            return json.RootElement.TryGetProperty("LastEvaluatedKey", out _)
                ? Readings.Unknown<ImmutableArray<Incident>>("インシデントの表の続きのページが収集されていない")
                : Readings.Known<ImmutableArray<Incident>>(
                [
                    .. items.EnumerateArray().Where(item => item.TryGetProperty("pk", out var key) && key.GetProperty("S").GetString()!.StartsWith(Contracts.IncidentsTable.FingerprintPrefix, StringComparison.Ordinal))
                        .Select(item => JsonSerializer.Deserialize(item.GetProperty("document").GetProperty("S").GetString()!, TriageJsonContext.Default.Incident) ?? throw new JsonException("An incident is null.")),
                ]);
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Readings.Unknown<ImmutableArray<Incident>>($"インシデントの表を読み取れない: {torn.Message}");
        }
    }

    static DateOnly? MonthOf(string text) => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
