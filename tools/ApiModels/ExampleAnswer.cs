using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Answers that have every member the model knows, once. What a reader leaves empty of such an answer, it looks for under another name than AWS's.</summary>
public static class ExampleAnswer
{
    /// <summary>Depth at which shapes that contain themselves are cut.</summary>
    const int Deepest = 8;

    /// <summary>The body of an answer in the protocol of the operation's service.</summary>
    public static byte[] Of(ApiOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Output is not { } output)
        {
            // The XML of the query protocol has an envelope also where there is nothing in it.
            return operation.Model.Metadata.Protocol is "query" or "ec2" ? System.Text.Encoding.UTF8.GetBytes(new XElement(operation.Name + "Response").ToString()) : [];
        }

        var body = output.Payload is { } payload ? output.Members[payload] : output;
        var text = operation.Model.Metadata.Protocol switch
        {
            "json" or "rest-json" => Json(body, 0)!.ToJsonString(),
            "rest-xml" => new XElement(body.LocationName ?? operation.Name + "Result", Xml(body, 0)).ToString(),
            _ => new XElement(operation.Name + "Response", operation.ResultWrapper is { } wrapper ? new XElement(wrapper, Xml(body, 0)) : Xml(body, 0)).ToString(),
        };
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    static JsonNode? Json(ApiShape shape, int depth) => shape.Type switch
    {
        "structure" => new JsonObject(shape.Members.Where(m => m.Value.Location is null && depth < Deepest).Select(m => KeyValuePair.Create(m.Value.LocationName ?? m.Key, Json(m.Value, depth + 1)))),
        "list" => new JsonArray(depth < Deepest ? [Json(shape.Member, depth + 1)] : []),
        "map" => new JsonObject([KeyValuePair.Create("key", depth < Deepest ? Json(shape.Value, depth + 1) : null)]),
        "boolean" => true,
        "integer" or "long" => 1,
        "double" or "float" => 1.5,
        "timestamp" => 1_700_000_000.5,
        "blob" => "Ymxvaw==",
        _ => "text",
    };

    static object[] Xml(ApiShape shape, int depth) => shape.Type switch
    {
        _ when depth > Deepest => [],
        "structure" => [.. shape.Members.Where(m => m.Value.Location is null).Select(m => new XElement(m.Value.LocationName ?? m.Key, Xml(m.Value, depth + 1)))],
        "list" => [new XElement(shape.Member.LocationName ?? "member", Xml(shape.Member, depth + 1))],
        "map" => [new XElement("entry", new XElement("key", "key"), new XElement("value", Xml(shape.Value, depth + 1)))],
        "boolean" => ["true"],
        "integer" or "long" or "double" or "float" => ["1"],
        "timestamp" => ["2026-05-01T00:00:00Z"],
        _ => ["text"],
    };
}
