using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>What Lambda itself does in the name of a function's role: it polls sources, keeps what failed, writes logs and traces.</summary>
static class ServicePermissions
{
    static readonly string[] Decrypt = ["kms:Decrypt"];
    static readonly string[] Both = ["kms:Decrypt", "kms:GenerateDataKey"];

    /// <summary>Decides on all of it; a role that lacks something would leave its function without work, or without a trace.</summary>
    /// <exception cref="Gateway.AwsApiException">Something is not allowed.</exception>
    public static void Check(PermissionGate gate, IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver)
    {
        foreach (var (stack, id, type) in stacks.SelectMany(s => s.Section("Resources").Where(r => resolver.Exists(s, r)).Select(r => (s, r.Name, r.Value.GetProperty("Type").GetString()!))))
        {
            if (type == "AWS::Lambda::Function")
            {
                gate.CheckService(resolver.ArnOf(stack, id).ToString(), stack.Region, Observation(stack, resolver.Properties(stack, id)));
            }
            else if (type == "AWS::Lambda::EventSourceMapping")
            {
                var mapping = resolver.Properties(stack, id);
                var function = mapping["FunctionName"]!.ToString();
                gate.CheckService(function.StartsWith("arn:", StringComparison.Ordinal) ? function : $"arn:aws:lambda:{stack.Region}:{stack.Account}:function:{function}", stack.Region, Polling(mapping));
            }
        }
    }

    static IEnumerable<NeededPermission> Observation(StackTemplate stack, JsonObject function)
    {
        if (function["LoggingConfig"]?["LogGroup"]?.ToString() is { } group)
        {
            var arn = $"arn:aws:logs:{stack.Region}:{stack.Account}:log-group:{group}:*";
            yield return new("logs:CreateLogStream", arn, "", []);
            yield return new("logs:PutLogEvents", arn, "", []);
        }

        if (function["TracingConfig"]?["Mode"]?.ToString() == "Active")
        {
            yield return new("xray:PutTraceSegments", "*", "", []);
            yield return new("xray:PutTelemetryRecords", "*", "", []);
        }
    }

    static IEnumerable<NeededPermission> Polling(JsonObject mapping)
    {
        var source = mapping["EventSourceArn"]!.ToString();
        if (Arn.Parse(source).Service == "sqs")
        {
            yield return new("sqs:ReceiveMessage", source, source, [], Decrypt);
            yield return new("sqs:DeleteMessage", source, source, []);
            yield return new("sqs:GetQueueAttributes", source, source, []);
        }
        else
        {
            var table = source.Split("/stream/")[0];
            yield return new("dynamodb:DescribeStream", source, table, []);
            yield return new("dynamodb:GetShardIterator", source, table, []);
            yield return new("dynamodb:GetRecords", source, table, [], Decrypt);
            yield return new("dynamodb:ListStreams", "*", "", []);
        }

        if (mapping["DestinationConfig"]?["OnFailure"]?["Destination"]?.ToString() is { } destination)
        {
            yield return new("sqs:SendMessage", destination, destination, [], Both);
        }
    }
}
