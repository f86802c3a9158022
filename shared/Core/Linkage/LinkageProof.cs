using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Policies;

namespace GovCloud.Linkage;

/// <summary>A request for which the policies say something else than the matrix.</summary>
/// <param name="Who">Who asks.</param>
/// <param name="Action">What for.</param>
/// <param name="Folder">Where.</param>
/// <param name="Circumstances">How: by which way, scanned or not, encrypted by which key.</param>
/// <param name="Intended">What the matrix says.</param>
/// <param name="Found">What the policies say.</param>
public sealed record ProofViolation(string Who, string Action, string Folder, string Circumstances, string Intended, string Found);

/// <summary>What came of a proof.</summary>
/// <param name="Requests">How many requests were evaluated.</param>
/// <param name="Violations">Those that are not as intended; none in a proof that succeeds.</param>
public sealed record ProofResult(int Requests, ImmutableArray<ProofViolation> Violations);

/// <summary>
/// Proves that a store's policies give the intended matrix and nothing else: every principal × action × folder × circumstance is evaluated, for
/// bucket and key each by itself, so that neither leans on the other. Every account is taken to give its own roles all rights: nothing depends on
/// what somebody does in his account.
/// </summary>
public static class LinkageProof
{
    /// <summary>Evaluates all requests.</summary>
    public static ProofResult Of(Estate estate, LinkageStore store, LinkagePolicies policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var cases = new ProofCases(estate, store, policies);
        var violations = ImmutableArray.CreateBuilder<ProofViolation>();
        var requests = 0;
        foreach (var request in cases.All())
        {
            requests++;
            var found = Evaluate(store, policies, request);
            if (found.Answer == PolicyAnswer.Unknown || found.Answer == PolicyAnswer.Allowed != request.Intended)
            {
                violations.Add(new ProofViolation(
                    request.Who.Name, request.Action, request.Folder, request.Circumstances, request.Intended ? "allowed" : "denied", Describe(found)));
            }
        }

        return new ProofResult(requests, violations.ToImmutable());
    }

    static string Describe(PolicyDecision found) => found.Reason.Length > 0 ? $"{found.Answer} ({found.Reason})" : found.Answer.ToString();

    static PolicyDecision Evaluate(LinkageStore store, LinkagePolicies policies, ProofCase request)
    {
        if (request.OnKey)
        {
            return PolicyEvaluator.Evaluate(policies.Key, request.Request);
        }

        var bucket = PolicyEvaluator.Evaluate(policies.Bucket, request.Request);
        if (bucket.Answer is PolicyAnswer.NotAllowed or PolicyAnswer.Allowed && request.Who.Account == store.Account.ToString())
        {
            // In the bucket's account a role's own policy decides, whatever the bucket gives to its account; one that is not known is taken to give everything.
            return request.Who.Own is { } own ? PolicyEvaluator.Evaluate(own, request.Request) : new PolicyDecision(PolicyAnswer.Allowed, "own policy");
        }

        return bucket;
    }
}

/// <summary>One request of a proof.</summary>
sealed record ProofCase
{
    public required ProofPrincipal Who { get; init; }

    public required string Action { get; init; }

    public required string Folder { get; init; }

    public required string Circumstances { get; init; }

    public required bool Intended { get; init; }

    public required PolicyRequest Request { get; init; }

    /// <summary>Whether the key is asked, and not the bucket.</summary>
    public bool OnKey { get; init; }
}

/// <summary>Somebody who asks.</summary>
/// <param name="Name">For the reader.</param>
/// <param name="Arn">The role; none for an anonymous request.</param>
/// <param name="Account">Its account.</param>
/// <param name="Own">Its own policy where the template has it; none where it is taken to allow everything.</param>
sealed record ProofPrincipal(string Name, string? Arn, string? Account, PolicyDocument? Own = null);
