using System.Diagnostics.CodeAnalysis;
using GovCloud.Adapters.Guardrails;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Adapters.Tests.Guardrails;

[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class AccountSettingsTests : IAsyncLifetime
{
    AccountCloud cloud = null!;
    AccountSettings settings = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        settings = new AccountSettings(
            cloud.Options, AccountId.Parse("111122223333"), new BaselineVersion(1, 1),
            new BaselineParameters { SecurityContactMail = "security@example.jp", SecurityContactTelephone = "+81-3-0000-0000" });
    }

    public async Task DisposeAsync()
    {
        settings.Dispose();
        await cloud.DisposeAsync();
    }

    public static TheoryData<string, string, int, string, SettingState> Readings => new()
    {
        {
            ControlCatalogue.PasswordPolicy, "GetAccountPasswordPolicy", 200,
            """<R xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><PasswordReusePrevention>24</PasswordReusePrevention><RequireSymbols>true</RequireSymbols><RequireNumbers>true</RequireNumbers><RequireUppercaseCharacters>true</RequireUppercaseCharacters><RequireLowercaseCharacters>true</RequireLowercaseCharacters></PasswordPolicy></R>""",
            SettingState.Met
        },
        { ControlCatalogue.PasswordPolicy, "GetAccountPasswordPolicy", 200, "<R><MinimumPasswordLength>8</MinimumPasswordLength></R>", SettingState.NotMet },
        { ControlCatalogue.PasswordPolicy, "GetAccountPasswordPolicy", 404, "NoSuchEntity", SettingState.NotMet },
        { ControlCatalogue.PasswordPolicy, "GetAccountPasswordPolicy", 403, "AccessDenied", SettingState.Unknown },
        { ControlCatalogue.VolumesEncrypted, "GetEbsEncryptionByDefault", 200, "<R><ebsEncryptionByDefault>true</ebsEncryptionByDefault></R>", SettingState.Met },
        { ControlCatalogue.VolumesEncrypted, "GetEbsEncryptionByDefault", 200, "<R><ebsEncryptionByDefault>false</ebsEncryptionByDefault></R>", SettingState.NotMet },
        { ControlCatalogue.InstanceMetadataV2, "GetInstanceMetadataDefaults", 200, "<R><accountLevel><httpTokens>required</httpTokens></accountLevel></R>", SettingState.Met },
        { ControlCatalogue.InstanceMetadataV2, "GetInstanceMetadataDefaults", 200, "<R><accountLevel/></R>", SettingState.NotMet },
        {
            ControlCatalogue.BucketsNotPublic, "GET /v20180820/configuration/publicAccessBlock", 200,
            "<R><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></R>", SettingState.Met
        },
        { ControlCatalogue.BucketsNotPublic, "GET /v20180820/configuration/publicAccessBlock", 200, "<R><BlockPublicAcls>true</BlockPublicAcls></R>", SettingState.NotMet },
        { ControlCatalogue.BucketsNotPublic, "GET /v20180820/configuration/publicAccessBlock", 404, "NoSuchPublicAccessBlockConfiguration", SettingState.NotMet },
        {
            ControlCatalogue.VulnerabilitiesScanned, "POST /status/batch/get", 200,
            """{"accounts":[{"accountId":"111122223333","resourceState":{"ec2":{"status":"ENABLED"},"ecr":{"status":"ENABLED"},"lambda":{"status":"ENABLED"},"lambdaCode":{"status":"DISABLED"}}}]}""", SettingState.NotMet
        },
        {
            ControlCatalogue.VulnerabilitiesScanned, "POST /status/batch/get", 200,
            """{"accounts":[],"failedAccounts":[{"accountId":"111122223333","errorCode":"INTERNAL_ERROR","errorMessage":"later"}]}""", SettingState.Unknown
        },
        { ControlCatalogue.SecurityContact, "POST /getAlternateContact", 200, """{"AlternateContact":{"EmailAddress":"Security@example.jp"}}""", SettingState.Met },
        { ControlCatalogue.SecurityContact, "POST /getAlternateContact", 404, "ResourceNotFoundException", SettingState.NotMet },
        { ControlCatalogue.DefaultVpcRemoved, "DescribeVpcs", 200, "<R><vpcSet/></R>", SettingState.Met },
    };

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_setting_is_read_as_AWS_tells_it(string control, string operation, int status, string body, SettingState expected)
    {
        cloud.Answers[operation] = (status, body);

        var reading = await settings.ReadAsync(control, default);

        Assert.True(reading.State == expected, $"{reading}");
        Assert.NotEmpty(reading.Detail);
    }

    [Fact]
    public async Task A_default_VPC_that_is_in_use_is_never_deleted()
    {
        cloud.Answers["DescribeVpcs"] = (200, "<R><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></R>");
        cloud.Answers["DescribeNetworkInterfaces"] = (200, "<R><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId></item></networkInterfaceSet></R>");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => settings.ApplyAsync(ControlCatalogue.DefaultVpcRemoved, default));

        Assert.Contains("使用中", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(cloud.Calls, call => call.StartsWith("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_default_VPC_whose_network_interfaces_come_after_an_empty_page_is_in_use()
    {
        cloud.Answers["DescribeVpcs"] = (200, "<R><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></R>");
        cloud.Answering = call => call.Operation != "DescribeNetworkInterfaces" ? null
            : call.Form["NextToken"] is "more" ? (200, "<R><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId></item></networkInterfaceSet></R>")
            : (200, "<R><networkInterfaceSet/><nextToken>more</nextToken></R>");

        await Assert.ThrowsAsync<InvalidOperationException>(() => settings.ApplyAsync(ControlCatalogue.DefaultVpcRemoved, default));

        Assert.DoesNotContain(cloud.Calls, call => call.StartsWith("De", StringComparison.Ordinal) && !call.StartsWith("Describe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_never_ends_is_unknown()
    {
        cloud.Answers["DescribeVpcs"] = (200, "<R><vpcSet/><nextToken>again</nextToken></R>");

        Assert.Equal(SettingState.Unknown, (await settings.ReadAsync(ControlCatalogue.DefaultVpcRemoved, default)).State);
    }

    [Fact]
    public async Task A_default_VPC_that_is_empty_is_taken_apart_in_order()
    {
        cloud.Answers["DescribeVpcs"] = (200, "<R><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></R>");
        cloud.Answers["DescribeNetworkInterfaces"] = (200, "<R><networkInterfaceSet/></R>");
        cloud.Answers["DescribeInternetGateways"] = (200, "<R><internetGatewaySet><item><internetGatewayId>igw-1</internetGatewayId></item></internetGatewaySet></R>");
        cloud.Answers["DescribeSubnets"] = (200, "<R><subnetSet><item><subnetId>subnet-1</subnetId></item><item><subnetId>subnet-2</subnetId></item></subnetSet></R>");
        foreach (var operation in (string[])["DetachInternetGateway", "DeleteInternetGateway", "DeleteSubnet", "DeleteVpc"])
        {
            cloud.Answers[operation] = (200, "<R><return>true</return></R>");
        }

        await settings.ApplyAsync(ControlCatalogue.DefaultVpcRemoved, default);

        Assert.Equal(["DetachInternetGateway", "DeleteInternetGateway", "DeleteSubnet", "DeleteSubnet", "DeleteVpc"], cloud.Calls.Where(call => !call.StartsWith("Describe", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ControlCatalogue.PasswordPolicy, "UpdateAccountPasswordPolicy", "<R/>")]
    [InlineData(ControlCatalogue.VolumesEncrypted, "EnableEbsEncryptionByDefault", "<R/>")]
    [InlineData(ControlCatalogue.InstanceMetadataV2, "ModifyInstanceMetadataDefaults", "<R/>")]
    [InlineData(ControlCatalogue.BucketsNotPublic, "PUT /v20180820/configuration/publicAccessBlock", "")]
    [InlineData(ControlCatalogue.VulnerabilitiesScanned, "POST /enable", "{}")]
    [InlineData(ControlCatalogue.SecurityContact, "POST /putAlternateContact", "")]
    public async Task A_setting_is_set_with_one_call(string control, string operation, string body)
    {
        cloud.Answers[operation] = (200, body);

        await settings.ApplyAsync(control, default);

        Assert.Equal([operation], cloud.Calls);
    }
}
