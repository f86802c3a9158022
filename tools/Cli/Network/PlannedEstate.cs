using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>An estate with its lock, its plan and what is wrong with them.</summary>
sealed record PlannedEstate
{
    public required string Folder { get; init; }

    public required Estate Estate { get; init; }

    public required EstatePlaces Places { get; init; }

    public required LockFile Lock { get; init; }

    public required AddressPlan Plan { get; init; }

    public required IReadOnlyList<NetworkFinding> Findings { get; init; }

    public int Errors => Findings.Count(f => f.Severity == NetworkSeverity.Error);

    /// <summary>Reads, plans and checks; an exit code after saying why that is impossible.</summary>
    public static (PlannedEstate? Planned, int Code) Load(string folder, TimeProvider time, TextWriter error)
    {
        if (EstateLocation.Load(folder, time, error) is not { } result)
        {
            return (null, ExitCode.Misuse);
        }

        EstateLocation.WriteProblems(result, error);
        if (result.Estate is not { } estate || LockFile.Read(folder, error) is not { } file)
        {
            return (null, ExitCode.Problems);
        }

        var plan = AddressPlanner.Plan(estate, file.Recorded, EstateLocation.TodayInJapan(time));
        var planned = new PlannedEstate
        {
            Folder = folder,
            Estate = estate,
            Places = result.Places,
            Lock = file,
            Plan = plan,
            Findings = NetworkChecks.Check(estate, plan),
        };
        return (planned, ExitCode.Success);
    }

    /// <summary>Where a finding stands: its record, else the lock.</summary>
    public SourcePosition PlaceOf(NetworkFinding finding) =>
        (finding.Subject is { } subject ? Places.Find(subject) : null) ?? new SourcePosition(Path.Combine(Folder, AddressLockDocument.FileName), 1, 1);

    /// <summary>Writes findings one a line, as problems of the estate are, then their number.</summary>
    public static void WriteFindings(PlannedEstate planned, IReadOnlyList<NetworkFinding> findings, NetworkLanguage language, TextWriter error)
    {
        foreach (var finding in findings)
        {
            var separator = language == NetworkLanguage.Ja ? "。" : "; ";
            error.WriteLine(
                $"{planned.PlaceOf(finding)}: {WordOf(finding.Severity)} {finding.Rule.Id}: {finding.Message.In(language)}{separator}{finding.Rule.Remedy.In(language)}");
        }

        if (findings.Count > 0)
        {
            var errors = findings.Count(f => f.Severity == NetworkSeverity.Error);
            error.WriteLine($"{EstateLocation.Count(errors, "error")}, {EstateLocation.Count(findings.Count - errors, "warning")}");
        }
    }

    /// <summary>Writes the findings; <see langword="false"/> after saying that no document is made of a plan with errors.</summary>
    public static bool Usable(PlannedEstate planned, NetworkLanguage language, TextWriter error)
    {
        WriteFindings(planned, planned.Findings, language, error);
        if (planned.Errors > 0)
        {
            error.WriteLine(language == NetworkLanguage.Ja ? "誤りがあるため、書類は作らない。" : "Nothing was written, because there are errors.");
        }

        return planned.Errors == 0;
    }

    public static string WordOf(NetworkSeverity severity) => severity == NetworkSeverity.Error ? "error" : "warning";
}
