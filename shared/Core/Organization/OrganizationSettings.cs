using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>A setting of the organization for which CloudFormation has no resource type. Made by one call to AWS, which the management account makes.</summary>
public abstract record OrganizationSetting
{
    OrganizationSetting()
    {
    }

    /// <summary>What it is, for people.</summary>
    public abstract OrganizationText Text { get; }

    /// <summary>The call that makes it: service, operation, parameters.</summary>
    public abstract string Call { get; }

    /// <summary>A type of policy can be used. Policies of the stacks need it.</summary>
    /// <param name="RootId">The root.</param>
    /// <param name="PolicyType">The type in AWS.</param>
    public sealed record PolicyTypeEnabled(string RootId, string PolicyType) : OrganizationSetting
    {
        /// <inheritdoc/>
        public override OrganizationText Text => new($"ポリシータイプ {PolicyType} を有効にする", $"enable the policy type {PolicyType}");

        /// <inheritdoc/>
        public override string Call => $"organizations EnablePolicyType RootId={RootId} PolicyType={PolicyType}";
    }

    /// <summary>A service may look into the organization.</summary>
    /// <param name="Principal">The service's principal.</param>
    public sealed record TrustedAccess(string Principal) : OrganizationSetting
    {
        /// <inheritdoc/>
        public override OrganizationText Text => new($"{Principal} に信頼されたアクセスを許可する", $"trust {Principal}");

        /// <inheritdoc/>
        public override string Call => $"organizations EnableAWSServiceAccess ServicePrincipal={Principal}";
    }

    /// <summary>An account administers a service for the organization.</summary>
    /// <param name="Principal">The service's principal.</param>
    /// <param name="Account">The account.</param>
    public sealed record Delegation(string Principal, AccountId Account) : OrganizationSetting
    {
        /// <inheritdoc/>
        public override OrganizationText Text => new($"{Principal} の管理を {Account} に委任する", $"delegate {Principal} to {Account}");

        /// <inheritdoc/>
        public override string Call => $"organizations RegisterDelegatedAdministrator AccountId={Account} ServicePrincipal={Principal}";
    }

    /// <summary>An account administers GuardDuty for the organization in a region. GuardDuty registers it with Organizations by itself.</summary>
    /// <param name="Region">The region.</param>
    /// <param name="Account">The account.</param>
    public sealed record GuardDutyAdministrator(string Region, AccountId Account) : OrganizationSetting
    {
        /// <inheritdoc/>
        public override OrganizationText Text => new($"GuardDuty({Region})の管理を {Account} に委任する", $"delegate GuardDuty in {Region} to {Account}");

        /// <inheritdoc/>
        public override string Call => $"guardduty EnableOrganizationAdminAccount Region={Region} AdminAccountId={Account}";
    }

    /// <summary>Whom AWS writes to about an account.</summary>
    /// <param name="Account">The account; <see langword="null"/> for the management account itself, which must not name its own number.</param>
    /// <param name="Details">The contact.</param>
    public sealed record Contact(AccountId? Account, ContactDetails Details) : OrganizationSetting
    {
        /// <inheritdoc/>
        public override OrganizationText Text => new(
            $"{(Account is { } id ? $"アカウント {id}" : "管理アカウント")}の代替連絡先({LabelOf(Details.Kind)})を {Details.Name} にする",
            $"make {Details.Name} the {TypeOf(Details.Kind)} contact of {(Account is { } one ? one.ToString() : "the management account")}");

        /// <inheritdoc/>
        public override string Call =>
            $"account PutAlternateContact{(Account is { } id ? $" AccountId={id}" : "")} AlternateContactType={TypeOf(Details.Kind)} Name=\"{Details.Name}\" Title=\"{Details.Title}\" EmailAddress={Details.Mail} PhoneNumber=\"{Details.Phone}\"";

        /// <summary>The kind in AWS.</summary>
        public static string TypeOf(ContactKind kind) => kind switch
        {
            ContactKind.Security => "SECURITY",
            ContactKind.Operations => "OPERATIONS",
            ContactKind.Billing => "BILLING",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };

        static string LabelOf(ContactKind kind) => kind switch
        {
            ContactKind.Security => "セキュリティ",
            ContactKind.Operations => "運用",
            _ => "請求",
        };
    }
}

/// <summary>An alternate contact as AWS keeps it.</summary>
public sealed record ContactDetails(ContactKind Kind, string Name, string Title, string Mail, string Phone);

/// <summary>The settings of an organization that no stack can make.</summary>
public static class OrganizationSettings
{
    const string AccountManagement = "account.amazonaws.com";

    /// <summary>The settings in the order in which they are made: contacts of member accounts need trusted access first.</summary>
    public static ImmutableArray<OrganizationSetting> Of(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var organization = estate.Organization;
        var delegated = organization.DelegatedAdministrators.Select(administrator => (Principal: PrincipalOf(administrator.Service), administrator.Account)).Where(pair => pair.Principal is not null).ToArray();
        var contacts = Contacts(estate);
        var trusted = delegated.Select(pair => pair.Principal!).Concat(contacts.Count > 0 ? [AccountManagement] : Array.Empty<string>());
        return
        [
            .. OrganizationPlan.Of(estate).Policies.Select(policy => policy.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(type => new OrganizationSetting.PolicyTypeEnabled(organization.RootId ?? "", type)),
            .. trusted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(principal => new OrganizationSetting.TrustedAccess(principal)),
            .. delegated.Select(pair => new OrganizationSetting.Delegation(pair.Principal!, pair.Account)),
            .. from administrator in organization.DelegatedAdministrators
               where administrator.Service == ServiceDelegation.GuardDuty
               from region in new[] { estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion }
               select new OrganizationSetting.GuardDutyAdministrator(region, administrator.Account),
            .. from account in MembersAndManagement(estate)
               from contact in contacts
               select new OrganizationSetting.Contact(account, contact),
        ];
    }

    /// <summary>Suspended accounts are left out: one that is closed refuses every call.</summary>
    static IEnumerable<AccountId?> MembersAndManagement(Estate estate) => estate.Accounts
        .Where(account => account.Id != estate.Organization.ManagementAccount && !estate.Organization.SuspendedAccounts.Contains(account.Id))
        .Select(account => (AccountId?)account.Id)
        .Prepend(null);

    static List<ContactDetails> Contacts(Estate estate) =>
    [
        .. from contact in estate.Organization.AlternateContacts
           let organisation = estate.Organisations.Single(one => one.Id == contact.Organisation)
           select new ContactDetails(contact.Kind, contact.Name ?? organisation.Name, contact.Title, contact.Mail ?? organisation.Mail[0], contact.Phone),
    ];

    /// <summary>The principal of a service whose administrator Organizations itself registers; <see langword="null"/> for those that do so by a call of their own.</summary>
    static string? PrincipalOf(ServiceDelegation service) => service switch
    {
        ServiceDelegation.Config => "config.amazonaws.com",
        ServiceDelegation.ConfigRules => "config-multiaccountsetup.amazonaws.com",
        ServiceDelegation.AccessAnalyzer => "access-analyzer.amazonaws.com",
        ServiceDelegation.Backup => "backup.amazonaws.com",
        ServiceDelegation.Health => "health.amazonaws.com",
        ServiceDelegation.AccountManagement => AccountManagement,
        // A call of GuardDuty's own, and a resource of the stack.
        ServiceDelegation.GuardDuty or ServiceDelegation.SecurityHub => null,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "No such service."),
    };
}
