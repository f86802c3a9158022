using System.Collections.Immutable;
using GovCloud.Access;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Access;

public sealed class RolePoliciesTests
{
    static readonly AccessRole Role = new() { Id = "role", Name = "役", Kind = AccessRoleKind.Vendor, Organisation = "vendor-a" };

    [Fact]
    public void The_levels_are_apart_and_every_action_stands_once()
    {
        ImmutableArray<string>[] lists = [ActionCatalogue.ReadData, ActionCatalogue.Operate, ActionCatalogue.Change, ActionCatalogue.Create, ActionCatalogue.Remote];

        Assert.Equal(lists.SelectMany(list => list).Distinct(StringComparer.OrdinalIgnoreCase).Count(), lists.Sum(list => list.Length));
        Assert.Subset(ActionCatalogue.ReadData.ToHashSet(StringComparer.Ordinal), ActionCatalogue.UseData.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(ActionCatalogue.Remote.ToHashSet(StringComparer.Ordinal), ActionCatalogue.UseRemote.ToHashSet(StringComparer.Ordinal));
        Assert.All(ActionCatalogue.ReadSettings.Where(action => action.EndsWith('*')), action => Assert.Matches("^[a-z0-9-]+:(Describe|Get|GetBucket|List)\\*$", action));
    }

    [Fact]
    public void A_role_that_says_nothing_more_reads_settings_and_is_denied_data_and_remote_operation()
    {
        var policies = RolePolicies.Of(Role, [], TagSource.Principal);

        Assert.Equal(["WhoAmI"], policies[0].Statements.Select(statement => statement.Sid));
        Assert.Equal(["NoData", "NoRemoteOperation"], policies[1].Statements.Select(statement => statement.Sid));
        Assert.All(policies[1].Statements, statement => Assert.True(statement.Denies));
    }

    [Fact]
    public void A_role_that_is_limited_by_tag_makes_nothing_and_has_its_limit_on_every_permission()
    {
        var role = Role with { Level = AccessLevel.Change, Data = true, TagOwner = true, TagSystem = "tax" };

        var allowed = RolePolicies.Of(role, [], TagSource.Principal)[0].Statements;

        Assert.All(allowed, statement => Assert.Equal(["aws:ResourceTag/Owner", "aws:ResourceTag/System"], statement.Conditions.Select(condition => condition.Key)));
        Assert.DoesNotContain(allowed.SelectMany(statement => statement.Actions), action => ActionCatalogue.Create.Contains(action) || action.StartsWith("iam:", StringComparison.Ordinal) || action.StartsWith("s3:", StringComparison.Ordinal));
        Assert.Equal("${aws:PrincipalTag/System}", allowed[0].Conditions[1].Values.Single());
        Assert.Equal("tax", RolePolicies.Of(role, [], TagSource.Literal)[0].Statements[0].Conditions[1].Values.Single());
    }

    [Fact]
    public void The_last_day_ends_at_midnight_in_Japan()
    {
        var role = Role with { From = new DateOnly(2026, 10, 1), Until = new DateOnly(2027, 3, 31) };

        var denied = RolePolicies.Of(role, [], TagSource.Principal)[1].Statements;

        Assert.Equal("2027-03-31T15:00:00Z", denied.Single(statement => statement.Sid == "NoLonger").Conditions[0].Values.Single());
        Assert.Equal("2026-09-30T15:00:00Z", denied.Single(statement => statement.Sid == "NotYet").Conditions[0].Values[0]);
    }

    [Fact]
    public void The_selectors_of_a_role_are_joined_and_building_accounts_are_for_build_roles()
    {
        var estate = AccessEstates.Estate();
        var targets = new AccessTargets(estate);

        string[] Of(string id) => [.. targets.Of(estate.Access.Roles.Single(role => role.Id == id)).Select(target => target.Account.Name)];

        Assert.Equal(["operations", "insurance-production"], Of("operate"));
        Assert.Equal(["insurance-production"], Of("vendor-build"));
        Assert.Equal(["insurance-production"], Of("audit"));
        Assert.Empty(new AccessTargets(estate with { Access = estate.Access with { Building = [] } }).Of(estate.Access.Roles.Single(role => role.Id == "vendor-build")));
    }
}
