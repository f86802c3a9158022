namespace GovCloud.Contracts;

/// <summary>Environment variables of the functions, set by the stack and read once at init.</summary>
public static class EnvironmentVariables
{
    /// <summary>One of <see cref="HandlerIds"/>.</summary>
    public const string Handler = "GOVCLOUD_HANDLER";

    /// <summary>Path of the resolved estate, absolute or relative to <c>LAMBDA_TASK_ROOT</c>.</summary>
    public const string EstateFile = "GOVCLOUD_ESTATE_FILE";

    /// <summary>Name of the incidents table.</summary>
    public const string IncidentsTable = "GOVCLOUD_INCIDENTS_TABLE";

    /// <summary>Name of the accounts table; read by the command line, no function has it.</summary>
    public const string AccountsTable = "GOVCLOUD_ACCOUNTS_TABLE";

    /// <summary>Name of the quarantine bucket.</summary>
    public const string QuarantineBucket = "GOVCLOUD_QUARANTINE_BUCKET";

    /// <summary>Name of the bucket that evidence of audits is kept in.</summary>
    public const string EvidenceBucket = "GOVCLOUD_EVIDENCE_BUCKET";

    /// <summary>Name of the event bus that findings of our own audits are put on.</summary>
    public const string OperationsBus = "GOVCLOUD_OPERATIONS_BUS";

    /// <summary>Address of the queue by which an audit of many accounts is shared among invocations; absent where one invocation is enough.</summary>
    public const string AuditQueue = "GOVCLOUD_AUDIT_QUEUE";

    /// <summary>Name of the linkage table.</summary>
    public const string LinkageTable = "GOVCLOUD_LINKAGE_TABLE";

    /// <summary>Name of the bucket of documents for municipalities.</summary>
    public const string ReportsBucket = "GOVCLOUD_REPORTS_BUCKET";

    /// <summary>Name of the statements table.</summary>
    public const string StatementsTable = "GOVCLOUD_STATEMENTS_TABLE";

    /// <summary>Name of the bucket of statements.</summary>
    public const string StatementsBucket = "GOVCLOUD_STATEMENTS_BUCKET";

    /// <summary>Name of the bucket of what a month needs besides the exports that AWS delivers.</summary>
    public const string CostInputsBucket = "GOVCLOUD_COST_INPUTS_BUCKET";

    /// <summary>Name of the bucket of campaigns: how far each is, and the inbox of answers.</summary>
    public const string AttestationBucket = "GOVCLOUD_ATTESTATION_BUCKET";

    /// <summary>Lowest level that is logged: Trace, Debug, Information, Warning, Error. Information when absent.</summary>
    public const string LogLevel = "GOVCLOUD_LOG_LEVEL";

    /// <summary>Name of the service in logs and metrics, as Powertools for AWS Lambda reads it; the handler's id.</summary>
    public const string Service = "POWERTOOLS_SERVICE_NAME";
}
