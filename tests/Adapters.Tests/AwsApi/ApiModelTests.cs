using System.Collections;
using System.Reflection;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.ApiModels;
using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>
/// Every operation that the code calls through its own client against AWS's published models, over real HTTP: what it sends is what AWS understands, and what it
/// reads of an answer is called what AWS calls it. Packages of AWS need no such check.
/// </summary>
public sealed class ApiModelTests(Xunit.Abstractions.ITestOutputHelper output)
{
    static readonly ApiModelLibrary Models = PublishedModels.Library;

    static readonly Type[] Services = [.. typeof(IAwsService).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IAwsService)) && t.IsClass)];

    /// <summary>Members that AWS added after the installed models; from its newer API descriptions of August 2026. One that the models know does not belong here.</summary>
    static readonly (string Service, string Member)[] Newer =
    [
        ("Organizations", "ListAccounts.Accounts[].State"),
        ("Backup", "ListBackupVaults.BackupVaultList[].EncryptionKeyType"), ("Backup", "ListRecoveryPointsByBackupVault.RecoveryPoints[].EncryptionKeyType"),
        ("Backup", "ListRestoreJobs.RestoreJobs[].SourceResourceArn"), ("Backup", "ListRestoreJobs.RestoreJobs[].BackupVaultArn"),
    ];

    public static TheoryData<string> ServiceNames => [.. Services.Select(s => s.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_service_is_addressed_and_signed_as_its_model_says(string name)
    {
        var service = FactsOf(TypeOf(name));
        var model = ModelOf(service);
        Assert.Equal(model.ApiVersion, service.ApiVersion);
        Assert.Equal(model.EndpointPrefix, service.EndpointPrefix);
        Assert.Equal(model.SigningName, service.SigningName);
        Assert.Equal(model.TargetPrefix, service.TargetPrefix);
        Assert.Equal(model.Protocol is "ec2" ? "query" : model.Protocol, service.Protocol switch
        {
            AwsProtocol.Json => "json",
            AwsProtocol.RestJson => "rest-json",
            AwsProtocol.Query => "query",
            _ => "rest-xml",
        });
        if (model.Protocol == "json")
        {
            Assert.Equal(model.JsonVersion, service.JsonVersion);
        }
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task What_is_sent_is_what_AWS_understands_and_what_is_read_is_what_AWS_answers(string name)
    {
        var type = TypeOf(name);
        var operations = type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => OperationType(p.PropertyType) is not null).ToArray();
        Assert.NotEmpty(operations);
        var problems = new List<string>();
        foreach (var property in operations)
        {
            var arguments = OperationType(property.PropertyType)!.GetGenericArguments();
            var check = typeof(ApiModelTests).GetMethod(nameof(CheckAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type, arguments[0], arguments[1]);
            await (Task)check.Invoke(null, [property.GetValue(null), problems])!;
        }

        var service = FactsOf(type).ServiceId;
        Assert.Equal(Newer.Where(one => one.Service == service).Select(one => $"{one.Member}: nothing of AWS's answer was read"), problems, StringComparer.Ordinal);
    }

    [Fact]
    public void Of_every_operation_that_is_called_it_is_known_which_values_there_are()
    {
        Assert.True(Models.HasEnumerations, "AWS's enumerations are missing. Remedy: node tools/ApiModels/constraints.js");
        var operations = Services.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => OperationType(p.PropertyType) is not null)
            .Select(p => Models.Find(FactsOf(type).ServiceId)!.Find((string)p.PropertyType.GetProperty("Name")!.GetValue(p.GetValue(null))!)!)).ToList();
        Assert.All(operations, operation => Assert.True(operation.HasEnumerations, operation.Name));
        // The packages of AWS that call by themselves, and the service whose findings are written.
        Assert.All((string[])["DynamoDB", "S3", "SecurityHub"], service => Assert.Contains(Models.Find(service)!.Operations, operation => operation.HasEnumerations));
        output.WriteLine($"{operations.Count} operations; patterns and lengths: {Models.SourceOfLimits ?? "0 (botocore models not installed)"}");
    }

    [Fact]
    public void A_wrong_request_is_found()
    {
        var organizations = Models.Find("Organizations")!;
        Assert.Equal(["ListAccounts: AWS knows no member Max"], Sent(organizations, "ListAccounts", """{"Max":20}"""));
        Assert.Equal(["DescribeAccount: AWS requires the member AccountId"], Sent(organizations, "DescribeAccount", "{}"));
        Assert.Equal(["ListAccounts.MaxResults: AWS expects a integer, not a JSON String"], Sent(organizations, "ListAccounts", """{"MaxResults":"20"}"""));
        Assert.Null(Models.Find("Weather"));
    }

    static IReadOnlyList<string> Sent(ApiModel model, string operation, string body) => RequestConformance.Check(model.Find(operation)!, new WireRequest
    {
        Method = "POST",
        Path = "/",
        Headers = [new("X-Amz-Target", $"{model.Metadata.TargetPrefix}.{operation}"), new("Content-Type", "application/x-amz-json-1.1")],
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    });

    static async Task CheckAsync<TService, TRequest, TResponse>(AwsOperation<TRequest, TResponse> operation, List<string> problems)
        where TService : class, IAwsService
    {
        var model = Models.Find(TService.Service.ServiceId);
        if (model?.Find(operation.Name) is not { } known)
        {
            problems.Add($"{TService.Service.ServiceId} has no operation {operation.Name}");
            return;
        }

        foreach (var full in new[] { true, false })
        {
            await using var aws = await AwsEndpoint.StartAsync(new Answer(200, System.Text.Encoding.UTF8.GetString(ExampleAnswer.Of(known)), "application/x-amz-json-1.1"));
            using var client = new AwsClient<TService>(aws.Options);
            TResponse answer;
            try
            {
                answer = await client.CallAsync(operation, (TRequest)RequestSamples.Make(typeof(TRequest), full)!, CancellationToken.None);
            }
            catch (Exception unread) when (unread is JsonException or AwsApiException or InvalidOperationException)
            {
                problems.Add($"{operation.Name}: the answer that the model describes cannot be read: {unread.Message}");
                continue;
            }

            problems.AddRange(RequestConformance.Check(known, WireOf(aws.Request)).Where(problem => !RequestSamples.IsAboutPlaceholder(problem)));
            if (full)
            {
                problems.AddRange(Unfilled(answer, operation.Name));
            }
        }
    }

    static WireRequest WireOf(AwsRequest request) => new()
    {
        Method = request.Method,
        Path = request.Path,
        Query = Pairs(QueryHelpers.ParseQuery(request.Query)),
        Headers = [.. request.Headers],
        Form = request.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true ? Pairs(QueryHelpers.ParseQuery(request.Body)) : [],
        Body = System.Text.Encoding.UTF8.GetBytes(request.Body),
    };

    static KeyValuePair<string, string>[] Pairs(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> parsed) => [.. parsed.Select(p => KeyValuePair.Create(p.Key, p.Value.ToString()))];

    /// <summary>Members that an answer with everything in it has left empty.</summary>
    static IEnumerable<string> Unfilled(object? answer, string path) => answer switch
    {
        null => [$"{path}: nothing of AWS's answer was read"],
        string { Length: 0 } => [$"{path}: nothing of AWS's answer was read"],
        string or bool or int or long or double or JsonElement or DateTimeOffset => [],
        IEnumerable list => list.Cast<object>().ToList() is { Count: > 0 } items ? items.SelectMany(item => Unfilled(item, path + "[]")) : [$"{path}: the list is empty"],
        _ when answer.GetType().Namespace?.StartsWith("GovCloud", StringComparison.Ordinal) == true => answer.GetType().GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0 && p.SetMethod is not null)
            .SelectMany(p => Unfilled(p.GetValue(answer), $"{path}.{p.Name}")),
        _ => [],
    };

    static Type TypeOf(string name) => Services.Single(s => s.Name == name);

    static AwsService FactsOf(Type service) => (AwsService)service.GetProperty(nameof(IAwsService.Service), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    static ApiMetadata ModelOf(AwsService service) => Models.Find(service.ServiceId)?.Metadata ?? throw new InvalidOperationException($"AWS publishes no model of {service.ServiceId}.");

    static Type? OperationType(Type? type) => type switch
    {
        null => null,
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(AwsOperation<,>) => type,
        _ => OperationType(type.BaseType),
    };
}
