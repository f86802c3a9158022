using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Organization;
using GovCloud.Triage;
using static GovCloud.Inventory.Checks.InventoryText;

namespace GovCloud.Inventory.Checks;

/// <summary>The organization's policies, and the baseline's version in each account, are those of the estate.</summary>
static class PolicyChecks
{
    const string Prefix = "gca-";
    const string ServiceControl = "SERVICE_CONTROL_POLICY";

    public static ImmutableArray<AuditCheck<EstateEvidence>> All { get; } =
    [
        new()
        {
            Definition = Define(
                "ORG-001", "組織のポリシーの中身が環境定義のとおり", "The organization's policies say what the estate says", Severity.High, "手で緩められたポリシーは、全アカウントの歯止めを外します。",
                "変更の経緯を CloudTrail で確かめ、組織のスタックをデプロイし直してください。", "organizations:ListPolicies", "organizations:DescribePolicy", "estate"),
            Judge = evidence => Owned(evidence, policies => Contents(evidence, policies)),
        },
        new()
        {
            Definition = Define(
                "ORG-002", "組織のポリシーの付け先が環境定義のとおり", "The organization's policies are attached as the estate says", Severity.High, "付いていないポリシーは何も止めません。",
                "組織のスタックをデプロイし直し、余分な付け先を外してください。", "organizations:ListPolicies", "organizations:ListTargetsForPolicy", "estate"),
            Judge = evidence => Owned(evidence, policies => Attachments(evidence, policies)),
        },
        new()
        {
            Definition = Define(
                "ORG-003", "付けられる SCP の数に収まっている", "No root, unit or account has more service control policies than fit", Severity.Medium, "上限に達すると、緊急の歯止めを足せません。",
                "SCP をまとめるか、上位の OU に移してください。", "organizations:ListPolicies", "organizations:ListTargetsForPolicy"),
            Judge = evidence => evidence.Policies.Select(policies => Counts(evidence, policies)),
        },
        new()
        {
            Definition = Define(
                "ORG-004", "ガードレールの版が環境定義のとおり", "Accounts have the version of the baseline that the estate asks for", Severity.Medium, "古い版のアカウントは、あとから足した統制を受けません。",
                "gca guardrails wave next の示す順にデプロイしてください。", "cloudformation:DescribeStacks", "estate"),
            Judge = evidence => evidence.Baselines.Select(baselines => baselines.Select(standing => standing.Met is { } met
                ? Judgement.Of(met, AuditSubject.OfAccount(standing.Account), met ? "ガードレールの版は環境定義のとおりです。" : $"ガードレールの版が環境定義と違います({standing.Reason})。")
                : Judgement.Unknown(AuditSubject.OfAccount(standing.Account), standing.Reason))),
        },
    ];

    /// <summary>Where the organization is the Digital Agency's, its policies are not ours to compare.</summary>
    static Reading<IEnumerable<Judgement>> Owned(EstateEvidence evidence, Func<ImmutableArray<PolicyReading>, IEnumerable<Judgement>> judge) =>
        evidence.Context.Estate.Estate.Profile.Organization != OrganizationMode.Owned
            ? Readings.Known<IEnumerable<Judgement>>([Judgement.NotApplicable(evidence.Scope, "組織のポリシーは GCAS が管理します")])
            : evidence.Policies.Select(judge);

    static IEnumerable<Judgement> Contents(EstateEvidence evidence, ImmutableArray<PolicyReading> policies)
    {
        var plan = OrganizationPlan.Of(evidence.Context.Estate.Estate).Policies;
        foreach (var expected in plan)
        {
            var subject = Subject(evidence, expected.Name);
            var found = policies.Where(policy => policy.Name == expected.Name && policy.Type == expected.Type).ToList();
            var digest = PolicyDigest.Of(expected.Document)!;
            yield return found switch
            {
                [] => Judgement.Fail(subject, $"ポリシー {expected.Name} が組織にありません。", Seen("expectedSha256", digest)),
                [var only] when PolicyDigest.Of(only.Content) is { } actual => Judgement.Of(
                    actual == digest,
                    subject,
                    $"ポリシー {expected.Name} の中身は環境定義{(actual == digest ? "のとおりです" : "と違います")}。",
                    Seen("expectedSha256", digest),
                    Seen("actualSha256", actual)),
                [_] => Judgement.Unknown(subject, $"ポリシー {expected.Name} の中身を読めません"),
                _ => Judgement.Fail(subject, $"ポリシー {expected.Name} が{found.Count}つあります。"),
            };
        }

        foreach (var foreign in policies.Where(policy => !policy.AwsManaged && policy.Name.StartsWith(Prefix, StringComparison.Ordinal) && !plan.Any(known => known.Name == policy.Name)))
        {
            yield return Judgement.Fail(Subject(evidence, foreign.Name), $"ポリシー {foreign.Name} は環境定義にありません。");
        }
    }

