namespace GovCloud.Triage;

/// <summary>Sources name one resource in several ways; this reduces them to one key.</summary>
public static class ResourceIdentity
{
    /// <summary>
    /// The key of a resource: for an ARN the part after the account without its kind when it has only one level
    /// (<c>arn:aws:ec2:…:instance/i-1</c> and <c>i-1</c> are one), else the whole part; other ids stay as they are.
    /// </summary>
    /// <remarks>Type, account and region are compared separately, so losing service and kind here does not merge different problems.</remarks>
    public static string Key(string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource.StartsWith("AWS::", StringComparison.Ordinal))
        {
            // ASFF's form for what has no ARN: AWS::IAM::AccessKey:AKIA…, AWS::::Account:111122223333.
            var last = resource.LastIndexOf(':');
            return resource[(last + 1)..];
        }

        if (!resource.StartsWith("arn:", StringComparison.Ordinal))
        {
            return resource;
        }

        var rest = resource.AsSpan();
        for (var i = 0; i < 5; i++)
        {
            var colon = rest.IndexOf(':');
            if (colon < 0)
            {
                return resource;
            }

            rest = rest[(colon + 1)..];
        }

        var first = rest.IndexOfAny('/', ':');
        return first >= 0 && rest.LastIndexOfAny('/', ':') == first ? rest[(first + 1)..].ToString() : rest.ToString();
    }
}
