using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovCloud.Cli.Tests.Organization;

/// <summary>Organizations, Account Management and GuardDuty over real HTTP, with a state that calls change.</summary>
sealed class OrganizationApi : IAsyncDisposable
{
    readonly WebApplication application;
    readonly ConcurrentQueue<string> writes = new();
    readonly HashSet<string> policyTypes = new(StringComparer.Ordinal);
    readonly HashSet<string> trusted = new(StringComparer.Ordinal);
    readonly HashSet<string> delegated = new(StringComparer.Ordinal);
    readonly Dictionary<string, JsonObject> contacts = new(StringComparer.Ordinal);
    readonly Lock state = new();
    string? guardDuty;

    OrganizationApi(WebApplication application) => this.application = application;

    /// <summary>The management account that it answers with.</summary>
    public string Management { get; set; } = OwnedFolder.Management;

    /// <summary>Calls whose body holds this text are refused.</summary>
    public string? Refused { get; set; }

    /// <summary>The calls that changed something, or tried to.</summary>
    public IReadOnlyList<string> Writes => [.. writes];

    public AwsClientOptions Options(string region) => new()
    {
        Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        Region = region,
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        MaxAttempts = 1,
    };

    public static async Task<OrganizationApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var api = new OrganizationApi(built);
        built.Run(api.AnswerAsync);
        await built.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        var operation = http.Request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target.Split('.')[1] : http.Request.Method + http.Request.Path;
        var body = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        string answer;
        lock (state)
        {
            answer = Answer(operation, body, text);
        }

        http.Response.StatusCode = answer.Contains("__type", StringComparison.Ordinal) ? 400 : 200;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer);
    }

    string Answer(string operation, JsonObject body, string text)
    {
        var writing = operation is "EnablePolicyType" or "EnableAWSServiceAccess" or "RegisterDelegatedAdministrator" or "POST/putAlternateContact" or "POST/admin/enable";
        if (writing)
        {
            writes.Enqueue($"{operation} {text}");
            if (Refused is { } refused && text.Contains(refused, StringComparison.Ordinal))
            {
                return """{"__type":"ConstraintViolationException","message":"refused for the test"}""";
            }
        }

        return operation switch
        {
            "DescribeOrganization" => $$"""{"Organization":{"Id":"o-1","MasterAccountId":"{{Management}}"} }""",
            "ListRoots" => $$"""{"Roots":[{"Id":"r-ab12","PolicyTypes":[{{List(policyTypes, type => $$"""{"Type":"{{type}}","Status":"ENABLED"}""")}}]}]}""",
            "ListAWSServiceAccessForOrganization" => $$"""{"EnabledServicePrincipals":[{{List(trusted, one => $$"""{"ServicePrincipal":"{{one}}","DateEnabled":1.7E9}""")}}]}""",
            "ListDelegatedAdministrators" => $$"""{"DelegatedAdministrators":[{{List(delegated, one => $$"""{"Id":"{{one}}","Status":"ACTIVE"}""")}}]}""",
            "GET/admin" => guardDuty is null ? """{"adminAccounts":[]}""" : $$"""{"adminAccounts":[{"adminAccountId":"{{guardDuty}}","adminStatus":"ENABLED"}]}""",
            "POST/getAlternateContact" => contacts.TryGetValue(Key(body), out var contact) ? $$"""{"AlternateContact":{{contact.ToJsonString()}} }""" : """{"__type":"ResourceNotFoundException","message":"none"}""",
            "EnablePolicyType" => Nothing(policyTypes.Add(Text(body, "PolicyType"))),
            "EnableAWSServiceAccess" => Nothing(trusted.Add(Text(body, "ServicePrincipal"))),
            "RegisterDelegatedAdministrator" => Nothing(delegated.Add(Text(body, "AccountId"))),
            "POST/admin/enable" => Nothing((guardDuty = Text(body, "adminAccountId")) is not null),
            "POST/putAlternateContact" => Nothing((contacts[Key(body)] = body) is not null),
            _ => $$"""{"__type":"UnknownOperationException","message":"{{operation}}"}""",
        };
    }

    static string List(IEnumerable<string> items, Func<string, string> write) => string.Join(',', items.Select(write));

    // As AWS answers operations without output: with an empty body.
    static string Nothing(bool done) => done ? "" : """{"__type":"DuplicateException","message":"already"}""";

    static string Key(JsonObject body) => $"{Optional(body, "AccountId") ?? "management"}/{Text(body, "AlternateContactType")}";

    static string Text(JsonObject body, string name) => Optional(body, name) ?? throw new InvalidOperationException($"{name} is missing.");

    static string? Optional(JsonObject body, string name) => body[name]?.GetValue<string>();
}
