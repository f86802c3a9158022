using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Documents.Network;

/// <summary>Chooses the language of a document's words, and heads its tables.</summary>
/// <param name="estate">The estate.</param>
/// <param name="language">The language.</param>
/// <param name="day">The day on which the document is made, in Japan.</param>
public sealed class DocumentWords(Estate estate, DrawingLanguage language, DateOnly day)
{
    /// <summary>One of two texts.</summary>
    public string Of(string japanese, string english) => language == DrawingLanguage.Japanese ? japanese : english;

    /// <summary>The text of the language.</summary>
    public string Of(NetworkText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text.Japanese, text.English);
    }

    /// <summary>A row of words.</summary>
    internal ImmutableArray<string> All(params (string Japanese, string English)[] words) => [.. words.Select(w => Of(w.Japanese, w.English))];

    /// <summary>The title, the estate and the day; 例 where the estate is a sample.</summary>
    public ImmutableArray<string> Preamble(string japanese, string english)
    {
        var title = (estate.Profile.Sample ? Of("【例】", "Sample: ") : "") + Of(japanese, english);
        var made = day.ToString(Of("yyyy年M月d日", "yyyy-MM-dd"), CultureInfo.InvariantCulture);
        ImmutableArray<string> lines = [title, $"{estate.Profile.Title}{Of("、", ", ")}{Of($"{made}作成", $"made on {made}")}"];
        return estate.Profile.Sample
            ? lines.Add(Of("架空の値による見本で、実在の団体の構成ではありません。", "Made-up values, not those of any body."))
            : lines;
    }
}
