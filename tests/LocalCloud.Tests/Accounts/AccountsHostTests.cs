using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Contracts;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Clock;

namespace GovCloud.LocalCloud.Tests.Accounts;

/// <summary>Accounts that are called over HTTP by the clients of the product.</summary>
public sealed class AccountsHostTests : IAsyncLifetime, IDisposable
{
    const string Operations = "111111111111";
    const string Member = "222222222222";

    readonly ControllableClock clock = new(new DateTimeOffset(2026, 10, 5, 7, 0, 0, TimeSpan.FromHours(9)), frozen: true);
    SimulatedAccounts accounts = null!;
    AccountsHost host = null!;

    public async Task InitializeAsync()
    {
        accounts = new SimulatedAccounts([AccountId.Parse(Operations), AccountId.Parse(Member)], Account, clock);
        host = await AccountsHost.StartAsync(accounts, null, CancellationToken.None);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => clock.Dispose();

    [Fact]
    public async Task Whoever_assumes_a_role_is_the_account()
    {
        using var sts = new AwsClient<Sts>(await AssumedAsync(Member));
        Assert.Equal(Member, await sts.CallAsync(Sts.GetCallerIdentity, default, CancellationToken.None));
    }

    [Fact]
    public async Task A_role_that_is_not_there_cannot_be_assumed()
    {
        using var sts = new AwsClient<Sts>(Options(Operations));
        var refused = await Assert.ThrowsAsync<AwsApiException>(() => sts.CallAsync(Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{Member}:role/administrator", "test"), CancellationToken.None));
        Assert.Equal("AccessDenied", refused.ErrorCode);
    }

    [Fact]
    public async Task A_credential_report_is_not_there_then_in_progress_then_complete_and_expires_after_four_hours()
    {
        using var iam = new AwsClient<Iam>(await AssumedAsync(Member));
        Assert.Equal("ReportNotPresent", await ErrorAsync());
        Assert.Equal("STARTED", await iam.CallAsync(Iam.GenerateCredentialReport, default, CancellationToken.None));
        Assert.Equal("ReportInProgress", await ErrorAsync());
        Assert.Equal("COMPLETE", await iam.CallAsync(Iam.GenerateCredentialReport, default, CancellationToken.None));
        var report = await iam.CallAsync(Iam.GetCredentialReport, default, CancellationToken.None);
        Assert.Contains("<root_account>", report.Content, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("ReportExpired", await ErrorAsync());

        async Task<string> ErrorAsync() => (await Assert.ThrowsAsync<AwsApiException>(() => iam.CallAsync(Iam.GetCredentialReport, default, CancellationToken.None))).ErrorCode;
    }

    [Theory]
    [InlineData(CallFaultKind.Denied, "AccessDenied")]
    [InlineData(CallFaultKind.Throttled, "Throttling")]
    public async Task A_call_that_is_refused_is_refused_as_AWS_would(CallFaultKind kind, string code)
    {
        using var iam = new AwsClient<Iam>((await AssumedAsync(Member)) with { MaxAttempts = 1 });
        accounts.Change(AccountId.Parse(Member), tidy => tidy with { Faults = [new CallFault { Kind = kind, Service = "iam" }] });
        var refused = await Assert.ThrowsAsync<AwsApiException>(() => iam.CallAsync(Iam.GetAccountSummary, default, CancellationToken.None));
        Assert.Equal(code, refused.ErrorCode);
    }

    [Fact]
    public async Task An_answer_in_XML_that_ends_in_the_middle_is_a_failed_call()
    {
        using var iam = new AwsClient<Iam>((await AssumedAsync(Member)) with { MaxAttempts = 1 });
        accounts.Change(AccountId.Parse(Member), tidy => tidy with { Faults = [new CallFault { Kind = CallFaultKind.Torn, Service = "iam" }] });
        var torn = await Assert.ThrowsAsync<AwsApiException>(() => iam.CallAsync(Iam.GetAccountSummary, default, CancellationToken.None));
        Assert.Equal(AwsFailure.Unknown, torn.Failure);
    }

    static SimulatedAccount Account(AccountId id) => new()
    {
        Id = id,
        Name = id.ToString(),
        ReaderRoles = [AccountAuditNames.ReaderRole],
        Listing = Timelines.Always<SimulatedListing?>(null),
    };

    AwsClientOptions Options(string account)
    {
        var (key, secret) = LocalCloudHost.CredentialsOf(account);
        return new AwsClientOptions { Credentials = new BasicAWSCredentials(key, secret), Region = "ap-northeast-1", Endpoint = host.Endpoint };
    }

    async Task<AwsClientOptions> AssumedAsync(string account)
    {
        using var sts = new AwsClient<Sts>(Options(Operations));
        var role = await sts.CallAsync(Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{account}:role/{AccountAuditNames.ReaderRole}", "test"), CancellationToken.None);
        return Options(account) with { Credentials = new SessionAWSCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken) };
    }
}
