using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Capture;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>
/// Refuses what AWS would refuse by its published models, before a call is simulated, and records answers of the simulation that AWS could not give. S3 is left out:
/// its operations differ by query and header alone, and the SDK that calls it is AWS's own.
/// </summary>
sealed class ModelGate(ApiModelLibrary models, Captures captures)
{
    long checkedRequests;

    /// <summary>Requests that were compared with a model.</summary>
    public long CheckedRequests => Interlocked.Read(ref checkedRequests);

    /// <summary>Finds the operation of a call and compares the two.</summary>
    /// <returns>The operation; null for S3, which S3 Control is not.</returns>
    /// <exception cref="AwsApiException">AWS knows no such service or operation, or would not understand the request.</exception>
    public ApiOperation? Check(AwsRequest request)
    {
        if (request.Service == "s3" && request.RawPath != S3ControlApi.Path)
        {
            return null;
        }

        var form = request.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ? QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body)) : [];
        // CloudTrail's prefix has dots of its own.
        var target = request.Header("X-Amz-Target");
        var dot = target.LastIndexOf('.');
        var model = models.FindByCall(request.Service, dot < 0 ? null : target[..dot], form.GetValueOrDefault("Version").FirstOrDefault(), request.Method, request.RawPath);
        var name = dot >= 0 ? target[(dot + 1)..] : form.GetValueOrDefault("Action").FirstOrDefault();
        var operation = name is null ? model?.FindByPath(request.Method, request.RawPath) : model?.Find(name);
        if (operation is null)
        {
            throw Refused(request, name ?? $"{request.Method} {request.RawPath}", "UnknownOperationException", $"AWS's models know no operation {name ?? request.RawPath} of {request.Service}.");
        }

        Interlocked.Increment(ref checkedRequests);
        var problems = RequestConformance.Check(operation, new WireRequest
        {
            Method = request.Method,
            Path = request.RawPath,
            Query = Pairs(request.Query),
            Headers = Pairs(request.Headers),
            Form = Pairs(form),
            Body = request.Body,
        });
        return problems.Count == 0 ? operation : throw Refused(request, operation.Name, "ValidationException", string.Join("; ", problems));
    }

    /// <summary>Compares an answer; that of the real DynamoDB needs no comparison.</summary>
    public void CheckAnswer(ApiOperation operation, AwsResponse response)
    {
        var isJson = operation.Model.Metadata.Protocol is "json" or "rest-json";
        if (response.Status >= 300 || response.Body.Length == 0 || (isJson && operation.Output?.Payload is not null))
        {
            return;
        }

        foreach (var problem in isJson ? CheckJson(operation, response) : XmlAnswerConformance.Check(operation, XElement.Load(new MemoryStream(response.Body))))
        {
            captures.Deviations.Add(new(operation.Model.Metadata.ServiceId, operation.Name, "answer: " + problem));
        }
    }

    static IReadOnlyList<string> CheckJson(ApiOperation operation, AwsResponse response)
    {
        using var document = JsonDocument.Parse(response.Body);
        return AnswerConformance.Check(operation, document.RootElement);
    }

    AwsApiException Refused(AwsRequest request, string operation, string code, string message)
    {
        captures.Deviations.Add(new(request.Service, operation, message));
        return AwsApiException.Invalid(code, message);
    }

    static KeyValuePair<string, string>[] Pairs(IEnumerable<KeyValuePair<string, StringValues>> values) => [.. values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToString()))];
}
