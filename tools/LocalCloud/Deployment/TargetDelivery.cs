using System.Collections.Concurrent;
using System.Text.Json;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.Permissions;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Gives input to the targets of rules and schedules.</summary>
sealed class TargetDelivery(Func<CloudResources> cloud, Capture.Captures captures, Func<PermissionGate?> permissions)
{
    static readonly string[] KeyUses = ["kms:Decrypt", "kms:GenerateDataKey"];

    readonly ConcurrentDictionary<(Arn Source, Arn To, string? Role), bool> allowed = new();

    /// <summary>Services that can be a target.</summary>
    public static bool IsSimulated(Arn target) => target.Service is "sqs" or "lambda" or "events" or "sns";

    public void Deliver(EventTarget target, string input, JsonElement? json)
    {
        if (!(MayDeliver(target, target.Arn) && TryDeliver(target.Arn, input, json)) && !(target.DeadLetterQueue is { } letters && MayDeliver(target, letters) && TryDeliver(letters, input, json)))
        {
            captures.Undelivered.Add(new(target.Arn.ToString(), input));
        }
    }

    /// <summary>Decides on a target and its queue of failures; what is not allowed is recorded, whether anything is ever delivered or not.</summary>
    public void Check(EventTarget target)
    {
        MayDeliver(target, target.Arn);
        if (target.DeadLetterQueue is { } letters)
        {
            MayDeliver(target, letters);
        }
    }

    bool MayDeliver(EventTarget target, Arn to)
    {
        // A template that goes into many accounts belongs to none here: whether the receiver lets them in is a question to the receiver's template.
        if (target.Source is not { } source || source.Account == CloudAssembly.UnknownAccount || permissions() is not { } gate)
        {
            return true;
        }

        // A rule's role is for its targets only; a schedule's role is for its queue of failures too.
        var schedule = source.Service == "scheduler";
        var role = schedule || to == target.Arn ? target.Role : null;
        return allowed.GetOrAdd((source, to, role), key => gate.MayDeliver(key.Source, schedule ? "scheduler.amazonaws.com" : "events.amazonaws.com", key.Role, Needed(key.To)));
    }

    static NeededPermission Needed(Arn to) => to.Service switch
    {
        "sqs" => new("sqs:SendMessage", to.ToString(), to.ToString(), [], KeyUses),
        "lambda" => new("lambda:InvokeFunction", to.ToString(), to.ToString(), []),
        "events" => new("events:PutEvents", to.ToString(), to.ToString(), []),
        "sns" => new("sns:Publish", to.ToString(), to.ToString(), [], KeyUses),
        _ => throw new ArgumentException($"{to} is no target here.", nameof(to)),
    };

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
