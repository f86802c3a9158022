using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Diff;
using GovCloud.Estates;
using GovCloud.Network;
using static GovCloud.Core.Tests.Diff.DiffEstates;

namespace GovCloud.Core.Tests.Diff;

/// <summary>What holds for any two descriptions.</summary>
public sealed class EstateDiffProperties
{
    static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>Edits of every section; each can be left out, so that any two estates differ in any combination of them.</summary>
    static readonly ImmutableArray<Func<Estate, int, Estate>> Edits =
    [
        (e, i) => e with { Profile = e.Profile with { Title = $"例{i}" } },
        (e, i) => e with { Municipalities = [e.Municipalities[0] with { Slack = i % 2 == 0 }] },
        (e, i) => e with { Organisations = e.Organisations.SetItem(0, e.Organisations[0] with { Mail = [$"desk{i}@example.jp"] }) },
        (e, i) => e with { Systems = [e.Systems[0] with { DataClass = (DataClass)(2 + (i % 2)) }] },
        (e, i) => e with { Accounts = e.Accounts.Add(new Account { Id = Account(10 + i), Name = $"new-{i}", Environment = DeploymentEnvironment.Production, System = "tax" }) },
        (e, i) => e with { Accounts = e.Accounts.SetItem(1, e.Accounts[1] with { Mail = $"root{i}@example.jp" }) },
        (e, i) => e with { Responsibilities = [new Responsibility { Usage = [(UsageMode)(i % 3)], Responsible = Role.Vendor }, .. e.Responsibilities] },
        (e, i) => e with { Notification = e.Notification with { MailFrom = $"from{i}@example.jp" } },
        (e, i) => With(e, n => n with { Requests = n.Requests.RemoveAt(i % n.Requests.Length) }),
        (e, i) => With(e, n => n with { Requests = n.Requests.SetItem(0, n.Requests[0] with { Application = 50 + (100 * (i % 3)) }) }),
        (e, i) => With(e, n => n with { Requests = n.Requests.SetItem(0, n.Requests[0] with { Attached = i % 2 == 0 }) }),
        (e, i) => With(e, n => n with { Flows = n.Flows.Add(n.Flows[0] with { Id = $"flow-{i}", From = new FlowParty(), Ports = [$"tcp/{1 + i}"] }) }),
        (e, i) => With(e, n => n with { Flows = n.Flows.SetItem(0, n.Flows[0] with { Ports = [$"tcp/{400 + i}-{450 + i}"] }) }),
        (e, i) => With(e, n => n with { Lines = i % 3 == 0 ? [] : [.. n.Lines.Select(l => l with { Vlan = i })] }),
        (e, i) => With(e, n => n with { Zones = i % 2 == 0 ? n.Zones.Add("apne1-az2") : [.. n.Zones.Reverse()] }),
        (e, i) => With(e, n => n with { TransitGateway = i % 3 == 0 ? null : new TransitGateway { Asn = 64_512 + i } }),
        (e, i) => With(e, n => n with { ExistingVpcs = [n.ExistingVpcs[0] with { Cidrs = i % 2 == 0 ? [n.ExistingVpcs[0].Cidrs[0]] : [.. n.ExistingVpcs[0].Cidrs.Reverse()] }] }),
        (e, i) => With(e, n => n with { AllowedDomains = [new AllowedDomain { Domain = $"d{i}.example.com", Reason = "更新" }] }),
        (e, i) => With(e, n => n with { CentralEndpoints = i % 2 == 0 ? [] : ["ssm", $"s{i}"] }),
        (e, i) => With(e, n => n with { Designated = [new DesignatedRange { Cidr = Cidr.Parse("10.0.0.0/8") }, new DesignatedRange { Cidr = Cidr.Parse("10.0.0.0/8"), Municipality = Katsushika }] }),
        (e, i) => With(e, n => n with { QuarantineDays = i }),
    ];

    static readonly Arbitrary<Estate> Estates = (from chosen in Gen.ArrayOf(Gen.Elements(Enumerable.Range(0, Edits.Length).ToArray()))
                                                 from seed in Gen.Choose(0, 9)
                                                 select chosen.Distinct().Take(5).Aggregate(Sample, (estate, edit) => Edits[edit](estate, seed))).ToArbitrary();

    [Fact]
    public void An_estate_does_not_differ_from_itself() =>
        Prop.ForAll(Estates, e => Diff(e, e).Changes.IsEmpty).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_difference_of_the_documents_is_told_and_nothing_else() => Prop.ForAll(Estates, Estates, (a, b) =>
        Diff(a, b).Changes.IsEmpty == EstateDocument.Write(a).AsSpan().SequenceEqual(EstateDocument.Write(b))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_other_way_round_the_same_things_change_and_what_is_added_is_removed() => Prop.ForAll(Estates, Estates, (a, b) =>
    {
        var (there, back) = (Diff(a, b).Changes, Diff(b, a).Changes);
        return Named(there).SequenceEqual(Named(back), StringComparer.Ordinal)
            && there.Count(c => c.Kind == ChangeKind.Added) <= back.Count(c => c.Kind is ChangeKind.Removed or ChangeKind.Replaced)
            && Traffic(there, ChangeKind.Added).SequenceEqual(Traffic(back, ChangeKind.Removed))
            && Traffic(there, ChangeKind.Removed).SequenceEqual(Traffic(back, ChangeKind.Added));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_edit_is_told_by_its_own() => Assert.All(Edits.Index(), edit => Assert.NotEmpty(Diff(Sample, edit.Item(Sample, 5)).Changes));

    [Fact]
    public void With_all_permissions_there_is_no_error() => Prop.ForAll(Estates, Estates, (a, b) =>
    {
        var subjects = Diff(a, b).Changes.Where(c => c.NeedsPermission).Select(c => c.Subject).Distinct(StringComparer.Ordinal);
        var permitted = With(b, n => n with { AllowedReplacements = [.. subjects.Select(s => new AllowedReplacement { Subject = s, Reason = "合意", Until = Today })] });
        return Diff(a, permitted) is { Errors: 0, Unused.IsEmpty: true };
    }).QuickCheckThrowOnFailure();

    /// <summary>Each with the plan it would have by itself: ranges then differ too.</summary>
    static EstateDiff Diff(Estate a, Estate b) => EstateDiff.Of(Planned(a), Planned(b));

    static DescribedEstate Planned(Estate estate) => new(estate, AddressPlanner.Plan(estate, AddressLock.Empty, Today).Lock);

    static IEnumerable<string> Named(IEnumerable<EstateChange> changes) => changes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Area} {c.Subject}")).Order(StringComparer.Ordinal);

    static IEnumerable<(string, int)> Traffic(IEnumerable<EstateChange> changes, ChangeKind kind) =>
        changes.Where(c => c.Area == ChangeArea.Traffic && c.Kind == kind).Select(c => (c.Subject, c.Details.Length)).Order();
}
