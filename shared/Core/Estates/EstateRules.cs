namespace GovCloud.Estates;

/// <summary>Stable ids of what can be wrong in an estate. An id is never given a second meaning.</summary>
public static partial class EstateRules
{
    /// <summary>A file or folder cannot be read.</summary>
    public const string Unreadable = "EST001";

    /// <summary>A file is not UTF-8.</summary>
    public const string Encoding = "EST002";

    /// <summary>A file is not YAML, or not a mapping of sections.</summary>
    public const string Syntax = "EST003";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "EST004";

    /// <summary>Anchors, aliases, merge keys and tags.</summary>
    public const string Indirection = "EST005";

    /// <summary>A tab in the indentation.</summary>
    public const string Tab = "EST006";

    /// <summary>Several YAML documents in one file.</summary>
    public const string SeveralDocuments = "EST007";

    /// <summary>A folder without an estate file.</summary>
    public const string NoFiles = "EST008";

    /// <summary>A key that no record has.</summary>
    public const string UnknownKey = "EST101";

    /// <summary>A list, a mapping or a single value where another is needed.</summary>
    public const string WrongType = "EST102";

    /// <summary>A required key is missing.</summary>
    public const string MissingKey = "EST103";

    /// <summary>None of the allowed words.</summary>
    public const string UnknownWord = "EST104";

    /// <summary>Text that is read as a number or the like because it is not quoted.</summary>
    public const string Unquoted = "EST105";

    /// <summary>Not a date, time, number or truth value.</summary>
    public const string Unparsable = "EST106";

    /// <summary>A key without value.</summary>
    public const string NoValue = "EST107";

    /// <summary>Not a 地方公共団体コード.</summary>
    public const string MunicipalityCode = "EST108";

    /// <summary>Not an AWS account id.</summary>
    public const string AccountId = "EST109";

    /// <summary>A section that may stand once stands in several files.</summary>
    public const string SectionTwice = "EST110";

    /// <summary>Text of a wrong shape: ids, mail addresses, parameter names, numbering rules, regions.</summary>
    public const string Format = "EST111";

    /// <summary>A number out of its bounds.</summary>
    public const string Range = "EST112";

    /// <summary>A secret, which never belongs in the estate.</summary>
    public const string Secret = "EST113";

    /// <summary>Not an IPv4 range, or one with host bits.</summary>
    public const string AddressRange = "EST114";

    /// <summary>A reference to something that is not there.</summary>
    public const string DanglingReference = "EST201";

    /// <summary>A reference to an organisation of a wrong kind, or of another municipality.</summary>
    public const string WrongOrganisation = "EST202";

    /// <summary>An id that must be unique stands twice.</summary>
    public const string Duplicate = "EST203";

    /// <summary>A value stands twice in one list.</summary>
    public const string ListedTwice = "EST204";

    /// <summary>Hours or days of a calendar that contradict each other.</summary>
    public const string Calendar = "EST301";

    /// <summary>Usage mode and municipalities of a system contradict each other.</summary>
    public const string SystemUsage = "EST302";

    /// <summary>An account's system, purpose, usage and municipalities contradict each other.</summary>
    public const string AccountPurpose = "EST303";

    /// <summary>An organisation's kind and municipality contradict each other.</summary>
    public const string OrganisationMunicipality = "EST304";

    /// <summary>Regions of the profile.</summary>
    public const string Region = "EST305";

    /// <summary>An organisation that cannot be told anything.</summary>
    public const string Unreachable = "EST306";

    /// <summary>Slack for a body that has switched it off.</summary>
    public const string SlackSwitchedOff = "EST307";

    /// <summary>Mail without a sender.</summary>
    public const string MailSender = "EST308";

    /// <summary>A suppression that begins after its end.</summary>
    public const string SuppressionPeriod = "EST401";

    /// <summary>A suppression whose end has passed.</summary>
    public const string SuppressionExpired = "EST402";

    /// <summary>A suppression that hides everything, or critical alerts.</summary>
    public const string SuppressionScope = "EST403";

    /// <summary>A row of the responsibility matrix, or a severity rule, that never applies.</summary>
    public const string DeadRow = "EST501";

    /// <summary>Alerts for which the responsibility matrix has no row.</summary>
    public const string Unowned = "EST502";

    /// <summary>A role that nobody holds.</summary>
    public const string UnresolvedRole = "EST503";

    /// <summary>Pools of which one takes everything too early, or none takes the rest.</summary>
    public const string CostPools = "EST510";

    /// <summary>A split that contradicts itself: percentages, or members of another method.</summary>
    public const string CostSplit = "EST511";

    /// <summary>Fixed ratios that do not make 100, or of bodies that do not share.</summary>
    public const string CostFixedShares = "EST512";

    /// <summary>A driver whose day and values do not fit its kind.</summary>
    public const string CostDriver = "EST513";

    /// <summary>A body that shares by a driver and has no value.</summary>
    public const string CostDriverValue = "EST514";

    /// <summary>An exponent or bands by which nothing can be counted.</summary>
    public const string CostDegression = "EST515";

