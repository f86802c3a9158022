namespace GovCloud.Infra.Automation;

/// <summary>The SSM parameters that hold webhook addresses, as resources of a policy.</summary>
static class SlackParameters
{
    // All inline policies of a role together may have 10,240 characters (IAM quotas); an address of a parameter takes about 100.
    internal const int MostNames = 50;

    /// <summary>
    /// The addresses of exactly the parameters that the estate names. Where they are too many for a role's policy, their common path instead.
    /// </summary>
    /// <exception cref="SynthInputException">Too many to name, and not under one path of at least two levels.</exception>
    internal static string[] Resources(Stack stack, Estate estate)
    {
        var names = estate.Organisations
            .Select(organisation => organisation.SlackWebhookParameter)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        string[] granted = names.Length <= MostNames ? names : [$"{CommonPath(names)}*"];
        return [.. granted.Select(name => stack.FormatArn(new ArnComponents { Service = "ssm", Resource = "parameter", ResourceName = name.TrimStart('/') }))];
    }

    /// <summary>The longest path, ending in a slash, that all names begin with.</summary>
    internal static string CommonPath(IReadOnlyList<string> names)
    {
        // Ordered names: what the first and the last have in common, all have.
        var (first, last) = (names[0], names[^1]);
        var length = 0;
        while (length < first.Length && length < last.Length && first[length] == last[length])
        {
            length++;
        }

        var path = first[..(first[..length].LastIndexOf('/') + 1)];
        return path.Count(character => character == '/') >= 3
            ? path
            : throw new SynthInputException(
                $"The estate names {names.Count} slackWebhookParameter; a role's policy has room for {MostNames}. "
                + "Put them under one path of two levels or more, such as /govcloud/slack/<organisation>.");
    }
}
