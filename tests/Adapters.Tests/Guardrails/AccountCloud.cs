using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;
using Amazon.Runtime;
using Amazon.S3;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace GovCloud.Adapters.Tests.Guardrails;

/// <summary>What AWS answers about accounts, over real HTTP: every service at one address, told apart by what is asked.</summary>
sealed class AccountCloud : IAsyncDisposable
{
    readonly ConcurrentQueue<string> calls = new();
    LoopbackServer server = null!;

    /// <summary>Answers by operation; a status other than 200 is an error with the text as its code.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts whose audit role is not there.</summary>
    public HashSet<string> Closed { get; } = [];

    /// <summary>Objects by key.</summary>
    public ConcurrentDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Details of the events that were put.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    public IReadOnlyList<string> Calls => [.. calls];

    public AwsClientOptions Options => new() { Credentials = Credentials, Region = "ap-northeast-1", Endpoint = server.Address, MaxAttempts = 1 };

    public AmazonS3Client S3() => new(Credentials, new AmazonS3Config { ServiceURL = server.Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });

    static BasicAWSCredentials Credentials => new("AKIAEXAMPLE", "secret");

    public static async Task<AccountCloud> StartAsync()
    {
        var cloud = new AccountCloud();
        cloud.server = await LoopbackServer.StartAsync(cloud.AnswerAsync);
        return cloud;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var form = HttpUtility.ParseQueryString(body);
        var path = http.Request.Path.Value!;
        var operation = form["Action"] is { } action ? action
            : path.StartsWith("/evidence/", StringComparison.Ordinal) ? "S3"
            : http.Request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target.Split('.')[^1]
            : $"{http.Request.Method} {path}";
        calls.Enqueue(operation + (form["StackName"] is { } stack ? $" {stack}" : ""));
        var (status, answer) = operation switch
        {
            "S3" => S3(http.Request.Method, path["/evidence/".Length..], body),
            "AssumeRole" when Closed.Contains(form["RoleArn"]!.Split(':')[4]) => Error(403, "AccessDenied"),
            "AssumeRole" => (200, "<R><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials></R>"),
            "PutEvents" => Put(body),
            _ when Answers.TryGetValue(form["StackName"] is { } name ? $"{operation} {name}" : operation, out var known) => known.Status == 200 ? known : Error(known.Status, known.Body),
            _ => Error(403, "AccessDenied"),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = answer.StartsWith('<') ? "text/xml" : "application/json";
        await http.Response.WriteAsync(answer);
    }

    (int, string) S3(string method, string key, string body)
    {
        if (method == HttpMethods.Put)
        {
            Objects[key] = body;
            return ((int)HttpStatusCode.OK, "");
        }

        return Objects.TryGetValue(key, out var content) ? (200, content) : (404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
    }

    (int, string) Put(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        foreach (var entry in json.RootElement.GetProperty("Entries").EnumerateArray())
        {
            Events.Enqueue(entry.GetProperty("Detail").GetString()!);
        }

        return (200, """{"FailedEntryCount":0,"Entries":[]}""");
    }

    static (int, string) Error(int status, string code) =>
        (status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code.Split('|')[0]}</Code><Message>{code.Split('|')[^1]}</Message></Error><RequestId>r</RequestId></ErrorResponse>");
}