    /// <summary>Least and most shares that no split can keep.</summary>
    public const string CostLimits = "EST516";

    /// <summary>Cost that is passed back, or in a cycle.</summary>
    public const string CostStepDown = "EST517";

    /// <summary>A payer that is missing, or needed by nothing.</summary>
    public const string CostPayer = "EST518";

    /// <summary>A participation that contradicts itself or another.</summary>
    public const string CostParticipation = "EST519";

    /// <summary>Bodies of a pool that do not fit who shares it.</summary>
    public const string CostSharers = "EST520";

    /// <summary>A direct split where lines have no owner, or a split by direct cost where nothing goes direct.</summary>
    public const string CostDirect = "EST521";

    /// <summary>A pool, network or VPC of the section 'network' without any range.</summary>
    public const string NoRange = "EST601";

    /// <summary>An accepted overlap of something that is not there, or of a thing with itself.</summary>
    public const string AcceptedOverlap = "EST602";

    /// <summary>A quota that is raised above what AWS can grant, or by a source of the future.</summary>
    public const string QuotaOverride = "EST603";

    /// <summary>A side of a flow that can match nothing.</summary>
    public const string FlowParty = "EST604";

    /// <summary>A flow between bodies, or between production and verification, without a reason.</summary>
    public const string FlowIsolation = "EST605";

    /// <summary>Ports that there are not, or that nothing can check.</summary>
    public const string FlowPorts = "EST606";

    /// <summary>A flow that allows only what another flow allows already.</summary>
    public const string FlowShadowed = "EST607";

    /// <summary>A flow that stands for no pair of networks.</summary>
    public const string FlowWithoutPair = "EST608";

    /// <summary>A reason to cross bodies or environments that no pair of the flow needs.</summary>
    public const string FlowReason = "EST609";

    /// <summary>A VPC of a role in a wrong account or twice, or one that is needed and missing.</summary>
    public const string VpcRole = "EST610";

    /// <summary>Lines and on-premises networks that do not fit each other.</summary>
    public const string Line = "EST611";

    /// <summary>A Transit Gateway that is needed and cannot be found.</summary>
    public const string TransitGateway = "EST612";

    /// <summary>Zones that are too few or of another region.</summary>
    public const string Zones = "EST613";

    /// <summary>Names that cannot be resolved as the estate says.</summary>
    public const string NameResolution = "EST614";

    /// <summary>A service through PrivateLink that cannot work.</summary>
    public const string PrivateLink = "EST615";

    /// <summary>An allowed replacement whose end has passed.</summary>
    public const string ReplacementExpired = "EST616";

    /// <summary>A section 'organization' for an organization that belongs to the Digital Agency.</summary>
    public const string OrganizationNotOwned = "EST651";

    /// <summary>An owned organization that lacks what its stacks need.</summary>
    public const string OrganizationIncomplete = "EST652";

    /// <summary>An account that belongs into two organizational units.</summary>
    public const string TwoUnits = "EST653";

    /// <summary>A new account that contradicts itself, or another account of the same name or mail address.</summary>
    public const string NewAccount = "EST654";

    /// <summary>An organizational unit that is named incompletely or twice.</summary>
    public const string ExistingUnit = "EST655";

    /// <summary>A quota of the organization that is above what AWS can grant, or by a source of the future.</summary>
    public const string OrganizationQuota = "EST656";

    /// <summary>A contact that has no mail address.</summary>
    public const string ContactMail = "EST657";

    /// <summary>A region that is allowed although it is already, or an administrator that cannot be one.</summary>
    public const string OrganizationAccess = "EST658";
    /// <summary>Retention or generations below what a municipality's rules demand.</summary>
    public const string BackupRetention = "EST901";

    /// <summary>No copy in the recovery region although a municipality's rules demand one.</summary>
    public const string BackupCopy = "EST902";

    /// <summary>A vault lock that refuses the retention of a schedule, or that can never be undone without anybody having accepted it.</summary>
    public const string BackupLock = "EST903";

    /// <summary>A backup schedule that contradicts itself or runs during online hours.</summary>
    public const string BackupSchedule = "EST904";

    /// <summary>A backup class that nothing uses.</summary>
    public const string BackupClassUnused = "EST905";

    /// <summary>A system without a backup class.</summary>
    public const string BackupUnassigned = "EST906";

    /// <summary>A recovery point or time objective that is not met.</summary>
    public const string BackupObjective = "EST907";

    /// <summary>A resource to be protected that stands in an account without a backup class, or that is excluded as well.</summary>
    public const string BackupResource = "EST990";

    /// <summary>An exclusion from backup whose end has passed, or that excludes every resource.</summary>
    public const string BackupExclusion = "EST991";

    /// <summary>A budget that nobody is told about.</summary>
    public const string BudgetContact = "EST921";

    /// <summary>A threshold that stands twice, or too many.</summary>
    public const string BudgetThreshold = "EST922";

    /// <summary>A budget of nothing, or of several things at once.</summary>
    public const string BudgetScope = "EST923";

