// The trivial handler that cold starts are compared with: the same runtime loop, logs and metrics, and nothing else.
using GovCloud.Hosting;

var environment = LambdaEnvironment.Read("GOVCLOUD_LOG_LEVEL");
var output = JsonLines.StandardOutput();
using var logs = new JsonLoggerProvider(environment, output, TimeProvider.System);
var metrics = new Metrics("GovCloudAutomation", environment, output, TimeProvider.System);
LambdaHandler echo = static async (input, response, _, cancellationToken) => await response.WriteAsync(input, cancellationToken);
using var bootstrap = new LambdaBootstrap(environment, _ => ValueTask.FromResult(echo), logs, metrics, TimeProvider.System);
return await bootstrap.RunAsync(CancellationToken.None);
