using System.Collections.Immutable;

namespace GovCloud.CostFiles;

/// <summary>An export cannot be read. The message says which file, why, and what to do.</summary>
public sealed class ExportException : Exception
{
    /// <summary>A problem of a file.</summary>
    public ExportException(string file, string reason)
        : base($"{file}: {reason}")
    {
    }

    /// <summary>Several problems, each with its file.</summary>
    public ExportException(ImmutableArray<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
    }

    /// <summary>A problem of a file that another exception caused.</summary>
    public ExportException(string file, string reason, Exception cause)
        : base($"{file}: {reason}", cause)
    {
    }
}
