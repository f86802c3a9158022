namespace GovCloud.ApiModels;

/// <summary>Compares what stands outside of the body, in path, query and headers, with the members that belong there.</summary>
static class PlaceConformance
{
    /// <summary>Headers and parameters that belong to signing, transport and the SDKs, not to an operation.</summary>
    static readonly string[] OfTheProtocol =
    [
        "x-amz-algorithm", "x-amz-api-version", "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256",
        "x-amz-content-sha256", "x-amz-credential", "x-amz-date", "x-amz-decoded-content-length", "x-amz-expires", "x-amz-id-2", "x-amz-request-id", "x-amz-sdk-checksum-algorithm",
        "x-amz-security-token", "x-amz-signature", "x-amz-signedheaders", "x-amz-target", "x-amz-te", "x-amz-trailer", "x-amz-user-agent", "x-id",
    ];

    /// <summary>Compares path, query and headers of a request.</summary>
    public static void Check(ApiOperation operation, WireRequest request, Findings findings)
    {
        if (request.Method != operation.Method || !operation.MatchesPath(request.Path))
        {
            findings.Add($"{operation.Name}: AWS expects {operation.Method} {operation.Path}, not {request.Method} {request.Path}");
        }

        var input = operation.Input?.Members ?? new Dictionary<string, ApiShape>(StringComparer.Ordinal);
        var byPlace = input.Where(m => m.Value.Location is not null).ToLookup(m => m.Value.Location!, m => (Wire: m.Value.LocationName ?? m.Key, m.Value), StringComparer.Ordinal);
        foreach (var (name, value) in operation.Labels(request.Path))
        {
            foreach (var (_, member) in byPlace["uri"].Where(m => m.Wire == name))
            {
                TextConformance.Check(member, value, $"{operation.Name}: {name} in the path", findings);
            }
        }

        CheckQuery(operation, request, [.. byPlace["querystring"]], findings);
        CheckHeaders(operation.Name, operation.Input, request.Headers, findings);
        foreach (var missing in operation.RequiredOutsideBody.Where(m => !request.Has(m)))
        {
            findings.Add($"{operation.Name}: AWS requires {missing.Name} in the {missing.Shape.Location}");
        }
    }

    /// <summary>Compares the headers of a request or an answer with the members of its shape.</summary>
    public static void CheckHeaders(string path, ApiShape? shape, IEnumerable<KeyValuePair<string, string>> headers, Findings findings)
    {
        var members = (shape?.Members ?? new Dictionary<string, ApiShape>(StringComparer.Ordinal)).Where(m => m.Value.Location is "header" or "headers").Select(m => (Wire: m.Value.LocationName ?? m.Key, m.Value)).ToList();
        foreach (var (name, value) in headers)
        {
            if (members.Find(m => m.Value.Location == "header" && string.Equals(m.Wire, name, StringComparison.OrdinalIgnoreCase)) is { Value: { } member })
            {
                // Of all headers S3 takes this one percent-encoded.
                TextConformance.Check(member, string.Equals(name, "x-amz-copy-source", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(value) : value, $"{path}: {name}", findings);
            }
            else if (IsOfOperation(name) && !members.Exists(m => m.Value.Location == "headers" && name.StartsWith(m.Wire, StringComparison.OrdinalIgnoreCase)))
            {
                findings.Add($"{path}: AWS knows no header {name}");
            }
        }
    }

    static void CheckQuery(ApiOperation operation, WireRequest request, IReadOnlyList<(string Wire, ApiShape Shape)> parameters, Findings findings)
    {
        foreach (var (name, value) in request.Query)
        {
            if (parameters.FirstOrDefault(p => p.Wire == name) is { Shape: { } member })
            {
                TextConformance.Check(member, value, $"{operation.Name}: {name}", findings);
            }
            else if (!IsOfProtocol(name) && operation.FixedParameters.All(p => p.Key != name) && parameters.All(p => p.Shape.Type != "map"))
            {
                findings.Add($"{operation.Name}: AWS knows no parameter {name} in the query");
            }
        }
    }

    static bool IsOfOperation(string header) => header.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !IsOfProtocol(header);

    static bool IsOfProtocol(string name) => Array.Exists(OfTheProtocol, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}
