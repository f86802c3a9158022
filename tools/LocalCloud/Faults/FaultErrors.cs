using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Faults;

/// <summary>The errors of faults, with the codes and statuses that each service uses.</summary>
/// <remarks>Source: the services' API references, "Common errors" and the errors of each operation.</remarks>
static class FaultErrors
{
    /// <summary>The error of an effect.</summary>
    /// <exception cref="ArgumentException">The effect is no error.</exception>
    public static AwsApiException Of(string service, FaultEffect effect)
    {
        (int Status, string Code) error = effect switch
        {
            FaultEffect.Throttled => Throttled(service),
            FaultEffect.Denied => (IsJson(service) ? 400 : 403, service is "ec2" ? "UnauthorizedOperation" : service is "s3" || IsQuery(service) ? "AccessDenied" : "AccessDeniedException"),
            FaultEffect.ExpiredCredentials => service is "s3" ? (400, "ExpiredToken") : IsQuery(service) ? (403, "ExpiredToken") : (IsJson(service) ? 400 : 403, "ExpiredTokenException"),
            FaultEffect.ServerError(var status) => (status, ServerError(service, status)),
            FaultEffect.Error(var status, var code, _) => (status, code),
            _ => throw new ArgumentException($"{effect} is no error.", nameof(effect)),
        };
        return new(error.Status, error.Code, effect is FaultEffect.Error given ? given.Message : "Injected by the local cloud.");
    }

    static (int Status, string Code) Throttled(string service) => service switch
    {
        "dynamodb" => (400, "ProvisionedThroughputExceededException"),
        "s3" => (503, "SlowDown"),
        "sqs" => (400, "RequestThrottled"),
        "sns" => (429, "Throttled"),
        "ec2" => (503, "RequestLimitExceeded"),
        "ce" => (400, "LimitExceededException"),
        "organizations" => (400, "TooManyRequestsException"),
        "lambda" or "ses" or "account" or "guardduty" => (429, "TooManyRequestsException"),
        _ when IsQuery(service) => (400, "Throttling"),
        _ => (IsJson(service) ? 400 : 429, "ThrottlingException"),
    };

    static string ServerError(string service, int status) => (service, status) switch
    {
        ("dynamodb" or "ssm", 500) => "InternalServerError",
        ("s3", 500) => "InternalError",
        ("events", 500) => "InternalException",
        ("lambda", 500) => "ServiceException",
        (_, 503) => "ServiceUnavailable",
        _ => "InternalFailure",
    };

    static bool IsQuery(string service) => service is "sns" or "sts" or "iam" or "ec2" or "cloudformation" or "monitoring" or "rds" or "autoscaling" or "elasticloadbalancing";

    // The JSON protocols put every error of the client into 400.
    static bool IsJson(string service) => service is "dynamodb" or "sqs" or "events" or "ssm" or "kms" or "organizations" or "ce" or "config" or "cloudtrail" or "logs" or "tagging" or "sso" or "secretsmanager" or "states";
}
