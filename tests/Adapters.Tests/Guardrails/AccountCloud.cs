using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;
using Amazon.Runtime;
using Amazon.S3;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.Hosting;
using GovCloud.Audit.Evidence;
using GovCloud.Estates;
using GovCloud.Guardrails;
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

    /// <summary>The files of a chain of evidence in the order of its entries.</summary>
    public IReadOnlyList<string> Kept(string chain) =>
    [
        .. Objects.Where(pair => pair.Key.StartsWith(ChainEntry.ChainFolder(chain), StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => ChainEntry.Read(Encoding.UTF8.GetBytes(pair.Value)).Files).Select(file => Objects[file.Key]),
    ];

    /// <summary>A chain in the bucket <c>evidence</c>.</summary>
    public static EvidenceChain Chain(IAmazonS3 s3, string chain) => new(s3, "evidence", chain, new("test", "1", "digest"), 1825);

    /// <summary>Details of the events that were put.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Messages that were sent, with their delays in seconds.</summary>
    public ConcurrentQueue<(string Body, int Delay)> Messages { get; } = new();

    /// <summary>Answers before everything else, by what is asked and by which account's credentials; null leaves it to the others.</summary>
    public Func<AskedCall, (int Status, string Body)?>? Answering { get; set; }

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Latency { get; set; }

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

    /// <summary>Lets every account have the baseline v1.1 as the estate asks.</summary>
    public void Deploy(Estate estate, string drift = "IN_SYNC")
    {
        var parameters = BaselineParameterValues.Member(estate, estate.Accounts[0].Id, new(1, 1));
        var members = string.Concat(parameters.Select(pair => $"<member><ParameterKey>{pair.Key}</ParameterKey><ParameterValue>{pair.Value}</ParameterValue></member>"));
        Answers["DescribeStacks GovCloud-Guardrails"] = (200, $"""
            <R><Stacks><member><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs><member><OutputKey>BaselineVersion</OutputKey><OutputValue>v1.1</OutputValue></member></Outputs>
            <Parameters>{members}</Parameters><DriftInformation><StackDriftStatus>{drift}</StackDriftStatus><LastCheckTimestamp>2026-11-20T20:00:00Z</LastCheckTimestamp></DriftInformation></member></Stacks></R>
            """);
        Answers["GetTemplate GovCloud-Guardrails"] = (200, new System.Xml.Linq.XElement("R", new System.Xml.Linq.XElement("TemplateBody", Template())).ToString());
    }

    async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        // What is packed is kept byte by byte.
        var text = path.EndsWith(".gz", StringComparison.Ordinal) ? Encoding.Latin1 : Encoding.UTF8;
        using var reader = new StreamReader(http.Request.Body, text);
        var body = await reader.ReadToEndAsync();
        var form = HttpUtility.ParseQueryString(body);
        var operation = form["Action"] is { } action ? action
            : path is "/evidence" || path.StartsWith("/evidence/", StringComparison.Ordinal) ? "S3"
            : http.Request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target.Split('.')[^1]
            : $"{http.Request.Method} {path}";
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency);
        }

        calls.Enqueue(operation + (form["StackName"] is { } stack ? $" {stack}" : ""));
        var asked = new AskedCall(operation, http.Request.Headers.Authorization.ToString().Split("Credential=")[^1].Split('/')[0], body, form);
        var (status, answer) = Answering?.Invoke(asked) ?? operation switch
        {
            "S3" => S3(http.Request, path.Length > "/evidence/".Length ? path["/evidence/".Length..] : "", body),
            "AssumeRole" when Closed.Contains(form["RoleArn"]!.Split(':')[4]) => Error(403, "AccessDenied"),
            "AssumeRole" => (200, "<R><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials></R>".Replace("a</Acc", $"{form["RoleArn"]!.Split(':')[4]}</Acc", StringComparison.Ordinal)),
            "PutEvents" => Put(body),
            "SendMessage" => Send(body),
            _ when Answers.TryGetValue(form["StackName"] is { } name ? $"{operation} {name}" : operation, out var known) => known.Status == 200 ? known : Error(known.Status, known.Body),
            _ => Error(403, "AccessDenied"),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = answer.StartsWith('<') ? "text/xml" : "application/json";
        await http.Response.WriteAsync(answer, text);
    }

    (int, string) S3(HttpRequest request, string key, string body)
    {
        if (request.Method == HttpMethods.Put)
        {
            if (request.Headers.IfNoneMatch == "*" && !Objects.TryAdd(key, body))
            {
                return (412, "<Error><Code>PreconditionFailed</Code><Message>there</Message></Error>");
            }

            Objects[key] = body;
            return ((int)HttpStatusCode.OK, "");
        }

        if (key.Length == 0)
        {
            var prefix = request.Query["prefix"].ToString();
            var found = Objects.Keys.Where(one => one.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            return (200, $"<ListBucketResult><IsTruncated>false</IsTruncated>{string.Concat(found.Select(one => $"<Contents><Key>{one}</Key></Contents>"))}</ListBucketResult>");
        }

        return Objects.TryGetValue(key, out var content) ? (200, content) : (404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
    }

    (int, string) Send(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        var root = json.RootElement;
        Messages.Enqueue((root.GetProperty("MessageBody").GetString()!, root.GetProperty("DelaySeconds").GetInt32()));
        return (200, """{"MessageId":"1"}""");
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

    static string Template()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "infra/Guardrails/Versions/v1.1/guardrails.template.json"));
    }
}

/// <summary>What is asked.</summary>
/// <param name="Operation">The operation; method and path for REST.</param>
/// <param name="Account">The account of the role whose credentials it is asked with; the key's id for others.</param>
/// <param name="Body">The body.</param>
/// <param name="Form">The body as a form.</param>
sealed record AskedCall(string Operation, string Account, string Body, System.Collections.Specialized.NameValueCollection Form);
