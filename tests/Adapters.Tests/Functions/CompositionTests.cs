using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Functions;
using GovCloud.Hosting;

namespace GovCloud.Adapters.Tests.Functions;

public sealed class CompositionTests : IDisposable
{
    readonly string estate = Path.Combine(Path.GetTempPath(), $"estate-{Guid.NewGuid():N}.json");
    readonly Dictionary<string, string> variables;

    public CompositionTests()
    {
        File.WriteAllBytes(estate, EstateDocument.Write(Events.Estate().Estate));
        variables = new(StringComparer.Ordinal)
        {
            [EnvironmentVariables.Handler] = HandlerIds.AlertTriage,
            [EnvironmentVariables.EstateFile] = estate,
            [EnvironmentVariables.IncidentsTable] = "incidents",
            [EnvironmentVariables.QuarantineBucket] = "quarantine",
        };
    }

    public void Dispose() => File.Delete(estate);

    [Theory]
    [InlineData(EnvironmentVariables.Handler)]
    [InlineData(EnvironmentVariables.EstateFile)]
    [InlineData(EnvironmentVariables.IncidentsTable)]
    [InlineData(EnvironmentVariables.QuarantineBucket)]
    public async Task A_missing_variable_is_named(string missing)
    {
        variables.Remove(missing);

        Assert.Equal($"The environment variable {missing} is not set. The stack sets it for every function that reads it.", await FailureAsync());
    }

    [Fact]
    public async Task An_unknown_handler_is_named_with_those_that_exist()
    {
        variables[EnvironmentVariables.Handler] = "alert-traige";

        Assert.Equal("GOVCLOUD_HANDLER is 'alert-traige'. It must be one of: alert-triage, notifier, guardrail-audit, backup-audit, account-audit, linkage-watch, cost-apportionment, account-attestation.", await FailureAsync());
    }

    [Fact]
    public async Task A_missing_estate_is_named_with_its_path()
    {
        variables[EnvironmentVariables.EstateFile] = "missing.json";
        variables["LAMBDA_TASK_ROOT"] = "/var/task";

        Assert.Equal("GOVCLOUD_ESTATE_FILE names '/var/task/missing.json', where no file is. The resolved estate is part of the function's asset.", await FailureAsync());
    }

    async Task<string> FailureAsync()
    {
        var environment = new LambdaEnvironment { RuntimeApi = "" };
        var output = new JsonLines(Stream.Null);
        using var logs = new JsonLoggerProvider(environment, output, TimeProvider.System);
        var composition = new Composition(variables.GetValueOrDefault, new Metrics(EventNames.MetricNamespace, environment, output, TimeProvider.System), logs);
        return (await Assert.ThrowsAsync<InvalidOperationException>(() => composition.HandlerAsync(default).AsTask())).Message;
    }
}
