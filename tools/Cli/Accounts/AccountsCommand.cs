using System.CommandLine;
using GovCloud.Cli.Accounts.Attest;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts</c>: the ledger of accounts from request to closing.</summary>
static class AccountsCommand
{
    public static Command Create(LedgerConnection connection) => new(
        "accounts", "Keep the ledger of accounts: request, apply (GCAS), issue, baseline, use, close; import and compare with the estate.")
    {
        AccountsRequestCommand.Create(connection),
        AccountsApplyCommand.Create(connection),
        AccountsIssueCommand.Create(connection),
        AccountsBaselineCommand.Create(connection),
        AccountsStepCommands.Use(connection),
        AccountsStepCommands.Close(connection),
        AccountsStepCommands.Closed(connection),
        AccountsStepCommands.Withdraw(connection),
        AccountsCorrectCommand.Create(connection),
        AccountsImportCommand.Create(connection),
        AccountsListCommand.Create(connection),
        AccountsHistoryCommand.Create(connection),
        AccountsReconcileCommand.Create(connection),
        AccountsAuditCommand.Create(connection.Time),
        AccountsAttestCommand.Create(connection.Time),
        AccountsApplicationCommand.Create(connection),
    };
}
