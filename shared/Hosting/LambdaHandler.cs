namespace GovCloud.Hosting;

/// <summary>Handles one invocation.</summary>
/// <param name="input">The event, JSON as UTF-8. Valid only until the handler returns.</param>
/// <param name="output">Receives the response, JSON as UTF-8. Nothing written means an empty response. Discarded when the handler throws.</param>
/// <param name="context">The invocation.</param>
/// <param name="cancellationToken">Cancelled 500 ms before the deadline, and when Lambda shuts the environment down.</param>
public delegate ValueTask LambdaHandler(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken);
