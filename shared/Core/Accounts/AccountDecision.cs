namespace GovCloud.Accounts;

/// <summary>What becomes of a command.</summary>
public abstract record AccountDecision
{
    private protected AccountDecision()
    {
    }

    /// <summary>The ledger changes.</summary>
    /// <param name="Before">The record upon which was decided; none where the account was unknown.</param>
    /// <param name="After">The record afterwards; its version is one higher.</param>
    /// <param name="Entry">The entry that says so.</param>
    public sealed record Transition(AccountRecord? Before, AccountRecord After, LedgerEntry Entry) : AccountDecision;

    /// <summary>The ledger says so already; nothing is written.</summary>
    public sealed record AlreadyDone(AccountRecord Record) : AccountDecision;

    /// <summary>It cannot be entered; nothing is written.</summary>
    /// <param name="Refusal">Why, and what to do.</param>
    public sealed record Refused(Refusal Refusal) : AccountDecision;
}

/// <summary>Why something is not entered.</summary>
/// <param name="Code">Stable id, such as <c>ACC202</c>.</param>
/// <param name="Reason">What is wrong, in Japanese.</param>
/// <param name="Remedy">What to do, in Japanese.</param>
public sealed record Refusal(string Code, string Reason, string Remedy)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Code}: {Reason} {Remedy}";
}
