using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>What somebody wants entered in the ledger about one account.</summary>
public abstract record AccountCommand
{
    private protected AccountCommand()
    {
    }

    /// <summary>The account's name.</summary>
    public required string Name { get; init; }

    /// <summary>Who decided or does it: one line, a role or desk.</summary>
    public required string Who { get; init; }

    /// <summary>Why: one line.</summary>
    public required string Why { get; init; }
}

/// <summary>依頼: an account is wanted.</summary>
public sealed record RequestAccount : AccountCommand
{
    /// <summary>What it is to be.</summary>
    public required AccountFacts Facts { get; init; }
}

/// <summary>申請: it was applied for at GCAS.</summary>
public sealed record ApplyForAccount : AccountCommand
{
    /// <summary>The receipt number, where there is one.</summary>
    public string? Application { get; init; }
}

/// <summary>払い出し: the account exists.</summary>
public sealed record IssueAccount : AccountCommand
{
    /// <summary>The id that was issued.</summary>
    public required AccountId Id { get; init; }

    /// <summary>The root user's mail address, where it became known now.</summary>
    public string? Mail { get; init; }
}

/// <summary>初期設定: the mandatory templates are applied.</summary>
public sealed record BaselineAccount : AccountCommand
{
    /// <summary>Their version.</summary>
    public required string Baseline { get; init; }
}

/// <summary>使用開始.</summary>
public sealed record UseAccount : AccountCommand;

/// <summary>廃止手続の開始.</summary>
public sealed record CloseAccount : AccountCommand;

/// <summary>廃止の確認: AWS has closed it.</summary>
public sealed record ConfirmClosedAccount : AccountCommand;

/// <summary>取り下げ: given up before it was issued.</summary>
public sealed record WithdrawAccount : AccountCommand;

/// <summary>取り込み: the account exists already, by the estate or a list from GCAS.</summary>
public sealed record ImportAccount : AccountCommand
{
    /// <summary>What it is. A mail address that the source does not name is no statement about it.</summary>
    public required AccountFacts Facts { get; init; }

    /// <summary>Its id.</summary>
    public required AccountId Id { get; init; }

    /// <summary>How far it has come; none where the source does not say: issued, if the ledger does not know it.</summary>
    public AccountState? State { get; init; }
}

/// <summary>訂正: facts were entered wrongly or have changed. What is absent stays; an empty text removes the fact.</summary>
public sealed record CorrectAccount : AccountCommand
{
    /// <summary>本番 or 検証.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The purpose.</summary>
    public AccountPurpose? Purpose { get; init; }

    /// <summary>The system.</summary>
    public string? System { get; init; }

    /// <summary>The bodies.</summary>
    public ImmutableArray<MunicipalityCode>? Municipalities { get; init; }

    /// <summary>The root user's mail address.</summary>
    public string? Mail { get; init; }

    /// <summary>The day by which it is needed.</summary>
    public DateOnly? NeededBy { get; init; }

    /// <summary>The AWS account id.</summary>
    public AccountId? Id { get; init; }

    /// <summary>The facts as they are to be.</summary>
    public AccountFacts ApplyTo(AccountFacts facts) => (facts with
    {
        Environment = Environment ?? facts.Environment,
        Purpose = Purpose ?? facts.Purpose,
        System = System ?? facts.System,
        Municipalities = Municipalities ?? facts.Municipalities,
        Mail = Mail ?? facts.Mail,
        NeededBy = NeededBy ?? facts.NeededBy,
    }).Canonical();
}
