using System.Collections.Immutable;
using System.Text.Json;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>Reads the backups of accounts through a role there that reads and nothing else. What cannot be read is said so; one list never costs another.</summary>
/// <param name="options">How the operations account calls AWS; the accounts are called likewise, with their own credentials.</param>
/// <param name="profile">The estate's regions.</param>
/// <param name="time">The clock.</param>
public sealed class BackupReader(AwsClientOptions options, EstateProfile profile, TimeProvider time) : IDisposable
{
    readonly AwsClient<Sts> sts = new(options);

    /// <summary>Reads an account.</summary>
    /// <exception cref="OperationCanceledException">The time ran out.</exception>
    public async Task<BackupReading> ReadAsync(AccountId account, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        string[] regions = [.. new[] { profile.PrimaryRegion, profile.RecoveryRegion }.Distinct(StringComparer.Ordinal)];
        try
        {
            var role = await sts.CallAsync(Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{account}:role/{BackupAuditNames.ReaderRole}", "backup-audit"), cancellationToken);
            var assumed = options with { Credentials = new SessionAWSCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken) };
            var read = ImmutableArray.CreateBuilder<RegionReading>(regions.Length);
            foreach (var region in regions)
            {
                using var reader = new RegionReader(assumed with { Region = region }, region, inventory: region == profile.PrimaryRegion, began.AddDays(-1));
                read.Add(await reader.ReadAsync(cancellationToken));
            }

            return new BackupReading { Account = account, Began = began, Ended = time.GetUtcNow(), Regions = read.ToImmutable() };
        }
        catch (AwsApiException failure)
        {
            return Unread(account, began, $"監査用ロールを引き受けられない: {AccountSettings.Explain(failure)}");
        }
    }

    /// <summary>An account of which nothing is known.</summary>
    /// <param name="account">The account.</param>
    /// <param name="at">When that was found out.</param>
    /// <param name="reason">Why, Japanese.</param>
    public BackupReading Unread(AccountId account, DateTimeOffset at, string reason) => new()
    {
        Account = account,
        Began = at,
        Ended = at,
        Regions = [RegionReading.Unread(profile.PrimaryRegion, reason), RegionReading.Unread(profile.RecoveryRegion, reason)],
    };

    /// <inheritdoc/>
    public void Dispose() => sts.Dispose();
}

/// <summary>Reads the backups of one account in one region.</summary>
sealed class RegionReader(AwsClientOptions options, string region, bool inventory, DateTimeOffset deletionsSince) : IDisposable
{
    const int ConfigPage = 100;

    const string InventoryQuery =
        "SELECT resourceId, resourceType, arn, accountId, awsRegion, tags, configuration.dBClusterIdentifier, configuration.engine, configuration.attachments "
        + "WHERE resourceType IN ('AWS::RDS::DBInstance','AWS::RDS::DBCluster','AWS::EC2::Volume','AWS::DynamoDB::Table','AWS::EFS::FileSystem','AWS::FSx::FileSystem','AWS::S3::Bucket','AWS::Redshift::Cluster')";

    static readonly string[] Deletions = ["DeleteRecoveryPoint", "DeleteBackupVault", "DeleteBackupVaultLockConfiguration"];

    readonly AwsClient<AwsBackup> backup = new(options);
    readonly AwsClient<AwsConfiguration> config = new(options);
    readonly AwsClient<CloudTrail> trail = new(options);

