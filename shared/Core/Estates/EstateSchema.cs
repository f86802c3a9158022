using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Estates.Reading;

namespace GovCloud.Estates;

/// <summary>The JSON Schema (2020-12) of an estate's files, for editors. Written from the same shapes that <see cref="EstateReader"/> binds by.</summary>
public static class EstateSchema
{
    static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema of one file: every section may stand in it, none must.</summary>
    /// <param name="describe">What editors show for a record, member or word; <see langword="null"/> where there is nothing to say.</param>
    [RequiresUnreferencedCode(RecordShape.Reflects)]
    public static string Write(Func<MemberInfo, string?> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            new Document(writer, describe).Write(RecordShape.Of(typeof(Estate)));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    [RequiresUnreferencedCode(RecordShape.Reflects)]
    sealed class Document(Utf8JsonWriter writer, Func<MemberInfo, string?> describe)
    {
        readonly SortedDictionary<string, RecordShape> definitions = new(StringComparer.Ordinal);

        public void Write(RecordShape root)
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", "GovCloudAutomation estate");
            WriteRecord(root, requireMembers: false);
            writer.WriteStartObject("$defs");
            var written = new HashSet<string>(StringComparer.Ordinal);
            while (definitions.Values.FirstOrDefault(d => !written.Contains(d.Type.Name)) is { } next)
            {
                written.Add(next.Type.Name);
                writer.WriteStartObject(next.Type.Name);
                WriteRecord(next, requireMembers: true);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        void WriteRecord(RecordShape record, bool requireMembers)
        {
            WriteDescription(describe(record.Type));
            writer.WriteString("type", "object");
            writer.WriteBoolean("additionalProperties", false);
            if (requireMembers && record.Members.Any(m => m.Required))
            {
                writer.WriteStartArray("required");
                foreach (var member in record.Members.Where(m => m.Required))
                {
                    writer.WriteStringValue(member.Key);
                }

                writer.WriteEndArray();
            }

            var defaults = record.Create();
            writer.WriteStartObject("properties");
            foreach (var member in record.Members)
            {
                writer.WriteStartObject(member.Key);
                WriteDescription(Described(member));
                WriteShape(member.Value);
                if (!member.Required)
                {
                    WriteDefault(member.Value, member.Get(defaults));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        void WriteShape(ValueShape shape)
        {
            switch (shape)
            {
                case ValueShape.List list:
                    writer.WriteString("type", "array");
                    if (list.Item is not ValueShape.Nested)
                    {
                        writer.WriteBoolean("uniqueItems", true);
                    }

                    writer.WriteStartObject("items");
                    WriteShape(list.Item);
                    writer.WriteEndObject();
                    break;
                case ValueShape.Nested nested:
                    definitions[nested.Record.Type.Name] = nested.Record;
                    writer.WriteString("$ref", $"#/$defs/{nested.Record.Type.Name}");
                    break;
                case ValueShape.Word word:
                    writer.WriteStartArray("enum");
                    foreach (var value in word.Words)
                    {
                        writer.WriteStringValue(value);
                    }

                    writer.WriteEndArray();
                    break;
                case ValueShape.Integer integer:
                    writer.WriteString("type", "integer");
                    writer.WriteNumber("minimum", integer.Minimum);
                    writer.WriteNumber("maximum", integer.Maximum);
                    break;
                case ValueShape.Number:
                    writer.WriteString("type", "number");
                    writer.WriteNumber("minimum", 0);
                    writer.WriteNumber("maximum", ValueShape.Number.Maximum);
                    break;
                case ValueShape.Truth:
                    writer.WriteString("type", "boolean");
                    break;
                default:
                    writer.WriteString("type", "string");
                    writer.WriteString("pattern", PatternOf(shape));
                    break;
            }
        }

        static string PatternOf(ValueShape shape) => shape switch
        {
            ValueShape.Text text => text.Format.Pattern,
            ValueShape.Date => ValueShape.Date.Pattern,
            ValueShape.Time => ValueShape.Time.Pattern,
            ValueShape.Municipality => ValueShape.Municipality.Pattern,
            ValueShape.AccountNumber => ValueShape.AccountNumber.Pattern,
            ValueShape.AddressRange => ValueShape.AddressRange.Pattern,
            _ => throw new NotSupportedException($"{shape.GetType().Name} has no pattern."),
        };

        string Described(MemberShape member)
        {
            var text = describe(member.Property) ?? "";
            var word = member.Value as ValueShape.Word ?? (member.Value as ValueShape.List)?.Item as ValueShape.Word;
            if (word is null)
            {
                return text;
            }

            var fields = word.Enumeration.GetFields(BindingFlags.Public | BindingFlags.Static);
            return text + string.Concat(fields.Select(field => $"\n- {JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name)}: {describe(field)}"));
        }

        void WriteDefault(ValueShape shape, object? value)
        {
            switch (shape, value)
            {
                case (ValueShape.Word, not null):
                    writer.WriteString("default", JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!));
                    break;
                case (ValueShape.List { Item: ValueShape.Word }, IEnumerable words) when words.Cast<object>().ToList() is { Count: > 0 } list:
                    writer.WriteStartArray("default");
                    list.ForEach(item => writer.WriteStringValue(JsonNamingPolicy.KebabCaseLower.ConvertName(item.ToString()!)));
                    writer.WriteEndArray();
                    break;
                case (ValueShape.Integer, int number):
                    writer.WriteNumber("default", number);
                    break;
                case (ValueShape.Number, decimal number):
                    writer.WriteNumber("default", number);
                    break;
                case (ValueShape.Truth, bool truth):
                    writer.WriteBoolean("default", truth);
                    break;
                case (ValueShape.Time, TimeOnly time):
                    writer.WriteString("default", time.ToString("H:mm", CultureInfo.InvariantCulture));
                    break;
                case (ValueShape.Text, string { Length: > 0 } text):
                    writer.WriteString("default", text);
                    break;
            }
        }

        void WriteDescription(string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                writer.WriteString("description", text);
            }
        }
    }
}
