using System.Security.Cryptography;
using System.Text;

namespace GovCloud.Triage;

/// <summary>The identity of a problem: normalised type, resource, account and region. Never an event's or finding's id.</summary>
public static class Fingerprint
{
    /// <summary>
    /// The fingerprint of an alert: 32 lower-case hexadecimal digits (the first 128 bits of a SHA-256).
    /// The same finding read natively, through Security Hub or from a copy of its control in another standard has the same one.
    /// </summary>
    public static string Of(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var text = string.Join('\n', alert.Type, ResourceIdentity.Key(alert.Resource), alert.Account, alert.Region);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
