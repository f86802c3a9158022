using System.CommandLine;

namespace GovCloud.Cli.Organization;

/// <summary><c>gca organization</c>: units, accounts and policies of an organization that the vendor owns.</summary>
static class OrganizationCommand
{
    public static Command Create(TimeProvider time) => new("organization", "Units, accounts and policies of an AWS organization that the vendor owns.")
    {
        OrganizationPlanCommand.Create(time),
        OrganizationExplainCommand.Create(time),
        OrganizationSettingsCommand.Create(OrganizationConnection.OfAws(time)),
    };
}
