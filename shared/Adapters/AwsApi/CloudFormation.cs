using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS CloudFormation: what is deployed, and whether it was changed since.</summary>
public sealed class CloudFormation : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "CloudFormation",
        EndpointPrefix = "cloudformation",
        Protocol = AwsProtocol.Query,
        ApiVersion = "2010-05-15",
        SigningName = "cloudformation",
    };

    /// <summary>Reads a stack by its name. Error: 400 <c>ValidationError</c> where there is none.</summary>
    public static QueryOperation<string, StackState> DescribeStack { get; } = new("DescribeStacks", name => [new("StackName", name)], root => new StackState
    {
        Status = root.Text("StackStatus") ?? "",
        Outputs = Pairs(root, "Outputs", "OutputKey", "OutputValue"),
        Parameters = Pairs(root, "Parameters", "ParameterKey", "ParameterValue"),
        DriftStatus = root.Text("StackDriftStatus"),
        DriftCheckedAt = DateTimeOffset.TryParse(root.Text("LastCheckTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
    });

    /// <summary>Reads the template of a stack as it was given.</summary>
    public static QueryOperation<string, string> GetTemplate { get; } =
        new("GetTemplate", name => [new("StackName", name), new("TemplateStage", "Original")], root => root.Text("TemplateBody") ?? "");

    /// <summary>Begins to compare a stack with what is there; takes minutes. Error: <c>ValidationError</c> while another comparison runs.</summary>
    public static QueryOperation<string, string> DetectStackDrift { get; } = new("DetectStackDrift", name => [new("StackName", name)], root => root.Text("StackDriftDetectionId") ?? "");

    /// <summary>Resources of a stack that were changed or deleted, by the latest comparison: a page, which may be empty and not the last.</summary>
    public static QueryOperation<(string Stack, string? Token), IdPage> DescribeStackResourceDrifts { get; } = new(
        "DescribeStackResourceDrifts",
        page =>
        [
            new("StackName", page.Stack), new("StackResourceDriftStatusFilters.member.1", "MODIFIED"), new("StackResourceDriftStatusFilters.member.2", "DELETED"), new("MaxResults", "100"),
            new("NextToken", page.Token),
        ],
        root => new([.. root.Members("StackResourceDrifts").Select(drift => drift.Text("LogicalResourceId")).OfType<string>()], root.Text("NextToken")));

    static ImmutableDictionary<string, string> Pairs(System.Xml.Linq.XElement root, string list, string key, string value) =>
        root.Members(list).Where(member => member.Text(key) is not null)
            .ToImmutableDictionary(member => member.Text(key)!, member => member.Text(value) ?? "", StringComparer.Ordinal);
}

/// <summary>A page of ids.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="Next">The token of the next page; none or empty on the last.</param>
public sealed record IdPage(IReadOnlyList<string> Ids, string? Next);

/// <summary>A stack.</summary>
public sealed record StackState
{
    /// <summary>Such as <c>CREATE_COMPLETE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Its outputs.</summary>
    public required ImmutableDictionary<string, string> Outputs { get; init; }

    /// <summary>Its parameters.</summary>
    public required ImmutableDictionary<string, string> Parameters { get; init; }

    /// <summary><c>DRIFTED</c>, <c>IN_SYNC</c>, <c>UNKNOWN</c> or <c>NOT_CHECKED</c>.</summary>
    public string? DriftStatus { get; init; }

    /// <summary>When that was found out.</summary>
    public DateTimeOffset? DriftCheckedAt { get; init; }
}
