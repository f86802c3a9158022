using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>What was collected of one account and region so far.</summary>
sealed class CollectedRegion
{
    const string NotCollected = "収集していない";

    readonly Dictionary<BackupDocumentKind, string?> seen = [];
    readonly Dictionary<BackupDocumentKind, string> parts = [];
    readonly Dictionary<string, BackupVaultFacts> vaults = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> policies = new(StringComparer.Ordinal);
    readonly Dictionary<string, RecoveryPoint> points = new(StringComparer.Ordinal);
    readonly HashSet<string> vaultsWithPoints = new(StringComparer.Ordinal);
    readonly Dictionary<string, BackupPlanResponse> plans = new(StringComparer.Ordinal);
    readonly HashSet<string> plannedIds = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<PlanSelection>> selections = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> selectionCounts = new(StringComparer.Ordinal);
    readonly Dictionary<string, BackupJob> backupJobs = new(StringComparer.Ordinal);
    readonly Dictionary<string, CopyJob> copyJobs = new(StringComparer.Ordinal);
    readonly Dictionary<string, RestoreJob> restoreJobs = new(StringComparer.Ordinal);
    readonly Dictionary<string, ProtectedResource> protectedResources = new(StringComparer.Ordinal);
    readonly Dictionary<string, StoredResource> resources = new(StringComparer.Ordinal);
    readonly List<DeletionAttempt> deletions = [];
    ImmutableDictionary<string, bool>? optIn;

    /// <summary>The restore-testing plans.</summary>
    public CollectedTests Tests { get; } = new();

    /// <summary>A list of this kind was there; with a reason, a part of it is missing.</summary>
    public void Saw(BackupDocumentKind kind, string? gap)
    {
        if (gap is not null || !seen.ContainsKey(kind))
        {
            seen[kind] = gap;
        }
    }

    /// <summary>Some items of this kind were there, which are no list.</summary>
    public void SawPart(BackupDocumentKind kind, string why) => parts.TryAdd(kind, why);

    public void Spoil(BackupDocumentKind kind, string reason) => seen[kind] = reason;

    public void Add(BackupVaultFacts facts)
    {
        if (facts.BackupVaultArn is { } arn)
        {
            // What a vault alone says is more than what it says in a list.
            vaults[arn] = !vaults.TryGetValue(arn, out var known) || known.Locked is null ? facts : known;
        }
    }

    public void AddPolicy(string vaultArn, string policy) => policies[vaultArn] = policy;

    public void Add(RecoveryPoint point)
    {
        points[point.Arn] = point;
        vaultsWithPoints.Add(point.VaultArn);
    }

    public void AddVaultOfPoints(string vaultArn) => vaultsWithPoints.Add(vaultArn);

    public void Add(BackupPlanResponse plan)
    {
        plans[plan.BackupPlanId!] = plan;
        plannedIds.Add(plan.BackupPlanId!);
    }

    public void AddPlannedId(string id) => plannedIds.Add(id);

    public bool Knows(string plan) => plannedIds.Contains(plan);

    public void ExpectSelections(string plan, int count) => selectionCounts[plan] = count;

    public void AddSelection(string plan, PlanSelection selection)
    {
        if (!selections.TryGetValue(plan, out var list))
        {
            selections[plan] = list = [];
        }

        list.Add(selection);
    }

    public void Add(BackupJob job) => backupJobs[job.Id] = job;

    public void Add(CopyJob job) => copyJobs[job.Id] = job;

    public void Add(RestoreJob job) => restoreJobs[job.Id] = job;

    public void Add(ProtectedResource resource) => protectedResources[resource.Arn] = resource;

    public void Add(StoredResource resource) => resources[resource.Arn] = resource;

    public void Add(DeletionAttempt attempt) => deletions.Add(attempt);

    public void Add(ImmutableDictionary<string, bool> kinds) => optIn = kinds;

    public RegionReading Read(string region, IReadOnlyList<string> torn) => new()
    {
        Region = region,
        Inventory = List(BackupDocumentKind.Resources, resources.Values, torn),
        Protected = List(BackupDocumentKind.ProtectedResources, protectedResources.Values, torn),
        Vaults = VaultList(torn),
        Points = PointList(torn),
        Plans = PlanList(torn),
        BackupJobs = List(BackupDocumentKind.BackupJobs, backupJobs.Values, torn),
        CopyJobs = List(BackupDocumentKind.CopyJobs, copyJobs.Values, torn),
        RestoreJobs = List(BackupDocumentKind.RestoreJobs, restoreJobs.Values, torn),
        RestoreTests = Tests.Read(Gap(BackupDocumentKind.RestoreTests, torn), Gap(BackupDocumentKind.RestoreTest, torn), NotCollected),
        Deletions = List(BackupDocumentKind.Calls, deletions, torn),
        OptIn = optIn is { } kinds ? Readings.Known(kinds) : Readings.Unknown<ImmutableDictionary<string, bool>>(NotCollected),
    };

