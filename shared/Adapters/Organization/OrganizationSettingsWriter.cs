using System.Runtime.CompilerServices;
using GovCloud.Adapters.AwsApi;
using GovCloud.Organization;

namespace GovCloud.Adapters.Organization;

/// <summary>What became of a setting.</summary>
public enum SettingState
{
    /// <summary>It is as it should be.</summary>
    Unchanged,

    /// <summary>It differs, and nothing was changed because that was not asked for.</summary>
    Differs,

    /// <summary>It was made.</summary>
    Changed,

    /// <summary>It could not be read or made.</summary>
    Failed,
}

/// <summary>What became of a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="State">What became of it.</param>
/// <param name="Detail">Why it failed; else <see langword="null"/>.</param>
public sealed record SettingOutcome(OrganizationSetting Setting, SettingState State, string? Detail = null);

/// <summary>Compares the settings of an organization with what should be, and makes the difference. One that fails does not stop the others; running it again makes what is left.</summary>
/// <param name="options">How a region is called; Organizations and Account Management are called in the first one's name.</param>
public sealed class OrganizationSettingsWriter(Func<string, AwsClientOptions> options) : IDisposable
{
    const string GlobalRegion = "us-east-1";

    readonly AwsClient<Organizations> organizations = new(options(GlobalRegion));
    readonly AwsClient<AccountManagement> accounts = new(options(GlobalRegion));
    readonly Dictionary<string, AwsClient<GuardDuty>> guardDuty = new(StringComparer.Ordinal);
    HashSet<string>? policyTypes;
    HashSet<string>? trusted;

    /// <summary>The management account of the organization that the credentials belong to.</summary>
    /// <exception cref="AwsApiException">It cannot be read.</exception>
    public async Task<string?> ManagementAccountAsync(CancellationToken cancellationToken) =>
        (await organizations.CallAsync(Organizations.DescribeOrganization, new DescribeOrganizationRequest(), cancellationToken)).Organization?.MasterAccountId;

