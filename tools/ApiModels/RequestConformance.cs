using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares a request with the model of its operation: what AWS would not understand, or would miss.</summary>
public static class RequestConformance
{
    /// <summary>The differences; empty where there are none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request.</param>
    /// <param name="counts">Told what was compared; null where nobody counts.</param>
    public static IReadOnlyList<string> Check(ApiOperation operation, WireRequest request, ConformanceCounts? counts = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(request);
        var findings = new Findings(counts);
        findings.Count(operation);
        switch (operation.Model.Metadata.Protocol)
        {
            case "json":
                CheckTarget(operation, request, findings);
                CheckBody(operation, request, findings);
                break;
            case "query" or "ec2":
                FormConformance.Check(operation, request.Form, findings);
                break;
            case "rest-json" or "rest-xml":
                PlaceConformance.Check(operation, request, findings);
                CheckBody(operation, request, findings);
                break;
            case var other:
                findings.Add($"{operation.Name}: the protocol {other} is not checked here");
                break;
        }

        return findings.Problems;
    }

    static void CheckTarget(ApiOperation operation, WireRequest request, Findings findings)
    {
        var metadata = operation.Model.Metadata;
        Same("X-Amz-Target", $"{metadata.TargetPrefix}.{operation.Name}", request.Header("X-Amz-Target"));
        Same("Content-Type", $"application/x-amz-json-{metadata.JsonVersion}", request.Header("Content-Type"));

        void Same(string header, string expected, string? actual)
        {
            if (actual != expected)
            {
                findings.Add($"{operation.Name}: {header} must be {expected}, not {actual}");
            }
        }
    }

    static void CheckBody(ApiOperation operation, WireRequest request, Findings findings)
    {
        var input = operation.Input;
        var body = input?.Payload is { } payload ? input.Members[payload] : input;
        var inBody = body is not null && (input?.Payload is not null || body.Members.Values.Any(m => m.Location is null));
        if (request.Body.Length == 0)
        {
            if (inBody && operation.Model.Metadata.Protocol != "json" && input!.Required.Any(r => input.Members[r].Location is null))
            {
                findings.Add($"{operation.Name}: AWS requires a body");
            }
        }
        else if (!inBody && operation.Model.Metadata.Protocol != "json")
        {
            findings.Add($"{operation.Name}: AWS expects no body");
        }
        else if (body?.Type is "structure" or null)
        {
            CheckStructure(operation, body, request.Body, findings);
        }
    }

    static void CheckStructure(ApiOperation operation, ApiShape? body, ReadOnlyMemory<byte> bytes, Findings findings)
    {
        try
        {
            if (operation.Model.Metadata.Protocol == "rest-xml")
            {
                XmlConformance.Check(body!, XDocument.Parse(Encoding.UTF8.GetString(bytes.Span)).Root!, operation.Name, findings);
                return;
            }

            using var document = JsonDocument.Parse(bytes);
            if (body is null && document.RootElement.EnumerateObject().Any())
            {
                findings.Add($"{operation.Name}: AWS takes no members");
            }
            else if (body is not null)
            {
                JsonConformance.Check(body, document.RootElement, operation.Name, requireMembers: true, findings);
            }
        }
        catch (Exception unread) when (unread is JsonException or XmlException)
        {
            findings.Add($"{operation.Name}: the body cannot be read: {unread.Message}");
        }
    }
}
