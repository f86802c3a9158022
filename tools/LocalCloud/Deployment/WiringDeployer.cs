using System.Text.Json.Nodes;
using GovCloud.LocalCloud.DynamoDb;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.EventSources;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Schedules;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Makes what connects: rules, schedules, event source mappings, subscriptions, invoke configurations.</summary>
sealed class WiringDeployer(CloudResources cloud, DynamoDbStreams streams)
{
    /// <summary>Whether the resource works here.</summary>
    /// <exception cref="Assembly.CloudAssemblyException">The type is unknown, or it connects something that is not there.</exception>
    public bool Deploy(DeclaredResource resource, out string? note)
    {
        note = null;
        switch (resource.Type)
        {
            case "AWS::Events::Rule":
                note = Rule(resource);
                return true;
            case "AWS::Scheduler::Schedule":
                note = Schedule(resource);
                return true;
            case "AWS::Lambda::EventSourceMapping":
                note = Mapping(resource);
                return true;
            case "AWS::Lambda::EventInvokeConfig":
                InvokeConfig(resource);
                return true;
            case "AWS::SNS::Subscription":
                cloud.Topics.GetOrAdd(Arn.Parse(resource.Required("TopicArn")), _ => []).Add($"{resource.Required("Protocol")}:{resource.Text("Endpoint")}");
                note = "captured, not delivered";
                return true;
            default:
                throw new Assembly.CloudAssemblyException(resource.Stack, resource.LogicalId, $"the resource type {resource.Type} is not known to the local cloud.");
        }
    }

    string? Rule(DeclaredResource resource)
    {
        if (resource.Text("State") is "DISABLED")
        {
            return "disabled";
        }

        var bus = BusArn(resource, resource.Text("EventBusName"));
        var targets = resource.Objects("Targets").Select(target => Target(resource, target)).ToList();
        var rule = new EventRule { Arn = resource.Arn, Pattern = Pattern(resource), Targets = targets };
        cloud.Events.AddRule(bus, rule);
        if (resource.Text("ScheduleExpression") is { } expression)
        {
            var envelope = new EventEnvelope(cloud.Clock);
            cloud.Scheduler.Add(resource.Arn.ToString(), Parse(resource, expression, null), at =>
            {
                var json = envelope.Create("aws.events", "Scheduled Event", new JsonObject(), resource.Stack.Account, resource.Stack.Region, [resource.Arn.ToString()], at);
                targets.ForEach(target => Delivery.Deliver(target, target.Render(json, rule, at), json));
            });
        }

        var captured = targets.Where(target => target.Arn.Service is "sns").Select(target => target.Arn.Name).ToList();
        return captured.Count > 0 ? $"captured, not delivered: {string.Join(", ", captured)}" : null;
    }

    /// <summary>Where rules and schedules deliver to.</summary>
    public required TargetDelivery Delivery { get; init; }

    static EventPattern? Pattern(DeclaredResource resource)
    {
        try
        {
            return resource.Properties["EventPattern"] is { } pattern ? EventPattern.Parse(DeclaredResource.Element(pattern)) : null;
        }
        catch (InvalidEventPatternException refused)
        {
            throw resource.Wrong("EventPattern", refused.Message);
        }
    }

    EventTarget Target(DeclaredResource resource, JsonObject target)
    {
        var arn = Arn.Parse(target["Arn"]!.ToString());
        if (!TargetDelivery.IsSimulated(arn))
        {
            throw resource.Wrong("Targets", $"the target {arn} is not simulated.");
        }

        var read = new EventTarget
        {
            Arn = arn,
            Source = resource.Arn,
            Role = target["RoleArn"]?.ToString(),
            Input = target["Input"]?.ToString(),
            InputPath = target["InputPath"]?.ToString(),
            Transformer = target["InputTransformer"] is JsonObject transformer
                ? new(
                    (transformer["InputPathsMap"] as JsonObject)?.ToDictionary(path => path.Key, path => path.Value!.ToString(), StringComparer.Ordinal) ?? new Dictionary<string, string>(StringComparer.Ordinal),
                    transformer["InputTemplate"]!.ToString())
                : null,
            DeadLetterQueue = target["DeadLetterConfig"]?["Arn"]?.ToString() is { } letters ? Arn.Parse(letters) : null,
        };
        Delivery.Check(read);
        return read;
    }

