using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.ApiModels;

/// <summary>
/// Members of requests that AWS added after the last models of its JavaScript SDK. Without them a call that AWS understands would be refused here. Source: AWS's API
/// descriptions of August 2026. One that the models know does not belong here.
/// </summary>
static class NewerMembers
{
    static readonly (string Service, string Operation, string Direction, string Member, string Type)[] Known =
    [
        ("IAM", "ListServiceSpecificCredentials", "input", "AllUsers", "boolean"),
        ("IAM", "ListServiceSpecificCredentials", "input", "Marker", "string"),
        ("IAM", "ListServiceSpecificCredentials", "input", "MaxItems", "integer"),
        ("IAM", "ListServiceSpecificCredentials", "output", "IsTruncated", "boolean"),
        ("IAM", "ListServiceSpecificCredentials", "output", "Marker", "string"),
    ];

    /// <summary>Members of answers that the models require and AWS leaves out. Source: IAM API Reference, "This field is null if the job is still in progress".</summary>
    static readonly (string Service, string Operation, string Member)[] LeftOut = [("IAM", "GetServiceLastAccessedDetails", "JobCompletionDate")];

    /// <summary>A model with them.</summary>
    public static JsonElement AddTo(JsonElement model)
    {
        var service = model.GetProperty("metadata").TryGetProperty("serviceId", out var id) ? id.GetString() : null;
        var own = Known.Where(one => one.Service == service).ToList();
        if (own.Count == 0)
        {
            return model;
        }

        var root = JsonObject.Create(model)!;
        foreach (var one in own)
        {
            root["operations"]![one.Operation]![one.Direction]!["members"]!.AsObject().Add(one.Member, new JsonObject { ["type"] = one.Type });
        }

        foreach (var one in LeftOut.Where(one => one.Service == service))
        {
            root["operations"]![one.Operation]!["output"]!["required"]!.AsArray().RemoveAll(name => name!.GetValue<string>() == one.Member);
        }

        return JsonSerializer.SerializeToElement(root);
    }
}
