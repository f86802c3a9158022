using System.Globalization;

namespace GovCloud.Audit;

/// <summary>One audit of a whole estate that several invocations share.</summary>
/// <param name="At">When it was to begin, UTC: the same when the same beginning is delivered twice.</param>
/// <param name="EstateDigest">Digest of the estate that it judges by.</param>
public sealed record SweepRun(DateTimeOffset At, string EstateDigest)
{
    const int DigestLength = 12;

    /// <summary>Its name among the evidence, such as <c>20261120T210000Z-1f3c09ab77d2</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{EstateDigest[..Math.Min(DigestLength, EstateDigest.Length)]}");
}
