namespace GovCloud.LocalCloud;

/// <summary>An Amazon Resource Name, in its six parts.</summary>
/// <param name="Partition">As a rule <c>aws</c>.</param>
/// <param name="Service">For example <c>sqs</c>.</param>
/// <param name="Region">Empty for global services.</param>
/// <param name="Account">Twelve digits, or empty where the service leaves it out (S3).</param>
/// <param name="Resource">The rest; it may hold colons.</param>
public readonly record struct Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>Reads an ARN.</summary>
    /// <exception cref="FormatException">It does not have six parts.</exception>
    public static Arn Parse(string text) => text.Split(':', 6) is ["arn", var partition, var service, var region, var account, var resource]
        ? new(partition, service, region, account, resource)
        : throw new FormatException($"'{text}' is not an ARN (arn:partition:service:region:account:resource).");

    /// <summary>What follows the last colon or slash.</summary>
    public string Name => Resource[(Resource.LastIndexOfAny([':', '/']) + 1)..];

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
