using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST101 to EST113: keys, types, words and formats.</summary>
public sealed class EstateBindingRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "unknown section",
            "notification:\n",
            "notifications:\n",
            "e.yaml:22:11: error EST308: organisations have mail addresses and no mail could be sent; add 'mailFrom' to the section 'notification'" + "\n"
            + "e.yaml:77:1: error EST101: 'notifications' is none of the sections; did you mean 'notification'?"
        },
        {
            "unknown key without near word",
            "    slug: setagaya\n",
            "    slug: setagaya\n    zzz: 1\n",
            "e.yaml:15:5: error EST101: 'zzz' is none of the keys of 'municipalities': code, name, slug, itDepartment, slack"
        },
        {
            "list needed",
            "municipalities: [\"131229\"]\n",
            "municipalities: \"131229\"\n",
            "e.yaml:45:21: error EST102: 'municipalities' is a single value and must be a list; write each entry on a line of its own that begins with '- ', or [a, b]"
        },
        {
            "mapping needed",
            "notification:\n  mailFrom: alert@operator.example.jp",
            "notification: [a]",
            "e.yaml:77:15: error EST102: 'notification' is a list and must be a mapping; write its keys as 'key: value' on indented lines"
        },
        {
            "single needed",
            "    slug: setagaya\n",
            "    slug: [setagaya]\n",
            "e.yaml:14:11: error EST102: 'slug' is a list and must be a single value"
        },
        {
            "section list as mapping",
            "calendars:\n  - id: desk\n    name",
            "calendars:\n    id: desk\n    name",
            "e.yaml:57:5: error EST102: 'calendars' is a mapping and must be a list; write each entry on a line of its own that begins with '- ', or [a, b]"
        },
        {
            "missing",
            "    vendor: vendor-a\n",
            "",
            "e.yaml:41:5: error EST103: 'systems' lacks the required key 'vendor'; add it"
        },
        {
            "enum",
            "    usage: shared\n",
            "    usage: sharde\n",
            "e.yaml:43:12: error EST104: 'sharde' is none of the words of 'usage': dedicated, shared, network; did you mean 'shared'?"
        },
        {
            "enum style",
            "kind: it-department",
            "kind: itDepartment",
            "e.yaml:30:11: error EST104: 'itDepartment' is none of the words of 'kind': operator, integrated-operator, network-operator, vendor, it-department, owning-department; did you mean 'it-department'?"
        },
        {
            "enum in list",
            "environments: [verification]",
            "environments: [verification, prod]",
            "e.yaml:68:36: error EST104: 'prod' is none of the words of 'environments': production, verification"
        },
        {
            "unquoted id",
            "id: \"131229002401\"",
            "id: 131229002401",
            "e.yaml:52:9: error EST105: 131229002401 without quotes is read as a number; quote it: \"131229002401\""
        },
        {
            "unquoted zero",
            "id: \"012345678901\"\n    name: operations",
            "id: 012345678901\n    name: operations",
            "e.yaml:48:9: error EST105: 012345678901 without quotes is read as a number, and other tools drop its leading zero; quote it: \"012345678901\""
        },
        {
            "unquoted code",
            "linkageCode: \"024\"",
            "linkageCode: 024",
            "e.yaml:46:18: error EST105: 024 without quotes is read as a number, and other tools drop its leading zero; quote it: \"024\""
        },
        {
            "unquoted bool",
            "name: 葛飾区",
            "name: true",
            "e.yaml:9:11: error EST105: true without quotes is read as a truth value; quote it: \"true\""
        },
        {
            "bool",
            "slack: false",
            "slack: no",
            "e.yaml:16:12: error EST106: 'slack' must be true or false without quotes, not 'no'"
        },
        {
            "bool quoted",
            "slack: false",
            "slack: \"false\"",
            "e.yaml:16:12: error EST106: 'slack' must be true or false without quotes, not 'false'"
        },
        {
            "date",
            "until: 2027-03-31",
            "until: 2027-02-29",
            "e.yaml:75:14: error EST106: 'until' must be a date of the calendar such as 2026-04-01, not '2027-02-29'"
        },
        {
            "time",
            "open: 8:30",
            "open: 8.30h",
            "e.yaml:59:11: error EST106: 'open' must be a time from 0:00 to 23:59 such as 8:30, not '8.30h'; the end of the day is 0:00"
        },
        {
            "time 24",
            "close: 17:15",
            "close: 24:00",
            "e.yaml:60:12: error EST106: 'close' must be a time from 0:00 to 23:59 such as 8:30, not '24:00'; the end of the day is 0:00"
        },
        {
            "null",
            "    slug: setagaya\n",
            "    slug:\n",
            "e.yaml:14:10: error EST107: 'slug' has no value; give it one or remove the key"
        },
        {
            "null list",
            "mail: [desk@operator.example.jp]",
            "mail:",
            "e.yaml:22:10: error EST107: 'mail' has no value; write [] for an empty list, or remove the key"
        },
        {
            "number text",
            "  severity:",
            "  reopenWithinDays: a week\n  severity:",
            "e.yaml:67:21: error EST106: 'reopenWithinDays' must be a whole number without quotes, not 'a week'"
        },
        {
            "range",
            "  severity:",
            "  reopenWithinDays: 366\n  severity:",
            "e.yaml:67:21: error EST112: 'reopenWithinDays' must be 0 to 365, not 366"
        },
        {
            "nth range",
            "    close: 17:15\n",
            "    close: 17:15\n    nthWeekdayClosures:\n      - nth: 6\n        day: saturday\n",
            "e.yaml:62:14: error EST112: 'nth' must be 1 to 5, not 6"
        },
        {
            "following range",
            "    close: 17:15\n",
            "    close: 17:15\n    nthWeekdayClosures:\n      - nth: 3\n        day: saturday\n        followingDays: 7\n",
            "e.yaml:64:24: error EST112: 'followingDays' must be 0 to 6, not 7"
        },
        {
            "check digit",
            "code: \"131229\"",
            "code: \"131228\"",
            "e.yaml:8:11: error EST108: '131228' is not a 地方公共団体コード: the check digit of 13122 is 9, so 131229 would be valid."
        },
        {
            "account short",
            "id: \"131229002401\"",
            "id: \"13122900240\"",
            "e.yaml:52:9: error EST109: '13122900240' is not an AWS account id: it has 11 characters; write exactly 12 digits, quoted"
        },
        {
            "id format",
            "id: insurance\n",
            "id: Insurance\n",
            "e.yaml:41:9: error EST111: 'id' must be an ASCII name: a lower-case letter, then up to 39 lower-case letters, digits and hyphens, not 'Insurance'"
        },
        {
            "slug format",
            "slug: katsushika",
            "slug: 葛飾",
            "e.yaml:10:11: error EST111: 'slug' must be an ASCII name: a lower-case letter, then up to 39 lower-case letters, digits and hyphens, not '葛飾'"
        },
        {
            "name empty",
            "name: 国民健康保険",
            "name: \"\"",
            "e.yaml:42:11: error EST111: 'name' must be one line of 1 to 200 characters, not ''"
        },
        {
            "account name",
            "name: insurance-production",
            "name: 国保",
            "e.yaml:53:11: error EST111: 'name' must be an ASCII account name: up to 50 letters, digits, '.', '_' and '-', not '国保'"
        },
        {
            "mail",
            "desk@operator.example.jp",
            "desk.operator.example.jp",
            "e.yaml:22:12: error EST111: 'mail' must be a mail address such as desk@example.jp, not 'desk.operator.example.jp'"
        },
        {
            "ssm",
            "/govcloud/slack/vendor-a",
            "govcloud/slack/vendor-a",
            "e.yaml:27:28: error EST111: 'slackWebhookParameter' must be the name of an SSM parameter such as /govcloud/slack/vendor-a, not 'govcloud/slack/vendor-a'"
        },
        {
            "region format",
            "  operator: operator\n",
            "  primaryRegion: Tokyo\n  operator: operator\n",
            "e.yaml:4:18: error EST111: 'primaryRegion' must be an AWS region such as ap-northeast-1, not 'Tokyo'"
        },
        {
            "linkage format",
            "linkageCode: \"024\"",
            "linkageCode: \"24\"",
            "e.yaml:46:18: error EST111: 'linkageCode' must be three digits, quoted, such as \"024\", not '24'"
        },
        {
            "numbering",
            "  severity:",
            "  incidentNumber: INC-{year}-{number}\n  severity:",
            "e.yaml:67:19: error EST111: 'incidentNumber' must be letters, digits, '-' and '_' with {year}, {fiscalYear} and exactly one {seq:N} of 1 to 9 digits, such as INC-{year}-{seq:6}, not 'INC-{year}-{number}'"
        },
        {
            "access key",
            "reason: 診断",
            "reason: AKIA" + "IOSFODNN7EXAMPLE",
            "e.yaml:73:15: error EST113: an AWS access key stands here and is a secret; revoke it, put the new one into an SSM SecureString parameter, and name that parameter"
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
