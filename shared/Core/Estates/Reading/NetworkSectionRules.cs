using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>The section <c>network</c> says something about every range. What ranges do to each other is checked with the plan.</summary>
static class NetworkSectionRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        var network = context.Estate.Network;
        if (context.Map.Find(network) is null)
        {
            // The section is not there: what holds are defaults, about which nobody wrote anything.
            return;
        }

        foreach (var pool in network.Pools)
        {
            CheckRanges(context, pool, nameof(pool.Cidrs), pool.Cidrs.Length, $"pool \"{pool.Id}\"");
        }

        foreach (var range in network.OnPremises)
        {
            CheckRanges(context, range, nameof(range.Cidrs), range.Cidrs.Length, $"on-premises network \"{range.Id}\"");
        }

        foreach (var vpc in network.ExistingVpcs)
        {
            CheckRanges(context, vpc, nameof(vpc.Cidrs), vpc.Cidrs.Length, $"existing VPC \"{vpc.Id}\"");
        }

        CheckAcceptedOverlaps(context, network);
        CheckQuotas(context, network, today);
        CheckReplacements(context, network, today);
        CheckConnections(context);
    }

    /// <summary>Who talks to whom and over what. Accounts are looked at only where all references are sound.</summary>
    static void CheckConnections(RuleContext context)
    {
        var index = context.Incomplete || context.Problems.HasErrors ? null : new EstateIndex(context.Estate, "");
        TopologyRules.Check(context, index);
        NameRules.Check(context);
        PrivateLinkRules.Check(context);
        FlowRules.Check(context, index);
    }

    static void CheckRanges(RuleContext context, object record, string property, int count, string what)
    {
        if (count == 0 && context.Sound(record, property))
        {
            context.Error(EstateRules.NoRange, record, property, $"{what} has no range; name at least one in 'cidrs', or remove it");
        }
    }

    static void CheckAcceptedOverlaps(RuleContext context, EstateNetwork network)
    {
        if (network.AcceptedOverlaps.IsEmpty || context.Incomplete)
        {
            return;
        }

        var known = network.ExistingVpcs.Select(v => v.Id)
            .Concat(network.OnPremises.Select(r => r.Id))
            .Concat(network.Requests.Select(r => $"{r.Account}/{r.Vpc}"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var overlap in network.AcceptedOverlaps.Where(o => context.Sound(o, nameof(o.First), nameof(o.Second))))
        {
            foreach (var (property, owner) in new[] { (nameof(overlap.First), overlap.First), (nameof(overlap.Second), overlap.Second) })
            {
                if (!known.Contains(owner))
                {
                    var remedy = Suggestion.DidYouMean(owner, known) is { Length: > 0 } suggestion ? suggestion : "; write the id of an existing VPC or on-premises range, or account/vpc of a request";
                    context.Error(EstateRules.AcceptedOverlap, overlap, property, $"'{RecordShape.KeyOf(property)}' names \"{owner}\", which has no ranges in 'network'{remedy}");
                }
            }

            if (overlap.First == overlap.Second)
            {
                context.Error(EstateRules.AcceptedOverlap, overlap, nameof(overlap.Second), $"\"{overlap.First}\" cannot overlap itself; name the other party in 'second'");
            }
        }
    }

    static void CheckQuotas(RuleContext context, EstateNetwork network, DateOnly today)
    {
        foreach (var quota in network.Quotas.Where(q => context.Sound(q, nameof(q.Quota), nameof(q.Value), nameof(q.AsOf))))
        {
            var known = NetworkQuotas.Of(quota.Quota);
            if (quota.Value > known.Maximum)
            {
                context.Error(EstateRules.QuotaOverride, quota, nameof(quota.Value), $"AWS grants at most {known.Maximum} of {RuleContext.Word(quota.Quota)} ({known.Source}); write what was granted");
            }

            if (quota.AsOf > today)
            {
                context.Error(EstateRules.QuotaOverride, quota, nameof(quota.AsOf), FormattableString.Invariant($"'asOf' {quota.AsOf:yyyy-MM-dd} is in the future; write the day on which the quota was seen"));
            }
        }
    }

    static void CheckReplacements(RuleContext context, EstateNetwork network, DateOnly today)
    {
        foreach (var allowed in network.AllowedReplacements.Where(r => context.Sound(r, nameof(r.Subject), nameof(r.Until)) && r.Until < today))
        {
            context.Error(
                EstateRules.ReplacementExpired,
                allowed,
                nameof(allowed.Until),
                FormattableString.Invariant($"the replacement of \"{allowed.Subject}\" was allowed until {allowed.Until:yyyy-MM-dd}; remove the entry once it is done, or agree on a later end"));
        }
    }
}
