using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Estates;

public sealed class EstateIndexTests
{
    readonly EstateIndex index = new(SampleRecords.Estate(), "digest");

    [Fact]
    public void An_account_of_a_system_takes_usage_data_class_and_bodies_from_the_system()
    {
        var context = index.FindAccount("131229000101")!;
        Assert.Equal("kokuho", context.System!.Id);
        Assert.Equal(UsageMode.Shared, context.Usage);
        Assert.Equal(DataClass.SpecificPersonal, context.DataClass);
        Assert.Equal(DeploymentEnvironment.Production, context.Environment);
        Assert.Equal("葛飾区 世田谷区", string.Join(' ', context.Municipalities.Select(m => m.Name)));
    }

    [Fact]
    public void An_account_may_narrow_bodies_and_override_usage()
    {
        var context = index.FindAccount("131229000102")!;
        Assert.Equal(UsageMode.Dedicated, context.Usage);
        Assert.Equal("世田谷区", Assert.Single(context.Municipalities).Name);
    }

    [Fact]
    public void An_account_without_system_counts_as_network_use_and_its_data_class_is_unknown()
    {
        var context = index.FindAccount("012345678901")!;
        Assert.Equal(UsageMode.Network, context.Usage);
        Assert.Null(context.DataClass);
        Assert.Empty(context.Municipalities);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("999999999999")]
    public void An_unknown_account_is_not_found(string? id) => Assert.Null(index.FindAccount(id));

    [Theory]
    [InlineData(Role.Operator, "operator")]
    [InlineData(Role.IntegratedOperator, "")]
    [InlineData(Role.NetworkOperator, "network-operator")]
    [InlineData(Role.Vendor, "vendor-a")]
    [InlineData(Role.ItDepartment, "katsushika-it setagaya-it")]
    [InlineData(Role.OwningDepartment, "katsushika-kokuho setagaya-kokuho")]
    public void A_role_resolves_through_the_account(Role role, string expected) =>
        Assert.Equal(expected, string.Join(' ', index.Resolve(role, index.FindAccount("131229000101"))));

    [Theory]
    [InlineData(Role.ItDepartment, "setagaya-it")]
    [InlineData(Role.OwningDepartment, "setagaya-kokuho")]
    public void Departments_of_bodies_whose_data_the_account_does_not_hold_are_left_out(Role role, string expected) =>
        Assert.Equal(expected, string.Join(' ', index.Resolve(role, index.FindAccount("131229000102"))));

    [Theory]
    [InlineData(Role.Operator, "operator")]
    [InlineData(Role.Vendor, "")]
    [InlineData(Role.ItDepartment, "")]
    [InlineData(Role.OwningDepartment, "")]
    public void For_an_unknown_account_only_the_operators_of_the_estate_are_found(Role role, string expected) =>
        Assert.Equal(expected, string.Join(' ', index.Resolve(role, null)));

    [Fact]
    public void The_first_row_of_the_matrix_that_matches_wins()
    {
        Assert.Equal(Role.NetworkOperator, index.FindResponsibility(AlertCategory.Threat, UsageMode.Network)!.Responsible);
        Assert.Equal(Role.Operator, index.FindResponsibility(AlertCategory.Threat, UsageMode.Shared)!.Responsible);
        Assert.Equal(Role.Vendor, index.FindResponsibility(AlertCategory.Backup, UsageMode.Shared)!.Responsible);
        Assert.Null(index.FindResponsibility(AlertCategory.Backup, UsageMode.Dedicated));
    }

    [Fact]
    public void An_unknown_usage_matches_only_rows_about_all_usages()
    {
        Assert.Equal(Role.Operator, index.FindResponsibility(AlertCategory.Threat, null)!.Responsible);
        Assert.Null(index.FindResponsibility(AlertCategory.Backup, null));
    }

    [Fact]
    public void An_organisation_is_found_by_its_id()
    {
        Assert.Equal("vendor-a", index.Organisation("vendor-a")!.Name);
        Assert.Null(index.Organisation("nobody"));
    }

    [Fact]
    public void An_estate_that_was_not_validated_is_refused()
    {
        var estate = SampleRecords.Estate();
        Assert.Throws<ArgumentException>(() => new EstateIndex(estate with { Systems = [] }, "digest"));
        Assert.Throws<ArgumentException>(() => new EstateIndex(estate with { Accounts = [.. estate.Accounts, estate.Accounts[0]] }, "digest"));
    }
}
