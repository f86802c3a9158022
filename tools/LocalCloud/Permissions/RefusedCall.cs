using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>What AWS answers to a call that is not allowed.</summary>
/// <remarks>Source: AWS IAM user guide, "Troubleshoot access denied error messages". Codes differ between services.</remarks>
static class RefusedCall
{
    /// <summary>The answer, with what decided in brackets.</summary>
    public static AwsApiException Of(string user, NeededPermission needed, AccessDecision decided)
    {
        var code = needed.Action[..needed.Action.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "s3" or "iam" or "sts" or "cloudformation" => "AccessDenied",
            "ec2" => "UnauthorizedOperation",
            _ => "AccessDeniedException",
        };
        return new(403, code, $"User: {user} is not authorized to perform: {needed.Action} on resource: {needed.Resource} {Why(needed.Action, decided)} ({decided.Outcome}: {decided.By})");
    }

    static string Why(string action, AccessDecision decided) => decided.By switch
    {
        "no policy of the role allows it" => $"because no identity-based policy allows the {action} action",
        "the resource's policy does not allow it" => $"because no resource-based policy allows the {action} action",
        "the boundary does not allow it" => $"because no permissions boundary allows the {action} action",
        "a service control policy does not allow it" => $"because no service control policy allows the {action} action",
        _ when decided.Outcome == AccessOutcome.Unknown => "because it cannot be told whether a policy allows it",
        _ => "with an explicit deny in a policy",
    };
}
