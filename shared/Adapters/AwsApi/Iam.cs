using System.Globalization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Identity and Access Management.</summary>
public sealed partial class Iam : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "IAM",
        EndpointPrefix = "iam",
        Protocol = AwsProtocol.Query,
        ApiVersion = "2010-05-08",
        SigningName = "iam",
        GlobalRegion = "us-east-1",
    };

    /// <summary>Reads the account's password policy. Error: <c>NoSuchEntity</c> where it has none.</summary>
    public static QueryOperation<NoMembers, PasswordPolicy> GetAccountPasswordPolicy { get; } = new("GetAccountPasswordPolicy", _ => [], root => new PasswordPolicy(
        Number(root.Text("MinimumPasswordLength")), Number(root.Text("PasswordReusePrevention")),
        root.Text("RequireSymbols") == "true", root.Text("RequireNumbers") == "true", root.Text("RequireUppercaseCharacters") == "true", root.Text("RequireLowercaseCharacters") == "true"));

    /// <summary>Replaces the account's password policy as a whole.</summary>
    public static QueryOperation<PasswordPolicy, NoMembers> UpdateAccountPasswordPolicy { get; } = new(
        "UpdateAccountPasswordPolicy",
        policy =>
        [
            new("MinimumPasswordLength", policy.MinimumPasswordLength.ToString(CultureInfo.InvariantCulture)),
            new("PasswordReusePrevention", policy.PasswordReusePrevention.ToString(CultureInfo.InvariantCulture)),
            new("RequireSymbols", Truth(policy.RequireSymbols)),
            new("RequireNumbers", Truth(policy.RequireNumbers)),
            new("RequireUppercaseCharacters", Truth(policy.RequireUppercaseCharacters)),
            new("RequireLowercaseCharacters", Truth(policy.RequireLowercaseCharacters)),
            new("AllowUsersToChangePassword", "true"),
        ],
        _ => default);

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    static string Truth(bool value) => value ? "true" : "false";
}

/// <summary>A request or response without members.</summary>
public readonly record struct NoMembers;

/// <summary>What passwords of IAM users must be; 0 stands for no rule.</summary>
public sealed record PasswordPolicy(
    int MinimumPasswordLength, int PasswordReusePrevention, bool RequireSymbols, bool RequireNumbers, bool RequireUppercaseCharacters, bool RequireLowercaseCharacters);
