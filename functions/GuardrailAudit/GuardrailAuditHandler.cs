using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Adapters.Guardrails;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>
/// Compares every account with its baseline. Called twice a day: first to begin CloudFormation's comparison of every stack, which takes minutes,
/// then to read everything, judge it, keep the evidence and tell triage what is wrong and what is mended. Nothing is remembered between the calls.
/// </summary>
sealed class GuardrailAuditHandler(EstateIndex estate, AccountReader accounts, EvidenceStore evidence, OperationsBus bus, TimeProvider time, ILogger logger)
{
    const int AtOnce = 8;

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize(input.Span, GuardrailAuditJson.Default.AuditRequest) ?? new AuditRequest();
        var targets = Targets(request).ToArray();
        var response = request.Phase == AuditRequest.Begin
            ? new AuditResponse { Begun = await BeginAsync(targets, cancellationToken) }
            : await AuditAsync(targets, whole: request.Accounts is not { Count: > 0 }, cancellationToken);
        await JsonSerializer.SerializeAsync(output, response, GuardrailAuditJson.Default.AuditResponse, CancellationToken.None);
    }

    IEnumerable<RolloutTarget> Targets(AuditRequest request) =>
        from account in estate.Estate.Accounts
        where request.Accounts is not { Count: > 0 } || request.Accounts.Contains(account.Id.ToString(), StringComparer.Ordinal)
        let version = estate.Estate.Guardrails.VersionOf(account.Id)
        where version is not null
        select new RolloutTarget(account, version.Value);

    async Task<int> BeginAsync(RolloutTarget[] targets, CancellationToken cancellationToken)
    {
        var begun = 0;
        await Parallel.ForEachAsync(targets, Limits(cancellationToken), async (target, token) =>
        {
            if (await accounts.BeginDriftAsync(target.Account.Id, token))
            {
                Interlocked.Increment(ref begun);
            }
        });
        return begun;
    }

    async Task<AuditResponse> AuditAsync(RolloutTarget[] targets, bool whole, CancellationToken cancellationToken)
    {
        var readings = new AccountReading?[targets.Length];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, targets.Length), Limits(cancellationToken), async (i, token) =>
                readings[i] = await accounts.ReadAsync(targets[i].Account.Id, targets[i].Version, token));
        }
        catch (OperationCanceledException)
        {
            // What was read is kept; the rest is unknown, which is told like everything else.
            logger.TimeRanOut(readings.Count(reading => reading is null));
        }

        var now = time.GetUtcNow();
        var judged = targets.Select((target, i) => BaselineAudit.Judge(
            estate.Estate, readings[i] ?? new AccountReading { Account = target.Account.Id, Unreadable = "時間内に確認できなかった" }, now));
        var current = GuardrailEvidence.Of(judged, now, estate.Digest);
        // The time that is left after the deadline is for keeping what was found out.
        var findings = AuditFinding.Of(whole ? await PreviousAsync() : null, current);
        var document = current.Write();
        var location = whole ? await evidence.WriteAsync(JapanTime.DateOf(now), document, CancellationToken.None) : null;
        var refused = await bus.PutAsync(EventNames.GuardrailFindings, "Guardrail Finding", findings.Select(finding => finding.Detail()), CancellationToken.None);
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} of {findings.Length} findings could not be put on the bus. The next audit tells them again.");
        }

        if (whole)
        {
            // Last: a recovery that was not told must be found again.
            await evidence.MarkLatestAsync(document, CancellationToken.None);
        }

        return new AuditResponse { Summary = current.Summary, Findings = findings.Length, Evidence = location };
    }

    async Task<GuardrailEvidence?> PreviousAsync()
    {
        try
        {
            return await evidence.ReadLatestAsync(CancellationToken.None) is { } json ? GuardrailEvidence.Read(json) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            logger.PreviousUnreadable(unreadable);
            return null;
        }
    }

    static ParallelOptions Limits(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}

/// <summary>What the schedules and people send.</summary>
public sealed record AuditRequest
{
    /// <summary>The phase that only begins the comparison of stacks.</summary>
    public const string Begin = "begin";

    /// <summary><see cref="Begin"/>, or nothing for the audit itself.</summary>
    public string? Phase { get; init; }

    /// <summary>Only these accounts, by id; all where absent or empty. An audit of some keeps no evidence.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record AuditResponse
{
    /// <summary>Stacks whose comparison was begun.</summary>
    public int? Begun { get; init; }

    /// <summary>適合表: accounts by outcome.</summary>
    public ImmutableSortedDictionary<string, int>? Summary { get; init; }

    /// <summary>Findings that were told.</summary>
    public int? Findings { get; init; }

    /// <summary>Where the evidence is.</summary>
    public string? Evidence { get; init; }
}

/// <summary>The JSON of the audit's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(AuditResponse))]
public sealed partial class GuardrailAuditJson : JsonSerializerContext;
