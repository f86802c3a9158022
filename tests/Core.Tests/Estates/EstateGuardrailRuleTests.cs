using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST801 to EST808: the section guardrails.</summary>
public sealed class EstateGuardrailRuleTests
{
    const string Section = """
        accounts:
          - id: "131229002402"
            name: insurance-verification
            environment: verification
            system: insurance
        guardrails:
          version: v1.1
          templates:
            - id: mandatory
              title: 必須適用テンプレート
              layer: mandatory
              version: "2026-04"
              source: 例
              asOf: 2026-04-10
          rollout:
            canary: "131229002402"
          pins:
            - account: "131229002401"
              version: v1.0
              reason: 移行中
              until: 2027-03-31
          exceptions:
            - control: instance-metadata-v2
              system: insurance
              owner: vendor-a
              reason: 次期版で対応
              until: 2027-03-31
          provided:
            - control: threats-detected
              source: 例
          parameters:
            logArchiveBucket: log-archive
            securityContactMail: security@operator.example.jp
            securityContactTelephone: +81-3-0000-0000

        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "  version: v1.1\n  templates", "  version: v9.9\n  templates", "e1.yaml:7:12: error EST801: 'version': the baseline has no version v9.9; write one of v1.0, v1.1" },
        { "version: v1.0", "version: v1.7", "e1.yaml:19:16: error EST801: 'version': the baseline has no version v1.7; write one of v1.0, v1.1" },
        { "version: v1.0", "version: v1", "e1.yaml:19:16: error EST111: 'version' must be a version of the baseline such as v1.0, not 'v1'" },
        { "control: instance-metadata-v2", "control: instance-metadata-v3", "e1.yaml:23:16: error EST802: 'control' names \"instance-metadata-v3\", which is no control of the baseline; did you mean 'instance-metadata-v2'?" },
        {
            "control: threats-detected", "control: audit-role",
            "e1.yaml:29:16: error EST802: \"audit-role\" stands beside what others provide and cannot be left out; remove it here, or enter an exception"
        },
        {
            "次期版で対応\n      until: 2027-03-31", "次期版で対応\n      until: 2026-11-19",
            "e1.yaml:27:14: error EST803: the exception from \"instance-metadata-v2\" ended on 2026-11-19; its owner \"vendor-a\" removes it or answers for a later end"
        },
        {
            "移行中\n      until: 2027-03-31", "移行中\n      until: 2026-11-19",
            "e1.yaml:21:14: error EST803: account 131229002401 was to keep v1.0 until 2026-11-19; remove the pin and roll the account out, or agree a later end"
        },
        { "移行中\n      until: 2027-03-31", "移行中", "e1.yaml:19:16: error EST805: account 131229002401 would have v1.0, older than the estate's v1.1, for good; add 'until', or write v1.1 or later" },
        { "  rollout:\n    canary: \"131229002402\"\n", "", "e1.yaml:7:12: error EST804: a version of the baseline is set and no canary; add 'rollout' with a verification account as 'canary'" },
        { "canary: \"131229002402\"", "canary: \"131229002401\"", "e1.yaml:16:13: error EST804: the canary 131229002401 is a production account; name a verification account" },
        { "canary: \"131229002402\"", "canary: \"131229002409\"", "e1.yaml:16:13: error EST201: 'canary' refers to \"131229002409\", which 'accounts' does not have; did you mean '131229002401'?" },
        { "      system: insurance\n      owner", "      owner", "e1.yaml:23:7: error EST806: the exception from \"instance-metadata-v2\" names neither account nor system and would hold everywhere; name one of the two" },
        { "asOf: 2026-04-10", "asOf: 2026-11-21", "e1.yaml:14:13: error EST807: 'asOf' 2026-11-21 is in the future; write the day on which the template was obtained" },
        {
            "asOf: 2026-04-10", "asOf: 2026-04-10\n      appliedOn: 2026-04-09",
            "e1.yaml:15:18: error EST807: 'appliedOn' 2026-04-09 is before 'asOf'; write the day on which the last account had the template, and nothing while it is not applied everywhere"
        },
        {
            "asOf: 2026-04-10", "asOf: 2026-04-10\n      appliedOn: 2026-11-21",
            "e1.yaml:15:18: error EST807: 'appliedOn' 2026-11-21 is in the future; write the day on which the last account had the template, and nothing while it is not applied everywhere"
        },
        {
            "asOf: 2026-04-10", "asOf: 2026-04-10\n      path: templates/mandatory.yaml",
            "e1.yaml:15:13: error EST807: template \"mandatory\" has 'path' or 'sha256' without the other; 'gca guardrails register' writes both"
        },
        {
            "    logArchiveBucket: log-archive\n", "",
            "e1.yaml:32:5: error EST808: the baseline records into a log archive and 'parameters.logArchiveBucket' is missing; name the bucket, or list trail-recorded and configuration-recorded in 'provided'"
        },
        {
            "    securityContactMail: security@operator.example.jp\n", "",
            "e1.yaml:32:5: warning EST808: no security contact is set; add 'securityContactMail' and 'securityContactTelephone', or list security-contact in 'provided'"
        },
    };

    [Fact]
    public void The_section_is_sound()
    {
        var result = Read(Section);

        Assert.Empty(result.Problems);
        var guardrails = result.Estate!.Guardrails;
        Assert.Equal("v1.0", guardrails.VersionOf(AccountId.Parse("131229002401")).ToString());
        Assert.Equal("v1.1", guardrails.VersionOf(AccountId.Parse("131229002402")).ToString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_reported_with_place_and_remedy(string old, string replacement, string expected)
    {
        Assert.Contains(old, Section, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join('\n', Read(Section.Replace(old, replacement, StringComparison.Ordinal)).Problems));
    }

    [Fact]
    public void An_exception_covers_the_accounts_of_its_system_until_its_last_day()
    {
        var estate = Read(Section).Estate!;
        var (exemption, account) = (estate.Guardrails.Exceptions[0], estate.Accounts.Single(one => one.Name == "insurance-verification"));

        Assert.True(exemption.Covers(account, "instance-metadata-v2", new DateOnly(2027, 3, 31)));
        Assert.False(exemption.Covers(account, "instance-metadata-v2", new DateOnly(2027, 4, 1)));
        Assert.False(exemption.Covers(account, "password-policy", new DateOnly(2027, 3, 31)));
        Assert.False(exemption.Covers(account with { System = null }, "instance-metadata-v2", new DateOnly(2027, 3, 31)));
    }

    static EstateReadResult Read(string section) => EstateReader.Read(SmallEstate.Sources(SmallEstate.Yaml, section), SmallEstate.Today);
}
