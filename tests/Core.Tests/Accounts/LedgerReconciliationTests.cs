using GovCloud.Accounts;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Accounts.LedgerSamples;

namespace GovCloud.Core.Tests.Accounts;

public sealed class LedgerReconciliationTests
{
    static readonly Account Account = new() { Id = Id, Name = Name, Environment = DeploymentEnvironment.Verification, System = "insurance" };

    [Fact]
    public void An_estate_that_was_imported_differs_in_nothing()
    {
        var ledger = Sample.Accounts.Select(account => After(Import with { Name = account.Name, Id = account.Id, Facts = AccountEstateRules.FactsOf(account, Sample) }));

        Assert.Empty(LedgerReconciliation.Compare(Sample, ledger));
    }

    [Fact]
    public void What_one_of_the_two_lacks_is_named_on_both_sides()
    {
        var differences = LedgerReconciliation.Compare(Of(Account), [After(Import with { Name = "other", Id = OtherId })]);

        Assert.Equal([("REC001", Name), ("REC002", "other")], differences.Select(difference => (difference.Code, difference.Account)));
        Assert.All(differences, difference => Assert.NotEmpty(difference.Remedy));
    }

    [Fact]
    public void What_the_estate_does_not_say_is_no_difference() => Assert.Empty(
        LedgerReconciliation.Compare(Of(Account), [After(Import with { Facts = Facts with { NeededBy = new DateOnly(2027, 4, 1) } })]));

    [Theory]
    [InlineData(AccountState.Requested)]
    [InlineData(AccountState.Applied)]
    [InlineData(AccountState.Closed)]
    public void Accounts_without_an_id_or_closed_need_not_stand_in_the_estate(AccountState state) => Assert.Empty(LedgerReconciliation.Compare(Of(), [In(state)]));

    [Theory]
    [InlineData(AccountState.Issued)]
    [InlineData(AccountState.InUse)]
    [InlineData(AccountState.Closing)]
    public void Accounts_that_exist_must_stand_in_the_estate(AccountState state) =>
        Assert.Equal("REC002", Assert.Single(LedgerReconciliation.Compare(Of(), [In(state)])).Code);

    [Theory]
    [InlineData(AccountState.Requested, "REC023")]
    [InlineData(AccountState.Applied, "REC023")]
    [InlineData(AccountState.Closed, "REC022")]
    public void States_that_do_not_fit_an_account_of_the_estate_are_named(AccountState state, string code) =>
        Assert.Equal(code, Assert.Single(LedgerReconciliation.Compare(Of(Account), [In(state)])).Code);

    [Fact]
    public void An_account_of_the_estate_whose_request_was_withdrawn_is_named() =>
        Assert.Equal("REC021", Assert.Single(LedgerReconciliation.Compare(Of(Account), [After(Request, Withdraw)])).Code);

    [Fact]
    public void Every_fact_that_differs_is_named_with_both_values()
    {
        var other = Account with
        {
            Environment = DeploymentEnvironment.Production,
            System = null,
            Purpose = AccountPurpose.Network,
            Municipalities = [MunicipalityCode.Parse("131121")],
            Mail = "x@example.jp",
        };

        var differences = LedgerReconciliation.Compare(Of(other), [In(AccountState.InUse)]);

        Assert.Equal(["REC012", "REC013", "REC014", "REC015", "REC016"], differences.Select(difference => difference.Code));
        Assert.Equal("環境が異なります。環境定義: 本番、台帳: 検証", differences[0].Message);
        Assert.Equal("団体が異なります。環境定義: 131121、台帳: 131229", differences[2].Message);
    }

    [Fact]
    public void An_account_is_found_by_its_id_where_the_names_differ()
    {
        var difference = Assert.Single(LedgerReconciliation.Compare(Of(Account with { Name = "renamed" }), [In(AccountState.InUse)]));

        Assert.Equal(("REC010", "renamed"), (difference.Code, difference.Account));
    }

    [Fact]
    public void An_account_is_found_by_its_name_where_the_ids_differ() =>
        Assert.Equal("REC011", Assert.Single(LedgerReconciliation.Compare(Of(Account with { Id = OtherId }), [In(AccountState.InUse)])).Code);

    static Estate Of(params Account[] accounts) => Sample with { Accounts = [.. accounts] };
}
