using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>What a function wrote to its log.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A MemoryStream holds nothing that has to be released.")]
sealed class LogCapture
{
    readonly MemoryStream written = new();

    public Stream Stream => written;

    /// <summary>The text since the last call.</summary>
    public string Take()
    {
        var text = Encoding.UTF8.GetString(written.ToArray());
        written.SetLength(0);
        return text;
    }
}
