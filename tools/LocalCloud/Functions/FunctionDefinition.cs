namespace GovCloud.LocalCloud.Functions;

/// <summary>A Lambda function as its template declares it.</summary>
public sealed record FunctionDefinition
{
    /// <summary>Its ARN; the name is the last part.</summary>
    public required Arn Arn { get; init; }

    /// <summary>Folder with the unpacked deployment package.</summary>
    public required string Directory { get; init; }

    /// <summary>On the managed .NET runtime the name of the executable assembly, without <c>.dll</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>For example <c>dotnet10</c> or <c>provided.al2023</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>Mebibytes; only told to the function, not enforced.</summary>
    public int MemorySize { get; init; } = 128;

    /// <summary>When an invocation is ended.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many invocations may run at once; null where the template does not limit it.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>The template's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
