using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Inventory;
using static GovCloud.Core.Tests.Inventory.InventorySamples;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Root user, IAM users, passwords and keys. Several of these are wrong answers of tools in use.</summary>
public sealed class CredentialCheckTests
{
    [Fact]
    public void An_active_key_that_was_never_used_since_it_was_made_is_unused()
    {
        var result = Assert.Single(Results("IAM-014", With(User("batch", key1: "true,2025-10-17T00:00:00Z,N/A"))));
        Assert.Equal(AuditOutcomeKind.Fail, result.Outcome.Kind);
        Assert.Contains("400日間、作成されてから一度も使われていません", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_key_is_looked_at_although_the_first_is_used()
    {
        var results = Results("IAM-014", With(User("batch", key1: "true,2026-11-01T00:00:00Z,2026-11-20T00:00:00Z", key2: "true,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z")));
        Assert.Equal([AuditOutcomeKind.Pass, AuditOutcomeKind.Fail], results.Select(result => result.Outcome.Kind).Order());
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-015", With(User("batch", key1: "true,2026-11-01T00:00:00Z,N/A", key2: "true,2026-11-02T00:00:00Z,N/A"))));
    }

    [Fact]
    public void A_second_key_alone_is_looked_at_although_the_first_is_inactive() =>
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-014", With(User("batch", key1: "false,2025-01-01T00:00:00Z,N/A", key2: "true,2026-01-01T00:00:00Z,N/A"))));

    [Fact]
    public void An_old_password_use_of_root_never_hides_the_use_of_a_root_key()
    {
        var root = Root.Replace("true,false,N/A,N/A,N/A,N/A,false", "true,true,2025-01-01T00:00:00Z,2026-11-20T00:00:00Z,N/A,N/A,false", StringComparison.Ordinal);
        Assert.NotEqual(Root, root);
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-003", With(root)));
    }

    [Theory]
    [InlineData("2026-11-21T02:00:00Z", AuditOutcomeKind.Fail)]
    [InlineData("2026-08-21T03:00:00Z", AuditOutcomeKind.Fail)]
    [InlineData("2026-08-21T02:59:59Z", AuditOutcomeKind.Pass)]
    [InlineData("2024-11-21T00:00:00Z", AuditOutcomeKind.Pass)]
    [InlineData("no_information", AuditOutcomeKind.Pass)]
    [InlineData("2026-11-22T00:00:00Z", AuditOutcomeKind.Unknown)]
    public void Root_use_counts_from_the_first_instant_of_the_audited_period_and_not_the_other_way_round(string used, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Only("IAM-003", With(Root.Replace("2025-01-10T00:00:00Z", used, StringComparison.Ordinal))));

    [Fact]
    public void A_key_is_named_by_its_id_not_by_its_place_in_the_report()
    {
        const string old = "true,2026-01-01T00:00:00Z,N/A", young = "true,2026-11-20T00:00:00Z,N/A";
        var keys = Readings.Known<ImmutableArray<AccessKey>>([Key("AKIAOLD", 2026, 1, 1), Key("AKIAYOUNG", 2026, 11, 20)]);
        foreach (var report in new[] { User("batch", key1: old, key2: young), User("batch", key1: young, key2: old) })
        {
            var failed = Assert.Single(Results("IAM-013", With(report) with { AccessKeys = keys }), result => result.Outcome.Kind == AuditOutcomeKind.Fail);
            Assert.Equal("AKIAOLD", failed.Subject.Id);
        }

        var unnamed = Results("IAM-013", With(User("batch", key1: old))).Single().Subject.Id;
        Assert.Equal(unnamed, Results("IAM-013", With(User("batch", key1: young, key2: old))).Single(result => result.Outcome.Kind == AuditOutcomeKind.Fail).Subject.Id);
    }

    [Theory]
    [InlineData("2026-08-23T03:00:00Z", AuditOutcomeKind.Pass)]
    [InlineData("2026-08-22T03:00:00Z", AuditOutcomeKind.Fail)]
    [InlineData("2099-02-03T09:50:21Z", AuditOutcomeKind.Unknown)]
    [InlineData("N/A", AuditOutcomeKind.Unknown)]
    public void A_key_may_be_ninety_days_old_and_one_of_the_future_is_unknown(string made, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Only("IAM-013", With(User("batch", key1: $"true,{made},N/A"))));

    [Theory]
    [InlineData("true,no_information,2026-01-01T00:00:00Z,N/A", AuditOutcomeKind.Fail)]
    [InlineData("true,2026-11-20T00:00:00+00:00,2026-01-01T00:00:00Z,N/A", AuditOutcomeKind.Pass)]
    [InlineData("TRUE,2026-01-20T00:00:00Z,2026-01-01T00:00:00Z,N/A", AuditOutcomeKind.Fail)]
    [InlineData("false,N/A,N/A,N/A", AuditOutcomeKind.NotApplicable)]
    public void A_password_that_was_never_used_is_as_unused_as_it_is_old(string password, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Only("IAM-012", With(User("taro", password))));

    [Fact]
    public void A_second_factor_is_asked_of_users_with_a_password_only()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-011", With(User("taro", "true,no_information,2026-11-01T00:00:00Z,N/A"))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-011", With(User("taro", "true,no_information,2026-11-01T00:00:00Z,N/A", mfa: true))));
        Assert.Equal(AuditOutcomeKind.NotApplicable, Only("IAM-011", With(User("taro"))));
    }

    [Fact]
    public void Root_without_any_credential_needs_no_second_factor()
    {
        var removed = Readings.Known(new RootSummary(HasMfa: false, HasAccessKeys: false, HasPassword: false, HasCertificates: false));
        Assert.Equal(AuditOutcomeKind.NotApplicable, Only("IAM-002", Evidence() with { Summary = removed }));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-002", Evidence() with { Summary = Readings.Known(new RootSummary(false, false, null, false)) }));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-001", Evidence() with { Summary = Readings.Known(new RootSummary(true, true, true, false)) }));
    }

    [Fact]
    public void A_user_that_stands_twice_in_the_report_is_judged_twice() =>
        Assert.Equal(2, Results("IAM-015", With(User("taro", key1: "true,2026-11-01T00:00:00Z,N/A"), User("taro", key1: "true,2026-11-02T00:00:00Z,N/A"))).Count);

    [Fact]
    public void A_report_that_breaks_off_is_refused_wherever_it_does() =>
        Prop.ForAll(Gen.Choose(1, User("taro").Length - 3).ToArbitrary(), length =>
        {
            var broken = Heading + Root + User("taro")[..length];
            try
            {
                var rows = CredentialReport.Parse(broken).Rows;
                // A cell that is cut short and still reads well can only be the last one.
                Assert.Equal(2, rows.Length);
                Assert.True(length > User("taro").LastIndexOf(','));
            }
            catch (FormatException)
            {
                Assert.True(length <= User("taro").Length);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_check_passes_on_an_account_of_which_nothing_was_read()
    {
        var results = AuditEngine.Judge(InventoryChecks.OfAccount, Evidence(), []).ToList();
        Assert.Equal(InventoryChecks.OfAccount.Length, results.Count);
        Assert.All(results, result => Assert.Equal(AuditOutcomeKind.Unknown, result.Outcome.Kind));
    }

    [Fact]
    public void An_IAM_user_is_accepted_only_where_the_estate_names_it_in_full() =>
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-010", With(User("taro"))));

    static AccessKey Key(string id, int year, int month, int day) => new("batch", id, "Active", new(year, month, day, 0, 0, 0, TimeSpan.Zero));

    static AccountEvidence With(params string[] rows) => Evidence() with { Credentials = Report(rows) };
}
