using System.Collections.Immutable;
using Amazon.CDK.AWS.Organizations;
using GovCloud.Organization;

namespace GovCloud.Infra.Organization;

/// <summary>
/// Accounts. Deployed like <see cref="OrganizationStack"/>. It must never close or move an account because it is absent from the estate: an account that leaves the template stays in AWS, in its
/// unit, with its policies, and is only forgotten by the stack. It is moved when the estate says that it belongs elsewhere, and closed by hand. The entry's name is what the stack knows an account by:
/// another name would be another account, which AWS refuses to create with a mail address that is in use.
/// </summary>
sealed class AccountsStack : Stack
{
    internal AccountsStack(Construct scope, string id, OrganizationPlace place, ImmutableArray<AccountPlacement> placements, IReadOnlyDictionary<string, string> units)
        : base(scope, id, place.Props("accounts"))
    {
        var accounts = new Construct(this, "Accounts");
        CfnResource? before = null;
        foreach (var placement in placements)
        {
            // AWS refuses to create accounts at the same time.
            before = OrganizationResource.After(
                new CfnAccount(accounts, placement.Name, new CfnAccountProps
                {
                    AccountName = placement.Name,
                    Email = placement.Entry!.Mail,
                    ParentIds = [units[placement.Unit.Key]],
                    Tags = [.. TagsOf(placement)],
                }),
                before);
        }
    }

    static IEnumerable<CfnTag> TagsOf(AccountPlacement placement)
    {
        yield return new CfnTag { Key = ResourceTags.Environment, Value = placement.Environment == DeploymentEnvironment.Production ? "production" : "verification" };
        yield return new CfnTag { Key = ResourceTags.Municipality, Value = placement.Municipality?.ToString() ?? ResourceTags.Shared };
        yield return new CfnTag { Key = ResourceTags.Owner, Value = placement.Owner };
        if (placement.System is { } system)
        {
            yield return new CfnTag { Key = ResourceTags.System, Value = system };
        }
    }
}
