using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class ControlCatalogueTests
{
    [Fact]
    public void Every_control_stands_once_and_says_what_it_protects_from()
    {
        Assert.Equal(ControlCatalogue.All.Select(control => control.Id).Distinct(StringComparer.Ordinal), ControlCatalogue.All.Select(control => control.Id));
        Assert.All(ControlCatalogue.All, control =>
        {
            Assert.Matches("^[a-z0-9-]{4,40}$", control.Id);
            Assert.NotEmpty(control.Protects);
            Assert.NotEmpty(control.EnglishTitle);
            Assert.All(control.References, reference => Assert.Matches(@"^(NIST [A-Z]{2}-[0-9]+|CIS [1-5]\.[0-9]+(\.[0-9]+)?)$", reference));
            Assert.Contains(control.References, reference => reference.StartsWith("NIST ", StringComparison.Ordinal));
            Assert.Equal(control.Means == ControlMeans.Template, control.ResourceTypes.Length > 0);
        });
    }

    [Fact]
    public void Versions_that_controls_name_were_released() =>
        Assert.All(ControlCatalogue.All.SelectMany(control => control.Changes.Select(change => change.Version).Append(control.Since)), version => Assert.NotNull(BaselineReleases.Find(version)));

    [Fact]
    public void Releases_are_in_order_and_each_says_what_it_brings()
    {
        Assert.Equal(BaselineReleases.All.Select(release => release.Version).Order(), BaselineReleases.All.Select(release => release.Version));
        Assert.All(BaselineReleases.All, release => Assert.NotEmpty(release.Note));
        Assert.Contains("非公式", ControlCatalogue.BaselineTitle, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.0", true)]
    [InlineData("v12.345", true)]
    [InlineData("v1", false)]
    [InlineData("v01.0", false)]
    [InlineData("v1.00", false)]
    [InlineData("v0.1", false)]
    [InlineData("v1.0.0", false)]
    [InlineData("V1.0", false)]
    [InlineData("v1.-1", false)]
    [InlineData("", false)]
    public void A_version_is_written_in_one_way(string text, bool valid)
    {
        Assert.Equal(valid, BaselineVersion.TryParse(text, out var version));
        Assert.Equal(valid ? text : "v0.0", version.ToString());
    }

    [Fact]
    public void Versions_are_ordered_by_number_and_not_by_text() => Assert.True(new BaselineVersion(1, 10) > new BaselineVersion(1, 9));

    [Fact]
    public void What_others_provide_is_switched_off_and_personal_data_is_looked_for_where_the_data_class_asks()
    {
        var estate = GuardrailSample.Estate;
        var residents = estate.Accounts.First(account => account.System == "residents").Id;
        var network = estate.Accounts.First(account => account.Purpose == AccountPurpose.Network).Id;
        var provided = estate with { Guardrails = estate.Guardrails with { Provided = [new ProvidedControl { Control = ControlCatalogue.ThreatsDetected, Source = "GCAS" }] } };

        Assert.Equal("yes", BaselineParameterValues.Member(estate, residents, new(1, 1))["OwnGuardDuty"]);
        Assert.Equal("no", BaselineParameterValues.Member(provided, residents, new(1, 1))["OwnGuardDuty"]);
        Assert.Equal("yes", BaselineParameterValues.Member(estate, residents, new(1, 1))["Macie"]);
        Assert.Equal("no", BaselineParameterValues.Member(estate, network, new(1, 1))["Macie"]);
        Assert.False(BaselineParameterValues.Member(estate, residents, new(1, 0)).ContainsKey("VpcBlockPublicAccess"));
    }
}
