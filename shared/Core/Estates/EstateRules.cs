namespace GovCloud.Estates;

/// <summary>Stable ids of what can be wrong in an estate. An id is never given a second meaning.</summary>
public static class EstateRules
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

    /// <summary>A pool, network or VPC of the section 'network' without any range.</summary>
    public const string NoRange = "EST601";

    /// <summary>An accepted overlap of something that is not there, or of a thing with itself.</summary>
    public const string AcceptedOverlap = "EST602";

    /// <summary>A quota that is raised above what AWS can grant, or by a source of the future.</summary>
    public const string QuotaOverride = "EST603";

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
