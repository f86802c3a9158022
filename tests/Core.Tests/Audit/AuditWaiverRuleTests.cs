using GovCloud.Audit;
using GovCloud.Core.Tests.Estates;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Audit;

/// <summary>EST985 to EST989: waivers of the estate.</summary>
public sealed class AuditWaiverRuleTests
{
    const string Waiver = """
        audit:
          waivers:
            - check: IAM-013
              accounts: ["131229002401"]
              owner: operator
              reason: 決裁第12号
              from: 2026-04-01
              until: 2027-03-31

        """;

    [Fact]
    public void A_sound_waiver_has_no_problems()
    {
        var result = SmallEstate.Read(SmallEstate.Yaml + "\n" + Waiver);
        Assert.Empty(result.Problems);
        Assert.Equal("IAM-013", Assert.Single(result.Estate!.Audit.Waivers).Check);
    }

    [Theory]
    [InlineData("IAM-013", "IAM-999", EstateRules.WaiverCheck)]
    [InlineData("IAM-013", "iam13", EstateRules.Format)]
    [InlineData("2027-03-31", "2026-11-01", EstateRules.WaiverExpired)]
    [InlineData("2027-03-31", "2026-03-31", EstateRules.WaiverPeriod)]
    [InlineData("2027-03-31", "2029-03-31", EstateRules.WaiverPeriod)]
    [InlineData("owner: operator", "owner: nobody", EstateRules.DanglingReference)]
    [InlineData("131229002401", "999999999999", EstateRules.DanglingReference)]
    public void A_broken_waiver_is_reported(string old, string replacement, string rule) =>
        Assert.Contains(SmallEstate.Read(SmallEstate.Yaml + "\n" + Waiver.Replace(old, replacement, StringComparison.Ordinal)).Problems, problem => problem.Id == rule);

    [Fact]
    public void A_waiver_that_has_ended_is_a_warning_so_that_the_audit_still_runs()
    {
        var result = SmallEstate.Read(SmallEstate.Yaml + "\n" + Waiver.Replace("2027-03-31", "2026-11-01", StringComparison.Ordinal));
        Assert.NotNull(result.Estate);
    }

    [Fact]
    public void A_critical_check_is_never_waived_in_all_accounts_at_once()
    {
        var everywhere = Waiver.Replace("IAM-013", "IAM-001", StringComparison.Ordinal).Replace("      accounts: [\"131229002401\"]\n", "", StringComparison.Ordinal);
        Assert.Contains(SmallEstate.Read(SmallEstate.Yaml + "\n" + everywhere).Problems, problem => problem.Id == EstateRules.WaiverScope);
    }

    [Fact]
    public void The_same_waiver_twice_is_reported()
    {
        var item = Waiver[Waiver.IndexOf("    - check", StringComparison.Ordinal)..].TrimEnd();
        Assert.Contains(SmallEstate.Read($"{SmallEstate.Yaml}\n{Waiver.TrimEnd()}\n{item}\n").Problems, problem => problem.Id == EstateRules.WaiverTwice);
    }

    [Fact]
    public void Every_check_of_the_catalogue_is_complete_and_has_its_id_for_itself()
    {
        Assert.Equal(AuditCatalogue.All.Length, AuditCatalogue.All.Select(check => check.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(AuditCatalogue.All, check =>
        {
            Assert.Matches("^[A-Z]{2,4}-[0-9]{3}$", check.Id);
            Assert.All([check.Title, check.TitleInEnglish, check.Rationale, check.Remedy], text => Assert.NotEmpty(text));
            Assert.NotEmpty(check.Sources);
            Assert.NotEmpty(check.Reads);
        });
    }
}
