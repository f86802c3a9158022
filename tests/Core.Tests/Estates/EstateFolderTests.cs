using System.Diagnostics;
using System.Globalization;
using System.Text;
using GovCloud.EstateFiles;
using GovCloud.Estates;
using Xunit.Abstractions;

namespace GovCloud.Core.Tests.Estates;

public sealed class EstateFolderTests(ITestOutputHelper output) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("estate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_are_read_from_the_whole_tree_in_ordinal_order_without_hidden_and_foreign_ones()
    {
        foreach (var name in new[] { "b.yml", "a/z.yaml", "a.yaml", "B.yaml", ".hidden.yaml", "readme.md", ".git/c.yaml" })
        {
            Write(name, $"{Path.GetFileNameWithoutExtension(name)}: []\n");
        }

        var sources = EstateFolder.Read(folder);
        Assert.Equal(["B.yaml", "a.yaml", "a/z.yaml", "b.yml"], sources.Documents.Select(d => Path.GetRelativePath(folder, d.Position.File)), StringComparer.Ordinal);
        Assert.False(sources.Incomplete);
    }

    [Fact]
    public void Lists_of_several_files_become_one()
    {
        var split = SmallEstate.Yaml.IndexOf("  - id: \"131229002401\"", StringComparison.Ordinal);
        var end = SmallEstate.Yaml.IndexOf("calendars:", StringComparison.Ordinal);
        Write("estate.yaml", SmallEstate.Yaml[..split] + SmallEstate.Yaml[end..]);
        Write("accounts/katsushika.yaml", "accounts:\n" + SmallEstate.Yaml[split..end]);
        var result = EstateFolder.Load(folder, SmallEstate.Today);
        Assert.Empty(result.Problems);
        Assert.Equal(2, result.Estate!.Accounts.Length);
    }

    [Fact]
    public void A_folder_without_estate_files_is_an_error()
    {
        var problem = Assert.Single(EstateFolder.Load(folder, SmallEstate.Today).Problems, p => p.Id.Equals(EstateRules.NoFiles, StringComparison.Ordinal));
        Assert.Equal($"{folder}:1:1: error EST008: the folder holds no *.yaml file; name the folder of an estate, such as estates/katsushika", problem.ToString());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_beside_those_of_the_others()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "gone.yaml"), Path.Combine(folder, "nowhere"));
        Write("other.yaml", "acounts: []\n");
        var sources = EstateFolder.Read(folder);
        Assert.True(sources.Incomplete);
        var problem = Assert.Single(sources.Problems);
        Assert.Equal(EstateRules.Unreadable, problem.Id);
        Assert.StartsWith("the file cannot be read (", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["EST001", "EST101"], EstateFolder.Load(folder, SmallEstate.Today).Problems.Select(p => p.Id), StringComparer.Ordinal);
    }

    [Fact]
    public void A_link_to_the_folder_above_comes_to_an_end()
    {
        Write("a.yaml", SmallEstate.Yaml);
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        Assert.Contains(EstateFolder.Load(folder, SmallEstate.Today).Problems, p => p.Id.Equals(EstateRules.SectionTwice, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_exception() =>
        Assert.Throws<DirectoryNotFoundException>(() => EstateFolder.Read(Path.Combine(folder, "nowhere")));

    [Fact]
    public void An_estate_of_100_municipalities_and_1000_accounts_is_validated_within_two_seconds()
    {
        WriteLargeEstate();
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = EstateFolder.Load(folder, SmallEstate.Today);
            var elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
            Assert.Empty(result.Problems);
            Assert.Equal(1000, result.Estate!.Accounts.Length);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fastest of 3: {fastest.TotalMilliseconds:F0} ms"));
        Assert.True(fastest < TimeSpan.FromSeconds(2), $"{fastest}");
    }

    void WriteLargeEstate()
    {
        Write("base.yaml", SmallEstate.Yaml);
        var written = 0;
        for (var number = 201; written < 98; number++)
        {
            var digits = string.Create(CultureInfo.InvariantCulture, $"22{number:D3}");
            var code = Enumerable.Range(0, 10).Select(check => digits + check).First(c => MunicipalityCode.TryParse(c, out _));
            Write($"body-{code}.yaml", Body(code, written < 18 ? 11 : 10));
            written++;
        }
    }

    // 98 bodies with 10 accounts each, 18 of them with one more, and the 2 of the base: 1,000.
    static string Body(string code, int accounts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"municipalities:\n  - code: \"{code}\"\n    name: 市{code}\n    slug: city-{code}\n    itDepartment: it-{code}\n");
        text.Append(CultureInfo.InvariantCulture, $"organisations:\n  - id: it-{code}\n    name: 情報\n    kind: it-department\n    municipality: \"{code}\"\n    calendar: desk\n    mail: [it@c{code}.example.jp]\n");
        text.Append(CultureInfo.InvariantCulture, $"systems:\n  - id: tax-{code}\n    name: 税務\n    usage: dedicated\n    vendor: vendor-a\n    municipalities: [\"{code}\"]\naccounts:\n");
        for (var i = 0; i < accounts; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - id: \"{code}{i:D6}\"\n    name: tax-{code}-{i}\n    environment: production\n    system: tax-{code}\n");
        }

        return text.ToString();
    }

    void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