    public async Task<RegionReading> ReadAsync(CancellationToken cancellationToken)
    {
        var vaults = await VaultsAsync(cancellationToken);
        return new RegionReading
        {
            Region = region,
            Inventory = inventory ? await InventoryAsync(cancellationToken) : Readings.Known<ImmutableArray<StoredResource>>([]),
            Protected = await PagesAsync(AwsBackup.ListProtectedResources, page => page.Results, page => page.NextToken, BackupFacts.Protected, cancellationToken),
            Vaults = vaults,
            Points = await vaults.Match(known => PointsAsync(known, cancellationToken), why => Task.FromResult(Readings.Unknown<ImmutableArray<RecoveryPoint>>(why))),
            Plans = await PlansAsync(cancellationToken),
            BackupJobs = await PagesAsync(AwsBackup.ListBackupJobs, page => page.BackupJobs, page => page.NextToken, BackupFacts.Job, cancellationToken),
            CopyJobs = await PagesAsync(AwsBackup.ListCopyJobs, page => page.CopyJobs, page => page.NextToken, BackupFacts.Copy, cancellationToken),
            RestoreJobs = await PagesAsync(AwsBackup.ListRestoreJobs, page => page.RestoreJobs, page => page.NextToken, BackupFacts.Restore, cancellationToken),
            RestoreTests = await RestoreTestsAsync(cancellationToken),
            Deletions = await DeletionsAsync(cancellationToken),
            OptIn = await ReadAsync(
                async () => (await backup.CallAsync(AwsBackup.DescribeRegionSettings, default, cancellationToken)).ResourceTypeOptInPreference?.ToImmutableDictionary(StringComparer.Ordinal)
                    ?? throw new JsonException("There is no ResourceTypeOptInPreference.")),
        };
    }

    public void Dispose()
    {
        backup.Dispose();
        config.Dispose();
        trail.Dispose();
    }

