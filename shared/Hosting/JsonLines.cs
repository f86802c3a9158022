namespace GovCloud.Hosting;

/// <summary>Writes whole lines to one stream, so that lines of logs and metrics never mix. Thread-safe.</summary>
public sealed class JsonLines(Stream output)
{
    readonly Lock gate = new();

    /// <summary>The process's standard output, which Lambda sends to CloudWatch Logs.</summary>
    public static JsonLines StandardOutput() => new(Console.OpenStandardOutput());

    /// <summary>Writes and flushes one line; Lambda may freeze the process right after the response, so nothing is held back.</summary>
    /// <param name="line">UTF-8, ending with a line feed.</param>
    internal void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            try
            {
                output.Write(line);
                output.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The reader of the log is gone. The work itself must go on.
            }
        }
    }
}
