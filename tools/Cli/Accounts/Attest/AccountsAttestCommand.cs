using System.CommandLine;

namespace GovCloud.Cli.Accounts.Attest;

/// <summary><c>gca accounts attest</c>: municipalities confirm accounts and people.</summary>
static class AccountsAttestCommand
{
    public static Command Create(TimeProvider time) => new(
        "attest", "Have a municipality confirm its accounts and the people in them: open (workbook to fill in), import (answers), report (reminders, closing report).")
    {
        AttestOpenCommand.Create(time),
        AttestImportCommand.Create(time),
        AttestReportCommand.Create(time),
    };
}