    Reading<ImmutableArray<VaultReading>> VaultList(IReadOnlyList<string> torn)
    {
        // One that was described is known, even where no list was collected; that there are no others is not.
        var gap = Gap(BackupDocumentKind.Vaults, torn);
        gap = gap == NotCollected && vaults.Count > 0 ? null : gap;
        return gap is not null ? Readings.Unknown<ImmutableArray<VaultReading>>(gap) : Readings.Known<ImmutableArray<VaultReading>>(
        [
            .. vaults.Values.Select(vault => BackupFacts.Vault(vault, policies.TryGetValue(vault.BackupVaultArn!, out var policy) ? Readings.Known(policy) : Readings.Unknown<string>("ボールトのポリシーを収集していない"))).OfType<VaultReading>(),
        ]);
    }

    Reading<ImmutableArray<RecoveryPoint>> PointList(IReadOnlyList<string> torn)
    {
        // A vault that holds recovery points of which none was collected hides them.
        var missing = vaults.Values.Where(vault => vault.NumberOfRecoveryPoints > 0 && !vaultsWithPoints.Contains(vault.BackupVaultArn!)).Select(vault => vault.BackupVaultName).Order(StringComparer.Ordinal).ToList();
        return missing.Count > 0 && seen.TryGetValue(BackupDocumentKind.RecoveryPoints, out var gap) && gap is null
            ? Readings.Unknown<ImmutableArray<RecoveryPoint>>($"ボールト {string.Join('、', missing)} の復旧ポイントを収集していない")
            : List(BackupDocumentKind.RecoveryPoints, points.Values, torn);
    }

    Reading<ImmutableArray<PlanReading>> PlanList(IReadOnlyList<string> torn)
    {
        var gap = Gap(BackupDocumentKind.Plans, torn) is { } listGap && listGap != NotCollected ? listGap : Gap(BackupDocumentKind.Plan, torn);
        var missing = plannedIds.Where(id => !plans.ContainsKey(id)).Order(StringComparer.Ordinal).ToList();
        gap = missing.Count > 0 ? $"計画 {string.Join('、', missing)} の中身を収集していない" : gap;
        return gap is null ? Readings.Known<ImmutableArray<PlanReading>>([.. plans.Values.Select(plan => BackupFacts.Plan(plan, SelectionsOf(plan.BackupPlanId!))).OfType<PlanReading>()])
            : seen.TryGetValue(BackupDocumentKind.Plans, out var list) && list is null && plannedIds.Count == 0 ? Readings.Known<ImmutableArray<PlanReading>>([])
            : Readings.Unknown<ImmutableArray<PlanReading>>(gap);
    }

    Reading<ImmutableArray<PlanSelection>> SelectionsOf(string plan)
    {
        var found = selections.GetValueOrDefault(plan) ?? [];
        return selectionCounts.TryGetValue(plan, out var count) && count > found.Count
            ? Readings.Unknown<ImmutableArray<PlanSelection>>($"割り当て{count.ToString(System.Globalization.CultureInfo.InvariantCulture)}件のうち一部を収集していない")
            : found.Count == 0 && !selectionCounts.ContainsKey(plan)
                ? Readings.Unknown<ImmutableArray<PlanSelection>>("割り当てを収集していない")
                : Readings.Known<ImmutableArray<PlanSelection>>([.. found]);
    }

    Reading<ImmutableArray<T>> List<T>(BackupDocumentKind kind, IEnumerable<T> items, IReadOnlyList<string> torn) =>
        Gap(kind, torn) is { } gap ? Readings.Unknown<ImmutableArray<T>>(gap) : Readings.Known<ImmutableArray<T>>([.. items]);

    string? Gap(BackupDocumentKind kind, IReadOnlyList<string> torn) =>
        torn.FirstOrDefault(text => text.StartsWith($"{kind}:", StringComparison.Ordinal)) is { } lost ? $"どのアカウントのものか分からない、途中で切れたファイルがある({lost})"
            : seen.TryGetValue(kind, out var gap) ? gap
            : parts.GetValueOrDefault(kind) ?? NotCollected;
}
