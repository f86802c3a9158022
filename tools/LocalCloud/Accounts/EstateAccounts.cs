using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The accounts of an estate, tidy: everything is as the estate says, and backups run every night as planned.</summary>
/// <param name="estate">The estate.</param>
/// <param name="first">The first night of backups, JST.</param>
/// <param name="last">The last.</param>
/// <param name="seed">Seed of all that looks accidental: minutes, sizes, ids.</param>
/// <param name="baselines">Folder of the baseline's released templates; none leaves the stacks out.</param>
public sealed class EstateAccounts(Estate estate, DateOnly first, DateOnly last, int seed, string? baselines = null)
{
    readonly EstateIndex index = new(estate, "");
    readonly EstateIdentities identities = new(estate);
    readonly EstateGuardrails guardrails = new(estate, baselines, last);

    /// <summary>Most items of a page.</summary>
    public int LargestPage { get; init; } = 60;

    /// <summary>All accounts.</summary>
    public SimulatedAccounts Create(TimeProvider clock) => Create(clock, [], _ => throw new InvalidOperationException());

    /// <summary>All accounts, and others that the estate does not know.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="others">Which others.</param>
    /// <param name="make">Makes one of them.</param>
    public SimulatedAccounts Create(TimeProvider clock, IReadOnlyCollection<AccountId> others, Func<AccountId, SimulatedAccount> make)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(make);
        return new(estate.Accounts.Select(account => account.Id).Concat(others), id => others.Contains(id) ? make(id) : Make(id), clock) { Seed = seed, LargestPage = LargestPage, Organization = Organization() };
    }

    // The operations account reads the organization as one to which that is delegated.
    SimulatedOrganization Organization() => new()
    {
        Id = "o-" + new Draws(seed, "organization").Hex(10),
        ManagementAccount = "999900009999",
        DelegatedAccount = estate.Profile.OperationsAccount.ToString(),
    };

    /// <summary>One account.</summary>
    /// <exception cref="ArgumentException">The estate does not know it.</exception>
    public SimulatedAccount Make(AccountId id)
    {
        var context = index.FindAccount(id.ToString()) ?? throw new ArgumentException($"The estate does not know account {id}.", nameof(id));
        var backup = BackupPlan.ClassOf(estate.Backup, context.System, context.Environment);
        var resources = ResourcesOf(context, backup);
        var primary = Region(id, estate.Profile.PrimaryRegion, resources);
        var recovery = Region(id, estate.Profile.RecoveryRegion, []);
        var account = new SimulatedAccount
        {
            Id = id,
            Name = context.Account.Name,
            Listing = identities.Listing(context.Account),
            Identity = identities.Identity(id),
            ReaderRoles = EstateIdentities.ReaderRoles,
            Regions = ImmutableSortedDictionary<string, SimulatedRegion>.Empty.Add(primary.Name, primary).Add(recovery.Name, recovery),
        };
        return backup is null ? account : new BackupHistory(estate, backup, seed).Fill(account, resources, first, last);
    }

    /// <summary>ARN of the key of the vault in a region of an account.</summary>
    internal static string KeyArn(AccountId account, string region) => $"arn:aws:kms:{region}:{account}:key/{new Draws(0, $"key/{account}/{region}").Id()}";

    SimulatedRegion Region(AccountId account, string region, ImmutableArray<SimulatedResource> resources)
    {
        var vault = new SimulatedVault
        {
            Name = VaultNames.Vault(estate),
            Arn = $"arn:aws:backup:{region}:{account}:backup-vault:{VaultNames.Vault(estate)}",
            KeyArn = KeyArn(account, region),
            MinimumRetentionDays = estate.Backup.Lock.MinimumRetentionDays,
            MaximumRetentionDays = estate.Backup.Lock.MaximumRetentionDays,
            LockDate = estate.Backup.Lock.Mode == BackupLockMode.Compliance ? DateTimeOffset.UnixEpoch : null,
            Policy = VaultPolicy(account),
        };
        return new SimulatedRegion
        {
            Name = region,
            Guardrails = guardrails.Of(account, region),
            Vaults = Timelines.Always<ImmutableArray<SimulatedVault>>([vault]),
            // As the stack GovCloud-Backup has them: one for each class in every account, whichever class its resources are of.
            Plans = Timelines.Always<ImmutableArray<SimulatedPlan>>(region == estate.Profile.PrimaryRegion ? [.. estate.Backup.Classes.Select(one => Plan(account, one))] : []),
            RestoreTests = Timelines.Always<ImmutableArray<SimulatedRestoreTest>>(region == estate.Profile.PrimaryRegion && estate.Backup.RestoreTest is { } test ? [RestoreTest(account, test)] : []),
            Resources = Timelines.Always(resources),
            OptIn = Timelines.Always(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, ProtectedKinds.Select(kind => KeyValuePair.Create(kind, true)))),
        };
    }

    static readonly string[] ProtectedKinds = ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "RDS", "Redshift", "S3"];

    SimulatedRestoreTest RestoreTest(AccountId account, RestoreTest test)
    {
        // AWS allows letters, digits and underscores only.
        var name = $"govcloud_{estate.Profile.Name.Replace('-', '_')}";
        return new(
            name,
            $"arn:aws:backup:{estate.Profile.PrimaryRegion}:{account}:restore-testing-plan:{name}",
            BackupTimetable.Cron(test),
            test.NewestDays,
            [
                .. from one in estate.Backup.Classes
                   where one.RestoreTested
                   from kind in test.Resources
                   select new SimulatedTestSelection(
                       $"{one.Id.Replace('-', '_')}_{kind}", KindOf(kind), $"arn:aws:iam::{account}:role/{VaultNames.RestoreRole(estate)}", test.ValidationHours, estate.Backup.TagKey, one.Id),
            ]);
    }

    static string KindOf(RestorableResource kind) => ProtectedKinds.First(one => string.Equals(one, kind.ToString(), StringComparison.OrdinalIgnoreCase));

    SimulatedPlan Plan(AccountId account, BackupClass backup)
    {
        var draws = new Draws(seed, $"plan/{account}/{backup.Id}");
        return new SimulatedPlan
        {
            Id = draws.Id(),
            Name = $"{VaultNames.Vault(estate)}-{backup.Id}",
            SelectionId = draws.Id(),
            RoleArn = $"arn:aws:iam::{account}:role/{VaultNames.BackupRole(estate)}",
            TagKey = estate.Backup.TagKey,
            TagValue = backup.Id,
            Rules =
            [
                .. backup.Schedules.Select(schedule => new SimulatedRule(
                    schedule.Name, VaultNames.Vault(estate), BackupTimetable.Cron(schedule), schedule.RetentionDays,
                    schedule.CopyRetentionDays is null ? null : $"arn:aws:backup:{estate.Profile.RecoveryRegion}:{account}:backup-vault:{VaultNames.Vault(estate)}", schedule.CopyRetentionDays)),
            ],
        };
    }

    ImmutableArray<SimulatedResource> ResourcesOf(AccountContext context, BackupClass? backup)
    {
        var (account, region, name) = (context.Account.Id.ToString(), estate.Profile.PrimaryRegion, context.Account.Name);
        var tags = ImmutableSortedDictionary<string, string>.Empty;
        tags = backup is null ? tags : tags.Add(estate.Backup.TagKey, backup.Id);
        var volume = $"vol-0{new Draws(seed, $"volume/{account}").Hex(16)}";
        SimulatedResource[] all =
        [
            new($"arn:aws:rds:{region}:{account}:db:{name}", name, "AWS::RDS::DBInstance", "RDS", tags),
            new($"arn:aws:s3:::{name}-files-{account}", $"{name}-files-{account}", "AWS::S3::Bucket", "S3", tags),
            new($"arn:aws:ec2:{region}:{account}:volume/{volume}", volume, "AWS::EC2::Volume", "EBS", tags),
            new($"arn:aws:dynamodb:{region}:{account}:table/{name}", name, "AWS::DynamoDB::Table", "DynamoDB", tags),
        ];
        return context switch
        {
            { System: null } => [all[1], all[3]],
            { Environment: DeploymentEnvironment.Verification } => [all[0], all[1]],
            _ => [all[0], all[1], all[2]],
        };
    }

    // As the stack GovCloud-Backup writes it.
    static string VaultPolicy(AccountId account) =>
        $$"""
        {"Version":"2012-10-17","Statement":[
        {"Sid":"NobodyDeletesARecoveryPoint","Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:DeleteRecoveryPoint","backup:DisassociateRecoveryPoint","backup:UpdateRecoveryPointLifecycle"],"Resource":"*"},
        {"Sid":"OnlyDeploymentsChangeTheVault","Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:DeleteBackupVault","backup:DeleteBackupVaultAccessPolicy","backup:DeleteBackupVaultLockConfiguration","backup:PutBackupVaultAccessPolicy","backup:PutBackupVaultLockConfiguration"],"Resource":"*",
        "Condition":{"ArnNotLike":{"aws:PrincipalArn":[ "arn:aws:iam::{{account}}:role/cdk-*-cfn-exec-role-*","arn:aws:iam::{{account}}:role/stacksets-exec-*"] } } } ] }
        """;
}
