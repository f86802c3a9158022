namespace GovCloud.Estates;

/// <summary>Rules of waivers of the audit.</summary>
public static partial class EstateRules
{
    /// <summary>A waiver of a check that there is not.</summary>
    public const string WaiverCheck = "EST985";

    /// <summary>A waiver whose end has passed.</summary>
    public const string WaiverExpired = "EST986";

    /// <summary>A waiver that begins after its end, or runs too long.</summary>
    public const string WaiverPeriod = "EST987";

    /// <summary>A waiver of a critical check in all accounts.</summary>
    public const string WaiverScope = "EST988";

    /// <summary>A waiver that stands twice.</summary>
    public const string WaiverTwice = "EST989";
}
