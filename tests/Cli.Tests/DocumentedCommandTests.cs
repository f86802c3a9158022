using System.CommandLine;
using System.Text.RegularExpressions;

namespace GovCloud.Cli.Tests;

/// <summary>What manuals tell people to type exists.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(CommandLine.Repository(), "docs", "operations"), "*.md").Append(Path.Combine(CommandLine.Repository(), "README.md")).Append(Path.Combine(CommandLine.Repository(), "README.ja.md"))
            .Select(page => Path.GetRelativePath(CommandLine.Repository(), page)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_and_option_in_a_manual_exists(string page)
    {
        var root = GcaCommand.Create(TimeProvider.System);

        var missing = Typed().Matches(File.ReadAllText(Path.Combine(CommandLine.Repository(), page))).Select(match => match.Groups["rest"].Value)
            .Select(typed => (Typed: typed, Missing: Missing(root, typed.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Where(found => found.Missing is not null);

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("deploy plan cdk.out --estate estates/x", null)]
    [InlineData("deploy plam cdk.out", "plam")]
    [InlineData("deploy plan --estat x", "--estat")]
    [InlineData("depoly plan", "depoly")]
    public void What_does_not_exist_is_found(string typed, string? missing) => Assert.Equal(missing, Missing(GcaCommand.Create(TimeProvider.System), typed.Split(' ')));

    /// <summary>The first word that is neither command, nor option, nor what a command takes.</summary>
    static string? Missing(Command command, string[] words)
    {
        foreach (var word in words)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                var name = Option().Match(word).Value;
                if (name != "--help" && name.Length > 2 && command.Options.All(option => option.Name != name && !option.Aliases.Contains(name)))
                {
                    return name;
                }
            }
            else if (command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } found)
            {
                command = found;
            }
            else if (command.Subcommands.Count > 0 && Name().IsMatch(word))
            {
                return word;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\./gca (?<rest>[^`|\r\n#;]+)", RegexOptions.None, 1000)]
    private static partial Regex Typed();

    [GeneratedRegex(@"^--[a-z-]*", RegexOptions.None, 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"^[a-z][a-z-]+$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
