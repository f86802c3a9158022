using GovCloud.Accounts;
using GovCloud.Estates;
using GovCloud.Core.Tests.Estates;

namespace GovCloud.Core.Tests.Accounts;

/// <summary>Records and commands with good defaults.</summary>
static class LedgerSamples
{
    public const string Name = "insurance-verification";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    public static readonly AccountId Id = AccountId.Parse("131229002402");

    public static readonly AccountId OtherId = AccountId.Parse("131229002403");

    public static Estate Sample { get; } = SmallEstate.Read(SmallEstate.Yaml).Estate!;

    public static AccountFacts Facts { get; } = new()
    {
        Environment = DeploymentEnvironment.Verification,
        System = "insurance",
        Municipalities = [MunicipalityCode.Parse("131229")],
        Mail = "root+a@operator.example.jp",
    };

    public static RequestAccount Request { get; } = new() { Name = Name, Who = "統合運用管理補助者", Why = "検証環境の追加", Facts = Facts };

    public static ApplyForAccount Apply { get; } = new() { Name = Name, Who = "申請担当", Why = "依頼のとおり", Application = "G-1" };

    public static IssueAccount Issue { get; } = new() { Name = Name, Who = "申請担当", Why = "払い出し通知", Id = Id };

    public static BaselineAccount Baseline { get; } = new() { Name = Name, Who = "構築担当", Why = "必須適用", Baseline = "2026.1" };

    public static UseAccount Use { get; } = new() { Name = Name, Who = "構築担当", Why = "引き渡し" };

    public static CloseAccount Close { get; } = new() { Name = Name, Who = "運用担当", Why = "契約終了" };

    public static ConfirmClosedAccount Closed { get; } = new() { Name = Name, Who = "運用担当", Why = "廃止通知" };

    public static WithdrawAccount Withdraw { get; } = new() { Name = Name, Who = "運用担当", Why = "計画中止" };

    public static ImportAccount Import { get; } = new() { Name = Name, Who = "運用担当", Why = "台帳の整備", Id = Id, Facts = Facts };

    public static CorrectAccount Correct { get; } = new() { Name = Name, Who = "運用担当", Why = "誤記" };

    /// <summary>The record after commands, each of which must be entered.</summary>
    public static AccountRecord After(params ReadOnlySpan<AccountCommand> commands)
    {
        AccountRecord? record = null;
        foreach (var command in commands)
        {
            record = Transition(AccountLifecycle.Decide(record, command, Now)).After;
        }

        return record!;
    }

    public static AccountRecord In(AccountState state)
    {
        AccountCommand[] way = [Request, Apply, Issue, Baseline, Use, Close, Closed];
        return After(way.AsSpan(0, (int)state + 1));
    }

    public static AccountDecision.Transition Transition(AccountDecision decision) => Assert.IsType<AccountDecision.Transition>(decision);

    public static Refusal Refusal(AccountDecision decision) => Assert.IsType<AccountDecision.Refused>(decision).Refusal;

    public static AccountDecision Decide(AccountRecord? record, AccountCommand command) => AccountLifecycle.Decide(record, command, Now);
}
