using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Cost Explorer. A global service: called in us-east-1. Every page that it answers costs 0.01 USD; failed calls cost nothing.</summary>
public sealed class CostExplorer : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Cost Explorer",
        EndpointPrefix = "ce",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2017-10-25",
        SigningName = "ce",
        TargetPrefix = "AWSInsightsIndexService",
        GlobalRegion = "us-east-1",
    };

    /// <summary>Reads cost of a period, page by page. Errors: <c>LimitExceededException</c> on too many calls at once, <c>DataUnavailableException</c>, <c>InvalidNextTokenException</c>, <c>RequestChangedException</c>.</summary>
    public static JsonOperation<GetCostAndUsageRequest, GetCostAndUsageResponse> GetCostAndUsage { get; } =
        new("GetCostAndUsage", CostExplorerJson.Default.GetCostAndUsageRequest, CostExplorerJson.Default.GetCostAndUsageResponse);
}

/// <summary>Asks for the cost of a period.</summary>
/// <param name="TimePeriod">The period.</param>
/// <param name="Granularity">DAILY or MONTHLY.</param>
/// <param name="Metrics">Such as UnblendedCost.</param>
/// <param name="GroupBy">At most two; null for totals.</param>
/// <param name="NextPageToken">The page; null for the first.</param>
public sealed record GetCostAndUsageRequest(
    CostDateInterval TimePeriod, string Granularity, IReadOnlyList<string> Metrics, IReadOnlyList<CostGroupDefinition>? GroupBy, string? NextPageToken);

/// <summary>A period of whole days in UTC.</summary>
/// <param name="Start">The first day, such as 2026-05-01.</param>
/// <param name="End">The day after the last.</param>
public sealed record CostDateInterval(string Start, string End);

/// <summary>What cost is grouped by.</summary>
/// <param name="Type">DIMENSION, TAG or COST_CATEGORY.</param>
/// <param name="Key">Such as LINKED_ACCOUNT, or a tag's key.</param>
public sealed record CostGroupDefinition(string Type, string Key);

/// <summary>A page of cost.</summary>
public sealed record GetCostAndUsageResponse(IReadOnlyList<CostResultByTime>? ResultsByTime, string? NextPageToken);

/// <summary>Cost of a day or month.</summary>
/// <param name="TimePeriod">The day or month.</param>
/// <param name="Total">By metric, where nothing is grouped.</param>
/// <param name="Groups">Where it is grouped.</param>
/// <param name="Estimated">Whether AWS may still change it.</param>
public sealed record CostResultByTime(
    CostDateInterval? TimePeriod, IReadOnlyDictionary<string, CostMetricValue>? Total, IReadOnlyList<CostGroup>? Groups, bool Estimated);

/// <summary>Cost of a group.</summary>
/// <param name="Keys">Values of what it is grouped by, in that order; those of a tag as <c>key$value</c>.</param>
/// <param name="Metrics">By metric.</param>
public sealed record CostGroup(IReadOnlyList<string>? Keys, IReadOnlyDictionary<string, CostMetricValue>? Metrics);

/// <summary>An amount.</summary>
/// <param name="Amount">Decimal text.</param>
/// <param name="Unit">The currency.</param>
public sealed record CostMetricValue(string? Amount, string? Unit);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetCostAndUsageRequest))]
[JsonSerializable(typeof(GetCostAndUsageResponse))]
sealed partial class CostExplorerJson : JsonSerializerContext;
