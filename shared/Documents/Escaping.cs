using System.Text;
using HandlebarsDotNet;

namespace GovCloud.Documents;

/// <summary>Escapes what is markup in HTML, in text and in quoted attributes, and leaves Japanese readable in the source.</summary>
sealed class Escaping : ITextEncoder
{
    public static string Html(string text)
    {
        using var writer = new StringWriter(new StringBuilder(text.Length + 16));
        Write(text, writer);
        return writer.ToString();
    }

    public void Encode(StringBuilder? text, TextWriter target) => Write(text?.ToString() ?? "", target);

    public void Encode(string? text, TextWriter target) => Write(text ?? "", target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text is not null && text.MoveNext())
        {
            Write(text.Current, target);
        }
    }

    static void Write(string text, TextWriter target)
    {
        foreach (var character in text)
        {
            Write(character, target);
        }
    }

    static void Write(char character, TextWriter target)
    {
        switch (character)
        {
            case '&':
                target.Write("&amp;");
                break;
            case '<':
                target.Write("&lt;");
                break;
            case '>':
                target.Write("&gt;");
                break;
            case '"':
                target.Write("&quot;");
                break;
            case '\'':
                target.Write("&#39;");
                break;
            // Control characters are not allowed in HTML, except these.
            case < ' ' when character is not ('\n' or '\t'):
                target.Write('\uFFFD');
                break;
            default:
                target.Write(character);
                break;
        }
    }
}
