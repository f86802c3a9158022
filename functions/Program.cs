using GovCloud.Contracts;
using GovCloud.Functions;
using GovCloud.Hosting;

var environment = LambdaEnvironment.Read(EnvironmentVariables.LogLevel);
var output = JsonLines.StandardOutput();
using var logs = new JsonLoggerProvider(environment, output, TimeProvider.System);
var metrics = new Metrics(EventNames.MetricNamespace, environment, output, TimeProvider.System);
var composition = new Composition(Environment.GetEnvironmentVariable, metrics, logs);
using var bootstrap = new LambdaBootstrap(environment, composition.HandlerAsync, logs, metrics, TimeProvider.System);
return await bootstrap.RunAsync(CancellationToken.None);
