using System.Text.RegularExpressions;

namespace GovCloud.Repo.Tests;

/// <summary>Habits of STYLE that a compiler does not check.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void Source_files_are_short_enough_for_one_sitting()
    {
        var tooLong = Repository.Files(".cs")
            .Select(f => (File: f, Lines: File.ReadAllLines(Path.Combine(Repository.Root, f)).Length))
            .Where(f => f.Lines > (f.File.StartsWith("tests/", StringComparison.Ordinal) ? 600 : 400));
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nothing_is_left_to_do_later()
    {
        var marks = Repository.Files(".cs").Where(f => !f.StartsWith("tests/Repo.Tests/", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(Path.Combine(Repository.Root, f)).Select((line, i) => (Place: $"{f}:{i + 1}", Line: line)))
            .Where(l => Later().IsMatch(l.Line))
            .Select(l => l.Place);
        Assert.Empty(marks);
    }

    [Fact]
    public void No_machine_path_or_registry_host_is_committed()
    {
        string[] extensions = [".cs", ".csproj", ".props", ".json", ".md", ".yaml", ".sh", ".tsv"];
        var found = extensions.SelectMany(Repository.Files).Concat(["run", "test", "bench", "gca", ".ci/run", "tools/build/synth", "tools/build/publish-functions"])
            .Where(Repository.Exists).Where(f => !f.StartsWith("tests/Repo.Tests/", StringComparison.Ordinal))
            .Where(f => MachinePath().IsMatch(Repository.Read(f)));
        Assert.Empty(found);
    }

    [Fact]
    public void Package_versions_are_pinned_exactly()
    {
        var versions = PackageVersion().Matches(Repository.Read("Directory.Packages.props")).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, v => Assert.Matches(@"^\[[^,\]]+\]$", v));
        Assert.DoesNotContain("\"resolved\"", Repository.Read("package-lock.json"), StringComparison.Ordinal);
    }

    // One letter of each word stands in brackets, so that these patterns are not what they look for.
    [GeneratedRegex(@"T[O]DO|F[I]XME|H[A]CK|NotImplemented[E]xception|#r[e]gion|Sk[i]p ?= ?""", RegexOptions.None, 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"(?<![\w.])/w[o]rk/|/t[m]p/[a-z]|registry\.n[p]mjs|n[u]get\.org/|deb\.d[e]bian", RegexOptions.None, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"<(?:PackageVersion|GlobalPackageReference) Include=""[^""]+"" Version=""([^""]+)""", RegexOptions.None, 1000)]
    private static partial Regex PackageVersion();
}
