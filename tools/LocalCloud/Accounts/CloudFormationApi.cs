using System.Collections.Concurrent;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>CloudFormation, as far as stacks are read by name. A comparison of a stack with what is there takes its time; until then the one before it counts.</summary>
sealed class CloudFormationApi
{
    static readonly XmlAnswer Xml = new("http://cloudformation.amazonaws.com/doc/2010-05-15/");
    static readonly TimeSpan ComparisonTakes = TimeSpan.FromMinutes(4);

    // The latest comparison of a stack, and the end of the one before it.
    readonly ConcurrentDictionary<string, DateTimeOffset> begun = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, DateTimeOffset> ended = new(StringComparer.Ordinal);

    /// <summary>Answers; none where it is not simulated.</summary>
    /// <exception cref="AwsApiException">There is no such stack, or a comparison of it runs.</exception>
    public AwsResponse? Handle(AccountCall call)
    {
        var form = XmlAnswer.Form(call);
        var name = form.GetValueOrDefault("StackName").ToString();
        var stack = StackAt(call, name, call.Now) ?? throw AwsApiException.Invalid("ValidationError", call.Operation.StartsWith("Detect", StringComparison.Ordinal) ? $"Stack [{name}] does not exist" : $"Stack with id {name} does not exist");
        return call.Operation switch
        {
            "DescribeStacks" => Xml.Query(call.Operation, Xml.Element("Stacks", Stack(call, stack))),
            "GetTemplate" => Xml.Query(call.Operation, Xml.Text("TemplateBody", stack.Template), Xml.Element("StagesAvailable", Xml.Text("member", "Original"), Xml.Text("member", "Processed"))),
            "DetectStackDrift" => Xml.Query(call.Operation, Xml.Text("StackDriftDetectionId", Begin(call, stack))),
            "DescribeStackResourceDrifts" => Drifts(call, stack, form),
            _ => null,
        };
    }

    static SimulatedStackFacts? StackAt(AccountCall call, string name, DateTimeOffset instant) =>
        call.Account.Regions.TryGetValue(call.Region, out var region) && region.Guardrails.At(instant).Stacks.TryGetValue(name, out var stack) ? stack : null;

    static string ArnOf(AccountCall call, SimulatedStackFacts stack) => $"arn:aws:cloudformation:{call.Region}:{call.Account.Id}:stack/{stack.Name}/{new Draws(0, $"stack/{call.Account.Id}/{call.Region}/{stack.Name}").Id()}";

    string Begin(AccountCall call, SimulatedStackFacts stack)
    {
        var arn = ArnOf(call, stack);
        if (stack.Status is not ("CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_FAILED" or "IMPORT_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE"))
        {
            throw AwsApiException.Invalid("ValidationError", $"Drift detection cannot be performed on stack [{arn}] in {stack.Status} state.");
        }

        if (begun.TryGetValue(arn, out var running) && running + ComparisonTakes > call.Now)
        {
            throw AwsApiException.Invalid("ValidationError", $"Drift detection is already in progress for stack [{arn}]");
        }

        if (running != default)
        {
            ended[arn] = running + ComparisonTakes;
        }

        begun[arn] = call.Now;
        return new Draws(0, $"{arn}/{call.Now:O}").Id();
    }

    /// <summary>When the latest comparison came to an end, and the stack as it was then.</summary>
    (DateTimeOffset? At, SimulatedStackFacts? Stack) Comparison(AccountCall call, SimulatedStackFacts stack)
    {
        var arn = ArnOf(call, stack);
        var at = begun.TryGetValue(arn, out var last) && last + ComparisonTakes <= call.Now ? last + ComparisonTakes
            : ended.TryGetValue(arn, out var before) ? before
            : stack.Compared;
        return (at, at is { } instant ? StackAt(call, stack.Name, instant) : null);
    }

    static string StatusOf(SimulatedStackFacts? compared) => compared is null ? "NOT_CHECKED" : !compared.IsComparable ? "UNKNOWN" : compared.Drifts.Length > 0 ? "DRIFTED" : "IN_SYNC";

    XElement Stack(AccountCall call, SimulatedStackFacts stack)
    {
        var (at, compared) = Comparison(call, stack);
        return Xml.Element(
            "member",
            Xml.Text("StackId", ArnOf(call, stack)), Xml.Text("StackName", stack.Name), Xml.Date(call, "CreationTime", stack.Created), Xml.Text("StackStatus", stack.Status),
            Xml.Truth("DisableRollback", value: false), Xml.Element("NotificationARNs"), Xml.Element("Capabilities", Xml.Text("member", "CAPABILITY_NAMED_IAM")),
            Xml.Element("Parameters", stack.Parameters.Select(one => Xml.Element("member", Xml.Text("ParameterKey", one.Key), Xml.Text("ParameterValue", one.Value)))),
            Xml.Element("Outputs", stack.Outputs.Select(one => Xml.Element("member", Xml.Text("OutputKey", one.Key), Xml.Text("OutputValue", one.Value)))),
            Xml.Element("Tags"), Xml.Truth("EnableTerminationProtection", value: true),
            Xml.Element("DriftInformation", Xml.Text("StackDriftStatus", StatusOf(compared)), compared is null ? null : Xml.Date(call, "LastCheckTimestamp", at)));
    }

    AwsResponse Drifts(AccountCall call, SimulatedStackFacts stack, Dictionary<string, StringValues> form)
    {
        var (at, compared) = Comparison(call, stack);
        var wanted = form.Where(pair => pair.Key.StartsWith("StackResourceDriftStatusFilters.member.", StringComparison.Ordinal)).Select(pair => pair.Value.ToString()).ToHashSet(StringComparer.Ordinal);
        var (page, next) = call.Cut(stack.Name, (compared?.Drifts ?? []).Where(drift => wanted.Count == 0 || wanted.Contains(drift.Status)), drift => drift.LogicalId, form.GetValueOrDefault("NextToken"), XmlAnswer.Number(form, "MaxResults"));
        return Xml.Query(
            call.Operation,
            Xml.Element("StackResourceDrifts", page.Select(drift => Xml.Element(
                "member",
                Xml.Text("StackId", ArnOf(call, stack)), Xml.Text("LogicalResourceId", drift.LogicalId), Xml.Text("ResourceType", drift.Type), Xml.Text("StackResourceDriftStatus", drift.Status), Xml.Date(call, "Timestamp", at)))),
            Xml.Text("NextToken", next));
    }
}
