namespace GovCloud.Triage.Normalisation;

/// <summary>The words with which AWS services name their states.</summary>
static class ServiceStates
{
    static readonly string[] StatePaths =
    [
        "state", "status", "lastStatus", "StatusCode", "test-run-status", "current-state", "compliance-status", "scan-status", "result",
        "build-status", "jobStatus", "connectionState", "virtualInterfaceState", "deploymentStatus", "Status", "executionStatus", "stackStatus",
    ];

    static readonly HashSet<string> Failed = new(StringComparer.OrdinalIgnoreCase)
    {
        "FAILED", "FAILURE", "FAULT", "ERROR", "TIMED_OUT", "TIMEDOUT", "TIMEOUT", "ABORTED", "EXPIRED", "UNHEALTHY", "IMPAIRED", "DOWN", "DEGRADED",
        "NON_COMPLIANT", "REJECTED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED",
        "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "IMPORT_ROLLBACK_COMPLETE", "DRIFTED", "LOST", "CANCELLED", "CANCELED",
        "PARTIAL", "UNAVAILABLE", "OUT_OF_SERVICE", "CREATE-FAILED", "DELETE-FAILED", "WARNING",
    };

    static readonly HashSet<string> Good = new(StringComparer.OrdinalIgnoreCase)
    {
        "SUCCEEDED", "SUCCESS", "SUCCESSFUL", "COMPLETED", "COMPLETE", "PASSED", "COMPLIANT", "OK", "HEALTHY", "UP", "AVAILABLE", "ACTIVE", "RUNNING",
        "CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE", "IMPORT_COMPLETE", "IN_SYNC", "ENABLED", "IN_SERVICE", "OPEN", "ONLINE",
    };

    public static ServiceOutcome Judge(EventEnvelope envelope)
    {
        var state = State(envelope.Detail);
        var message = Message(envelope.Detail);
        return (Told(envelope.DetailType) ?? (state is null ? null : Failed.Contains(state) ? false : Good.Contains(state) ? true : null)) switch
        {
            false => new ServiceOutcome(AlertStatus.Active, SeverityScales.Label(envelope.Detail["severity"].Text) ?? Severity.Medium) { State = state, Message = message },
            true => new ServiceOutcome(AlertStatus.Resolved, Severity.Info) { State = state, Message = message },
            null => new ServiceOutcome(AlertStatus.Notice, Severity.Info) { State = state, Message = message },
        };
    }

    /// <summary>The word for the state, wherever the service puts it.</summary>
    public static string? State(JsonView detail)
    {
        foreach (var path in StatePaths)
        {
            if (detail[path].Text is { } text)
            {
                return text;
            }
        }

        return detail["status-details"]["status"].Text ?? detail["state"]["value"].Text ?? detail["state"]["name"].Text;
    }

    /// <summary>Whether a word names a failure.</summary>
    public static bool IsFailed(string? state) => state is not null && Failed.Contains(state);

    /// <summary>Whether a word names a good state.</summary>
    public static bool IsGood(string? state) => state is not null && Good.Contains(state);

    static bool? Told(string detailType) =>
        detailType.EndsWith("Unsuccessful", StringComparison.Ordinal) || detailType.EndsWith("Failure", StringComparison.Ordinal) || detailType.EndsWith("Failed", StringComparison.Ordinal) ? false
        : detailType.EndsWith("Successful", StringComparison.Ordinal) || detailType.EndsWith("Succeeded", StringComparison.Ordinal) ? true
        : null;

    static string? Message(JsonView detail) =>
        detail["stoppedReason"].Text ?? detail["statusReason"].Text ?? detail["StatusMessage"].Text ?? detail["status-details"]["status-reason"].Text
        ?? detail["message"].Text ?? detail["Message"].Text ?? detail["cause"].Text ?? detail["reason"].Text;
}
