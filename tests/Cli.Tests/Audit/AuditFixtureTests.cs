using System.Text.RegularExpressions;
using GovCloud.Audit;
using GovCloud.AuditFiles;
using GovCloud.EstateFiles;
using GovCloud.Inventory;
using Xunit.Abstractions;

namespace GovCloud.Cli.Tests.Audit;

/// <summary>Real answers, where they are at hand.</summary>
public sealed partial class AuditFixtureTests(ITestOutputHelper output)
{
    static readonly string Folder = Path.GetFullPath(Path.Combine(CommandLine.Repository(), "..", "shared", "data", "audit"));

    [Fact]
    public void Every_fixture_is_read_or_named_as_not_understood()
    {
        var files = Fixtures();
        var collected = CollectedFolder.Read(files.Length > 0 ? [Folder] : []);
        var read = collected.Files.Count(file => file.NotUnderstood is null);
        output.WriteLine($"{files.Length} fixtures: {read} read, {collected.Files.Length - read} named as not understood");
        Assert.Equal(files.Length, collected.Files.Length);
        Assert.All(collected.Files, file => Assert.True(file.NotUnderstood is null == file.Documents.Length > 0, file.Input.Name));
        Assert.All(collected.Files.Where(file => IsOfIam(file.Input.Name)), file => Assert.True(file.NotUnderstood is null, $"{file.Input.Name}: {file.NotUnderstood}"));
    }

    /// <summary>Each folder by itself is one account at one time.</summary>
    [Fact]
    public void Every_recorded_account_is_judged_without_a_check_that_breaks()
    {
        var estate = EstateFolder.Load(Path.Combine(CommandLine.Repository(), "estates", "katsushika"), new(2026, 11, 21)).Estate!;
        var judged = 0;
        foreach (var folder in Fixtures().Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal))
        {
            var collected = CollectedFolder.Read([folder]);
            var at = new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
            foreach (var account in collected.Accounts)
            {
                var results = AuditEngine.Judge(InventoryChecks.OfAccount, collected.Evidence(account, collected.Context(estate, [], []), at.AddDays(-92), at), []).ToList();
                Assert.DoesNotContain(results, result => result.Message.Contains("検査を実行できませんでした", StringComparison.Ordinal));
                judged += results.Count;
            }
        }

        output.WriteLine($"{judged} results");
    }

    /// <summary>Members that a reader asks for must be members that AWS has: readers tested against invented answers find nothing in real ones.</summary>
    [Fact]
    public void Every_member_that_is_read_stands_in_the_models_of_AWS()
    {
        // The notes leave out the members of some nested shapes; the examples of the command line have them.
        var notes = Directory.Exists(Folder)
            ? string.Concat(Directory.EnumerateFiles(Path.Combine(Folder, "notes"), "*.txt").Concat(Directory.EnumerateFiles(Path.Combine(Folder, "awscli"), "*.json")).Select(File.ReadAllText))
            : "";
        // The keys of this map are values and not members; IAM documents them in the reference of GetAccountSummary.
        string[] ofSummary = ["AccountMFAEnabled", "AccountAccessKeysPresent", "AccountPasswordPresent", "AccountSigningCertificatesPresent"];
        var members = Directory.EnumerateFiles(Path.Combine(CommandLine.Repository(), "shared", "AuditFiles"), "*Answers.cs")
            .SelectMany(file => Member().Matches(File.ReadAllText(file)).Select(match => match.Groups["member"].Value)).Except(ofSummary, StringComparer.Ordinal).ToList();
        var invented = notes.Length == 0 ? [] : members.Where(member => !Regex.IsMatch(notes, $@"\b{member}\b", RegexOptions.None, TimeSpan.FromSeconds(1))).Distinct(StringComparer.Ordinal).ToList();
        output.WriteLine(notes.Length == 0 ? $"0 of {members.Count} members checked: no models at hand" : $"{members.Count} members checked");
        Assert.NotEmpty(members);
        Assert.Empty(invented);
    }

    static string[] Fixtures() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    static bool IsOfIam(string name) => Path.GetFileName(name) is var file && file.EndsWith(".json", StringComparison.Ordinal) && (file.StartsWith("iam.", StringComparison.Ordinal) || name.Contains("/cloudsplaining/", StringComparison.Ordinal));

    [GeneratedRegex(@"\.(Text|OptionalText|List|OptionalList|Number|OptionalNumber|Instant|RequiredInstant|GetProperty)\(""(?<member>[A-Za-z]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();
}