    Task<Reading<ImmutableArray<VaultReading>>> VaultsAsync(CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<VaultReading>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => backup.CallAsync(AwsBackup.ListBackupVaults, new BackupPageRequest(token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var facts in page.BackupVaultList ?? throw new JsonException("There is no BackupVaultList."))
            {
                found.Add(BackupFacts.Vault(facts, await PolicyAsync(facts.BackupVaultName ?? "", cancellationToken)) ?? throw new JsonException("A vault has no ARN."));
            }
        }

        return found.ToImmutable();
    });

    async Task<Reading<string>> PolicyAsync(string vault, CancellationToken cancellationToken)
    {
        try
        {
            return Readings.Known((await backup.CallAsync(AwsBackup.GetBackupVaultAccessPolicy, vault, cancellationToken)).Policy ?? "");
        }
        catch (AwsApiException absent) when (absent.ErrorCode == "ResourceNotFoundException")
        {
            return Readings.Known("");
        }
        catch (AwsApiException failure)
        {
            return Readings.Unknown<string>(AccountSettings.Explain(failure));
        }
    }

    async Task<Reading<ImmutableArray<RecoveryPoint>>> PointsAsync(ImmutableArray<VaultReading> vaults, CancellationToken cancellationToken) => await ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<RecoveryPoint>();
        foreach (var vault in vaults)
        {
            await foreach (var page in AwsPages.ReadAsync(
                (token, cancel) => backup.CallAsync(AwsBackup.ListRecoveryPointsByBackupVault, new RecoveryPointsRequest(vault.Name, token), cancel), page => page.NextToken, cancellationToken))
            {
                found.AddRange(All(page.RecoveryPoints, BackupFacts.Point));
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<PlanReading>>> PlansAsync(CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<PlanReading>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => backup.CallAsync(AwsBackup.ListBackupPlans, new BackupPageRequest(token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var id in All(page.BackupPlansList, plan => plan.BackupPlanId))
            {
                var plan = await backup.CallAsync(AwsBackup.GetBackupPlan, id, cancellationToken);
                found.Add(BackupFacts.Plan(plan, await SelectionsAsync(id, cancellationToken)) ?? throw new JsonException("A plan has no contents."));
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<PlanSelection>>> SelectionsAsync(string plan, CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<PlanSelection>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => backup.CallAsync(AwsBackup.ListBackupSelections, new SelectionsRequest(plan, token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var id in All(page.BackupSelectionsList, selection => selection.SelectionId))
            {
                var selection = await backup.CallAsync(AwsBackup.GetBackupSelection, new SelectionRequest(plan, id), cancellationToken);
                found.Add(BackupFacts.Selection(selection.BackupSelection ?? throw new JsonException("A selection has no contents."), id));
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<RestoreTestReading>>> RestoreTestsAsync(CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<RestoreTestReading>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => backup.CallAsync(AwsBackup.ListRestoreTestingPlans, new BackupPageRequest(token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var name in All(page.RestoreTestingPlans, plan => plan.RestoreTestingPlanName))
            {
                var plan = await backup.CallAsync(AwsBackup.GetRestoreTestingPlan, name, cancellationToken);
                found.Add(RestoreTestFacts.Plan(plan.RestoreTestingPlan, await TestSelectionsAsync(name, cancellationToken)) ?? throw new JsonException("A restore-testing plan has no contents."));
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<RestoreTestSelection>>> TestSelectionsAsync(string plan, CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<RestoreTestSelection>();
        await foreach (var page in AwsPages.ReadAsync(
            (token, cancel) => backup.CallAsync(AwsBackup.ListRestoreTestingSelections, new SelectionsRequest(plan, token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var name in All(page.RestoreTestingSelections, selection => selection.RestoreTestingSelectionName))
            {
                var selection = await backup.CallAsync(AwsBackup.GetRestoreTestingSelection, new SelectionRequest(plan, name), cancellationToken);
                found.Add(RestoreTestFacts.Selection(selection.RestoreTestingSelection) ?? throw new JsonException("A restore-testing selection has no contents."));
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<StoredResource>>> InventoryAsync(CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<StoredResource>();
        await foreach (var page in AwsPages.ReadAsync(
            (token, cancel) => config.CallAsync(AwsConfiguration.SelectResourceConfig, new SelectResourceConfigRequest(InventoryQuery, ConfigPage, token), cancel), page => page.NextToken, cancellationToken))
        {
            foreach (var text in page.Results ?? throw new JsonException("There is no list of resources."))
            {
                var facts = JsonSerializer.Deserialize(text, AwsConfigurationJson.Default.SelectedResource) ?? throw new JsonException("A resource is null.");
                if (BackupFacts.Resource(facts) is { } resource)
                {
                    found.Add(resource);
                }
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<DeletionAttempt>>> DeletionsAsync(CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<DeletionAttempt>();
        foreach (var call in Deletions)
        {
            await foreach (var page in AwsPages.ReadAsync(
                (token, cancel) => trail.CallAsync(CloudTrail.LookupEvents, new LookupEventsRequest([new CallFilter("EventName", call)], deletionsSince.ToUnixTimeSeconds(), token), cancel),
                page => page.NextToken, cancellationToken))
            {
                found.AddRange((page.Events ?? []).Select(BackupFacts.Deletion).OfType<DeletionAttempt>());
            }
        }

        return found.ToImmutable();
    });

    Task<Reading<ImmutableArray<TItem>>> PagesAsync<TPage, TFacts, TItem>(
        RestJsonOperation<BackupPageRequest, TPage> operation, Func<TPage, IReadOnlyList<TFacts>?> items, Func<TPage, string?> next, Func<TFacts, TItem?> map, CancellationToken cancellationToken)
        where TItem : class => ReadAsync(async () =>
    {
        var found = ImmutableArray.CreateBuilder<TItem>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => backup.CallAsync(operation, new BackupPageRequest(token), cancel), next, cancellationToken))
        {
            found.AddRange(All(items(page), map));
        }

        return found.ToImmutable();
    });

    // A page without its list, or an item without its identity, is a half answer: better unknown than too short.
    static IEnumerable<TItem> All<TFacts, TItem>(IReadOnlyList<TFacts>? items, Func<TFacts, TItem?> map)
        where TItem : class =>
        (items ?? throw new JsonException("A page has no list.")).Select(item => map(item) ?? throw new JsonException("An item has no identity."));

    static async Task<Reading<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Readings.Known(await read());
        }
        catch (AwsApiException failure)
        {
            return Readings.Unknown<T>(AccountSettings.Explain(failure));
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException)
        {
            return Readings.Unknown<T>($"応答が途中で切れているか、読み取れない: {torn.Message}");
        }
    }
}
