using GovCloud.EstateFiles;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Estates;

public sealed class SampleEstateTests
{
    static readonly EstateReadResult Sample = EstateFolder.Load(Path.Combine(Repository(), "estates", "katsushika"), SmallEstate.Today);
    static readonly EstateIndex Index = new(Sample.Estate!, "");

    [Fact]
    public void It_has_no_errors_and_no_warnings() => Assert.Empty(Sample.Problems);

    [Fact]
    public void Its_document_reads_back_unchanged() =>
        EstateDocumentTests.AssertSame(Sample.Estate, EstateDocument.Read(EstateDocument.Write(Sample.Estate!)).Estate, "estate");

    [Fact]
    public void Every_system_has_a_production_and_a_verification_account_for_each_of_its_bodies()
    {
        foreach (var system in Sample.Estate!.Systems)
        {
            foreach (var code in system.Municipalities)
            {
                var held = Sample.Estate.Accounts.Select(a => Index.FindAccount(a.Id.ToString())!)
                    .Where(c => ReferenceEquals(c.System, system) && c.Municipalities.Any(m => m.Code == code))
                    .Select(c => c.Environment);
                Assert.Equal([DeploymentEnvironment.Production, DeploymentEnvironment.Verification], held.Order());
            }
        }
    }

    [Fact]
    public void Somebody_is_responsible_for_every_alert_of_every_account_and_of_unknown_ones()
    {
        foreach (var category in Enum.GetValues<AlertCategory>())
        {
            foreach (var context in Sample.Estate!.Accounts.Select(a => Index.FindAccount(a.Id.ToString())).Append(null))
            {
                var row = Index.FindResponsibility(category, context?.Usage);
                Assert.True(row is not null && !Index.Resolve(row.Responsible, context).IsEmpty, $"{category} {context?.Account.Name}");
            }
        }
    }

    [Theory]
    [InlineData("131229002401", AlertCategory.Threat, "operator", "vendor-insurance", "nerima-it katsushika-it katsushika-insurance nerima-insurance")]
    [InlineData("131229002401", AlertCategory.Monitoring, "vendor-insurance", "operator", "nerima-it katsushika-it")]
    [InlineData("131229090001", AlertCategory.Monitoring, "operator", "vendor-resident", "katsushika-it")]
    [InlineData("041009000101", AlertCategory.Threat, "operator", "vendor-resident", "sendai-it sendai-residents")]
    [InlineData("131229090101", AlertCategory.Network, "network-operator", "operator", "katsushika-it setagaya-it nerima-it sendai-it integrated-operator")]
    [InlineData("999999999999", AlertCategory.Threat, "operator", "integrated-operator", "")]
    public void Alerts_go_where_the_matrix_says(string account, AlertCategory category, string responsible, string supporting, string informed)
    {
        var context = Index.FindAccount(account);
        var row = Index.FindResponsibility(category, context?.Usage)!;
        Assert.Equal(responsible, Ids([row.Responsible], context));
        Assert.Equal(supporting, Ids(row.Supporting, context));
        Assert.Equal(informed.Split(' ').Order(StringComparer.Ordinal), Ids(row.Informed, context).Split(' ').Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void It_uses_no_account_id_of_other_peoples_examples() =>
        Assert.DoesNotContain(Sample.Estate!.Accounts, a => a.Id.ToString() is "111122223333" or "123456789012" or "444455556666");

    static string Ids(IEnumerable<Role> roles, AccountContext? context) => string.Join(' ', roles.SelectMany(role => Index.Resolve(role, context)));

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
