using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Assembly;

/// <content>References, attributes, conditions and dynamic references.</content>
public sealed partial class TemplateResolver
{
    JsonNode? Reference(StackTemplate stack, string name, string place)
    {
        if (Pseudo(stack, name) is { } value)
        {
            return value;
        }

        if (stack.Find("Parameters", name) is { } parameter)
        {
            return Parameter(stack, name, parameter, place);
        }

        if (stack.Find("Resources", name) is not { } resource)
        {
            throw new CloudAssemblyException(stack, place, $"Ref '{name}' is neither a resource nor a parameter.");
        }

        var type = resource.GetProperty("Type").GetString()!;
        var physical = NameOf(stack, name);
        return type is "AWS::SQS::Queue" ? $"{queueUrlBase}/{stack.Account}/{physical}"
            : ResourceNaming.Of(type) is { RefIsArn: true } naming ? naming.Arn(stack, physical)
            : physical;
    }

    static string? Pseudo(StackTemplate stack, string name) => name switch
    {
        "AWS::AccountId" => stack.Account,
        "AWS::Region" => stack.Region,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackName" => stack.Name,
        "AWS::StackId" => $"arn:aws:cloudformation:{stack.Region}:{stack.Account}:stack/{stack.Name}/local",
        _ => null,
    };

    string Parameter(StackTemplate stack, string name, JsonElement parameter, string place)
    {
        var value = stack.Parameters.TryGetValue(name, out var given) ? given
            : parameter.TryGetProperty("Default", out var standard) ? standard.ToString()
            // What only a deployment can give stands for itself: a name of its own, which nothing here depends on.
            : $"local-{name.ToLowerInvariant()}";
        return parameter.GetProperty("Type").GetString()!.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal)
            ? parameterStore(value) ?? throw new CloudAssemblyException(stack, place, $"the SSM parameter '{value}' is not known. Remedy: give it in the options.")
            : value;
    }

    JsonNode GetAttribute(StackTemplate stack, JsonElement argument, string place)
    {
        if (argument.ValueKind == JsonValueKind.Array)
        {
            return Attribute(stack, argument[0].GetString()!, Text(stack, argument[1], place), place);
        }

        var parts = argument.GetString()!.Split('.', 2);
        return Attribute(stack, parts[0], parts[1], place);
    }

    string Attribute(StackTemplate stack, string logicalId, string attribute, string place)
    {
        if (stack.Find("Resources", logicalId) is not { } resource)
        {
            throw new CloudAssemblyException(stack, place, $"Fn::GetAtt '{logicalId}' is not a resource.");
        }

        var type = resource.GetProperty("Type").GetString()!;
        var name = NameOf(stack, logicalId);
        var arn = type is "AWS::Events::Rule" ? RuleArn(stack, logicalId, name) : ResourceNaming.Of(type).Arn(stack, name);
        return (type, attribute) switch
        {
            (_, "Arn") => arn,
            ("AWS::DynamoDB::Table" or "AWS::DynamoDB::GlobalTable", "StreamArn") => $"{arn}/stream/local",
            ("AWS::SQS::Queue", "QueueName") or ("AWS::SNS::Topic", "TopicName") or ("AWS::Events::EventBus", "Name") or ("AWS::KMS::Key", "KeyId") or ("AWS::IAM::Role", "RoleId") => name,
            ("AWS::SQS::Queue", "QueueUrl") => $"{queueUrlBase}/{stack.Account}/{name}",
            ("AWS::SNS::Topic", "TopicArn") => arn,
            ("AWS::S3::Bucket", "DomainName") => $"{name}.s3.amazonaws.com",
            ("AWS::S3::Bucket", "RegionalDomainName") => $"{name}.s3.{stack.Region}.amazonaws.com",
            ("AWS::SSM::Parameter", "Value" or "Type") => Text(stack, resource.GetProperty("Properties").GetProperty(attribute), place),
            ("AWS::Lambda::EventSourceMapping" or "AWS::IAM::Policy" or "AWS::Organizations::OrganizationalUnit", "Id") => name,
            _ => throw new CloudAssemblyException(stack, place, $"the attribute {attribute} of {type} ('{logicalId}') is not known."),
        };
    }

    // A rule on a bus of its own has the bus in its ARN.
    string RuleArn(StackTemplate stack, string logicalId, string name)
    {
        var onBus = stack.Find("Resources", logicalId) is { } rule && rule.TryGetProperty("Properties", out var properties) && properties.TryGetProperty("EventBusName", out var bus)
            ? Text(stack, bus, $"{logicalId}.Properties.EventBusName")
            : "default";
        onBus = onBus[(onBus.LastIndexOf('/') + 1)..];
        return $"arn:aws:events:{stack.Region}:{stack.Account}:rule/{(onBus is "default" ? "" : onBus + "/")}{name}";
    }

    bool Condition(StackTemplate stack, string name, string place) => stack.Find("Conditions", name) is { } condition
        ? Guarded(stack, $"{stack.Name}?{name}", place, () => Truth(stack, Intrinsic(condition) ?? throw new CloudAssemblyException(stack, $"Conditions.{name}", "is no condition function."), $"Conditions.{name}"))
        : throw new CloudAssemblyException(stack, place, $"the condition '{name}' is not declared.");

    bool Truth(StackTemplate stack, JsonProperty function, string place) => function.Name switch
    {
        "Condition" => Condition(stack, function.Value.GetString()!, place),
        "Fn::Equals" => JsonNode.DeepEquals(Resolve(stack, function.Value[0], place), Resolve(stack, function.Value[1], place)),
        "Fn::And" => function.Value.EnumerateArray().All(operand => Truth(stack, Operand(stack, operand, place), place)),
        "Fn::Or" => function.Value.EnumerateArray().Any(operand => Truth(stack, Operand(stack, operand, place), place)),
        "Fn::Not" => !Truth(stack, Operand(stack, function.Value[0], place), place),
        _ => throw new CloudAssemblyException(stack, place, $"{function.Name} is no condition function."),
    };

    static JsonProperty Operand(StackTemplate stack, JsonElement operand, string place) =>
        operand.ValueKind == JsonValueKind.Object && Intrinsic(operand) is { } function ? function : throw new CloudAssemblyException(stack, place, $"{operand.GetRawText()} is no condition.");

    bool IsNoValue(StackTemplate stack, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object || Intrinsic(value) is not { } function)
        {
            return false;
        }

        return function.Name switch
        {
            "Ref" => function.Value.ValueEquals("AWS::NoValue"),
            "Fn::If" => IsNoValue(stack, function.Value[Condition(stack, function.Value[0].GetString()!, place) ? 1 : 2], place),
            _ => false,
        };
    }

    string Dynamic(StackTemplate stack, string text, string place)
    {
        var open = text.IndexOf("{{resolve:", StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf("}}", open, StringComparison.Ordinal);
        if (close < 0)
        {
            return text;
        }

        var name = text[(open + "{{resolve:".Length)..close].Split(':') is ["ssm" or "ssm-secure", var parameter, ..]
            ? parameter
            : throw new CloudAssemblyException(stack, place, $"the dynamic reference in '{text}' is not known.");
        var value = parameterStore(name) ?? throw new CloudAssemblyException(stack, place, $"the SSM parameter '{name}' is not known. Remedy: give it in the options.");
        return Dynamic(stack, text[..open] + value + text[(close + 2)..], place);
    }
}
