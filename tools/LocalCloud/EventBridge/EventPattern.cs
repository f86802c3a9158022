using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>
/// A compiled EventBridge event pattern. Fields are joined by AND, the values of a field by OR, <c>$or</c> joins groups of fields.
/// </summary>
/// <remarks>
/// The semantics are those of the user guide and of the open-source Event Ruler: an array in the event matches when any element does, all
/// fields below an array of objects must hold for one and the same element, <c>exists</c> looks at leaves, and a plain number is compared as
/// it is written (300 is not 300.0), whereas <c>numeric</c> compares values.
/// </remarks>
public sealed class EventPattern
{
    readonly PatternNode root;

    EventPattern(PatternNode root, string text)
    {
        this.root = root;
        Text = text;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="InvalidEventPatternException">It is not JSON, or EventBridge would refuse it.</exception>
    public static EventPattern Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new InvalidEventPatternException("Event pattern is not a JSON object.", malformed);
        }
    }

    /// <summary>Compiles a pattern that is already parsed, as in a template.</summary>
    /// <exception cref="InvalidEventPatternException">EventBridge would refuse it.</exception>
    public static EventPattern Parse(JsonElement pattern) => new(PatternReader.Read(pattern), pattern.GetRawText());

    /// <summary>Whether the event is one that the pattern asks for.</summary>
    public bool Matches(JsonElement json) => root.Matches(json, json);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
