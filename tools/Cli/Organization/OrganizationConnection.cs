using GovCloud.Adapters.AwsApi;

namespace GovCloud.Cli.Organization;

/// <summary>How the command reaches AWS.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Options">How a region is called.</param>
sealed record OrganizationConnection(TimeProvider Time, Func<string, AwsClientOptions> Options)
{
    // Account Management lets through about one call a second: contacts of many accounts need patience.
    const int MostAttempts = 8;

    /// <summary>Credentials and endpoints are the SDK's own: profiles, roles, <c>AWS_ENDPOINT_URL</c>.</summary>
    public static OrganizationConnection OfAws(TimeProvider time) => new(time, region => new AwsClientOptions { Region = region, MaxAttempts = MostAttempts });
}
