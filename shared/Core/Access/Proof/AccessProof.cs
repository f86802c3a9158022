using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Access.Proof;

/// <summary>Something in which the templates are not what the estate means.</summary>
/// <param name="Account">The account.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Subject">What was tried: an action with its circumstances, or a path.</param>
/// <param name="Expected">What the estate means.</param>
/// <param name="Actual">What the policies say.</param>
/// <param name="By">The statement that decides, or what is missing.</param>
public sealed record AccessMismatch(string Account, string Role, string Subject, string Expected, string Actual, string By);

/// <summary>What came of the proof.</summary>
/// <param name="Roles">Roles that were looked at.</param>
/// <param name="Requests">Requests that were decided.</param>
/// <param name="Mismatches">Everything that is not as meant. What cannot be told is among them.</param>
public sealed record AccessProofResult(int Roles, int Requests, ImmutableArray<AccessMismatch> Mismatches);

/// <summary>Compares what the roles of the templates may do with what the estate means, over actions × resource tags × days × known ways to more rights.</summary>
public static class AccessProof
{
    /// <summary>Compares everything.</summary>
    /// <param name="estate">The estate that the templates were made from.</param>
    /// <param name="synthesised">The roles of all templates.</param>
    /// <param name="today">Today in Japan: the day on which the requests are made.</param>
    public static AccessProofResult Check(Estate estate, IReadOnlyCollection<SynthesisedRole> synthesised, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(synthesised);
        var meant = Meant(estate);
        var mismatches = ImmutableArray.CreateBuilder<AccessMismatch>();
        var requests = 0;
        foreach (var role in synthesised)
        {
            if (!meant.Remove((role.Account, role.Name), out var grant))
            {
                mismatches.Add(new(role.Account, role.Name, "the role itself", "not there", "there", "the estate has no such role for this account"));
                continue;
            }

            var proof = new RoleProof(estate, role, grant, today);
            mismatches.AddRange(proof.Run());
            requests += proof.Requests;
        }

        mismatches.AddRange(meant.Keys.Select(missing => new AccessMismatch(missing.Account, missing.Name, "the role itself", "there", "not there", "no template has it")));
        return new(synthesised.Count, requests, mismatches.ToImmutable());
    }

    static Dictionary<(string Account, string Name), AccessGrant> Meant(Estate estate)
    {
        var targets = new AccessTargets(estate);
        return estate.Access.Roles
            .SelectMany(role => targets.Of(role).Select(target => (Key: (target.Account.Id.ToString(), $"gca-{role.Id}"), Grant: AccessGrant.Of(role, estate))))
            .ToDictionary(pair => pair.Key, pair => pair.Grant);
    }
}
