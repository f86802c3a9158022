using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>
/// Puts together what was collected with AWS's command line, from any number of files. A list of which a part is missing is not known; a file that
/// is not understood is named.
/// </summary>
public sealed class CollectedBackups
{
    const string Torn = "ファイルが途中で切れているか、JSON ではない";

    readonly Dictionary<(AccountId Account, string Region), CollectedRegion> regions = [];
    readonly List<string> problems = [];
    readonly List<(string Plan, BackupSelectionFacts Facts, string? Id)> selections = [];
    readonly List<(string File, RestoreTestingSelectionFacts Facts)> testSelections = [];
    readonly List<string> tornEverywhere = [];

    /// <summary>Files that were not understood, and what is odd about others, a line each, Japanese.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>How many files were understood.</summary>
    public int Understood { get; private set; }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its path; folders named after account and region help where the contents do not tell.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsTable(WithoutMark(content).Span))
        {
            AddTable(name, Encoding.UTF8.GetString(WithoutMark(content).Span));
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(WithoutMark(content));
            AddDocument(name, Unwrapped(json.RootElement));
        }
        catch (JsonException)
        {
            AddTorn(name, Encoding.UTF8.GetString(content.Span));
        }
    }

    /// <summary>What is known of each account, by id.</summary>
    /// <param name="at">When it was collected; judged as of then.</param>
    public ImmutableArray<BackupReading> Readings(DateTimeOffset at)
    {
        foreach (var (plan, facts, id) in selections)
        {
            var owners = regions.Values.Where(region => region.Knows(plan)).ToList();
            owners.ForEach(owner => owner.AddSelection(plan, BackupFacts.Selection(facts, id)));
            if (owners.Count == 0)
            {
                problems.Add($"割り当て {facts.SelectionName ?? id} の計画 {plan} がない");
            }
        }

        foreach (var (file, facts) in testSelections)
        {
            PlaceTestSelection(file, facts);
        }

        return
        [
            .. regions.GroupBy(pair => pair.Key.Account).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal).Select(group => new BackupReading
            {
                Account = group.Key,
                Began = at,
                Ended = at,
                Regions = [.. group.OrderBy(pair => pair.Key.Region, StringComparer.Ordinal).Select(pair => pair.Value.Read(pair.Key.Region, tornEverywhere))],
            }),
        ];
    }

    // A selection names its plan and not its place; plans of many accounts have the same name. Its role tells the account.
    void PlaceTestSelection(string file, RestoreTestingSelectionFacts facts)
    {
        var (account, region) = BackupDocument.PlaceOf(file);
        var owner = ArnText.AccountOf(facts.IamRoleArn) ?? account;
        var owners = regions.Where(pair => pair.Value.Tests.Knows(facts.RestoreTestingPlanName!) && (owner is null || pair.Key.Account == owner) && (region is null || pair.Key.Region == region)).ToList();
        if (RestoreTestFacts.Selection(facts) is not { } selection || owners.Count == 0)
        {
            problems.Add($"{file}: 復元テストの割り当て {facts.RestoreTestingSelectionName} の計画 {facts.RestoreTestingPlanName} がないか、内容が欠けている");
            return;
        }

        owners.ForEach(pair => pair.Value.Tests.AddSelection(facts.RestoreTestingPlanName!, selection));
    }

    // Tools that record AWS's answers put them under a member of this name.
    static JsonElement Unwrapped(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : root;

    static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> content) => content.Span is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content;

    // What begins like JSON is JSON, however it goes on: a file that is cut off must not become a table.
    static bool IsTable(ReadOnlySpan<byte> content)
    {
        var first = content.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && content[first] is not ((byte)'{' or (byte)'[') && content.IndexOf((byte)',') >= 0;
    }

    void AddTable(string name, string text)
    {
        if (new BackupCsv(name, Region, problems).Read(text))
        {
            Understood++;
        }
        else
        {
            problems.Add($"{name}: 何の表か分からない(復旧ポイントかジョブの識別子の列がない)");
        }
    }

    void AddDocument(string name, JsonElement document)
    {
        var kind = BackupDocument.KindOf(document);
        if (kind is BackupDocumentKind.Unknown)
        {
            problems.Add($"{name}: 何の出力か分からない");
            return;
        }

        if (kind == BackupDocumentKind.Selection && BackupDocument.Read(document, BackupJson.Default.BackupSelectionResponse) is { BackupSelection: { } facts, BackupPlanId: { } plan } response)
        {
            selections.Add((plan, facts, response.SelectionId));
            Understood++;
            return;
        }

        if (kind == BackupDocumentKind.TestSelection && BackupDocument.Read(document, BackupJson.Default.RestoreTestingSelectionResponse) is { RestoreTestingSelection: { RestoreTestingPlanName: not null } test })
        {
            testSelections.Add((name, test));
            Understood++;
            return;
        }

        var reader = new DocumentReader(name, kind, document, Region, problems);
        if (reader.Read())
        {
            Understood++;
        }
    }

    void AddTorn(string name, string text)
    {
        var kind = BackupDocument.KindOfTorn(text);
        problems.Add($"{name}: {Torn}{(kind == BackupDocumentKind.Unknown ? "" : "ため、この一覧は不明として扱う")}");
        if (kind == BackupDocumentKind.Unknown)
        {
            return;
        }

        var (account, region) = BackupDocument.PlaceOf(name);
        var said = BackupDocument.PlaceIn(text);
        if ((account ?? said?.Account) is { } owner && (region ?? said?.Region) is { } place)
        {
            Region(owner, place).Spoil(kind, $"{Torn}: {name}");
        }
        else
        {
            // Whose it is cannot be told, so that it may be anybody's.
            tornEverywhere.Add($"{kind}: {name}");
        }
    }

    CollectedRegion Region(AccountId account, string region)
    {
        if (!regions.TryGetValue((account, region), out var collection))
        {
            regions[(account, region)] = collection = new CollectedRegion();
        }

        return collection;
    }
}
