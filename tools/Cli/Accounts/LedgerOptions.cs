using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Contracts;

namespace GovCloud.Cli.Accounts;

/// <summary>The options of every command that looks at the ledger.</summary>
sealed class LedgerOptions
{
    /// <summary>The estate's folder.</summary>
    public Option<string> Estate { get; } = EstateLocation.Option();

    /// <summary>The table.</summary>
    public Option<string?> Table { get; } = new("--table") { Description = $"Name of the accounts table. Else {EnvironmentVariables.AccountsTable}.", HelpName = "NAME" };

    /// <summary>Who reads the output.</summary>
    public Option<OutputFormat> Format { get; } = FormatOption.Create("table: for people; json: one array.");

    /// <summary>A command with these options.</summary>
    public Command AddTo(Command command)
    {
        command.Add(Estate);
        command.Add(Table);
        command.Add(Format);
        return command;
    }
}

/// <summary>The options of every command that writes.</summary>
sealed class LedgerWriteOptions
{
    /// <summary>Those of every command.</summary>
    public LedgerOptions Ledger { get; } = new();

    /// <summary>Who decided or does it.</summary>
    public Option<string> Who { get; } = new("--who") { Description = "Who decided or does it: a role or desk. Kept in the history.", HelpName = "TEXT", Required = true };

    /// <summary>Why.</summary>
    public Option<string> Why { get; } = new("--why") { Description = "Why: a contract, receipt number or decision. Kept in the history.", HelpName = "TEXT", Required = true };

    /// <summary>Decide only.</summary>
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show what would be entered; write nothing." };

    /// <summary>A command with these options.</summary>
    public Command AddTo(Command command)
    {
        command.Add(Who);
        command.Add(Why);
        command.Add(DryRun);
        return Ledger.AddTo(command);
    }
}
