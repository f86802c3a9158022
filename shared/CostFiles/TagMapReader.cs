using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>Takes the tags that were asked for out of a JSON object of all tags. Rows of one resource follow each other, so that an equal cell is not read again.</summary>
sealed class TagMapReader(ImmutableArray<TagColumn> tags)
{
    readonly Slot[] slots = new Slot[tags.Length];
    byte[] last = [];
    int lastLength = -1;
    byte[] values = new byte[1024];
    int end;
    bool valid;

    /// <summary>Reads a cell.</summary>
    /// <returns><see langword="false"/> where it is no JSON object.</returns>
    public bool TryRead(ReadOnlySpan<byte> cell)
    {
        if (cell.Length == lastLength && cell.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            return valid;
        }

        if (last.Length < cell.Length)
        {
            last = new byte[cell.Length * 2];
        }

        cell.CopyTo(last);
        lastLength = cell.Length;
        Array.Clear(slots);
        end = 0;
        try
        {
            valid = cell.IsEmpty || ReadObject(cell);
        }
        catch (JsonException)
        {
            valid = false;
        }

        return valid;
    }

    /// <summary>The value of a tag, by its place among those that were asked for; empty where the resource has none.</summary>
    public ReadOnlySpan<byte> Value(int tag) => values.AsSpan(slots[tag].Start, slots[tag].Length);

    bool ReadObject(ReadOnlySpan<byte> cell)
    {
        var json = new Utf8JsonReader(cell);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
            if (!json.Read())
            {
                return false;
            }

            if (json.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
            {
                Keep(name, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // What follows the object would be lost without a word.
        return json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    void Keep(ReadOnlySpan<byte> name, ref Utf8JsonReader json)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var fit = tags[i].Place < 0 ? tags[i].Fit(name) : 0;
            if (fit > slots[i].Fit)
            {
                if (values.Length - end < json.ValueSpan.Length)
                {
                    Array.Resize(ref values, values.Length + (2 * json.ValueSpan.Length));
                }

                // Text may be escaped; what is a number or a truth value stands as it is.
                var length = json.ValueSpan.Length;
                if (json.TokenType == JsonTokenType.String)
                {
                    length = json.CopyString(values.AsSpan(end));
                }
                else
                {
                    json.ValueSpan.CopyTo(values.AsSpan(end));
                }

                slots[i] = new Slot(fit, end, length);
                end += length;
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Slot(int Fit, int Start, int Length);
}
