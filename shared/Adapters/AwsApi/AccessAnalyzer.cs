using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS IAM Access Analyzer: access from outside, and access that nobody uses. Regional.</summary>
public sealed class AccessAnalyzer : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "AccessAnalyzer",
        EndpointPrefix = "access-analyzer",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2019-11-01",
        SigningName = "access-analyzer",
    };

    /// <summary>Reads the analyzers of the account and region, page by page.</summary>
    public static RestJsonOperation<AnalyzersRequest, AnalyzersPage> ListAnalyzers { get; } =
        new("ListAnalyzers", "GET", "/analyzer", null, AccessAnalyzerJson.Default.AnalyzersPage) { Query = request => [new("nextToken", request.NextToken)] };

    /// <summary>Reads the findings of an analyzer, page by page.</summary>
    public static RestJsonOperation<AnalyzerFindingsRequest, AnalyzerFindingsPage> ListFindings { get; } =
        new("ListFindingsV2", "POST", "/findingv2", AccessAnalyzerJson.Default.AnalyzerFindingsRequest, AccessAnalyzerJson.Default.AnalyzerFindingsPage);
}

/// <summary>A page of analyzers.</summary>
public sealed record AnalyzersRequest(string? NextToken);

/// <summary>Analyzers.</summary>
public sealed record AnalyzersPage(ImmutableArray<AnalyzerFacts>? Analyzers, string? NextToken);

/// <summary>An analyzer.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Type"><c>ACCOUNT</c>, <c>ORGANIZATION</c>, <c>ACCOUNT_UNUSED_ACCESS</c> and others.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>CREATING</c>, <c>DISABLED</c> or <c>FAILED</c>.</param>
public sealed record AnalyzerFacts(string? Arn, string? Type, string? Status);

/// <summary>Which findings.</summary>
/// <param name="AnalyzerArn">The analyzer.</param>
/// <param name="Filter">Criteria by attribute, such as <c>status</c>.</param>
/// <param name="NextToken">The page.</param>
public sealed record AnalyzerFindingsRequest(string AnalyzerArn, IReadOnlyDictionary<string, AnalyzerCriterion> Filter, string? NextToken)
{
    /// <summary>Findings that nobody has dealt with.</summary>
    public static IReadOnlyDictionary<string, AnalyzerCriterion> Open { get; } =
        new Dictionary<string, AnalyzerCriterion>(StringComparer.Ordinal) { ["status"] = new(["ACTIVE"]) };
}

/// <summary>A criterion: the attribute is one of these.</summary>
public sealed record AnalyzerCriterion(ImmutableArray<string> Eq);

/// <summary>Findings.</summary>
public sealed record AnalyzerFindingsPage(ImmutableArray<AnalyzerFindingFacts>? Findings, string? NextToken);

/// <summary>A finding.</summary>
public sealed record AnalyzerFindingFacts(string? Id, string? FindingType, string? Resource, string? Status, DateTimeOffset? UpdatedAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(AwsInstantConverter)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnalyzersPage))]
[JsonSerializable(typeof(AnalyzerFindingsRequest))]
[JsonSerializable(typeof(AnalyzerFindingsPage))]
sealed partial class AccessAnalyzerJson : JsonSerializerContext;
