using System.Text.Json;
using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares a request with the model of its operation: what AWS would not understand, or would miss.</summary>
public static class RequestConformance
{
    /// <summary>The differences; empty where there are none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request.</param>
    public static IReadOnlyList<string> Check(ApiOperation operation, WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(request);
        var problems = new List<string>();
        switch (operation.Model.Metadata.Protocol)
        {
            case "json":
                CheckTarget(operation, request, problems);
                CheckBody(operation, request, problems);
                break;
            case "query" or "ec2":
                FormConformance.Check(operation, request.Form, problems);
                break;
            case "rest-json" or "rest-xml":
                CheckPlaces(operation, request, problems);
                CheckBody(operation, request, problems);
                break;
            case var other:
                problems.Add($"{operation.Name}: the protocol {other} is not checked here");
                break;
        }

        return problems;
    }

    static void CheckTarget(ApiOperation operation, WireRequest request, List<string> problems)
    {
        var metadata = operation.Model.Metadata;
        Same("X-Amz-Target", $"{metadata.TargetPrefix}.{operation.Name}", request.Header("X-Amz-Target"));
        Same("Content-Type", $"application/x-amz-json-{metadata.JsonVersion}", request.Header("Content-Type"));

        void Same(string header, string expected, string? actual)
        {
            if (actual != expected)
            {
                problems.Add($"{operation.Name}: {header} must be {expected}, not {actual}");
            }
        }
    }

    static void CheckPlaces(ApiOperation operation, WireRequest request, List<string> problems)
    {
        if (request.Method != operation.Method || !operation.MatchesPath(request.Path))
        {
            problems.Add($"{operation.Name}: AWS expects {operation.Method} {operation.Path}, not {request.Method} {request.Path}");
        }

        var input = operation.Input?.Members ?? new Dictionary<string, ApiShape>(StringComparer.Ordinal);
        var parameters = input.Where(m => m.Value.Location == "querystring").ToDictionary(m => m.Value.LocationName ?? m.Key, m => m.Key, StringComparer.Ordinal);
        var fixedOnes = operation.Path.Split('?') is [_, var query] ? query.Split('&').Select(p => p.Split('=')[0]).ToList() : [];
        foreach (var name in request.Query.Select(q => q.Key).Where(name => !parameters.ContainsKey(name) && !fixedOnes.Contains(name)))
        {
            problems.Add($"{operation.Name}: AWS knows no parameter {name} in the query");
        }

        foreach (var required in operation.Input?.Required ?? [])
        {
            var member = input[required];
            var wire = member.LocationName ?? required;
            var missing = member.Location switch
            {
                "querystring" => !request.Query.Any(q => q.Key == wire),
                "header" => request.Header(wire) is null,
                _ => false,
            };
            if (missing)
            {
                problems.Add($"{operation.Name}: AWS requires {required} in the {member.Location}");
            }
        }
    }

    static void CheckBody(ApiOperation operation, WireRequest request, List<string> problems)
    {
        var input = operation.Input;
        var body = input?.Payload is { } payload ? input.Members[payload] : input;
        var inBody = body is not null && (input?.Payload is not null || body.Members.Values.Any(m => m.Location is null));
        if (request.Body.Length == 0)
        {
            if (inBody && operation.Model.Metadata.Protocol != "json" && input!.Required.Any(r => input.Members[r].Location is null))
            {
                problems.Add($"{operation.Name}: AWS requires a body");
            }

            return;
        }

        if (!inBody && operation.Model.Metadata.Protocol != "json")
        {
            problems.Add($"{operation.Name}: AWS expects no body");
        }
        else if (operation.Model.Metadata.Protocol == "rest-xml")
        {
            XmlConformance.Check(body!, XDocument.Parse(System.Text.Encoding.UTF8.GetString(request.Body.Span)).Root!, operation.Name, problems);
        }
        else if (body?.Type is "structure" or null)
        {
            using var document = JsonDocument.Parse(request.Body);
            if (body is null && document.RootElement.EnumerateObject().Any())
            {
                problems.Add($"{operation.Name}: AWS takes no members");
            }
            else if (body is not null)
            {
                JsonConformance.Check(body, document.RootElement, operation.Name, requireMembers: true, problems);
            }
        }
    }
}
