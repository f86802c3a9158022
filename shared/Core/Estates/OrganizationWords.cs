namespace GovCloud.Estates;

/// <summary>Kinds of organizational units.</summary>
public enum UnitKind
{
    /// <summary>Accounts for all: logs.</summary>
    Common,

    /// <summary>Network accounts.</summary>
    Network,

    /// <summary>Accounts of the operator.</summary>
    Operations,

    /// <summary>Parent of all units of production (本番).</summary>
    Production,

    /// <summary>Parent of all units of verification (検証).</summary>
    Verification,

    /// <summary>Trials without data.</summary>
    Sandbox,

    /// <summary>Out of use.</summary>
    Suspended,

    /// <summary>Accounts that hold the data of one municipality.</summary>
    Municipality,

    /// <summary>Accounts of one vendor that hold the data of several municipalities.</summary>
    Vendor,
}

/// <summary>Policies that an owned organization gets.</summary>
public enum ControlPolicy
{
    /// <summary>Nothing outside the regions of the profile, but AWS's global services.</summary>
    JapaneseRegions,

    /// <summary>No account leaves the organization.</summary>
    StayInOrganization,

    /// <summary>The root user of a member account does nothing.</summary>
    NoRootUser,

    /// <summary>What records, detects and forwards stays on, and exempt roles stay as they are.</summary>
    ProtectedGuardrails,

    /// <summary>No bucket becomes public.</summary>
    NoPublicBuckets,

    /// <summary>No IAM users and access keys in production and in the accounts for all.</summary>
    NoIamUsers,

    /// <summary>Nothing at all in suspended accounts.</summary>
    SuspendedAccounts,

    /// <summary>The tags by which cost and owner are told.</summary>
    Tags,
}

/// <summary>Services that an account can administer for the whole organization.</summary>
public enum ServiceDelegation
{
    /// <summary>Amazon GuardDuty.</summary>
    GuardDuty,

    /// <summary>AWS Security Hub.</summary>
    SecurityHub,

    /// <summary>AWS Config: aggregation.</summary>
    Config,

    /// <summary>AWS Config: rules and conformance packs of the organization.</summary>
    ConfigRules,

    /// <summary>IAM Access Analyzer.</summary>
    AccessAnalyzer,

    /// <summary>AWS Backup.</summary>
    Backup,

    /// <summary>AWS Health.</summary>
    Health,

    /// <summary>AWS Account Management: contacts of accounts.</summary>
    AccountManagement,
}

/// <summary>What an alternate contact is asked about.</summary>
public enum ContactKind
{
    /// <summary>Security.</summary>
    Security,

    /// <summary>Operations.</summary>
    Operations,

    /// <summary>Billing.</summary>
    Billing,
}

/// <summary>AWS quotas that an organization can exceed.</summary>
public enum OrganizationQuota
{
    /// <summary>Service control policies attached to a root, unit or account, FullAWSAccess included.</summary>
    ServiceControlPoliciesPerNode,

    /// <summary>Characters of a service control policy.</summary>
    ServiceControlPolicyCharacters,

    /// <summary>Characters of a tag policy.</summary>
    TagPolicyCharacters,

    /// <summary>Organizational units of an organization.</summary>
    OrganizationalUnits,

    /// <summary>Accounts of an organization, the management account included.</summary>
    Accounts,
}
