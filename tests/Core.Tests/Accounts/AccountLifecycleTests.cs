using GovCloud.Accounts;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Accounts.LedgerSamples;

namespace GovCloud.Core.Tests.Accounts;

public sealed class AccountLifecycleTests
{
    [Fact]
    public void An_account_goes_from_request_to_closed_with_who_when_and_why_for_each_step()
    {
        AccountRecord? record = null;
        var entries = new List<LedgerEntry>();
        foreach (var command in (AccountCommand[])[Request, Apply, Issue, Baseline, Use, Close, Closed])
        {
            var transition = Transition(AccountLifecycle.Decide(record, command, Now.AddDays(entries.Count)));
            Assert.Same(record, transition.Before);
            record = transition.After;
            entries.Add(transition.Entry);
            Assert.Equal((command.Who, command.Why), (transition.Entry.Who, transition.Entry.Why));
        }

        Assert.Equal(AccountStates.All, entries.Select(entry => entry.To));
        Assert.Equal([null, .. AccountStates.All[..^1].Select(state => (AccountState?)state)], entries.Select(entry => entry.From));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], entries.Select(entry => entry.Version));
        Assert.Equal(Enumerable.Range(0, 7).Select(day => Now.AddDays(day)), entries.Select(entry => entry.At));
        Assert.Equal((Id, "G-1", "2026.1", 7), (record!.Id, record.Application, record.Baseline, record.Version));
    }

    [Fact]
    public void Only_these_steps_lead_from_a_state()
    {
        AccountCommand[] commands = [Apply with { Application = null }, Issue, Baseline with { Baseline = "2026.2" }, Use, Close, Closed, Withdraw];
        var allowed = AccountStates.All.ToDictionary(
            state => state,
            state => string.Join(' ', commands.Select(command => Decide(In(state), command)).OfType<AccountDecision.Transition>().Select(transition => transition.After.State.Code())));

        Assert.Equal("applied closed", allowed[AccountState.Requested]);
        Assert.Equal("issued closed", allowed[AccountState.Applied]);
        Assert.Equal("baselined closing", allowed[AccountState.Issued]);
        Assert.Equal("baselined in-use closing", allowed[AccountState.Baselined]);
        Assert.Equal("in-use closing", allowed[AccountState.InUse]);
        Assert.Equal("closed", allowed[AccountState.Closing]);
        Assert.Equal("", allowed[AccountState.Closed]);
    }

    [Theory]
    [InlineData(AccountState.Requested, "ACC202: アカウント insurance-verification は「依頼受付」のため、「払い出し済」にできません。 先に apply(GCAS申請) を記録してください。")]
    [InlineData(AccountState.Baselined, "ACC204: アカウント insurance-verification はすでにアカウントID 131229002402 で払い出し済みです(初期設定済)。 入力を誤っていた場合は correct(訂正)を使ってください。")]
    public void A_refusal_says_where_the_account_is_and_what_comes_next(AccountState state, string expected) =>
        Assert.Equal(expected, Refusal(Decide(In(state), Issue)).ToString());

    [Fact]
    public void A_command_that_was_entered_is_done_already()
    {
        Assert.All(
            new (AccountState State, AccountCommand Command)[]
            {
                (AccountState.Requested, Request), (AccountState.Applied, Apply), (AccountState.Issued, Issue), (AccountState.Baselined, Baseline),
                (AccountState.InUse, Use), (AccountState.Closing, Close), (AccountState.Closed, Closed),
            },
            step => Assert.IsType<AccountDecision.AlreadyDone>(Decide(In(step.State), step.Command)));
    }

    [Fact]
    public void An_account_is_not_issued_twice()
    {
        Assert.Equal("ACC204", Refusal(Decide(In(AccountState.Issued), Issue with { Id = OtherId })).Code);
        Assert.Equal("ACC204", Refusal(Decide(In(AccountState.InUse), Import with { Id = OtherId })).Code);
    }

    [Theory]
    [InlineData("", "why")]
    [InlineData("who", "")]
    [InlineData("who", "  ")]
    [InlineData("two\nlines", "why")]
    public void Nothing_is_entered_without_who_and_why(string who, string why) =>
        Assert.Equal("ACC101", Refusal(Decide(null, Request with { Who = who, Why = why })).Code);

    [Theory]
    [InlineData("bad name", "root@example.jp", "ACC102")]
    [InlineData("", "root@example.jp", "ACC102")]
    [InlineData("good", "root", "ACC103")]
    public void Names_and_addresses_must_be_well_formed(string name, string mail, string code) =>
        Assert.Equal(code, Refusal(Decide(null, Request with { Name = name, Facts = Facts with { Mail = mail } })).Code);

    [Fact]
    public void A_step_of_an_account_that_the_ledger_does_not_know_is_refused() =>
        Assert.All((AccountCommand[])[Apply, Issue, Baseline, Use, Close, Closed, Withdraw, Correct], command => Assert.Equal("ACC201", Refusal(Decide(null, command)).Code));

    [Fact]
    public void A_second_request_with_other_facts_is_refused() =>
        Assert.Equal("ACC203", Refusal(Decide(In(AccountState.Requested), Request with { Facts = Facts with { Environment = DeploymentEnvironment.Production } })).Code);

    [Fact]
    public void A_second_application_is_refused() =>
        Assert.Equal("ACC205", Refusal(Decide(In(AccountState.Applied), Apply with { Application = "G-2" })).Code);

    [Fact]
    public void A_withdrawn_request_gives_its_mail_address_free_and_can_be_made_again()
    {
        var withdrawn = After(Request, Apply, Withdraw);

        Assert.True(withdrawn.Withdrawn);
        Assert.Null(withdrawn.HeldMail);
        Assert.Equal((AccountState.Requested, 4), Assert.IsType<AccountDecision.Transition>(Decide(withdrawn, Request)).After is var again ? (again.State, again.Version) : default);
    }

    [Fact]
    public void A_closed_account_keeps_its_id_and_mail_address_and_is_not_requested_again()
    {
        var closed = In(AccountState.Closed);

        Assert.Equal((Id, Facts.Mail), (closed.Id, closed.HeldMail));
        Assert.Equal("ACC203", Refusal(Decide(closed, Request with { Facts = Facts with { Mail = "other@example.jp" } })).Code);
    }

    [Fact]
    public void An_issued_account_is_closed_and_not_withdrawn() => Assert.Equal("ACC206", Refusal(Decide(In(AccountState.Issued), Withdraw)).Code);

    [Fact]
    public void Templates_are_applied_anew_without_leaving_use()
    {
        var entry = Transition(Decide(In(AccountState.InUse), Baseline with { Baseline = "2026.2" })).Entry;

        Assert.Equal(AccountState.InUse, entry.To);
        Assert.Equal(new FactChange(AccountFact.Baseline, "2026.1", "2026.2"), Assert.Single(entry.Changes));
    }

    [Theory]
    [InlineData(null, AccountState.Issued)]
    [InlineData(AccountState.InUse, AccountState.InUse)]
    public void An_account_that_exists_already_is_imported_in_its_state(AccountState? stated, AccountState expected)
    {
        var transition = Transition(Decide(null, Import with { State = stated }));

        Assert.Equal((expected, Id), (transition.After.State, transition.After.Id));
        Assert.Equal((LedgerAction.Import, null), (transition.Entry.Action, transition.Entry.From));
        Assert.Contains(new FactChange(AccountFact.AccountId, null, Id.ToString()), transition.Entry.Changes);
    }

    [Fact]
    public void An_account_without_an_id_cannot_be_imported() =>
        Assert.Equal("ACC105", Refusal(Decide(null, Import with { State = AccountState.Applied })).Code);

    [Fact]
    public void A_list_from_GCAS_issues_what_was_applied_for()
    {
        var transition = Transition(Decide(After(Request with { Facts = Facts with { Mail = null } }, Apply), Import));

        Assert.Equal((AccountState.Issued, LedgerAction.Import, Facts.Mail), (transition.After.State, transition.Entry.Action, transition.After.Facts.Mail));
    }

    [Fact]
    public void An_import_skips_no_step_of_an_account_that_the_ledger_knows()
    {
        Assert.Equal("ACC202", Refusal(Decide(In(AccountState.Requested), Import)).Code);
        Assert.Equal("ACC207", Refusal(Decide(In(AccountState.Applied), Import with { State = AccountState.InUse })).Code);
        Assert.Equal("ACC202", Refusal(Decide(In(AccountState.Issued), Import with { State = AccountState.InUse })).Code);
    }

    [Fact]
    public void An_import_that_the_ledger_knows_is_done_already_also_without_mail_address() =>
        Assert.IsType<AccountDecision.AlreadyDone>(Decide(In(AccountState.InUse), Import with { Facts = Facts with { Mail = null } }));

    [Fact]
    public void An_import_says_nothing_about_the_day_that_was_agreed()
    {
        var agreed = Request with { Facts = Facts with { NeededBy = new DateOnly(2027, 4, 1) } };

        Assert.Equal(new DateOnly(2027, 4, 1), Transition(Decide(After(agreed, Apply), Import)).After.Facts.NeededBy);
    }

    [Fact]
    public void An_import_with_other_facts_overwrites_nothing() => Assert.Equal(
        "ACC207: アカウント insurance-verification の内容が台帳と異なります(環境: 検証 → 本番)。 正しい方を確かめ、台帳を直す場合は correct(訂正)を使ってください。",
        Refusal(Decide(In(AccountState.InUse), Import with { Facts = Facts with { Environment = DeploymentEnvironment.Production } })).ToString());

    [Fact]
    public void A_correction_is_a_new_entry_that_names_before_and_after_and_keeps_the_state()
    {
        var entry = Transition(Decide(In(AccountState.InUse), Correct with { Mail = "Root@Example.JP", Id = OtherId })).Entry;

        Assert.Equal((AccountState.InUse, AccountState.InUse, 6), (entry.From!.Value, entry.To, entry.Version));
        Assert.Equal([new(AccountFact.Mail, Facts.Mail, "root@example.jp"), new(AccountFact.AccountId, Id.ToString(), OtherId.ToString())], entry.Changes.AsEnumerable());
    }

    [Fact]
    public void A_correction_that_changes_nothing_is_done_already() =>
        Assert.IsType<AccountDecision.AlreadyDone>(Decide(In(AccountState.InUse), Correct with { Mail = Facts.Mail }));

    [Fact]
    public void An_id_that_was_not_issued_cannot_be_corrected() => Assert.Equal("ACC208", Refusal(Decide(In(AccountState.Applied), Correct with { Id = Id })).Code);

    [Fact]
    public void An_empty_text_removes_a_fact() => Assert.Null(Transition(Decide(In(AccountState.Issued), Correct with { Mail = "" })).After.Facts.Mail);

    [Fact]
    public void Bodies_and_addresses_have_one_form_so_that_their_order_is_no_difference()
    {
        var codes = new[] { MunicipalityCode.Parse("131229"), MunicipalityCode.Parse("131121") };
        var request = Request with { Facts = Facts with { Municipalities = [.. codes], Mail = "ROOT@example.jp" } };

        Assert.IsType<AccountDecision.AlreadyDone>(Decide(After(request), request with { Facts = Facts with { Municipalities = [codes[1], codes[0], codes[1]], Mail = "root@EXAMPLE.jp" } }));
    }

    [Theory]
    [InlineData("no-system", "ACC301")]
    [InlineData("network-with-system", "ACC302")]
    [InlineData("unknown-system", "ACC303")]
    [InlineData("unknown-body", "ACC304")]
    [InlineData("body-without-system", "ACC305")]
    public void Facts_must_fit_the_estate(string what, string code)
    {
        var facts = what switch
        {
            "no-system" => Facts with { System = null },
            "network-with-system" => Facts with { Purpose = AccountPurpose.Network },
            "unknown-system" => Facts with { System = "tax" },
            "unknown-body" => Facts with { Municipalities = [MunicipalityCode.Parse("041009")] },
            _ => Facts with { Municipalities = [MunicipalityCode.Parse("131121")] },
        };

        Assert.Equal(code, Assert.Single(AccountEstateRules.Check(Name, facts, Sample)).Code);
        Assert.Empty(AccountEstateRules.Check(Name, Facts, Sample));
    }

    [Fact]
    public void The_bodies_of_the_system_are_stated_where_none_are_named() =>
        Assert.Equal(["131229"], AccountEstateRules.Complete(Facts with { Municipalities = [] }, Sample).Municipalities.Select(code => code.ToString()));
}
