using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Accounts;

/// <summary>How far an account has come. A record moves forward only; what was entered wrongly is corrected by a further entry.</summary>
public enum AccountState
{
    /// <summary>依頼受付: somebody wants the account.</summary>
    Requested,

    /// <summary>申請中: applied for through GCAS.</summary>
    Applied,

    /// <summary>払い出し済: the account exists and has an id.</summary>
    Issued,

    /// <summary>初期設定済: the mandatory templates are applied.</summary>
    Baselined,

    /// <summary>使用中.</summary>
    InUse,

    /// <summary>廃止手続中.</summary>
    Closing,

    /// <summary>廃止済, or withdrawn before an account existed.</summary>
    Closed,
}

/// <summary>Names of states.</summary>
public static class AccountStates
{
    /// <summary>All states in their order.</summary>
    public static ImmutableArray<AccountState> All { get; } = [.. Enum.GetValues<AccountState>()];

    /// <summary>The name in files, on the command line and in the table: <c>in-use</c>.</summary>
    public static string Code(this AccountState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    /// <summary>Reads a <see cref="Code"/>; <see langword="null"/> for anything else.</summary>
    public static AccountState? Find(string? code)
    {
        foreach (var state in All)
        {
            if (string.Equals(state.Code(), code, StringComparison.Ordinal))
            {
                return state;
            }
        }

        return null;
    }

    /// <summary>Whether the account has been issued in this state or before it. A closed record may also have been withdrawn: see <see cref="AccountRecord.Withdrawn"/>.</summary>
    public static bool HasId(this AccountState state) => state >= AccountState.Issued;
}