    /// <summary>An amount in yen without a rate, or a rate of the future.</summary>
    public const string BudgetRate = "EST924";

    /// <summary>Billing data that needs what the estate does not allow.</summary>
    public const string CostExports = "EST925";

    /// <summary>A monitored account that is not the system's, stands twice or measures nothing.</summary>
    public const string MonitoringTarget = "EST941";

    /// <summary>A batch job that stands twice or must finish after the online service has started.</summary>
    public const string MonitoringBatch = "EST942";

    /// <summary>A planned stop that ends before it begins.</summary>
    public const string PlannedStop = "EST943";
    /// <summary>A role that selects no account, or every account by leaving selectors out.</summary>
    public const string AccessSelection = "EST950";

    /// <summary>A role's kind and its organisation contradict each other.</summary>
    public const string AccessOrganisation = "EST951";

    /// <summary>An auditor's role without an end or a reason, or a role that begins after its end.</summary>
    public const string TemporaryAccess = "EST952";

    /// <summary>A role whose end has passed.</summary>
    public const string AccessExpired = "EST953";

    /// <summary>Several vendors in one account, and a role that is not limited by tag.</summary>
    public const string ForeignVendor = "EST954";

    /// <summary>A role of municipal staff or an auditor that does more than read settings.</summary>
    public const string ReadOnlyRole = "EST955";

    /// <summary>A role of municipal staff where they have no user, or where other bodies' data is.</summary>
    public const string MunicipalStaff = "EST956";

    /// <summary>A wildcard that lets more through than its reader sees.</summary>
    public const string AccessWildcard = "EST957";

    /// <summary>Remote operation of servers whose body forbids it.</summary>
    public const string RemoteOperation = "EST958";

    /// <summary>A role that nobody can assume, or without a second factor.</summary>
    public const string AccessPrincipal = "EST959";

    /// <summary>A role that changes a system, and says that it does not read its data.</summary>
    public const string ChangeReadsData = "EST960";

    /// <summary>The building phase of an account or role.</summary>
    public const string BuildPhase = "EST961";

    /// <summary>A session longer than AWS lets it be.</summary>
    public const string SessionLength = "EST962";

    /// <summary>A tag scope that does not fit the organisation.</summary>
    public const string TagScope = "EST963";

    /// <summary>A linkage code that no overall version has.</summary>
    public const string UnknownLinkageCode = "EST980";

    /// <summary>A system whose version is not known.</summary>
    public const string NoVersion = "EST981";

    /// <summary>Two overall versions in effect at once.</summary>
    public const string OverlappingBaselines = "EST982";

    /// <summary>A version that is stated twice.</summary>
    public const string VersionTwice = "EST983";

    /// <summary>A version for a body that does not use the system.</summary>
    public const string VersionBody = "EST984";
    /// <summary>A version of the baseline that was never released.</summary>
    public const string BaselineVersion = "EST801";

    /// <summary>A control that the catalogue does not have, or that cannot be provided by others.</summary>
    public const string GuardrailControl = "EST802";

    /// <summary>An exception or a pin whose end has passed.</summary>
    public const string GuardrailExpired = "EST803";

    /// <summary>A baseline without a canary, or with one in production.</summary>
    public const string GuardrailCanary = "EST804";

    /// <summary>An account that would get an older version than the estate's, without an end.</summary>
    public const string GuardrailDowngrade = "EST805";

    /// <summary>An exception that names no account and no system, or both.</summary>
    public const string GuardrailScope = "EST806";

    /// <summary>A supplied template without its digest, of the future, or applied before it was there.</summary>
    public const string GuardrailTemplate = "EST807";

    /// <summary>A parameter that the baseline needs and that is missing.</summary>
    public const string GuardrailParameter = "EST808";
    /// <summary>An interface whose provider and consumers contradict each other.</summary>
    public const string LinkageParties = "EST701";

    /// <summary>A folder that two providers would write to, or whose files have different consumers.</summary>
    public const string LinkagePrefix = "EST702";

    /// <summary>Two interfaces that claim one file name.</summary>
    public const string LinkageOverlap = "EST703";

    /// <summary>A pattern of file names that cannot be used, or lacks a group that its schedule needs.</summary>
    public const string LinkagePattern = "EST704";

    /// <summary>A schedule that contradicts itself.</summary>
    public const string LinkageSchedule = "EST705";

    /// <summary>A system, account or store that shares nothing with the body whose files it would touch.</summary>
    public const string LinkageBody = "EST706";

    /// <summary>A retention that breaks the body's rule, or deletes files before they must be taken.</summary>
    public const string LinkageRetention = "EST707";

    /// <summary>Marker, row count or size bounds that contradict each other.</summary>
    public const string LinkageFormat = "EST708";

    /// <summary>Files without a bucket, or two buckets for one body and environment.</summary>
    public const string LinkageStore = "EST709";

    /// <summary>An example profile in an estate that is no sample.</summary>
    public const string LinkageExample = "EST710";
}