    static IEnumerable<Judgement> Attachments(EstateEvidence evidence, ImmutableArray<PolicyReading> policies)
    {
        var plan = OrganizationPlan.Of(evidence.Context.Estate.Estate);
        var units = plan.Units.ToDictionary(unit => unit.Key, StringComparer.Ordinal);
        return from expected in plan.Policies
               from found in policies.Where(policy => policy.Name == expected.Name && policy.Type == expected.Type)
               select Attached(evidence, found, [.. expected.Targets.Select(key => units[key])]);
    }

    /// <summary>Units that the stacks make are told by their names, as ids are not known before; equal names stand in different units, so that each counts once.</summary>
    static Judgement Attached(EstateEvidence evidence, PolicyReading policy, ImmutableArray<OrganizationUnit> units)
    {
        var left = policy.Targets.ToList();
        var missing = new List<string>();
        foreach (var unit in units)
        {
            var at = left.FindIndex(target => target.IsUnit && (unit.ExistingId is { } id ? target.Id == id : target.Name == unit.Name));
            if (at < 0)
            {
                missing.Add(unit.Key);
            }
            else
            {
                left.RemoveAt(at);
            }
        }

        var extra = left.Select(target => target.Name).Order(StringComparer.Ordinal).ToList();
        string[] differences = [missing.Count > 0 ? $"付いていない: {string.Join("、", missing)}" : "", extra.Count > 0 ? $"余分に付いている: {string.Join("、", extra)}" : ""];
        return Judgement.Of(
            missing.Count == 0 && extra.Count == 0,
            Subject(evidence, policy.Name),
            missing.Count == 0 && extra.Count == 0 ? $"ポリシー {policy.Name} は環境定義の{units.Length}か所に付いています。" : $"ポリシー {policy.Name} の付け先が違います({string.Join("。", differences.Where(text => text.Length > 0))})。",
            Seen("missing", string.Join(' ', missing)),
            Seen("extra", string.Join(' ', extra)));
    }

    static IEnumerable<Judgement> Counts(EstateEvidence evidence, ImmutableArray<PolicyReading> policies)
    {
        var limit = OrganizationQuotas.LimitOf(evidence.Context.Estate.Estate.Organization, OrganizationQuota.ServiceControlPoliciesPerNode, JapanTime.DateOf(evidence.At));
        return policies.Where(policy => policy.Type == ServiceControl).SelectMany(policy => policy.Targets).GroupBy(target => target.Id, StringComparer.Ordinal).Select(node => Judgement.Of(
            node.Count() < limit,
            new(SubjectKind.Estate, $"{evidence.Scope.Id}/node/{node.Key}", null),
            string.Create(CultureInfo.InvariantCulture, $"{node.First().Name} に SCP が{node.Count()}個付いています(上限{limit}個)。"),
            Seen("policies", node.Count()),
            Seen("limit", limit)));
    }

    static AuditSubject Subject(EstateEvidence evidence, string policy) => new(SubjectKind.Estate, $"{evidence.Scope.Id}/policy/{policy}", null);

    static CheckDefinition Define(string id, string title, string english, Severity severity, string rationale, string remedy, params ImmutableArray<string> reads) => new()
    {
        Id = id,
        Title = title,
        TitleInEnglish = english,
        Rationale = rationale,
        Severity = severity,
        Sources = [Nist("CM-3"), Nist("CM-6"), Contract("R-072")],
        Reads = reads,
        Remedy = remedy,
    };
}