    /// <summary>Goes through the settings in their order.</summary>
    /// <param name="settings">What should be.</param>
    /// <param name="apply">Whether to make the difference, or only to find it.</param>
    /// <param name="cancellationToken">Ends it after the setting at hand.</param>
    public async IAsyncEnumerable<SettingOutcome> RunAsync(IEnumerable<OrganizationSetting> settings, bool apply, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var setting in settings)
        {
            yield return await RunAsync(setting, apply, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        organizations.Dispose();
        accounts.Dispose();
        foreach (var client in guardDuty.Values)
        {
            client.Dispose();
        }
    }

    async Task<SettingOutcome> RunAsync(OrganizationSetting setting, bool apply, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsMadeAsync(setting, cancellationToken))
            {
                return new SettingOutcome(setting, SettingState.Unchanged);
            }

            if (!apply)
            {
                return new SettingOutcome(setting, SettingState.Differs);
            }

            await MakeAsync(setting, cancellationToken);
            return new SettingOutcome(setting, SettingState.Changed);
        }
        catch (AwsApiException failure)
        {
            return new SettingOutcome(setting, SettingState.Failed, failure.Message);
        }
    }

    async Task<bool> IsMadeAsync(OrganizationSetting setting, CancellationToken cancellationToken) => setting switch
    {
        OrganizationSetting.PolicyTypeEnabled policy => (policyTypes ??= await PolicyTypesAsync(policy.RootId, cancellationToken)).Contains(policy.PolicyType),
        OrganizationSetting.TrustedAccess access => (trusted ??= await TrustedAsync(cancellationToken)).Contains(access.Principal),
        OrganizationSetting.Delegation delegation => await IsAdministratorAsync(delegation, cancellationToken),
        OrganizationSetting.GuardDutyAdministrator administrator => await IsAdministratorAsync(administrator, cancellationToken),
        OrganizationSetting.Contact contact => await IsContactAsync(contact, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "No such setting."),
    };

    async Task MakeAsync(OrganizationSetting setting, CancellationToken cancellationToken)
    {
        switch (setting)
        {
            case OrganizationSetting.PolicyTypeEnabled policy:
                await organizations.CallAsync(Organizations.EnablePolicyType, new EnablePolicyTypeRequest(policy.RootId, policy.PolicyType), cancellationToken);
                break;
            case OrganizationSetting.TrustedAccess access:
                await organizations.CallAsync(Organizations.EnableServiceAccess, new EnableServiceAccessRequest(access.Principal), cancellationToken);
                break;
            case OrganizationSetting.Delegation delegation:
                await organizations.CallAsync(
                    Organizations.RegisterDelegatedAdministrator, new RegisterDelegatedAdministratorRequest(delegation.Account.ToString(), delegation.Principal), cancellationToken);
                break;
            case OrganizationSetting.GuardDutyAdministrator administrator:
                await GuardDutyIn(administrator.Region).CallAsync(
                    GuardDuty.EnableOrganizationAdminAccount, new EnableOrganizationAdminAccountRequest(administrator.Account.ToString()), cancellationToken);
                break;
            case OrganizationSetting.Contact { Details: var details } contact:
                await accounts.CallAsync(
                    AccountManagement.PutAlternateContact,
                    new PutAlternateContactRequest(contact.Account?.ToString(), OrganizationSetting.Contact.TypeOf(details.Kind), details.Name, details.Title, details.Mail, details.Phone),
                    cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(setting), setting, "No such setting.");
        }
    }

    async Task<HashSet<string>> PolicyTypesAsync(string rootId, CancellationToken cancellationToken)
    {
        var enabled = new HashSet<string>(StringComparer.Ordinal);
        var pages = AwsPages.ReadAsync((token, cancel) => organizations.CallAsync(Organizations.ListRoots, new OrganizationsPageRequest(token), cancel), page => page.NextToken, cancellationToken);
        await foreach (var page in pages)
        {
            enabled.UnionWith(
                from root in page.Roots ?? []
                where string.Equals(root.Id, rootId, StringComparison.Ordinal)
                from type in root.PolicyTypes ?? []
                where type is { Type: not null, Status: "ENABLED" or "PENDING_ENABLE" }
                select type.Type);
        }

        return enabled;
    }

    async Task<HashSet<string>> TrustedAsync(CancellationToken cancellationToken)
    {
        var principals = new HashSet<string>(StringComparer.Ordinal);
        var pages = AwsPages.ReadAsync((token, cancel) => organizations.CallAsync(Organizations.ListServiceAccess, new OrganizationsPageRequest(token), cancel), page => page.NextToken, cancellationToken);
        await foreach (var page in pages)
        {
            principals.UnionWith((page.EnabledServicePrincipals ?? []).Select(service => service.ServicePrincipal).OfType<string>());
        }

        return principals;
    }

    async Task<bool> IsAdministratorAsync(OrganizationSetting.Delegation delegation, CancellationToken cancellationToken)
    {
        var pages = AwsPages.ReadAsync(
            (token, cancel) => organizations.CallAsync(Organizations.ListDelegatedAdministrators, new ListDelegatedAdministratorsRequest(delegation.Principal, token), cancel), page => page.NextToken, cancellationToken);
        await foreach (var page in pages)
        {
            if ((page.DelegatedAdministrators ?? []).Any(account => string.Equals(account.Id, delegation.Account.ToString(), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    async Task<bool> IsAdministratorAsync(OrganizationSetting.GuardDutyAdministrator administrator, CancellationToken cancellationToken)
    {
        var client = GuardDutyIn(administrator.Region);
        var pages = AwsPages.ReadAsync((token, cancel) => client.CallAsync(GuardDuty.ListOrganizationAdminAccounts, new GuardDutyPageRequest(token), cancel), page => page.NextToken, cancellationToken);
        await foreach (var page in pages)
        {
            if ((page.AdminAccounts ?? []).Any(account => account is { AdminStatus: "ENABLED" } && string.Equals(account.AdminAccountId, administrator.Account.ToString(), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    async Task<bool> IsContactAsync(OrganizationSetting.Contact contact, CancellationToken cancellationToken)
    {
        var details = contact.Details;
        try
        {
            var request = new GetAlternateContactRequest(contact.Account?.ToString(), OrganizationSetting.Contact.TypeOf(details.Kind));
            var now = (await accounts.CallAsync(AccountManagement.GetAlternateContact, request, cancellationToken)).AlternateContact;
            return now == new AlternateContactFacts(details.Name, details.Title, details.Mail, details.Phone);
        }
        catch (AwsApiException absent) when (string.Equals(absent.ErrorCode, "ResourceNotFoundException", StringComparison.Ordinal))
        {
            return false;
        }
    }

    AwsClient<GuardDuty> GuardDutyIn(string region)
    {
        if (!guardDuty.TryGetValue(region, out var client))
        {
            guardDuty.Add(region, client = new AwsClient<GuardDuty>(options(region)));
        }

        return client;
    }
}
