using System.Collections.Immutable;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.ApiModels;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.LocalCloud.Tests.Accounts;

/// <summary>Guardrails of an account that are read over HTTP by the clients of the product, compared with AWS's models where these are installed.</summary>
public sealed class GuardrailApisTests : IAsyncLifetime, IDisposable
{
    const string Operations = "111111111111";
    const string Member = "222222222222";
    const string Tokyo = "ap-northeast-1";

    static readonly DateTimeOffset start = new(2026, 10, 5, 5, 0, 0, TimeSpan.FromHours(9));
    static readonly string? models = ApiModelLibrary.FindFolder(AppContext.BaseDirectory);
    static readonly SimulatedStackFacts stack = new()
    {
        Name = BaselineReleases.MemberStack,
        Created = start.AddDays(-100),
        Compared = start.AddDays(-1),
        Template = """{"Resources":{}}""",
    };

    readonly ControllableClock clock = new(start, frozen: true);
    readonly GuardrailFaults faults = new(Tokyo, start.AddHours(-1));
    SimulatedAccounts accounts = null!;
    AccountsHost host = null!;

    public async Task InitializeAsync()
    {
        accounts = new SimulatedAccounts([AccountId.Parse(Operations), AccountId.Parse(Member)], Account, clock) { LargestPage = 3 };
        host = await AccountsHost.StartAsync(accounts, models, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        var deviations = host.ModelDeviations;
        await host.DisposeAsync();
        Assert.Empty(deviations);
    }

    public void Dispose() => clock.Dispose();

    [Fact]
    public async Task A_comparison_takes_minutes_and_until_then_the_one_before_it_counts()
    {
        Change(account => faults.BaselineIs(account, one => one with { Drifts = [new("Trail", "AWS::CloudTrail::Trail", "DELETED")] }));
        using var stacks = new AwsClient<CloudFormation>(await AssumedAsync());
        Assert.Equal("IN_SYNC", (await stacks.CallAsync(CloudFormation.DescribeStack, stack.Name, CancellationToken.None)).DriftStatus);

        await stacks.CallAsync(CloudFormation.DetectStackDrift, stack.Name, CancellationToken.None);
        var running = await Assert.ThrowsAsync<AwsApiException>(() => stacks.CallAsync(CloudFormation.DetectStackDrift, stack.Name, CancellationToken.None));
        Assert.Equal("ValidationError", running.ErrorCode);
        Assert.Equal("IN_SYNC", (await stacks.CallAsync(CloudFormation.DescribeStack, stack.Name, CancellationToken.None)).DriftStatus);

        clock.Advance(TimeSpan.FromMinutes(4));
        var state = await stacks.CallAsync(CloudFormation.DescribeStack, stack.Name, CancellationToken.None);
        Assert.Equal(("DRIFTED", start.AddMinutes(4)), (state.DriftStatus, state.DriftCheckedAt));
    }

    [Fact]
    public async Task A_stack_that_is_not_there_is_an_error_that_says_so()
    {
        using var stacks = new AwsClient<CloudFormation>(await AssumedAsync());
        var absent = await Assert.ThrowsAsync<AwsApiException>(() => stacks.CallAsync(CloudFormation.DescribeStack, "Nothing", CancellationToken.None));
        Assert.Equal("ValidationError", absent.ErrorCode);
        Assert.Contains("does not exist", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_was_changed_is_read_from_small_and_empty_pages()
    {
        var drifts = Enumerable.Range(10, 30).Select(number => new SimulatedDrift($"Alarm{number}", "AWS::CloudWatch::Alarm", "MODIFIED")).ToArray();
        Change(account => faults.BaselineIs(account, one => one with { Drifts = [.. drifts], Compared = start }));
        host.Faults.Inject(new() { Service = "cloudformation", Effect = new FaultEffect.SmallPages(Size: 2, EmptyEvery: 2) });
        var reading = await ReadAsync();
        Assert.Equal(drifts.Select(drift => drift.LogicalId), reading.Stack!.Drifted.Select(drift => drift.LogicalId));
    }

    [Fact]
    public async Task A_default_VPC_behind_an_empty_page_is_not_missed()
    {
        Change(account => faults.DefaultVpcAppears(account, "eni-1", "eni-2"));
        host.Faults.Inject(new() { Service = "ec2", Effect = new FaultEffect.SmallPages(Size: 1, EmptyEvery: 2), From = 1 });
        host.Faults.Inject(new() { Service = "ec2", Operations = new HashSet<string>(["DescribeVpcs"], StringComparer.Ordinal), Effect = new FaultEffect.SmallPages(Size: 1, EmptyEvery: 2) });
        var readings = (await ReadAsync()).Settings.Concat((await ReadAsync()).Settings).Where(setting => setting.Control == ControlCatalogue.DefaultVpcRemoved).ToList();
        Assert.All(readings, reading => Assert.Equal(SettingState.NotMet, reading.State));
        Assert.All(readings, reading => Assert.Contains("2 個", reading.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tidy_account_meets_every_setting()
    {
        var settings = (await ReadAsync()).Settings;
        Assert.Equal(AccountSettings.Of(BaselineReleases.Latest.Version), settings.Select(setting => setting.Control));
        Assert.All(settings, setting => Assert.True(setting.State == SettingState.Met, setting.ToString()));
        Assert.True(models is null || host.ModelledCalls > 10);
    }

    [Fact]
    public async Task Errors_have_the_codes_of_their_services()
    {
        Change(account => faults.PublicAccessIs(account, _ => null) with { Faults = [new CallFault { Kind = CallFaultKind.Denied, Service = "ec2" }, new CallFault { Kind = CallFaultKind.Denied, Service = "inspector2" }] });
        var settings = (await ReadAsync()).Settings.ToDictionary(setting => setting.Control, StringComparer.Ordinal);
        Assert.Equal(SettingState.NotMet, settings[ControlCatalogue.BucketsNotPublic].State);
        Assert.Equal("読み取る権限がない(GetEbsEncryptionByDefault: UnauthorizedOperation)", settings[ControlCatalogue.VolumesEncrypted].Detail);
        Assert.Equal("読み取る権限がない(BatchGetAccountStatus: AccessDeniedException)", settings[ControlCatalogue.VulnerabilitiesScanned].Detail);
    }

    static SimulatedAccount Account(AccountId id) => new()
    {
        Id = id,
        Name = id.ToString(),
        ReaderRoles = [GuardrailNames.AuditRole],
        Listing = Timelines.Always<SimulatedListing?>(null),
        Identity = Timelines.Always(new SimulatedIdentity { Contacts = ImmutableSortedDictionary<string, string>.Empty.Add("SECURITY", "security@example.jp") }),
        Regions = ImmutableSortedDictionary<string, SimulatedRegion>.Empty.Add(Tokyo, new SimulatedRegion
        {
            Name = Tokyo,
            Vaults = Timelines.Always<ImmutableArray<SimulatedVault>>([]),
            Plans = Timelines.Always<ImmutableArray<SimulatedPlan>>([]),
            Resources = Timelines.Always<ImmutableArray<SimulatedResource>>([]),
            OptIn = Timelines.Always(ImmutableSortedDictionary<string, bool>.Empty),
            Guardrails = Timelines.Always(new SimulatedGuardrails
            {
                Vpcs = [new SimulatedVpc("vpc-1", IsDefault: false, "10.0.0.0/22", ["eni-0"])],
                Stacks = ImmutableSortedDictionary<string, SimulatedStackFacts>.Empty.Add(stack.Name, stack),
            }),
        }),
    };

    void Change(Func<SimulatedAccount, SimulatedAccount> change) => accounts.Change(AccountId.Parse(Member), change);

    async Task<AccountReading> ReadAsync()
    {
        using var reader = new AccountReader(Options(Operations), new BaselineParameters { SecurityContactMail = "security@example.jp" });
        return await reader.ReadAsync(AccountId.Parse(Member), BaselineReleases.Latest.Version, CancellationToken.None);
    }

    AwsClientOptions Options(string account)
    {
        var (key, secret) = LocalCloudHost.CredentialsOf(account);
        return new AwsClientOptions { Credentials = new BasicAWSCredentials(key, secret), Region = Tokyo, Endpoint = host.Endpoint };
    }

    async Task<AwsClientOptions> AssumedAsync()
    {
        using var sts = new AwsClient<Sts>(Options(Operations));
        var role = await sts.CallAsync(Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{Member}:role/{GuardrailNames.AuditRole}", "test"), CancellationToken.None);
        return Options(Member) with { Credentials = new SessionAWSCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken) };
    }
}
