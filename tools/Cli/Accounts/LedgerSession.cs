using GovCloud.Adapters.DynamoDb;
using GovCloud.Estates;

namespace GovCloud.Cli.Accounts;

/// <summary>What a command works with.</summary>
sealed record LedgerSession
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>For reading.</summary>
    public required AccountStore Store { get; init; }

    /// <summary>For writing.</summary>
    public required AccountLedger Ledger { get; init; }

    /// <summary>Who reads the output.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>The result.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>What is said about it.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Stops the work.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
