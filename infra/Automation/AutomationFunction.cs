using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;

namespace GovCloud.Infra.Automation;

/// <summary>What all functions of a stack have in common.</summary>
sealed record FunctionPlatform
{
    /// <summary>The one asset: the published executable and the estate.</summary>
    public required Code Code { get; init; }

    /// <summary>Encrypts the logs.</summary>
    public required IKey LogsKey { get; init; }

    /// <summary>Tells the operator of errors.</summary>
    public required OperatorAlarms Alarms { get; init; }
}

/// <summary>What a function gets.</summary>
/// <param name="MemoryMegabytes">Memory; its share of CPU grows with it, to a whole one at 1,769.</param>
/// <param name="TimeoutSeconds">Time limit, at most 900.</param>
sealed record FunctionSize(int MemoryMegabytes, int TimeoutSeconds);

/// <summary>One function of the executable, with a role and a log group of its own. It may write its log and its traces; everything else is granted by name.</summary>
sealed class AutomationFunction : Construct
{
    /// <summary>Time limit of functions that do not ask for more; queues derive their visibility timeout from it.</summary>
    internal const int TimeoutSeconds = 60;

    // docs/decisions/0005: a function's share of CPU grows with its memory, and starting is bound by CPU.
    const int MemoryMegabytes = 1024;

    /// <summary>Makes the function and its alarms.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="id">Id within the parent.</param>
    /// <param name="handler">One of <see cref="HandlerIds"/>.</param>
    /// <param name="platform">What all functions share.</param>
    /// <param name="environment">The environment variables that this function reads besides those that all read.</param>
    /// <param name="roleName">A fixed name for the role, where policies in other accounts name it; made up by CloudFormation otherwise.</param>
    /// <param name="size">Memory and time; what triage needs where it is left out.</param>
    internal AutomationFunction(
        Construct scope, string id, string handler, FunctionPlatform platform, Dictionary<string, string> environment, string? roleName = null, FunctionSize? size = null)
        : base(scope, id)
    {
        size ??= new FunctionSize(MemoryMegabytes, TimeoutSeconds);
        Handler = handler;
        LogGroup = new LogGroup(this, "Log", new LogGroupProps
        {
            Retention = RetentionDays.THIRTEEN_MONTHS,
            EncryptionKey = platform.LogsKey,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        Role = new IamRole(this, "Role", new RoleProps
        {
            RoleName = roleName,
            Description = $"What the function {handler} may do",
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        });
        Allow("WriteItsLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [LogGroup.LogGroupArn]);
        Function = new LambdaFunction(this, "Function", new FunctionProps
        {
            Description = $"GovCloudAutomation: {handler}",
            // CDK 2.160 has no constant for it yet. Without a colon the runtime starts the assembly itself: docs/decisions/0005.
            Runtime = new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE),
            Handler = "GovCloud.Functions",
            Architecture = Architecture.X86_64,
            Code = platform.Code,
            Role = Role,
            LogGroup = LogGroup,
            MemorySize = size.MemoryMegabytes,
            Timeout = Duration.Seconds(size.TimeoutSeconds),
            Tracing = Tracing.ACTIVE,
            Environment = new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                [EnvironmentVariables.Handler] = handler,
                [EnvironmentVariables.EstateFile] = FunctionAsset.EstateFileName,
                [EnvironmentVariables.Service] = handler,
                [EnvironmentVariables.LogLevel] = "Information",
            },
        });
        AcceptedFinding.NamesEveryResource(Role);
        Watch(platform.Alarms);
    }

    /// <summary>The handler's id, which is also the dimension <c>service</c> of its metrics.</summary>
    internal string Handler { get; }

    /// <summary>The function.</summary>
    internal LambdaFunction Function { get; }

    /// <summary>Its role.</summary>
    internal IamRole Role { get; }

    /// <summary>Its log.</summary>
    internal LogGroup LogGroup { get; }

    /// <summary>Adds a right.</summary>
    internal void Allow(string sid, string[] actions, string[] resources, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions) =>
        Role.AddToPrincipalPolicy(Grant.To(sid, actions, resources, conditions));

    /// <summary>One of the metrics that the function writes to its log.</summary>
    internal Metric Metric(string name, Dictionary<string, string>? dimensions = null) => new(new MetricProps
    {
        Namespace = EventNames.MetricNamespace,
        MetricName = name,
        DimensionsMap = new Dictionary<string, string>(dimensions ?? [], StringComparer.Ordinal) { ["service"] = Handler },
        Statistic = Stats.SUM,
        Period = Duration.Minutes(5),
    });

    void Watch(OperatorAlarms alarms)
    {
        var sum = new MetricOptions { Statistic = Stats.SUM, Period = Duration.Minutes(5) };
        alarms.Add(this, "Errors", $"{Handler}がエラーで終わっています。ロググループを確認してください。", Function.MetricErrors(sum), 1, periods: 2);
        alarms.Add(this, "Throttles", $"{Handler}がスロットリングされています。アカウントの同時実行数を確認してください。", Function.MetricThrottles(sum), 1, periods: 2);
    }
}
