using System.CommandLine;
using GovCloud.Accounts;

namespace GovCloud.Cli.Accounts;

/// <summary>The commands that enter a step and nothing else: <c>gca accounts use, close, closed, withdraw</c>.</summary>
static class AccountsStepCommands
{
    public static Command Use(LedgerConnection connection) => Create(
        connection, "use", "Enter that accounts are in use (使用開始).", (name, who, why) => new UseAccount { Name = name, Who = who, Why = why });

    public static Command Close(LedgerConnection connection) => Create(
        connection, "close", "Enter that closing of accounts has begun (廃止手続).", (name, who, why) => new CloseAccount { Name = name, Who = who, Why = why });

    public static Command Closed(LedgerConnection connection) => Create(
        connection, "closed", "Enter that AWS has closed accounts (廃止確認).", (name, who, why) => new ConfirmClosedAccount { Name = name, Who = who, Why = why });

    public static Command Withdraw(LedgerConnection connection) => Create(
        connection, "withdraw", "Enter that requests were given up before the account was issued (取り下げ).", (name, who, why) => new WithdrawAccount { Name = name, Who = who, Why = why });

    static Command Create(LedgerConnection connection, string verb, string description, Func<string, string, string, AccountCommand> step)
    {
        var names = FactOptions.Names();
        var options = new LedgerWriteOptions();
        var command = options.AddTo(new Command(verb, description + LedgerConnection.ExitCodes) { names });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed,
            options,
            session => LedgerWork.ApplyAsync(
                parsed, options, session, parsed.GetRequiredValue(names).Select(name => step(name, parsed.GetRequiredValue(options.Who), parsed.GetRequiredValue(options.Why)))),
            cancellationToken));
        return command;
    }
}
