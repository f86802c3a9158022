using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Access;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Estates;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The identities of an estate's accounts, tidy: the roles that the estate has for people, those by which audits read, a root user that nobody uses, contacts and tags.</summary>
sealed class EstateIdentities(Estate estate)
{
    // Long before whatever is audited.
    static readonly DateTimeOffset LongAgo = new(2025, 4, 1, 0, 0, 0, JapanTime.Offset);

    static readonly string[] ContactKinds = ["BILLING", "OPERATIONS", "SECURITY"];

    readonly ILookup<AccountId, AccessRole> roles = estate.Access.Roles
        .SelectMany(role => new AccessTargets(estate).Of(role).Select(target => (target.Account.Id, Role: role))).ToLookup(pair => pair.Id, pair => pair.Role);

    /// <summary>The roles by which the operations account reads.</summary>
    public static ImmutableArray<string> ReaderRoles { get; } = [BackupAuditNames.ReaderRole, AccountAuditNames.ReaderRole, GuardrailNames.AuditRole];

    /// <summary>IAM and contacts.</summary>
    public Timeline<SimulatedIdentity> Identity(AccountId account)
    {
        var readers = ReaderRoles.Select(name => Role(name, estate.Profile.OperationsAccount.ToString()));
        var people = roles[account].Where(role => role.Kind != AccessRoleKind.BreakGlass).ToList();
        var tidy = Timelines.Always(new SimulatedIdentity
        {
            Roles = [.. readers, .. people.Select(role => OfPeople(role))],
            Contacts = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, ContactKinds.Select(kind => KeyValuePair.Create(kind, kind == "SECURITY" ? estate.Guardrails.Parameters.SecurityContactMail ?? Desk : Desk))),
        });
        // A role goes on the day after its last.
        return people.Where(role => role.Until is not null).Aggregate(tidy, (line, role) => line.Between(
            JapanTime.At(role.Until!.Value.AddDays(1), TimeOnly.MinValue), DateTimeOffset.MaxValue, iam => iam with { Roles = [.. iam.Roles.Where(one => one.Name != NameOf(role))] }));
    }

    /// <summary>What the organization says of an account.</summary>
    public Timeline<SimulatedListing?> Listing(Account account) => Timelines.Always<SimulatedListing?>(new SimulatedListing
    {
        Name = account.Name,
        Mail = account.Mail ?? $"aws+{account.Name}@{estate.Profile.Name}.example",
        Tags = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, estate.Budgets.Tags.Select(tag => KeyValuePair.Create(tag.Key, account.Name))),
        // People come through the roles of the stacks; Identity Center is the operator's own.
        Assignments = account.Id == estate.Profile.OperationsAccount
            ? [.. roles[account.Id].Where(role => role.Kind == AccessRoleKind.Operator).Select(role => new SimulatedAssignment(NameOf(role), OfGroup: true, new Draws(0, role.Id).Id()))]
            : [],
    });

    string Desk => estate.Organisations.SelectMany(organisation => organisation.Mail).First();

    static string NameOf(AccessRole role) => "gca-" + role.Id;

    SimulatedRole OfPeople(AccessRole role) => Role(NameOf(role), PrincipalAccount(role) ?? estate.Profile.OperationsAccount.ToString());

    string? PrincipalAccount(AccessRole role) => estate.Access.Principals.Where(principal => principal.Organisation == role.Organisation).SelectMany(principal => principal.Principals)
        .Select(arn => Arn.Parse(arn).Account).FirstOrDefault();

    static SimulatedRole Role(string name, string trusted) => new()
    {
        Name = name,
        Created = LongAgo,
        Trust = TrustPolicy.Of(trusted),
        UsedDaily = true,
        Services = ImmutableSortedDictionary<string, DateTimeOffset?>.Empty.Add("ec2", null).Add("s3", null),
    };
}

/// <summary>Trust policies.</summary>
public static class TrustPolicy
{
    /// <summary>One that lets an account in as a whole.</summary>
    public static string Of(string account) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = $"arn:aws:iam::{account}:root" }, ["Action"] = "sts:AssumeRole" }),
    }.ToJsonString();
}
