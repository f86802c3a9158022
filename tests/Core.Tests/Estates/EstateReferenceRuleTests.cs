using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST201 to EST204: references and keys.</summary>
public sealed class EstateReferenceRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "dangling org",
            "itDepartment: setagaya-it",
            "itDepartment: setagaya-ti",
            "e.yaml:15:19: error EST201: 'itDepartment' refers to \"setagaya-ti\", which 'organisations' does not have; did you mean 'setagaya-it'?"
        },
        {
            "dangling calendar",
            "calendar: desk\n    mail: [desk@",
            "calendar: night\n    mail: [desk@",
            "e.yaml:21:15: error EST201: 'calendar' refers to \"night\", which 'calendars' does not have; add it to 'calendars' or correct the reference"
        },
        {
            "dangling system",
            "system: insurance",
            "system: insurence",
            "e.yaml:55:13: error EST201: 'system' refers to \"insurence\", which 'systems' does not have; did you mean 'insurance'?"
        },
        {
            "dangling municipality",
            "municipalities: [\"131229\"]",
            "municipalities: [\"131229\", \"131202\"]",
            "e.yaml:45:32: error EST201: 'municipalities' refers to \"131202\", which 'municipalities' does not have; did you mean '131229'?"
        },
        {
            "dangling ops account",
            "operationsAccount: \"012345678901\"",
            "operationsAccount: \"012345678902\"",
            "e.yaml:6:22: error EST201: 'operationsAccount' refers to \"012345678902\", which 'accounts' does not have; did you mean '012345678901'?"
        },
        {
            "dangling suppression account",
            "      type: Recon:*",
            "      accounts: [\"131229002402\"]",
            "e.yaml:76:18: error EST201: 'accounts' refers to \"131229002402\", which 'accounts' does not have; did you mean '131229002401'?"
        },
        {
            "dangling owner",
            "owner: operator",
            "owner: nobody-here",
            "e.yaml:72:14: error EST201: 'owner' refers to \"nobody-here\", which 'organisations' does not have; add it to 'organisations' or correct the reference"
        },
        {
            "wrong kind",
            "vendor: vendor-a",
            "vendor: katsushika-it",
            "e.yaml:44:13: error EST202: 'vendor' must be an organisation of kind vendor, and \"katsushika-it\" is of kind it-department; name another or change its kind"
        },
        {
            "other body",
            "itDepartment: setagaya-it",
            "itDepartment: katsushika-it",
            "e.yaml:15:19: error EST202: 'itDepartment' names \"katsushika-it\", a department of 131229, which is not among 131121; name a department of those"
        },
        {
            "other body dept",
            "    linkageCode:",
            "    owningDepartments: [setagaya-it]\n    linkageCode:",
            "e.yaml:46:25: error EST202: 'owningDepartments' names \"setagaya-it\", a department of 131121, which is not among 131229; name a department of those"
        },
        {
            "dup account",
            "id: \"131229002401\"",
            "id: \"012345678901\"",
            "e.yaml:52:9: error EST203: 'id' \"012345678901\" stands already at e.yaml:48:9; every id stands once"
        },
        {
            "dup code",
            "code: \"131121\"",
            "code: \"131229\"",
            "e.yaml:12:11: error EST203: 'code' \"131229\" stands already at e.yaml:8:11; every code stands once" + "\n"
            + "e.yaml:15:19: error EST202: 'itDepartment' names \"setagaya-it\", a department of 131121, which is not among 131229; name a department of those" + "\n"
            + "e.yaml:37:19: error EST201: 'municipality' refers to \"131121\", which 'municipalities' does not have; did you mean '131229'?"
        },
        {
            "dup slug",
            "slug: setagaya",
            "slug: katsushika",
            "e.yaml:14:11: error EST203: 'slug' \"katsushika\" stands already at e.yaml:10:11; every slug stands once"
        },
        {
            "dup org",
            "id: vendor-a",
            "id: operator",
            "e.yaml:23:9: error EST203: 'id' \"operator\" stands already at e.yaml:18:9; every id stands once" + "\n"
            + "e.yaml:44:13: error EST201: 'vendor' refers to \"vendor-a\", which 'organisations' does not have; add it to 'organisations' or correct the reference"
        },
        {
            "twice in list",
            "municipalities: [\"131229\"]",
            "municipalities: [\"131229\", \"131229\"]",
            "e.yaml:45:32: error EST204: 'municipalities' names \"131229\" twice; remove one"
        },
        {
            "twice in list word",
            "categories: [network]",
            "categories: [data-protection, data-protection]",
            "e.yaml:62:35: error EST204: 'categories' names data-protection twice; remove one"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_estate_is_reported_with_place_and_remedy(string name, string old, string replacement, string expected)
    {
        var result = SmallEstate.Read(SmallEstate.With(old, replacement));
        Assert.Equal(expected, string.Join('\n', result.Problems));
        Assert.True(result.Estate is null == result.Problems.Any(p => p.Severity == EstateProblemSeverity.Error), name);
    }
}
