namespace GovCloud.Core.Tests.Catalogue;

/// <summary>House rules for texts that municipal staff read.</summary>
static class JapaneseText
{
    /// <summary>A title: Japanese, one line, no full stop, not longer than so many characters.</summary>
    public static void AssertNominal(string text, int longest)
    {
        AssertClean(text);
        Assert.False(text.Contains('。', StringComparison.Ordinal), text);
        Assert.True(text.Length <= longest, $"{text.Length}: {text}");
    }

    /// <summary>A sentence or several in です・ます.</summary>
    public static void AssertPolite(string text)
    {
        AssertClean(text);
        string[] endings = ["ます。", "です。", "ません。", "ました。", "でした。", "あります。", "ます)。", "ません)。"];
        foreach (var sentence in text.Split('。', StringSplitOptions.RemoveEmptyEntries))
            Assert.True(endings.Any(ending => (sentence + "。").EndsWith(ending, StringComparison.Ordinal)), text);
        Assert.EndsWith("。", text, StringComparison.Ordinal);
    }

    static void AssertClean(string text)
    {
        Assert.Contains(text, IsJapanese);
        Assert.DoesNotContain(text, c => c is '\uFFFD' or '\t' or '\n' or '，' or '．' || c is >= '！' and <= '～' || c is >= '｡' and <= 'ﾟ');
        Assert.Equal(text.Trim(), text);
        Assert.False(text.Contains("  ", StringComparison.Ordinal) || text.Contains("。。", StringComparison.Ordinal), text);
    }

    static bool IsJapanese(char c) => c is (>= 'ぁ' and <= 'ヿ') or (>= '一' and <= '鿿');
}
