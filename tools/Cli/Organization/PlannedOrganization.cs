using System.Collections.Immutable;
using GovCloud.Cli.Estates;
using GovCloud.Cli.Network;
using GovCloud.Estates;
using GovCloud.Organization;

namespace GovCloud.Cli.Organization;

/// <summary>An estate with its organization and what is wrong with it.</summary>
sealed record PlannedOrganization
{
    public required Estate Estate { get; init; }

    public required EstatePlaces Places { get; init; }

    public required OrganizationPlan Plan { get; init; }

    public required ImmutableArray<OrganizationFinding> Findings { get; init; }

    public int Errors => Findings.Count(finding => finding.Rule.IsError);

    /// <summary>Reads, plans and checks; an exit code after saying why that is impossible. An organization that is not ours has no plan.</summary>
    public static (PlannedOrganization? Planned, int Code) Load(string folder, TimeProvider time, TextWriter error)
    {
        if (EstateLocation.Load(folder, time, error) is not { } result)
        {
            return (null, ExitCode.Misuse);
        }

        EstateLocation.WriteProblems(result, error);
        if (result.Estate is not { } estate)
        {
            return (null, ExitCode.Problems);
        }

        if (estate.Profile.Organization != OrganizationMode.Owned)
        {
            error.WriteLine(
                $"{folder}: 組織はデジタル庁のもの(organization: gcas)なので、OU・アカウント・ポリシーは作らない。アカウントは gca accounts application で申請する。"
                + "The organization is the Digital Agency's; apply for accounts with 'gca accounts application'.");
            return (null, ExitCode.Success);
        }

        var plan = OrganizationPlan.Of(estate);
        return (new PlannedOrganization { Estate = estate, Places = result.Places, Plan = plan, Findings = OrganizationChecks.Check(plan, EstateLocation.TodayInJapan(time)) }, ExitCode.Success);
    }

    /// <summary>Where a finding stands: its record, else the section.</summary>
    public SourcePosition PlaceOf(OrganizationFinding finding) =>
        (finding.Subject is { } subject ? Places.Find(subject) : null) ?? Places.Find(Estate.Organization) ?? default;

    /// <summary>Writes findings one a line, as problems of the estate are, then their number.</summary>
    public void WriteFindings(NetworkLanguage language, TextWriter error)
    {
        foreach (var finding in Findings)
        {
            var separator = language == NetworkLanguage.Ja ? "。" : "; ";
            error.WriteLine($"{PlaceOf(finding)}: {(finding.Rule.IsError ? "error" : "warning")} {finding.Rule.Id}: {In(finding.Message, language)}{separator}{In(finding.Rule.Remedy, language)}");
        }

        if (!Findings.IsEmpty)
        {
            error.WriteLine($"{EstateLocation.Count(Errors, "error")}, {EstateLocation.Count(Findings.Length - Errors, "warning")}");
        }
    }

    public static string In(OrganizationText text, NetworkLanguage language) => language == NetworkLanguage.Ja ? text.Japanese : text.English;
}
