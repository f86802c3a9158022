namespace GovCloud.Triage;

/// <summary>Sources name one resource in several ways; this reduces them to one key.</summary>
public static class ResourceIdentity
{
    /// <summary>
    /// The key of a resource. An id that AWS generated (<c>i-0a1b…</c>, <c>AKIA…</c>, an account) stands for itself in every notation; a name that
    /// people chose is joined with its service and kind, because a role and a bucket may have one name. Other texts stay as they are.
    /// </summary>
    /// <remarks>
    /// Notations: <c>arn:aws:ec2:…:instance/i-0a1b…</c>, <c>AWS::EC2::Instance:i-0a1b…</c> (ASFF's form for what has no ARN) and the bare id.
    /// </remarks>
    public static string Key(string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var (service, kind, name) = resource.StartsWith("AWS::", StringComparison.Ordinal) ? FromType(resource) : FromArn(resource);
        return service is null || IsGenerated(name) ? name : $"{service}/{kind}/{name}";
    }

    static (string? Service, string Kind, string Name) FromType(string resource)
    {
        // AWS::IAM::AccessKey:AKIA…, AWS::::Account:111122223333
        var parts = resource.Split(':', 6);
        return parts.Length < 6 ? (null, "", resource)
            : parts[2].Length == 0 || parts[4] == "AccessKey" ? (null, "", parts[5])
            : (parts[2].ToLowerInvariant(), Kind(parts[4]), parts[5]);
    }

    static (string? Service, string Kind, string Name) FromArn(string resource)
    {
        // arn:partition:service:region:account:resource, where the resource is name, kind/name or kind:name.
        var parts = resource.StartsWith("arn:", StringComparison.Ordinal) ? resource.Split(':', 6) : [];
        if (parts.Length < 6)
        {
            return (null, "", resource);
        }

        var (service, rest) = (parts[2], parts[5]);
        var separator = rest.IndexOfAny(['/', ':']);
        return separator < 0 || service == "s3"
            ? (service, Unnamed(service), rest)
            : (service, Kind(rest[..separator]), rest[(separator + 1)..]);
    }

    /// <summary>The kind of resources whose ARN has none.</summary>
    static string Unnamed(string service) => service switch
    {
        "s3" => "bucket",
        "sns" => "topic",
        "sqs" => "queue",
        _ => "",
    };

    /// <summary>One word for a kind that its ARN and its type name differently: <c>db</c> and <c>DBInstance</c>.</summary>
    static string Kind(string kind) => kind.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) is var one && one == "db" ? "dbinstance" : one;

    /// <summary>Whether an id tells by itself what it is: EC2's prefix and hexadecimal digits, or an IAM unique id.</summary>
    static bool IsGenerated(string name)
    {
        if (name.Length is 20 or 21 && name.StartsWith('A') && !name.AsSpan().ContainsAnyExceptInRange('0', 'Z') && char.IsAsciiLetterUpper(name[3]))
        {
            return true;
        }

        var dash = name.LastIndexOf('-');
        return dash > 0 && name.Length - dash - 1 is 8 or 17 && name.Skip(dash + 1).All(char.IsAsciiHexDigitLower)
            && name.AsSpan(0, dash).IndexOfAnyExceptInRange('a', 'z') < 0;
    }
}
