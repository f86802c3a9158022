using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Inventory;
using static GovCloud.Core.Tests.Inventory.InventorySamples;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Ledger, organization and estate, three ways.</summary>
public sealed class LedgerCheckTests
{
    [Fact]
    public void What_all_three_say_alike_passes()
    {
        var context = Three([Record()], [Listed()]);
        foreach (var check in new[] { "ACC-001", "ACC-002", "ACC-003", "ACC-005", "ACC-006" })
        {
            Assert.All(Results(check, context), result => Assert.Equal((check, AuditOutcomeKind.Pass), (result.Check.Id, result.Outcome.Kind)));
        }
    }

    [Fact]
    public void An_account_in_AWS_that_the_ledger_lacks_is_found_and_the_other_way_round()
    {
        var context = Three([Record()], [Listed() with { Id = AccountId.Parse("999999999999") }]);
        Assert.Equal("999999999999", Assert.Single(Results("ACC-001", context), result => result.Outcome is Failed).Subject.Id);
        Assert.Equal("131229002401", Assert.Single(Results("ACC-002", context), result => result.Outcome is Failed).Subject.Id);
    }

    [Fact]
    public void An_account_of_the_estate_that_the_ledger_lacks_is_found() =>
        Assert.Contains(Results("ACC-004", Three([Record()], [])), result => result.Outcome is Failed && result.Subject.Id == "012345678901");

    [Theory]
    [InlineData("insurance-production", "root@example.jp", AuditOutcomeKind.Pass)]
    [InlineData("insurance-production", "ROOT@example.jp", AuditOutcomeKind.Pass)]
    [InlineData("insurance-production", null, AuditOutcomeKind.Pass)]
    [InlineData("insurance-prod", "root@example.jp", AuditOutcomeKind.Fail)]
    [InlineData("insurance-production", "other@example.jp", AuditOutcomeKind.Fail)]
    public void Names_and_root_addresses_are_compared_and_addresses_never_written_out(string name, string? mail, AuditOutcomeKind expected)
    {
        var result = Assert.Single(Results("ACC-003", Three([Record()], [Listed() with { Name = name, Mail = mail }])));
        Assert.Equal(expected, result.Outcome.Kind);
        Assert.DoesNotContain("@", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACTIVE", AccountState.InUse, 10, AuditOutcomeKind.Pass)]
    [InlineData("ACTIVE", AccountState.Closed, 1, AuditOutcomeKind.Fail)]
    [InlineData("ACTIVE", AccountState.Closing, 90, AuditOutcomeKind.Pass)]
    [InlineData("ACTIVE", AccountState.Closing, 91, AuditOutcomeKind.Fail)]
    [InlineData("SUSPENDED", AccountState.InUse, 1, AuditOutcomeKind.Fail)]
    [InlineData("PENDING_CLOSURE", AccountState.Closing, 1, AuditOutcomeKind.Pass)]
    [InlineData("CLOSED", AccountState.Closed, 200, AuditOutcomeKind.Pass)]
    [InlineData("HIBERNATING", AccountState.InUse, 1, AuditOutcomeKind.Unknown)]
    [InlineData(null, AccountState.InUse, 1, AuditOutcomeKind.Unknown)]
    public void The_state_in_AWS_and_the_ledger_agree_and_an_unknown_state_is_unknown(string? state, AccountState ledger, int days, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Assert.Single(Results("ACC-006", Three([Record() with { State = ledger, ChangedAt = At.AddDays(-days) }], [Listed() with { State = state }]))).Outcome.Kind);

    [Fact]
    public void An_organization_that_cannot_be_listed_leaves_the_comparison_unknown()
    {
        var context = Context(Readings.Known<ImmutableArray<AccountRecord>>([Record()]), Readings.Unknown<ImmutableArray<OrganizationAccount>>("ListAccounts の権限がありません"));
        Assert.All(new[] { "ACC-001", "ACC-002", "ACC-003", "ACC-006" }, check => Assert.IsType<NotKnown>(Assert.Single(Results(check, context)).Outcome));
        Assert.DoesNotContain(Results("ACC-004", context), result => result.Outcome is NotKnown);
    }

    [Fact]
    public void One_account_or_address_twice_in_the_ledger_is_found()
    {
        Assert.Contains(Results("ACC-005", Three([Record(), Record() with { Name = "again" }], [])), result => result.Outcome is Failed && result.Subject.Id == "131229002401");
        Assert.Contains(Results("ACC-005", Three([Record(), Record() with { Name = "again", Id = AccountId.Parse("012345678901") }], [])), result => result.Outcome is Failed);
    }

    [Fact]
    public void Owners_without_a_mailbox_are_named()
    {
        Assert.All(Results("ACC-007", Context()), result => Assert.IsType<Passed>(result.Outcome));
        var silent = Estate with { Organisations = [.. Estate.Organisations.Select(organisation => organisation with { Mail = [], SlackWebhookParameter = null })] };
        var context = new InventoryContext(silent, Readings.Unknown<ImmutableArray<AccountRecord>>("なし"), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし"));
        Assert.All(Results("ACC-007", context), result => Assert.IsType<Failed>(result.Outcome));
    }

    static InventoryContext Three(ImmutableArray<AccountRecord> ledger, ImmutableArray<OrganizationAccount> organization) => Context(Readings.Known(ledger), Readings.Known(organization));

    static OrganizationAccount Listed() => new() { Id = Account, Name = "insurance-production", Mail = "root@example.jp", State = "ACTIVE" };

    static AccountRecord Record() => new()
    {
        Name = "insurance-production",
        Id = Account,
        State = AccountState.InUse,
        Facts = new() { Environment = GovCloud.Estates.DeploymentEnvironment.Production, System = "insurance", Mail = "root@example.jp" },
        Version = 1,
        ChangedAt = At.AddDays(-100),
    };
}
