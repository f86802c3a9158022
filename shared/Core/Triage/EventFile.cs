using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace GovCloud.Triage;

/// <summary>
/// Splits a file into events: one JSON object, a JSON array of them, NDJSON, or several JSON values one after the other.
/// What is damaged stays as a piece of its own, so that the reader can refuse it with the reason and the rest goes on.
/// </summary>
public static class EventFile
{
    static readonly JsonReaderOptions Several = new() { AllowMultipleValues = true, MaxDepth = 256 };

    /// <summary>The events in order; none for blank input.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> content)
    {
        var text = Utf8(content);
        var start = text.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return [];
        }

        text = text[start..];
        if (text.Span[0] == '[')
        {
            return Elements(text);
        }

        return Values(text) ?? Lines(text) ?? [text];
    }

    /// <summary>UTF-8 without a byte order mark; Windows tools also write UTF-16.</summary>
    static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        return bytes.StartsWith(Encoding.UTF8.Preamble) ? content[3..]
            : bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes[2..]))
            : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes[2..]))
            : content;
    }

    static ImmutableArray<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> text)
    {
        var events = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(text.Span, Several);
        var read = 0;
        try
        {
            reader.Read();
            read = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                read = (int)reader.BytesConsumed;
                events.Add(text[start..read]);
            }

            read = (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            // A truncated array: what came before is whole, the rest is one damaged piece.
        }

        var rest = text[read..];
        var from = rest.Span.IndexOfAnyExcept(" \t\r\n,"u8);
        if (from >= 0)
        {
            events.Add(rest[from..]);
        }

        return events.ToImmutable();
    }

    /// <summary>The values when the whole text is well-formed; null otherwise.</summary>
    static ImmutableArray<ReadOnlyMemory<byte>>? Values(ReadOnlyMemory<byte> text)
    {
        var events = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(text.Span, Several);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                events.Add(text[start..(int)reader.BytesConsumed]);
            }

            return events.ToImmutable();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The lines when at least one of them is a whole object, so that the file was meant as NDJSON; null otherwise.</summary>
    static ImmutableArray<ReadOnlyMemory<byte>>? Lines(ReadOnlyMemory<byte> text)
    {
        var events = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var whole = false;
        foreach (var range in text.Span.Split((byte)'\n'))
        {
            var line = text[range];
            var trimmed = line.Span.Trim(" \t\r"u8);
            if (trimmed.Length > 0)
            {
                events.Add(line);
                whole |= trimmed is [(byte)'{', .., (byte)'}'] && Values(line) is { Length: 1 };
            }
        }

        // A pretty-printed object that was cut off begins with a line that holds only its brace.
        return whole && events[0].Span.Trim(" \t\r"u8).Length > 1 ? events.ToImmutable() : null;
    }
}
