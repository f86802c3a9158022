using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Organization;

public sealed class OrganizationCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly OwnedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plan")]
    [InlineData("settings")]
    public async Task An_organization_that_is_not_ours_has_no_plan_and_the_command_says_what_to_use_instead(string command)
    {
        var (code, output, error) = await RunAsync("organization", command, Sample);
        Assert.Equal((0, ""), (code, output));
        Assert.Contains("OU・アカウント・ポリシーは作らない。アカウントは gca accounts application で申請する。", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_shows_units_accounts_and_policies_in_Japanese()
    {
        var (code, output, error) = await RunAsync("organization", "plan", folder.Path);
        Assert.Equal((0, ""), (code, error));
        foreach (var expected in new[] { "組織単位(OU)", "production/131229", "葛飾区", "アカウントの所属", "katsushika-library-production", "(未作成)", "gca-japanese-regions", "10,240" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_json_holds_the_documents_of_the_policies()
    {
        using var json = JsonDocument.Parse((await RunAsync("organization", "plan", folder.Path, "--format", "json")).Output);
        var policy = json.RootElement.GetProperty("policies")[0];
        Assert.Equal("gca-japanese-regions", policy.GetProperty("name").GetString());
        Assert.Equal("OnlyAllowedRegions", policy.GetProperty("document").GetProperty("Statement")[0].GetProperty("Sid").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("errors").GetInt32());
    }

    [Fact]
    public async Task A_finding_stands_at_its_place_and_is_an_error()
    {
        folder.Edit("organization.yaml", "value: 500", "value: 20");
        var (code, _, error) = await RunAsync("organization", "plan", folder.Path, "--language", "en");
        Assert.Equal(1, code);
        Assert.StartsWith($"{Path.Combine(folder.Path, "organization.yaml")}:2:3: error ORG005: the organization: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_call_is_explained_by_policy_and_statement()
    {
        var (code, output, _) = await RunAsync("organization", "explain", folder.Path, "s3:PutObject", "--at", "katsushika-tax-production", "--region", "us-east-1");
        Assert.Equal(1, code);
        Assert.StartsWith("禁止: ", output, StringComparison.Ordinal);
        Assert.Contains("gca-japanese-regions の OnlyAllowedRegions: 許可したリージョン(ap-northeast-1、ap-northeast-3)とグローバルサービスだけを使う", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_not_denied_is_no_problem()
    {
        Assert.Equal(0, (await RunAsync("organization", "explain", folder.Path, "iam:GetRole", "--at", "production/131229", "--region", "us-east-1")).Code);
        Assert.Equal(0, (await RunAsync("organization", "explain", folder.Path, "s3:PutObject", "--at", "131229001601", "--region", "us-east-1", "--role", "cdk-hnb659fds-deploy")).Code);
        var (code, output, _) = await RunAsync("organization", "explain", folder.Path, "s3:PutObject", "--at", "network", "--context", "s3:x-amz-acl=public-read", "--format", "json");
        Assert.Equal(1, code);
        Assert.Contains("\"statement\": \"NoPublicAcl\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("production/999999")]
    public async Task An_account_that_is_not_there_is_misuse(string at) =>
        Assert.Equal(2, (await RunAsync("organization", "explain", folder.Path, "s3:GetObject", "--at", at)).Code);

    [Fact]
    public async Task Settings_without_an_option_list_every_call_and_make_none()
    {
        var (code, output, error) = await RunAsync("organization", "settings", folder.Path);
        Assert.Equal(0, code);
        Assert.StartsWith(
            """
            organizations EnablePolicyType RootId=r-ab12 PolicyType=SERVICE_CONTROL_POLICY  # ポリシータイプ SERVICE_CONTROL_POLICY を有効にする
            organizations EnablePolicyType RootId=r-ab12 PolicyType=TAG_POLICY  # ポリシータイプ TAG_POLICY を有効にする
            organizations EnableAWSServiceAccess ServicePrincipal=account.amazonaws.com  # account.amazonaws.com に信頼されたアクセスを許可する
            organizations EnableAWSServiceAccess ServicePrincipal=config.amazonaws.com  # config.amazonaws.com に信頼されたアクセスを許可する
            organizations RegisterDelegatedAdministrator AccountId=131229090201 ServicePrincipal=config.amazonaws.com  # config.amazonaws.com の管理を 131229090201 に委任する
            guardduty EnableOrganizationAdminAccount Region=ap-northeast-1 AdminAccountId=131229090201  # GuardDuty(ap-northeast-1)の管理を 131229090201 に委任する
            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.Contains("何も実行していない", error, StringComparison.Ordinal);
    }
}
