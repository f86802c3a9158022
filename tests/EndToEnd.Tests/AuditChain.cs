using System.Text.RegularExpressions;
using GovCloud.Audit.Evidence;
using GovCloud.LocalCloud;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The evidence that functions keep on a local AWS.</summary>
static partial class AuditChain
{
    /// <summary>Verifies a chain against the heads that functions have told in their logs.</summary>
    public static async Task<ChainReport> VerifyAsync(LocalCloudHost host, string bucket, string chain)
    {
        var state = host.Snapshot();
        var told = state.Functions.SelectMany(function => function.Logs).SelectMany(line => HeadPattern().Matches(line.Text)).Select(match => match.Value)
            .Select(text => ChainHead.TryParse(text, out var head) ? head : null).OfType<ChainHead>().Where(head => head.Chain == chain).Distinct().ToList();
        Assert.NotEmpty(told);
        var entries = state.Buckets[bucket].Where(key => key.StartsWith($"{chain}/chain/", StringComparison.Ordinal)).Select(key => new StoredEntry(key, Read(host, bucket, key)));
        return await ChainVerification.VerifyAsync(chain, entries, key => ValueTask.FromResult(host.ReadObject(bucket, key) is { } bytes ? new EvidenceFile(key, EvidenceFile.DigestOf(bytes), bytes.Length) : null), told);
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static byte[] Read(LocalCloudHost host, string bucket, string key) => host.ReadObject(bucket, key) ?? throw new KeyNotFoundException(key);

    [GeneratedRegex("[a-z]+:[0-9]+:[0-9a-f]{64}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadPattern();
}
