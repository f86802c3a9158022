using System.CommandLine;

namespace GovCloud.Cli.Audit;

/// <summary><c>gca audit</c>: what audits have in common.</summary>
static class AuditCommand
{
    public static Command Create() => new("audit", "What the audits check, and whether their evidence is as it was kept. The audits themselves: gca accounts audit, gca backup audit.")
    {
        AuditCatalogueCommand.Create(),
        AuditVerifyCommand.Create(),
    };
}
