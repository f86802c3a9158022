using System.Text.Json;
using GovCloud.LocalCloud.EventBridge;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Gives input to the targets of rules and schedules.</summary>
sealed class TargetDelivery(Func<CloudResources> cloud, Capture.Captures captures)
{
    /// <summary>Services that can be a target.</summary>
    public static bool IsSimulated(Arn target) => target.Service is "sqs" or "lambda" or "events" or "sns";

    public void Deliver(EventTarget target, string input, JsonElement? json)
    {
        if (!TryDeliver(target.Arn, input, json) && !(target.DeadLetterQueue is { } letters && TryDeliver(letters, input, json)))
        {
            captures.Undelivered.Add(new(target.Arn.ToString(), input));
        }
    }

    bool TryDeliver(Arn target, string input, JsonElement? json)
    {
        var resources = cloud();
        switch (target.Service)
        {
            case "sqs" when resources.Queues.Find(target) is { } queue:
                queue.Send(input, "events.amazonaws.com");
                return true;
            case "lambda" when resources.FindFunction(target.ToString()) is { } function:
                resources.AsyncInvocations.Start(function, input, resources.AsyncPolicies.GetValueOrDefault(function.Definition.Arn, Functions.AsyncInvokePolicy.Default));
                return true;
            case "events" when json is { } forwarded && resources.Events.Exists(target):
                // The event arrives as it was; account and region stay those of its origin.
                resources.Events.Put(target, forwarded);
                return true;
            case "sns" when resources.Topics.ContainsKey(target):
                captures.Publications.Add(new(target.ToString(), null, input));
                return true;
            default:
                return false;
        }
    }
}
