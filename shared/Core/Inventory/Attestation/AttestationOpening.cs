using System.Globalization;
using GovCloud.Audit;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>Opens a campaign from what was read.</summary>
public static class AttestationOpening
{
    /// <summary>Asks about every account that holds the municipality's data, the people who have roles in it by the estate, its IAM users and its assignments.</summary>
    /// <param name="municipality">Who is asked.</param>
    /// <param name="context">Estate and organization.</param>
    /// <param name="read">Who is in an account, as it was read.</param>
    /// <param name="openedOn">First day.</param>
    /// <param name="dueOn">Last day for answers.</param>
    /// <exception cref="ArgumentException">It is due before it opens.</exception>
    public static AttestationCampaign Open(MunicipalityCode municipality, InventoryContext context, Func<AccountId, AccountRoster> read, DateOnly openedOn, DateOnly dueOn)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(read);
        if (dueOn < openedOn)
        {
            throw new ArgumentException($"The campaign opens on {openedOn:yyyy-MM-dd} and is due before.", nameof(dueOn));
        }

        var items = context.Estate.Estate.Accounts
            .Where(account => context.Estate.FindAccount(account.Id.ToString())!.Municipalities.Any(body => body.Code == municipality))
            .SelectMany(account => Items(account, context, read(account.Id)));
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{municipality}-{openedOn:yyyy-MM-dd}"),
            Municipality = municipality,
            OpenedOn = openedOn,
            DueOn = dueOn,
            Items = [.. items.Select((item, index) => item with { Number = index + 1 })],
        };
    }

    static IEnumerable<AttestationItem> Items(Account account, InventoryContext context, AccountRoster roster)
    {
        AttestationItem Item(SubjectKind kind, string subject, string description) => new(0, account.Id, account.Name, kind, subject, description);
        yield return Item(SubjectKind.Account, account.Id.ToString(), "アカウントそのもの");
        foreach (var role in context.RolesIn(account.Id))
        {
            var until = role.Until is { } day ? string.Create(CultureInfo.InvariantCulture, $"、{day:yyyy-MM-dd}まで") : "";
            yield return Item(SubjectKind.Role, "gca-" + role.Id, $"{role.Name}({context.Estate.Organisation(role.Organisation)?.Name ?? role.Organisation}{until})");
        }

        foreach (var item in Users(roster, Item))
        {
            yield return item;
        }
    }

    /// <summary>What could not be read is asked about as such: a list that is missing must not look like one that is empty.</summary>
    static IEnumerable<AttestationItem> Users(AccountRoster roster, Func<SubjectKind, string, string, AttestationItem> item)
    {
        var users = roster.Users is { } known
            ? known.Select(user => item(SubjectKind.User, user.Arn, $"IAM ユーザー {user.Name}(最後の使用 {(user.LastUsedAt is { } used ? Calendar.JapanTime.Format(used) : "なし")})"))
            : [item(SubjectKind.User, "", $"IAM ユーザーは読み取れていません({roster.UsersUnknown})。いないことを確かめてください")];
        return users.Concat((roster.Assignments ?? []).Select(assignment =>
            item(SubjectKind.Assignment, assignment.Subject, $"権限セット {assignment.PermissionSet}({(assignment.OfGroup ? "グループ" : "個人")} {assignment.Principal})")));
    }
}
