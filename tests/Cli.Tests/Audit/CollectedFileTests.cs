using System.Text;
using System.Text.Json;
using GovCloud.AuditFiles;
using GovCloud.EstateFiles;
using GovCloud.Inventory;

namespace GovCloud.Cli.Tests.Audit;

/// <summary>Answers of AWS's command line, by content: whole, paged, cut off, refused, not understood.</summary>
public sealed class CollectedFileTests
{
    const string Report = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
        + "<root_account>,arn:aws:iam::131229000101:root,2024-04-01T00:00:00Z,false,N/A,N/A,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A";

    static readonly AccountId Account = AccountId.Parse("131229000101");
    static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_report_is_read_as_table_as_base64_and_with_its_encoding_undone()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Report));
        foreach (var text in new[] { Report, $$"""{"Content":"{{encoded}}","ReportFormat":"text/csv","GeneratedTime":"2026-11-21T02:00:00Z"}""", JsonSerializer.Serialize(new { Content = Report }) })
        {
            Assert.True(Evidence(("any-name", text)).Credentials.IsKnown, text);
        }
    }

    [Theory]
    [InlineData("""{"ReportFormat":"text/csv","GeneratedTime":"2026-11-21T02:00:00Z"}""", "中身(Content)がありません")]
    [InlineData("""{"status_code":404,"data":{"Error":{"Code":"ReportInProgress","Type":"Sender"}}}""", "作成中です")]
    [InlineData("\nAn error occurred (AccessDenied) when calling the GetCredentialReport operation: User: arn:aws:iam::131229000101:user/a is not authorized", "権限がありません")]
    [InlineData("An error occurred (Throttling) when calling the GetCredentialReport operation (reached max retries: 4): Rate exceeded", "制限を受けました")]
    [InlineData("""{"Error":{"Code":"AccessDenied","Message":"User is not authorized to perform: iam:GetCredentialReport on resource: *"}}""", "権限がありません")]
    [InlineData("""{"Content":"dXNlcixhcm4s","Gener""", "途中で切れているか、壊れています")]
    [InlineData("""{"Content":"!!","ReportFormat":"text/csv"}""", "見出しがありません")]
    public void A_report_that_cannot_be_read_is_unknown_with_the_reason(string text, string reason)
    {
        var why = Evidence(("131229000101/report.json", text)).Credentials.WhyUnknown;
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_was_being_made_is_forgotten_once_there_is_one() =>
        Assert.True(Evidence(("131229000101/1.json", """{"status_code":404,"data":{"Error":{"Code":"ReportInProgress"}}}"""), ("131229000101/2.csv", Report)).Credentials.IsKnown);

    [Fact]
    public void A_report_of_the_future_is_not_believed()
    {
        var text = JsonSerializer.Serialize(new { Content = Report, GeneratedTime = "2026-11-21T04:00:00Z" });
        Assert.Contains("未来", Evidence(("r.json", text)).Credentials.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_of_which_the_next_page_is_missing_are_unknown_and_known_once_it_is_there()
    {
        const string first = """{"RoleDetailList":[{"RoleName":"a","Arn":"arn:aws:iam::131229000101:role/a","CreateDate":"2026-01-01T00:00:00Z","AssumeRolePolicyDocument":{"Statement":[]},"RoleLastUsed":{}}],"UserDetailList":[],"GroupDetailList":[],"Policies":[],"IsTruncated":true,"Marker":"x"}""";
        var second = first.Replace("true,\"Marker\":\"x\"", "false", StringComparison.Ordinal).Replace("role/a", "role/b", StringComparison.Ordinal);
        Assert.Contains("続きのページがありません", Evidence(("1.json", first)).Roles.WhyUnknown, StringComparison.Ordinal);
        Assert.Equal(2, Evidence(("1.json", first), ("2.json", second)).Roles.Match(roles => roles.Length, _ => -1));
        Assert.Contains("続きのページがありません", Evidence(("1.json", first), ("list-roles.json", """{"Roles":[],"IsTruncated":false}""")).Roles.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_of_which_pages_are_missing_are_unknown_even_where_a_page_is_empty()
    {
        var paged = Read(("1.json", """{"Accounts":[],"NextToken":"abc"}"""));
        Assert.Contains("続きのページがありません", paged.Organization.WhyUnknown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"State\":\"SUSPENDED\",\"Status\":\"ACTIVE\"", "SUSPENDED")]
    [InlineData("\"Status\":\"ACTIVE\"", "ACTIVE")]
    [InlineData("\"JoinedTimestamp\":1481830215.45", null)]
    public void The_state_goes_before_the_status_that_was_retired_and_both_may_be_missing(string members, string? expected)
    {
        var text = $$"""{"Accounts":[{"Id":"131229000101","Arn":"arn:aws:organizations::1:account/o-abc/131229000101","Name":"a",{{members}}}]}""";
        Assert.Equal(expected, Assert.Single(Read(("a.json", text)).Organization.Match(accounts => accounts.ToArray(), _ => [])).State);
    }

    [Fact]
    public void An_account_without_a_password_policy_has_none_and_one_that_was_not_asked_is_unknown()
    {
        const string none = "An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 131229000101 cannot be found.";
        Assert.True(Evidence(("131229000101/policy.txt", none)).PasswordPolicy.Match(policy => policy is null, _ => false));
        Assert.False(Evidence().PasswordPolicy.IsKnown);
    }

    [Fact]
    public void Contacts_are_known_once_all_kinds_were_asked_for()
    {
        const string security = """{"AlternateContact":{"AlternateContactType":"SECURITY","EmailAddress":"a@example.jp","Name":"n","PhoneNumber":"1","Title":"t"}}""";
        const string none = "An error occurred (ResourceNotFoundException) when calling the GetAlternateContact operation: No contact of the inputted alternate contact type found.";
        Assert.False(Evidence(("131229000101/s.json", security)).Contacts.IsKnown);
        Assert.Equal(1, Evidence(("131229000101/s.json", security), ("131229000101/o.txt", none), ("131229000101/b.txt", none)).Contacts.Match(contacts => contacts.Length, _ => -1));
    }

    [Fact]
    public void That_an_analyzer_found_nothing_of_a_kind_is_no_answer() =>
        Assert.False(Evidence(("131229000101/f.json", """{"findings":[]}""")).ExternalAccess.IsKnown);

    [Fact]
    public void An_answer_is_of_the_account_of_its_folder_unless_the_folder_holds_several()
    {
        const string summary = """{"SummaryMap":{"AccountMFAEnabled":1,"AccountAccessKeysPresent":0}}""";
        Assert.True(Evidence(("x/summary.json", summary), ("x/report.csv", Report)).Summary.IsKnown);
        var several = Read(("x/summary.json", summary), ("x/a.csv", Report), ("x/b.csv", Report.Replace("131229000101", "131229000102", StringComparison.Ordinal)));
        Assert.Equal("x/summary.json", Assert.Single(several.OfNoAccount).File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("plain text")]
    [InlineData("{\"Odd\":1}")]
    [InlineData("{\"Odd\":")]
    [InlineData("{\"Accounts\":[],\"Accounts\":[]}")]
    [InlineData("\u0000\u0001")]
    public void What_is_not_understood_is_named_or_unknown_and_never_throws(string text)
    {
        var file = FileContents.Read("odd", Encoding.UTF8.GetBytes(text));
        Assert.True(file.NotUnderstood is not null || file.Documents.All(document => document.Failure is not null));
    }

    [Theory]
    [InlineData("""{"Accounts":[{"Id":"12","Name":"a"}]}""")]
    [InlineData("""{"Accounts":[{"Name":"a"}]}""")]
    [InlineData("""{"Accounts":"none"}""")]
    [InlineData("""{"Accounts":[null]}""")]
    public void An_answer_with_members_of_another_kind_is_unknown(string text) => Assert.False(Read(("a.json", text)).Organization.IsKnown);

    static AccountEvidence Evidence(params ReadOnlySpan<(string Name, string Text)> files)
    {
        var read = Read(files);
        var estate = EstateFolder.Load(Path.Combine(CommandLine.Repository(), "estates", "katsushika"), new(2026, 11, 21)).Estate!;
        return read.Evidence(Account, read.Context(estate, [], []), At.AddDays(-92), At);
    }

    static CollectedAnswers Read(params ReadOnlySpan<(string Name, string Text)> files)
    {
        var read = new List<CollectedFile>();
        foreach (var (name, text) in files)
        {
            read.Add(FileContents.Read(name, Encoding.UTF8.GetBytes(text)));
        }

        return new(read);
    }
}
