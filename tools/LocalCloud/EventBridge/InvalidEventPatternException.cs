namespace GovCloud.LocalCloud.EventBridge;

/// <summary>An event pattern that EventBridge would refuse. The message has the form of the service's own answer.</summary>
public sealed class InvalidEventPatternException : Exception
{
    internal InvalidEventPatternException(string reason, string path)
        : base(path.Length == 0 ? $"Event pattern is not valid. Reason: {reason}" : $"Event pattern is not valid. Reason: {reason} at {path}")
    {
    }

    internal InvalidEventPatternException(string reason, Exception inner)
        : base($"Event pattern is not valid. Reason: {reason}", inner)
    {
    }
}