    string? Schedule(DeclaredResource resource)
    {
        if (resource.Text("State") is "DISABLED")
        {
            return "disabled";
        }

        var target = resource.Object("Target") ?? throw resource.Wrong("Target", "is required.");
        var read = Target(resource, target);
        cloud.Scheduler.Add(resource.Arn.ToString(), Parse(resource, resource.Required("ScheduleExpression"), resource.Text("ScheduleExpressionTimezone")), at =>
            Delivery.Deliver(read, (read.Input ?? "{}").Replace("<aws.scheduler.scheduled-time>", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), null));
        return resource.Object("FlexibleTimeWindow")?["Mode"]?.ToString() is "FLEXIBLE" ? "fires at the beginning of its flexible window" : null;
    }

    static ScheduleExpression Parse(DeclaredResource resource, string expression, string? timeZone)
    {
        try
        {
            return ScheduleExpression.Parse(expression, timeZone);
        }
        catch (FormatException refused)
        {
            throw resource.Wrong("ScheduleExpression", refused.Message);
        }
    }

    string? Mapping(DeclaredResource resource)
    {
        if (resource.Text("Enabled") is "false")
        {
            return "disabled";
        }

        var function = cloud.FindFunction(resource.Required("FunctionName")) ?? throw resource.Wrong("FunctionName", "there is no such function.");
        var source = Arn.Parse(resource.Required("EventSourceArn"));
        switch (source.Service)
        {
            case "sqs":
                var queue = cloud.Queues.Find(source) ?? throw resource.Wrong("EventSourceArn", $"there is no queue {source}.");
                cloud.QueuePollers.Add(new(queue, function, QueueMapping(resource), cloud.Activity, cloud.Clock));
                return null;
            case "dynamodb":
                cloud.StreamPollers.Add(new(streams, function, StreamMapping(resource, source), cloud.Activity, cloud.Clock));
                return null;
            default:
                throw resource.Wrong("EventSourceArn", $"the source {source} is not simulated.");
        }
    }

    static QueueMapping QueueMapping(DeclaredResource resource) => new()
    {
        BatchSize = resource.Number("BatchSize") ?? 10,
        BatchingWindow = resource.Seconds("MaximumBatchingWindowInSeconds") ?? TimeSpan.Zero,
        ReportsItems = resource.Texts("FunctionResponseTypes").Contains("ReportBatchItemFailures", StringComparer.Ordinal),
        MaximumConcurrency = resource.Object("ScalingConfig")?["MaximumConcurrency"] is { } most ? int.Parse(most.ToString(), System.Globalization.CultureInfo.InvariantCulture) : null,
        Filter = Filter(resource),
    };

    StreamMapping StreamMapping(DeclaredResource resource, Arn stream)
    {
        var destination = resource.Object("DestinationConfig")?["OnFailure"]?["Destination"]?.ToString();
        return new()
        {
            StreamArn = stream,
            TableName = stream.Resource.Split('/')[1],
            BatchSize = resource.Number("BatchSize") ?? 100,
            ReportsItems = resource.Texts("FunctionResponseTypes").Contains("ReportBatchItemFailures", StringComparer.Ordinal),
            BisectsOnError = resource.Flag("BisectBatchOnFunctionError"),
            MaximumRetryAttempts = resource.Number("MaximumRetryAttempts") is { } attempts and >= 0 ? attempts : null,
            Filter = Filter(resource),
            GivenUp = destination is null ? null : records => Delivery.Deliver(new() { Arn = Arn.Parse(destination) }, records, null),
        };
    }

    static FilterCriteria Filter(DeclaredResource resource)
    {
        try
        {
            return resource.Object("FilterCriteria")?["Filters"] is JsonArray filters
                ? new([.. filters.Select(filter => EventPattern.Parse(filter!["Pattern"]!.ToString()))])
                : FilterCriteria.Everything;
        }
        catch (InvalidEventPatternException refused)
        {
            throw resource.Wrong("FilterCriteria", refused.Message);
        }
    }

    void InvokeConfig(DeclaredResource resource)
    {
        var function = cloud.FindFunction(resource.Required("FunctionName")) ?? throw resource.Wrong("FunctionName", "there is no such function.");
        var destination = resource.Object("DestinationConfig")?["OnFailure"]?["Destination"]?.ToString();
        cloud.AsyncPolicies[function.Definition.Arn] = new AsyncInvokePolicy(
            resource.Number("MaximumRetryAttempts") ?? 2,
            destination is null ? null : (payload, _) => Delivery.Deliver(new() { Arn = Arn.Parse(destination) }, payload, null));
    }

    static Arn BusArn(DeclaredResource resource, string? nameOrArn) => nameOrArn is { } given && given.StartsWith("arn:", StringComparison.Ordinal)
        ? Arn.Parse(given)
        : EventRouter.BusArn(resource.Stack.Account, resource.Stack.Region, nameOrArn ?? "default");
}
