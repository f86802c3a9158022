using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace GovCloud.ApiModels;

/// <summary>Compares an answer with the model of its operation.</summary>
public static class AnswerConformance
{
    /// <summary>Members of an answer that AWS would not send, or not like that, and members that it always sends; empty where there are none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">The answer's body.</param>
    /// <param name="counts">Told what was compared; null where nobody counts.</param>
    public static IReadOnlyList<string> Check(ApiOperation operation, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, ConformanceCounts? counts = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var findings = new Findings(counts);
        var protocol = operation.Model.Metadata.Protocol;
        if (protocol is "rest-xml" or "rest-json")
        {
            PlaceConformance.CheckHeaders(operation.Name, operation.Output, headers, findings);
        }

        // A payload that is no structure is the caller's own: an object's content, a function's answer.
        var shape = operation.Output?.Payload is { } payload ? operation.Output.Members[payload] : operation.Output;
        if (body.Length > 0 && shape?.Type is "structure" or null)
        {
            try
            {
                CheckBody(operation, shape, body, findings);
            }
            catch (Exception unread) when (unread is JsonException or XmlException)
            {
                findings.Add($"{operation.Name}: the answer cannot be read: {unread.Message}");
            }
        }

        return findings.Problems;
    }

    static void CheckBody(ApiOperation operation, ApiShape? shape, ReadOnlyMemory<byte> body, Findings findings)
    {
        if (operation.Model.Metadata.Protocol is "json" or "rest-json")
        {
            using var document = JsonDocument.Parse(body);
            if (shape is not null)
            {
                JsonConformance.Check(shape, document.RootElement, operation.Name, requireMembers: true, findings);
            }
            else if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Any())
            {
                findings.Add($"{operation.Name}: AWS answers nothing");
            }

            return;
        }

        var root = XDocument.Parse(Encoding.UTF8.GetString(body.Span)).Root!;
        if (operation.Model.Metadata.Protocol == "rest-xml")
        {
            CheckElement(operation, shape, root, findings);
        }
        else
        {
            CheckEnvelope(operation, shape, root, findings);
        }
    }

    static void CheckEnvelope(ApiOperation operation, ApiShape? shape, XElement root, Findings findings)
    {
        if (root.Name.LocalName != operation.Name + "Response")
        {
            findings.Add($"{operation.Name}: AWS answers {operation.Name}Response, not {root.Name.LocalName}");
        }

        var own = root.Elements().Where(e => e.Name.LocalName is not ("ResponseMetadata" or "requestId")).ToList();
        if (operation.ResultWrapper is not { } wrapper)
        {
            CheckElement(operation, shape, new XElement(root.Name, own), findings);
        }
        else if (own is [var result] && result.Name.LocalName == wrapper)
        {
            CheckElement(operation, shape, result, findings);
        }
        else
        {
            findings.Add($"{operation.Name}: AWS answers in an element {wrapper}");
        }
    }

    static void CheckElement(ApiOperation operation, ApiShape? shape, XElement element, Findings findings)
    {
        if (shape is not null)
        {
            XmlConformance.Check(shape, element, operation.Name, findings);
        }
        else if (element.HasElements)
        {
            findings.Add($"{operation.Name}: AWS answers nothing");
        }
    }
}
