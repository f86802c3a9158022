using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovCloud.Access.Proof;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Access;

/// <summary><c>gca access check</c>.</summary>
static class AccessCheckCommand
{
    const string Prefix = "GovCloud-Access-";
    const string Suffix = ".template.json";
    const string PermissionSets = "GovCloud-PermissionSet-";

    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var templates = new Option<string>("--templates") { Description = "The cloud assembly.", HelpName = "DIR", DefaultValueFactory = _ => "cdk.out" };
        var command = new Command(
            "check",
            "Prove from the synthesised policies that the matrix is what they allow: every level, other vendors' tags, dates, regions, known ways to more rights. What cannot be told counts as a finding. "
            + "Exit code 0: proved; 1: findings; 2: no such folder, or nothing to prove.")
        {
            folder,
            templates,
        };
        command.SetAction(parsed => AccessCommand.Run(parsed, folder, time, estate =>
            Run(estate, parsed.GetRequiredValue(templates), EstateLocation.TodayInJapan(time), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error)));
        return command;
    }

    static int Run(Estate estate, string folder, DateOnly today, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"error: there is no folder '{folder}'; run npx cdk synth first, or name the cloud assembly.");
            return ExitCode.Misuse;
        }

        if (estate.Profile.Organization == OrganizationMode.Owned || Directory.EnumerateFiles(folder, PermissionSets + "*").Any())
        {
            error.WriteLine("error: permission sets are not proved by this command; it reads the roles of issued accounts.");
            return ExitCode.Misuse;
        }

        try
        {
            var roles = Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}").Order(StringComparer.Ordinal).SelectMany(Read).ToList();
            return Report(AccessProof.Check(estate, roles, today), output, error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            error.WriteLine($"error: the templates in '{folder}' cannot be read: {e.Message}");
            return ExitCode.Misuse;
        }
    }

    static IEnumerable<SynthesisedRole> Read(string file)
    {
        using var template = JsonDocument.Parse(File.ReadAllBytes(file));
        return SynthesisedRoles.Read(template.RootElement, Path.GetFileName(file)[Prefix.Length..^Suffix.Length]);
    }

    static int Report(AccessProofResult result, TextWriter output, TextWriter error)
    {
        foreach (var mismatch in result.Mismatches)
        {
            error.WriteLine($"error: {mismatch.Account} {mismatch.Role}: {mismatch.Subject}: 期待 {mismatch.Expected}、実際 {mismatch.Actual}({mismatch.By})");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ロール {result.Roles} 件、判定 {result.Requests} 件、相違 {result.Mismatches.Length} 件"));
        return result.Mismatches.IsEmpty ? ExitCode.Success : ExitCode.Problems;
    }
}
