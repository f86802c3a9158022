using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>The values of the templates' parameters for an account: what makes one template fit all of them.</summary>
public static class BaselineParameterValues
{
    /// <summary>Whether a control is ours to bring.</summary>
    public const string Yes = "yes";

    /// <summary>Not ours, or not wanted.</summary>
    public const string No = "no";

    /// <summary>Parameters of the member template by name, in ordinal order.</summary>
    /// <exception cref="ArgumentException">The estate was not validated: the account is not in it.</exception>
    public static ImmutableSortedDictionary<string, string> Member(Estate estate, AccountId account, BaselineVersion version)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var described = estate.Accounts.FirstOrDefault(one => one.Id == account) ?? throw new ArgumentException($"The estate has no account {account}.", nameof(account));
        var guardrails = estate.Guardrails;
        var provided = guardrails.Provided.Select(one => one.Control).ToHashSet(StringComparer.Ordinal);
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        values["LogArchiveBucket"] = guardrails.Parameters.LogArchiveBucket ?? "none";
        values["LogArchiveAccount"] = LogArchiveOf(estate).ToString();
        values["OperationsAccount"] = estate.Profile.OperationsAccount.ToString();
        foreach (var control in ControlCatalogue.Of(version).Where(control => control.Switch is { } name && name.StartsWith("Own", StringComparison.Ordinal)))
        {
            // Two controls may hang on one switch; what one of them leaves out, the other cannot have.
            values[control.Switch!] = provided.Contains(control.Id) || values.GetValueOrDefault(control.Switch!) == No ? No : Yes;
        }

        values["Macie"] = IsDiscovered(estate, described) && !provided.Contains(ControlCatalogue.PersonalDataDiscovered) ? Yes : No;
        if (ControlCatalogue.Find(ControlCatalogue.VpcPublicAccessBlocked)!.IsIn(version))
        {
            values["VpcBlockPublicAccess"] = provided.Contains(ControlCatalogue.VpcPublicAccessBlocked) ? "off" : Word(guardrails.Parameters.VpcPublicAccess);
        }

        return values.ToImmutable();
    }

    /// <summary>Parameters of the template of the log archive.</summary>
    public static ImmutableSortedDictionary<string, string> LogArchive(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("BucketName", estate.Guardrails.Parameters.LogArchiveBucket ?? ""),
            KeyValuePair.Create("Accounts", string.Join(',', estate.Accounts.Select(account => account.Id))),
        ]);
    }

    /// <summary>The account that keeps the logs: the estate's log archive, else the operations account.</summary>
    public static AccountId LogArchiveOf(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Accounts.FirstOrDefault(account => account.Purpose == AccountPurpose.LogArchive)?.Id ?? estate.Profile.OperationsAccount;
    }

    static bool IsDiscovered(Estate estate, Account account) =>
        estate.Guardrails.DiscoveryFrom is { } least
        && estate.Systems.FirstOrDefault(system => string.Equals(system.Id, account.System, StringComparison.Ordinal)) is { } system
        && system.DataClass >= least;

    static string Word(VpcPublicAccess access) => access switch
    {
        VpcPublicAccess.BlockIngress => "block-ingress",
        VpcPublicAccess.BlockBidirectional => "block-bidirectional",
        _ => "off",
    };
}
