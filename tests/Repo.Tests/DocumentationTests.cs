using System.Reflection;
using System.Text.RegularExpressions;
using GovCloud.Contracts;

namespace GovCloud.Repo.Tests;

/// <summary>Documents make claims; these tests hold them to the repository.</summary>
public sealed partial class DocumentationTests
{
    static readonly string[] Pages = [.. Repository.Files(".md")];

    [Fact]
    public void Every_link_in_a_document_leads_somewhere()
    {
        var broken = Pages.SelectMany(page => Link().Matches(Repository.Read(page)).Select(m => (Page: page, Target: m.Groups[1].Value)))
            .Where(l => !l.Target.Contains("://", StringComparison.Ordinal) && !l.Target.StartsWith('#'))
            .Where(l => !Repository.Exists(Path.Combine(Path.GetDirectoryName(l.Page)!, l.Target.Split('#')[0])));
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_requirement_row_names_a_command_that_exists_and_a_test_that_exists()
    {
        var rows = RequirementRow().Matches(Repository.Read("docs/requirements.md")).ToList();
        Assert.True(rows.Count >= 20, $"only {rows.Count} rows were read");
        var tests = Repository.Files(".cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read).ToList();
        Assert.All(rows, row =>
        {
            var command = row.Groups["command"].Value.Split(' ')[0];
            Assert.True(command == "npx" || Repository.Exists(command), $"{row.Groups["id"].Value}: '{command}' does not exist");
            var parts = row.Groups["test"].Value.Split('.');
            Assert.True(parts.Length == 2, $"{row.Groups["id"].Value}: '{row.Groups["test"].Value}' is not Class.Method");
            Assert.True(tests.Any(t => t.Contains($"class {parts[0]}", StringComparison.Ordinal) && t.Contains($" {parts[1]}(", StringComparison.Ordinal)),
                $"{row.Groups["id"].Value}: there is no test {row.Groups["test"].Value}");
        });
    }

    [Fact]
    public void Every_requirement_stands_once()
    {
        var ids = RequirementRow().Matches(Repository.Read("docs/requirements.md")).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Every_function_has_its_part_in_the_operations_manual()
    {
        var manual = Repository.Read("docs/operations/functions.md");
        var handlers = typeof(HandlerIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(handlers, h => Assert.Contains($"`{h}`", manual, StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_are_numbered_once_and_say_what_was_decided()
    {
        var decisions = Pages.Where(p => p.StartsWith("docs/decisions/", StringComparison.Ordinal)).Select(p => Path.GetFileName(p)!).ToList();
        Assert.Equal(decisions.Select(d => d[..4]).Distinct(StringComparer.Ordinal), decisions.Select(d => d[..4]));
        Assert.All(decisions, d => Assert.Contains("## Decision", Repository.Read("docs/decisions/" + d), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<id>R-\d{3}) \|[^|]*\|[^|]*`(?<command>[^`]+)`[^|]*\| `(?<test>[^`]+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex RequirementRow();
}
