using System.CommandLine;
using GovCloud.Cli.Organization;

namespace GovCloud.Cli.Tests.Organization;

/// <summary><c>gca organization settings --compare</c> and <c>--apply</c> over real HTTP.</summary>
public sealed class OrganizationSettingsTests : IAsyncLifetime, IDisposable
{
    readonly OwnedFolder folder = new();
    OrganizationApi api = null!;

    public async Task InitializeAsync() => api = await OrganizationApi.StartAsync();

    public async Task DisposeAsync() => await api.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Comparing_shows_the_difference_and_changes_nothing()
    {
        var (code, output, error) = await RunAsync("--compare");
        Assert.Equal(1, code);
        Assert.All(output.TrimEnd().Split('\n'), line => Assert.StartsWith("差分", line, StringComparison.Ordinal));
        Assert.StartsWith("変更なし 0 件、差分 ", error, StringComparison.Ordinal);
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task Applying_makes_everything_once_and_the_second_time_nothing()
    {
        var (code, _, error) = await RunAsync("--apply");
        Assert.Equal((0, true), (code, error.StartsWith("変更なし 1 件", StringComparison.Ordinal)));
        var first = api.Writes.Count;
        Assert.Equal("""EnablePolicyType {"RootId":"r-ab12","PolicyType":"SERVICE_CONTROL_POLICY"}""", api.Writes[0]);
        Assert.Contains("""POST/admin/enable {"adminAccountId":"131229090201"}""", api.Writes, StringComparer.Ordinal);

        (code, _, error) = await RunAsync("--apply");
        Assert.Equal(0, code);
        Assert.EndsWith("差分 0 件、変更 0 件、失敗 0 件\n", error, StringComparison.Ordinal);
        Assert.Equal(first, api.Writes.Count);
    }

    [Fact]
    public async Task The_management_account_is_never_named_in_a_call_for_its_own_contact()
    {
        await RunAsync("--apply");
        var contacts = api.Writes.Where(call => call.StartsWith("POST/putAlternateContact", StringComparison.Ordinal)).ToArray();
        Assert.Single(contacts, call => !call.Contains("AccountId", StringComparison.Ordinal));
        Assert.DoesNotContain(contacts, call => call.Contains(OwnedFolder.Management, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_failure_does_not_stop_the_rest_and_is_made_good_by_the_next_run()
    {
        api.Refused = "131229001601";
        var (code, output, error) = await RunAsync("--apply");
        Assert.Equal(1, code);
        Assert.Contains("失敗      アカウント 131229001601の代替連絡先(セキュリティ)を", output, StringComparison.Ordinal);
        Assert.Contains("ConstraintViolationException: refused for the test", error, StringComparison.Ordinal);
        Assert.EndsWith("失敗 1 件\n", error, StringComparison.Ordinal);

        api.Refused = null;
        (code, _, error) = await RunAsync("--apply");
        Assert.Equal(0, code);
        Assert.EndsWith("差分 0 件、変更 1 件、失敗 0 件\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_that_somebody_changed_is_a_difference()
    {
        await RunAsync("--apply");
        folder.Edit("organization.yaml", "03-0000-0000", "03-0000-0001");
        var (code, output, _) = await RunAsync("--compare", "--format", "json");
        Assert.Equal(1, code);
        Assert.Contains("\"state\": \"differs\"", output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"unchanged\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_of_another_organization_are_refused_before_anything_is_changed()
    {
        api.Management = "888800001111";
        var (code, output, error) = await RunAsync("--apply");
        Assert.Equal((2, ""), (code, output));
        Assert.Equal("error: the credentials belong to the organization of 888800001111, and the estate's is that of 999900001111; use credentials of 999900001111.\n", error);
        Assert.Empty(api.Writes);
    }

    async Task<(int Code, string Output, string Error)> RunAsync(params string[] options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var command = OrganizationSettingsCommand.Create(new OrganizationConnection(TimeProvider.System, api.Options));
        var code = await command.Parse([folder.Path, .. options]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
