using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Organization;

namespace GovCloud.Core.Tests.Organization;

/// <summary>Units and where accounts belong.</summary>
public sealed class OrganizationPlanTests
{
    [Fact]
    public void There_are_units_for_all_and_one_for_each_body_and_each_vendor_in_shared_use_in_both_environments() => Assert.Equal(
        [
            "common", "network", "operations", "production", "verification", "sandbox", "suspended",
            "production/131121", "production/131229", "production/vendor-a", "verification/131121", "verification/131229", "verification/vendor-a",
        ],
        OrganizationPlan.Of(OwnedEstate.Estate).Units.Select(unit => unit.Key));

    [Theory]
    [InlineData("operations", "operations")]
    [InlineData("network", "network")]
    [InlineData("logs", "common")]
    [InlineData("tax-production", "production/vendor-a")]
    [InlineData("tax-verification", "verification/vendor-a")]
    [InlineData("tax-setagaya", "production/131121")]
    [InlineData("school-production", "production/131121")]
    public void An_account_belongs_to_its_purpose_else_its_one_body_else_its_vendor(string name, string unit) => Assert.Equal(unit, UnitOf(OwnedEstate.Estate, name));

    [Fact]
    public void A_suspended_account_is_in_no_other_unit_whatever_it_was()
    {
        var estate = OwnedEstate.With(new EstateOrganization { SuspendedAccounts = [OwnedEstate.Account(3, "").Id], SandboxAccounts = [OwnedEstate.Account(4, "").Id] });
        Assert.Equal("suspended", UnitOf(estate, "tax-production"));
        Assert.Equal("sandbox", UnitOf(estate, "tax-verification"));
    }

    [Fact]
    public void An_account_that_was_created_from_an_entry_is_placed_once_and_keeps_the_entry()
    {
        var estate = OwnedEstate.With(new EstateOrganization { NewAccounts = [OwnedEstate.New("tax-production"), OwnedEstate.New("tax-next")] });
        var placements = OrganizationPlan.Of(estate).Placements;
        var created = Assert.Single(placements, placement => placement.Name is "tax-production");
        Assert.Equal((OwnedEstate.Account(3, "").Id, "tax-production"), (created.Id, created.Entry?.Name));
        Assert.Null(Assert.Single(placements, placement => placement.Name is "tax-next").Id);
        Assert.Null(Assert.Single(placements, placement => placement.Name is "school-production").Entry);
    }

    [Fact]
    public void The_management_account_is_in_no_unit()
    {
        var estate = OwnedEstate.With(new EstateOrganization(), new Account { Id = AccountId.Parse("999900001111"), Name = "management", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Operations });
        Assert.DoesNotContain(OrganizationPlan.Of(estate).Placements, placement => placement.Name is "management");
    }

    [Fact]
    public void Owners_are_vendors_of_systems_and_operators_of_the_rest()
    {
        var owners = OrganizationPlan.Of(OwnedEstate.Estate).Placements.ToDictionary(placement => placement.Name, placement => placement.Owner, StringComparer.Ordinal);
        Assert.Equal(("operator", "network-operator", "vendor-b"), (owners["operations"], owners["network"], owners["school-production"]));
    }

    [Fact]
    public void Whatever_the_order_of_the_estate_the_plan_is_the_same() => Prop.ForAll<int>(seed =>
    {
        var estate = OwnedEstate.With(new EstateOrganization { NewAccounts = [OwnedEstate.New("b"), OwnedEstate.New("a")] });
        var random = new Random(seed);
        var shuffled = estate with
        {
            Accounts = [.. estate.Accounts.OrderBy(_ => random.Next())],
            Municipalities = [.. estate.Municipalities.OrderBy(_ => random.Next())],
            Systems = [.. estate.Systems.OrderBy(_ => random.Next())],
            Organisations = [.. estate.Organisations.OrderBy(_ => random.Next())],
            Organization = estate.Organization with { NewAccounts = [.. estate.Organization.NewAccounts.OrderBy(_ => random.Next())] },
        };
        var (left, right) = (OrganizationPlan.Of(estate), OrganizationPlan.Of(shuffled));
        return left.Units.SequenceEqual(right.Units)
            && left.Placements.Select(placement => (placement.Name, placement.Unit)).SequenceEqual(right.Placements.Select(placement => (placement.Name, placement.Unit)))
            && left.Policies.Select(policy => policy.Document).SequenceEqual(right.Policies.Select(policy => policy.Document), StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_account_is_in_exactly_one_unit_of_the_tree_and_adding_one_moves_no_other() => Prop.ForAll<NonEmptyArray<byte>>(numbers =>
    {
        var accounts = numbers.Get.Distinct().Select(number => OwnedEstate.Account(100 + number, FormattableString.Invariant($"member-{number}")) with
        {
            Environment = number % 2 == 0 ? DeploymentEnvironment.Production : DeploymentEnvironment.Verification,
            Municipalities = (number % 3) switch { 0 => [], 1 => [OwnedEstate.Katsushika], _ => [OwnedEstate.Setagaya] },
        }).ToArray();
        var whole = OrganizationPlan.Of(OwnedEstate.With(new EstateOrganization(), [.. accounts]));
        var fewer = OrganizationPlan.Of(OwnedEstate.With(new EstateOrganization(), [.. accounts.Skip(1)])).Placements.ToDictionary(placement => placement.Name, placement => placement.Unit.Key, StringComparer.Ordinal);
        var units = whole.Units.Select(unit => unit.Key).ToHashSet(StringComparer.Ordinal);
        return whole.Placements.Select(placement => placement.Name).Distinct(StringComparer.Ordinal).Count() == whole.Placements.Length
            && whole.Placements.All(placement => units.Contains(placement.Unit.Key) && (!fewer.TryGetValue(placement.Name, out var unit) || unit == placement.Unit.Key));
    }).QuickCheckThrowOnFailure();

    static string UnitOf(Estate estate, string name) => Assert.Single(OrganizationPlan.Of(estate).Placements, placement => placement.Name == name).Unit.Key;
}
