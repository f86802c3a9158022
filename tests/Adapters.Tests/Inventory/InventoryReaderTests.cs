using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GovCloud.Accounts;
using GovCloud.Adapters.Inventory;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;
using static GovCloud.Adapters.Tests.Inventory.IdentityAnswers;

namespace GovCloud.Adapters.Tests.Inventory;

/// <summary>The collector over real HTTP: what is read whole is known, everything else is unknown with its reason.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class InventoryReaderTests : IAsyncLifetime
{
    static readonly AccountId Account = AccountId.Parse("111122223333");
    static readonly DateTimeOffset Now = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    readonly ManualTime time = new(Now);
    AccountCloud cloud = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        Install(cloud);
    }

    public Task DisposeAsync() => cloud.DisposeAsync().AsTask();

    [Fact]
    public async Task An_account_that_answers_is_known_whole()
    {
        var evidence = await EvidenceAsync();

        Assert.All(
            new[]
            {
                evidence.Credentials.WhyUnknown, evidence.Summary.WhyUnknown, evidence.Entities.WhyUnknown, evidence.Roles.WhyUnknown, evidence.AccessKeys.WhyUnknown, evidence.ServiceCredentials.WhyUnknown,
                evidence.PasswordPolicy.WhyUnknown, evidence.Contacts.WhyUnknown, evidence.Assignments.WhyUnknown, evidence.ExternalAccess.WhyUnknown, evidence.UnusedAccess.WhyUnknown,
                evidence.ServiceUse.WhyUnknown, evidence.RootCalls.WhyUnknown, evidence.OutdatedPermissionSets.WhyUnknown, evidence.Tags.WhyUnknown,
            },
            Assert.Null);
        Assert.Equal(["app", "old"], Known(evidence.Roles).Select(role => role.Name));
        Assert.Equal("ops", Known(evidence.Entities).Users.Single().Groups.Single());
        Assert.Equal("gca-operator", Known(evidence.Assignments).Single().PermissionSet);
        Assert.Null(Known(evidence.PasswordPolicy));
        Assert.Equal("AKIAONE", Known(evidence.AccessKeys).Single().Id);
    }

    [Fact]
    public async Task Last_access_is_asked_only_of_who_was_used_of_late()
    {
        var use = Known((await EvidenceAsync()).ServiceUse);

        Assert.Equal(["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:user/batch"], use.Select(one => one.Arn));
        Assert.Equal("s3", Known(use[0].Services).Single().Service);
        Assert.Equal(2, cloud.Calls.Count(call => call == "GenerateServiceLastAccessedDetails"));
    }

    [Theory]
    [InlineData("GetCredentialReport")]
    [InlineData("GetAccountAuthorizationDetails")]
    [InlineData("GetAccountSummary")]
    [InlineData("GetAccountPasswordPolicy")]
    [InlineData("ListServiceSpecificCredentials")]
    [InlineData("ListAccessKeys")]
    public async Task What_is_refused_is_unknown_and_costs_nothing_else(string refused)
    {
        Break(refused, XmlError(403, "AccessDenied"));

        var evidence = await EvidenceAsync();

        Assert.Contains(Reasons(evidence), why => why.Contains("読み取る権限がない", StringComparison.Ordinal) && why.Contains(refused, StringComparison.Ordinal));
        Assert.True(evidence.Contacts.IsKnown);
        Assert.True(evidence.Assignments.IsKnown);
    }

    [Fact]
    public async Task A_report_that_is_still_being_written_is_waited_for_and_then_unknown()
    {
        Break("GenerateCredentialReport", Xml("<State>STARTED</State>"));

        var evidence = await EvidenceAsync();

        Assert.Equal("認証情報レポートが作成中", evidence.Credentials.WhyUnknown);
        Assert.DoesNotContain("GetCredentialReport", cloud.Calls);
        Assert.InRange(cloud.Calls.Count(call => call == "GenerateCredentialReport"), 3, 10);
        Assert.True(evidence.Roles.IsKnown);
    }

    [Fact]
    public async Task A_job_that_AWS_does_not_finish_is_unknown_about_its_own_role_alone()
    {
        cloud.Answering = asked => asked.Operation == "GetServiceLastAccessedDetails" && asked.Form["JobId"]!.EndsWith("role/app", StringComparison.Ordinal)
            ? Xml("<JobStatus>IN_PROGRESS</JobStatus><ServicesLastAccessed/>") : Answer(asked);

        var use = Known((await EvidenceAsync()).ServiceUse);

        Assert.Contains("作成中", use[0].Services.WhyUnknown, StringComparison.Ordinal);
        Assert.True(use[1].Services.IsKnown);
    }

    [Fact]
    public async Task Pages_are_read_to_the_last_and_a_page_that_names_no_next_is_half_an_answer()
    {
        cloud.Answering = asked => asked.Operation != "GetAccountAuthorizationDetails" ? Answer(asked)
            : asked.Form["Marker"] is null ? Xml($"<IsTruncated>true</IsTruncated><Marker>next</Marker><UserDetailList/><GroupDetailList/><RoleDetailList>{Role(asked.Account, "one", null)}</RoleDetailList>")
            : Xml($"<IsTruncated>false</IsTruncated><UserDetailList/><GroupDetailList/><RoleDetailList>{Role(asked.Account, "two", null)}</RoleDetailList>");
        Assert.Equal(["one", "two"], Known((await EvidenceAsync()).Roles).Select(role => role.Name));

        Break("GetAccountAuthorizationDetails", Xml($"<IsTruncated>true</IsTruncated><UserDetailList/><GroupDetailList/><RoleDetailList>{Role("111122223333", "one", null)}</RoleDetailList>"));
        Assert.Contains("読み取れない", (await EvidenceAsync()).Roles.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_that_retries_do_not_mend_says_so()
    {
        Break("GetAccountSummary", XmlError(400, "Throttling"));
        Assert.Contains("呼び出し回数の上限", (await EvidenceAsync()).Summary.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_analyzer_nobody_has_looked_for_access_from_outside()
    {
        Break("GET /analyzer", (200, """{"analyzers":[{"arn":"arn:unused","type":"ACCOUNT_UNUSED_ACCESS","status":"ACTIVE"}]}"""));
        var evidence = await EvidenceAsync();
        Assert.Contains("アナライザーがない", evidence.ExternalAccess.WhyUnknown, StringComparison.Ordinal);
        Assert.True(evidence.UnusedAccess.IsKnown);
    }

    [Fact]
    public async Task A_contact_that_is_not_set_is_an_answer_and_not_unknown()
    {
        Break("POST /getAlternateContact", JsonError(404, "ResourceNotFoundException"));
        Assert.Empty(Known((await EvidenceAsync()).Contacts));
    }

    [Fact]
    public async Task Without_a_way_in_nothing_of_the_account_is_known_and_nothing_is_asked()
    {
        cloud.Closed.Add(Account.ToString());
        var evidence = await ReadAsync(await FrameAsync(), default);
        Assert.Contains("監査用ロールを引き受けられない", evidence.WhyUnknown, StringComparison.Ordinal);
        Assert.DoesNotContain("GenerateCredentialReport", cloud.Calls);
    }

    [Fact]
    public async Task When_the_time_has_run_out_everything_left_is_unknown_and_nothing_throws()
    {
        var frame = await FrameAsync();
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        Assert.Contains("時間内に確認できなかった", (await ReadAsync(frame, over.Token)).WhyUnknown, StringComparison.Ordinal);

        using var soon = new CancellationTokenSource();
        cloud.Answering = asked =>
        {
            if (asked.Operation == "GetAccountSummary")
            {
                soon.Cancel();
            }

            return Answer(asked);
        };
        var part = await ReadAsync(frame, soon.Token);
        var evidence = Known(part);
        Assert.True(evidence.Roles.IsKnown);
        Assert.Equal("時間内に確認できなかった", evidence.Contacts.WhyUnknown);
    }

    [Fact]
    public async Task Where_the_organization_is_not_ours_one_refusal_is_enough()
    {
        cloud.Answering = asked => asked.Operation is "ListAccounts" or "ListInstances" ? JsonError(400, "AccessDeniedException") : Answer(asked);

        var frame = await FrameAsync(OrganizationMode.Gcas);
        var evidence = Known(await ReadAsync(frame, default));

        Assert.Contains("読み取る権限がない", frame.Organization.WhyUnknown, StringComparison.Ordinal);
        Assert.Contains("GCAS", frame.Policies.WhyUnknown, StringComparison.Ordinal);
        Assert.Equal("o-1", Known(frame.Facts.Reading()).Id);
        Assert.False(evidence.Tags.IsKnown || evidence.Assignments.IsKnown || evidence.OutdatedPermissionSets.IsKnown);
        Assert.True(evidence.Roles.IsKnown);
        Assert.DoesNotContain(cloud.Calls, call => call is "ListTagsForResource" or "ListPolicies" or "ListPermissionSets" or "ListAccountAssignments");
    }

    [Fact]
    public async Task A_frame_that_was_stored_is_the_frame_that_was_read()
    {
        var frame = await FrameAsync();
        var stored = InventoryFrame.Read(frame.Write());

        Assert.Equal(Known(frame.Organization.Reading()).Single(), Known(stored.Organization.Reading()).Single());
        Assert.Equal(Known(frame.Policies.Reading()).Single().Targets.Single(), Known(stored.Policies.Reading()).Single().Targets.Single());
        Assert.Equal(Account.ToString(), Known(stored.PermissionSets.Reading()).Single().Accounts.Single());
        Assert.Equal("台帳なし", stored.Ledger.WhyUnknown);
        Assert.Equal(frame.Write(), stored.Write());
    }

    static T Known<T>(Reading<T> reading) => reading.Match(value => value, why => throw new InvalidOperationException(why));

    static string[] Reasons(AccountEvidence evidence) =>
        [.. new[] { evidence.Credentials.WhyUnknown, evidence.Summary.WhyUnknown, evidence.Roles.WhyUnknown, evidence.PasswordPolicy.WhyUnknown, evidence.ServiceCredentials.WhyUnknown, evidence.AccessKeys.WhyUnknown }.OfType<string>()];

    void Break(string operation, (int, string) answer) => cloud.Answering = asked => asked.Operation == operation ? answer : Answer(asked);

    async Task<InventoryFrame> FrameAsync(OrganizationMode mode = OrganizationMode.Owned)
    {
        using var organization = new OrganizationReader(cloud.Options, time);
        return await organization.ReadAsync(Readings.Unknown<ImmutableArray<AccountRecord>>("台帳なし"), mode, default);
    }

    async Task<Reading<AccountEvidence>> ReadAsync(InventoryFrame frame, CancellationToken cancellationToken)
    {
        using var reader = new InventoryReader(cloud.Options, time);
        return await reader.ReadAsync(Account, frame, frame.Context(Functions.Events.Estate().Estate, [], []), Now.AddDays(-92), cancellationToken);
    }

    async Task<AccountEvidence> EvidenceAsync() => Known(await ReadAsync(await FrameAsync(), default));
}
