using System.Globalization;
using System.Text;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>
/// Refuses what AWS would refuse by its published models, before a call is simulated, and records answers of the simulation that AWS could not give.
/// </summary>
sealed class ModelGate(ApiModelLibrary models, Captures captures)
{
    readonly ConformanceCounts requests = new();
    readonly ConformanceCounts answers = new();
    long checkedRequests;

    /// <summary>Requests that were compared with a model.</summary>
    public long CheckedRequests => Interlocked.Read(ref checkedRequests);

    /// <summary>What was compared, of requests and of answers.</summary>
    public ModelCoverage Coverage => new(models.HasEnumerations, models.SourceOfLimits, requests.Snapshot(), answers.Snapshot());

    /// <summary>Finds the operation of a call and compares the two.</summary>
    /// <returns>The operation.</returns>
    /// <exception cref="AwsApiException">AWS knows no such service or operation, or would not understand the request.</exception>
    public ApiOperation Check(AwsRequest request)
    {
        var form = request.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ? QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body)) : [];
        // CloudTrail's prefix has dots of its own.
        var target = request.Header("X-Amz-Target");
        var dot = target.LastIndexOf('.');
        var wire = new WireRequest
        {
            Method = request.Method,
            Path = request.RawPath,
            Query = Pairs(request.Query),
            Headers = Pairs(request.Headers),
            Form = Pairs(form),
            Body = request.Service == "s3" ? ChunkedBody.Decode(request).Body : request.Body,
        };
        var model = models.FindByCall(request.Service, dot < 0 ? null : target[..dot], form.GetValueOrDefault("Version").FirstOrDefault(), wire);
        var name = dot >= 0 ? target[(dot + 1)..] : form.GetValueOrDefault("Action").FirstOrDefault();
        var operation = name is null ? model?.FindByRequest(wire) : model?.Find(name);
        if (operation is null)
        {
            throw Refused(request, name ?? $"{request.Method} {request.RawPath}", "UnknownOperationException", $"AWS's models know no operation {name ?? request.RawPath} of {request.Service}.");
        }

        Interlocked.Increment(ref checkedRequests);
        var problems = RequestConformance.Check(operation, wire, requests);
        return problems.Count == 0 ? operation : throw Refused(request, operation.Name, CodeOf(operation.Model.Metadata.Protocol), string.Join("; ", problems));
    }

    /// <summary>Compares an answer; that of the real DynamoDB needs no comparison, nor do errors, which the models do not describe on the wire.</summary>
    public void CheckAnswer(ApiOperation operation, AwsResponse response)
    {
        if (response.Status >= 300)
        {
            return;
        }

        // Of an answer to HEAD the body is not sent.
        foreach (var problem in AnswerConformance.Check(operation, response.Headers, operation.Method == "HEAD" ? default : response.Body, answers))
        {
            captures.Deviations.Add(new(operation.Model.Metadata.ServiceId, operation.Name, "answer: " + problem));
        }
    }

    AwsApiException Refused(AwsRequest request, string operation, string code, string message)
    {
        captures.Deviations.Add(new(request.Service, operation, message));
        return AwsApiException.Invalid(code, message);
    }

    /// <summary>The code with which services of a protocol refuse a value.</summary>
    static string CodeOf(string protocol) => protocol switch
    {
        "query" => "ValidationError",
        "ec2" => "InvalidParameterValue",
        "rest-xml" => "InvalidArgument",
        _ => "ValidationException",
    };

    static KeyValuePair<string, string>[] Pairs(IEnumerable<KeyValuePair<string, StringValues>> values) => [.. values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToString()))];
}

/// <summary>What of the calls was compared with AWS's published models.</summary>
/// <param name="HasEnumerations">Whether it was known which values members may have.</param>
/// <param name="SourceOfLimits">Where patterns and lengths came from; null where that is not installed, and none were compared.</param>
/// <param name="Requests">Of requests.</param>
/// <param name="Answers">Of answers of the simulation.</param>
public sealed record ModelCoverage(bool HasEnumerations, string? SourceOfLimits, ConformanceCoverage Requests, ConformanceCoverage Answers)
{
    /// <summary>The counts in one line of Japanese, for people.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture,
        $"操作 {Requests.Operations}、値 {Requests.Values + Answers.Values:#,0}(列挙 {Requests.EnumeratedValues + Answers.EnumeratedValues:#,0}、{Patterns})");

    string Patterns => SourceOfLimits is { } source
        ? string.Create(CultureInfo.InvariantCulture, $"形式 {Requests.PatternedValues + Answers.PatternedValues:#,0}、長さ {Requests.BoundedValues + Answers.BoundedValues:#,0}、{source}{Unread}")
        : "形式 0: botocoreのモデルが入っていない";

    string Unread => Requests.UnreadPatterns.Concat(Answers.UnreadPatterns).Distinct(StringComparer.Ordinal).Count() is > 0 and var count
        ? string.Create(CultureInfo.InvariantCulture, $"、読めない形式 {count}種") : "";
}
