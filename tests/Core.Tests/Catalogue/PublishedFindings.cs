using System.Text.Json;

namespace GovCloud.Core.Tests.Catalogue;

/// <summary>Findings published by others, kept outside the repository and absent on most machines.</summary>
static class PublishedFindings
{
    /// <summary>Every text property of every file whose folder begins so; nothing where the data is absent.</summary>
    public static IEnumerable<(string Name, string Value)> Texts(string folder)
    {
        if (Folder() is not { } root)
            yield break;
        foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!Path.GetRelativePath(root, file).StartsWith(folder, StringComparison.Ordinal) || Parse(file) is not { } document)
                continue;
            using (document)
            {
                foreach (var text in Walk(document.RootElement))
                    yield return text;
            }
        }
    }

    static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data", "findings");
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }

    // Some files are bad on purpose.
    static JsonDocument? Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static IEnumerable<(string Name, string Value)> Walk(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.String
            ? [(property.Name, property.Value.GetString()!)]
            : Walk(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk),
        _ => [],
    };
}
