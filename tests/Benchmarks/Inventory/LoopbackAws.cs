using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Benchmarks.Inventory;

/// <summary>AWS over loopback HTTP as far as an inventory asks: counts what is asked, and when. Every account has the same users, roles and policies.</summary>
sealed class LoopbackAws : IDisposable
{
    public const int Users = 20;
    public const int UsersWithKeys = 5;
    public const int Roles = 150;
    public const int RolesInUse = 30;
    public const int Policies = 60;
    public const int PermissionSets = 8;
    public const int SetsOfAccount = 4;

    const int AccountPage = 20;
    const int SsoPage = 100;

    readonly HttpListener listener = new();
    readonly ConcurrentQueue<(string Service, string Operation, TimeSpan At)> calls = new();
    readonly long began = Stopwatch.GetTimestamp();
    readonly int accounts;

    public LoopbackAws(int accounts)
    {
        this.accounts = accounts;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/"));
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address { get; }

    public AwsClientOptions Options => new() { Credentials = new BasicAWSCredentials("AKIAEXAMPLE", "secret"), Region = "ap-northeast-1", Endpoint = Address, MaxAttempts = 1 };

    /// <summary>Calls since the last time this was asked, by service.</summary>
    public IReadOnlyList<(string Service, string Operation, TimeSpan At)> Take()
    {
        var taken = new List<(string, string, TimeSpan)>();
        while (calls.TryDequeue(out var call))
        {
            taken.Add(call);
        }

        return taken;
    }

    public static string AccountId(int number) => (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => listener.Close();

    async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var form = HttpUtility.ParseQueryString(body);
            var target = context.Request.Headers["X-Amz-Target"] ?? "";
            var operation = form["Action"] ?? (target.Length > 0 ? target.Split('.')[^1] : context.Request.Url!.AbsolutePath);
            var scope = context.Request.Headers["Authorization"] is { } signed && signed.Contains("Credential=", StringComparison.Ordinal) ? signed.Split("Credential=")[1].Split('/')[3] : "iam";
            calls.Enqueue((scope, operation, Stopwatch.GetElapsedTime(began)));
            var bytes = Encoding.UTF8.GetBytes(Answer(operation, form, body));
            context.Response.ContentType = bytes[0] == (byte)'<' ? "text/xml" : "application/json";
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }

    string Answer(string operation, System.Collections.Specialized.NameValueCollection form, string body) => operation switch
    {
        "AssumeRole" => "<R><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials></R>",
        "GenerateCredentialReport" => "<R><State>COMPLETE</State></R>",
        "GetCredentialReport" => $"<R><Content>{Convert.ToBase64String(Encoding.UTF8.GetBytes(Report()))}</Content></R>",
        "GetAccountAuthorizationDetails" => $"<R><IsTruncated>false</IsTruncated><RoleDetailList>{string.Concat(Enumerable.Range(0, Roles).Select(Role))}</RoleDetailList></R>",
        "GetAccountSummary" => "<R><SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry><entry><key>AccountAccessKeysPresent</key><value>0</value></entry></SummaryMap></R>",
        "GenerateServiceLastAccessedDetails" => "<R><JobId>1</JobId></R>",
        "GetServiceLastAccessedDetails" => "<R><JobStatus>COMPLETED</JobStatus></R>",
        "/getAlternateContact" => """{"AlternateContact":{"EmailAddress":"a@example.jp"} }""",
        "/analyzer" => """{"analyzers":[{"arn":"a","type":"ACCOUNT","status":"ACTIVE"},{"arn":"b","type":"ACCOUNT_UNUSED_ACCESS","status":"ACTIVE"}]}""",
        "/findingv2" => """{"findings":[]}""",
        "LookupEvents" => """{"Events":[]}""",
        "DescribeOrganization" => """{"Organization":{"Id":"o-1"} }""",
        "ListAccounts" => Page("Accounts", AccountPage, accounts, body, number => $$"""{"Id":"{{AccountId(number)}}","Name":"a{{number}}","State":"ACTIVE"}"""),
        "ListTagsForResource" => """{"Tags":[]}""",
        "ListPolicies" => """{"Policies":[]}""",
        "ListInstances" => """{"Instances":[{"InstanceArn":"arn:i"}]}""",
        "ListPermissionSets" => Page("PermissionSets", SsoPage, PermissionSets, body, number => $"\"arn:set/{number}\""),
        "DescribePermissionSet" => """{"PermissionSet":{"Name":"set"} }""",
        "ListAccountsForProvisionedPermissionSet" when body.Contains("NOT_PROVISIONED", StringComparison.Ordinal) => """{"AccountIds":[]}""",
        // Half of the sets are in every account.
        "ListAccountsForProvisionedPermissionSet" => body.Contains("arn:set/0", StringComparison.Ordinal) || body.Contains("arn:set/1", StringComparison.Ordinal) || body.Contains("arn:set/2", StringComparison.Ordinal) || body.Contains("arn:set/3", StringComparison.Ordinal)
            ? Page("AccountIds", SsoPage, accounts, body, number => $"\"{AccountId(number)}\"") : """{"AccountIds":[]}""",
        "ListAccountAssignments" => """{"AccountAssignments":[{"PrincipalType":"GROUP","PrincipalId":"g"}]}""",
        _ => "<R><IsTruncated>false</IsTruncated></R>",
    };

    static string Page(string member, int size, int count, string body, Func<int, string> item)
    {
        using var request = System.Text.Json.JsonDocument.Parse(body);
        var at = request.RootElement.TryGetProperty("NextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        var next = at + size < count ? string.Create(CultureInfo.InvariantCulture, $",\"NextToken\":\"{at + size}\"") : "";
        return $"{{\"{member}\":[{string.Join(',', Enumerable.Range(at, Math.Min(size, count - at)).Select(item))}]{next}}}";
    }

    // The collector judges ages by the real clock.
    static DateTimeOffset LastUse => TimeProvider.System.GetUtcNow().AddDays(-2);

    static string Role(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"<member><RoleName>r{number}</RoleName><Arn>arn:aws:iam::1:role/r{number}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument>")
        + (number < RolesInUse ? $"<RoleLastUsed><LastUsedDate>{LastUse:yyyy-MM-ddTHH:mm:ssZ}</LastUsedDate></RoleLastUsed>" : "") + "</member>";

    static string Report() =>
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
        + string.Concat(Enumerable.Range(0, Users).Select(number => string.Create(CultureInfo.InvariantCulture, $"u{number},arn:aws:iam::1:user/u{number},2024-04-01T00:00:00Z,false,N/A,N/A,N/A,false,")
            + (number < UsersWithKeys ? $"true,2026-01-01T00:00:00Z,{LastUse:yyyy-MM-ddTHH:mm:ssZ}" : "false,N/A,N/A") + ",N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"));
}
