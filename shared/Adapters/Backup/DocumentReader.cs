using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Resilience.Checks;

namespace GovCloud.Adapters.Backup;

/// <summary>Reads one document into the collections of the accounts and regions that it is about.</summary>
sealed class DocumentReader(string name, BackupDocumentKind kind, JsonElement document, Func<AccountId, string, CollectedRegion> region, List<string> problems)
{
    const string MorePages = "続きのページ(NextToken)が収集されていない";

    readonly (AccountId? Account, string? Region) folder = BackupDocument.PlaceOf(name);

    // A page that is not the last leaves the list unknown, unless the command line fetched all pages itself and so names none.
    readonly string? gap = document.TryGetProperty("NextToken", out var next) && next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 } ? $"{MorePages}: {name}" : null;

    int unplaced;

    /// <summary>Reads; false where nothing could be placed.</summary>
    public bool Read()
    {
        switch (kind)
        {
            case BackupDocumentKind.Vaults:
                Each(BackupDocument.Read(document, BackupJson.Default.BackupVaultsPage)?.BackupVaultList, vault => vault.BackupVaultArn, (place, vault) => place.Add(vault));
                break;
            case BackupDocumentKind.Vault:
                Each([BackupDocument.Read(document, BackupJson.Default.BackupVaultFacts)!], vault => vault.BackupVaultArn, (place, vault) => place.Add(vault));
                break;
            case BackupDocumentKind.VaultPolicy:
                Each([BackupDocument.Read(document, BackupJson.Default.VaultPolicyResponse)!], vault => vault.BackupVaultArn, (place, vault) => place.AddPolicy(vault.BackupVaultArn!, vault.Policy ?? ""));
                break;
            case BackupDocumentKind.RecoveryPoints:
                Each(BackupDocument.Read(document, BackupJson.Default.RecoveryPointsPage)?.RecoveryPoints, point => point.BackupVaultArn, AddPoint);
                break;
            case BackupDocumentKind.ProtectedResources:
                Each(BackupDocument.Read(document, BackupJson.Default.ProtectedResourcesPage)?.Results, one => PlacedArn(one.ResourceArn) ?? one.LastBackupVaultArn, (place, one) => Take(BackupFacts.Protected(one), place.Add));
                break;
            default:
                ReadMore();
                break;
        }

        if (unplaced > 0)
        {
            problems.Add($"{name}: {unplaced.ToString(System.Globalization.CultureInfo.InvariantCulture)}件は、アカウントかリージョンか識別子が分からない");
        }

        return true;
    }

    void ReadMore()
    {
        switch (kind)
        {
            case BackupDocumentKind.Plans:
                Each(BackupDocument.Read(document, BackupJson.Default.BackupPlansPage)?.BackupPlansList, plan => plan.BackupPlanArn, (place, plan) => Take(plan.BackupPlanId, place.AddPlannedId));
                break;
            case BackupDocumentKind.Plan:
                Each([BackupDocument.Read(document, BackupJson.Default.BackupPlanResponse)!], plan => plan.BackupPlanArn, (place, plan) => Take(plan.BackupPlanId is null ? null : plan, place.Add));
                break;
            case BackupDocumentKind.Selections:
                var entries = BackupDocument.Read(document, BackupJson.Default.BackupSelectionsPage)?.BackupSelectionsList ?? [];
                Each(entries.GroupBy(entry => entry.BackupPlanId, StringComparer.Ordinal), _ => null, (place, plan) => Take(plan.Key, id => place.ExpectSelections(id, plan.Count())));
                break;
            case BackupDocumentKind.BackupJobs:
                Each(BackupDocument.Read(document, BackupJson.Default.BackupJobsPage)?.BackupJobs, job => job.BackupVaultArn ?? PlacedArn(job.ResourceArn), (place, job) => Take(BackupFacts.Job(job), place.Add));
                break;
            case BackupDocumentKind.CopyJobs:
                Each(BackupDocument.Read(document, BackupJson.Default.CopyJobsPage)?.CopyJobs, job => job.SourceBackupVaultArn ?? PlacedArn(job.ResourceArn), (place, job) => Take(BackupFacts.Copy(job), place.Add));
                break;
            case BackupDocumentKind.RestoreJobs:
                Each(BackupDocument.Read(document, BackupJson.Default.RestoreJobsPage)?.RestoreJobs, job => job.BackupVaultArn ?? PlacedArn(job.SourceResourceArn) ?? PlacedArn(job.RecoveryPointArn), (place, job) => Take(BackupFacts.Restore(job), place.Add));
                break;
            case BackupDocumentKind.RestoreTests:
                Each(BackupDocument.Read(document, BackupJson.Default.RestoreTestingPlansPage)?.RestoreTestingPlans, plan => plan.RestoreTestingPlanArn, (place, plan) => Take(plan.RestoreTestingPlanName, place.Tests.AddName));
                break;
            case BackupDocumentKind.RestoreTest:
                Each([BackupDocument.Read(document, BackupJson.Default.RestoreTestingPlanResponse)!.RestoreTestingPlan!], plan => plan.RestoreTestingPlanArn, (place, plan) => Take(plan.RestoreTestingPlanName is null ? null : plan, place.Tests.Add));
                break;
            case BackupDocumentKind.TestSelections:
                var tests = BackupDocument.Read(document, BackupJson.Default.RestoreTestingSelectionsPage)?.RestoreTestingSelections ?? [];
                Each(tests.GroupBy(entry => entry.RestoreTestingPlanName, StringComparer.Ordinal), _ => null, (place, plan) => Take(plan.Key, name => place.Tests.Expect(name, plan.Count())));
                break;
            case BackupDocumentKind.RegionSettings:
                Each([BackupDocument.Read(document, BackupJson.Default.RegionSettingsResponse)!], _ => null, (place, settings) => place.Add((settings.ResourceTypeOptInPreference ?? new Dictionary<string, bool>(StringComparer.Ordinal)).ToImmutableDictionary(StringComparer.Ordinal)));
                break;
            case BackupDocumentKind.Resources:
                Each(Selected(), one => PlacedArn(one.Arn) ?? (one is { AccountId: { } account, AwsRegion: { } place } ? $"arn:aws:config:{place}:{account}:resource" : null), (place, one) => Optional(BackupFacts.Resource(one), place.Add));
                break;
            case BackupDocumentKind.Calls:
                Each(BackupDocument.Read(document, CloudTrailJson.Default.LookupEventsPage)?.Events, _ => null, (place, one) => Optional(BackupFacts.Deletion(one), place.Add));
                break;
            default:
                AuditManagerReport.Read(document, region, problems, name);
                break;
        }
    }

    IEnumerable<SelectedResource> Selected()
    {
        foreach (var text in BackupDocument.Read(document, AwsConfigurationJson.Default.SelectedResourcesPage)?.Results ?? [])
        {
            yield return JsonSerializer.Deserialize(text, AwsConfigurationJson.Default.SelectedResource) ?? throw new JsonException("A resource is null.");
        }
    }

    void AddPoint(CollectedRegion place, RecoveryPointFacts facts)
    {
        place.AddVaultOfPoints(facts.BackupVaultArn!);
        Take(BackupFacts.Point(facts), place.Add);
    }

    void Each<T>(IEnumerable<T>? items, Func<T, string?> arn, Action<CollectedRegion, T> add)
    {
        // An empty list says something about the account and region of its folder only.
        if (folder is { Account: { } owner, Region: { } own })
        {
            region(owner, own).Saw(kind, gap);
        }

        foreach (var item in items ?? [])
        {
            var text = arn(item);
            if ((ArnText.AccountOf(text) ?? folder.Account) is { } account && (ArnText.RegionOf(text) ?? folder.Region) is { } place)
            {
                var collection = region(account, place);
                collection.Saw(kind, gap);
                add(collection, item);
            }
            else
            {
                unplaced++;
            }
        }
    }

    void Take<T>(T? item, Action<T> add)
        where T : class
    {
        if (item is null)
        {
            unplaced++;
        }
        else
        {
            add(item);
        }
    }

    static void Optional<T>(T? item, Action<T> add)
        where T : class
    {
        if (item is not null)
        {
            add(item);
        }
    }

    // ARNs of buckets, snapshots and images name no account.
    static string? PlacedArn(string? arn) => ArnText.AccountOf(arn) is null ? null : arn;
}
