using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Estates.Reading;

/// <summary>Binds what stands in the files to records, member by member; a member that cannot be bound leaves the others intact.</summary>
[RequiresUnreferencedCode(RecordShape.Reflects)]
sealed class EstateBinder(ProblemList problems, SourceMap map)
{
    readonly ScalarBinder scalars = new(problems);

    /// <summary>Binds the sections of all files to one estate. Lists are concatenated, other sections may stand once.</summary>
    public Estate Bind(EstateSources sources)
    {
        var shape = RecordShape.Of(typeof(Estate));
        var estate = shape.Create();
        var origin = map.Add(estate, shape, new SourcePosition(sources.Name, 1, 1));
        var sections = sources.Documents.SelectMany(document => document.Members).ToLookup(member => member.Key, StringComparer.Ordinal);
        foreach (var section in sections)
        {
            if (shape.Find(section.Key) is { } member)
            {
                BindMember(member, estate, origin, Merge(member, [.. section]));
            }
            else
            {
                ReportUnknown(section.First(), "sections", shape);
            }
        }

        ReportMissing(shape, origin, key => sections.Contains(key) || sources.Incomplete, "the estate", $"write it into a file of {sources.Name}");
        return (Estate)estate;
    }

    SourceMember Merge(MemberShape member, List<SourceMember> sections)
    {
        if (sections.Count == 1)
        {
            return sections[0];
        }

        if (member.Value is ValueShape.List)
        {
            // A section that is no list is reported where it stands; the others are bound.
            foreach (var wrong in sections.Where(s => s.Value is not SourceNode.Sequence))
            {
                Reject(member.Value, member.Key, wrong.Value);
            }

            var items = sections.Select(s => s.Value).OfType<SourceNode.Sequence>().SelectMany(s => s.Items);
            return sections[0] with { Value = new SourceNode.Sequence(sections[0].Value.Position, [.. items]) };
        }

        foreach (var again in sections.Skip(1))
        {
            problems.Error(EstateRules.SectionTwice, again.Position, $"'{member.Key}' may stand once in an estate and stands already at {sections[0].Position}; merge the two");
        }

        return sections[0];
    }

    object? BindRecord(RecordShape shape, string key, SourceNode.Mapping node)
    {
        var record = shape.Create();
        var origin = map.Add(record, shape, node.Position);
        foreach (var written in node.Members)
        {
            if (shape.Find(written.Key) is { } member)
            {
                BindMember(member, record, origin, written);
            }
            else
            {
                ReportUnknown(written, $"keys of '{key}'", shape);
            }
        }

        var present = node.Members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        ReportMissing(shape, origin, present.Contains, $"'{key}'", "add it");
        return record;
    }

    void BindMember(MemberShape member, object record, SourceMap.Origin origin, SourceMember written)
    {
        var name = member.Property.Name;
        origin.Values[name] = written.Value.Position;
        var value = member.Value is ValueShape.List list ? BindList(list, member.Key, name, origin, written.Value) : BindOne(member.Value, member.Key, written.Value);
        if (value is null)
        {
            origin.Unsound.Add(name);
            if (written.Value is SourceNode.Scalar refused)
            {
                origin.Refused[name] = refused.Text;
            }
        }
        else
        {
            member.Set(record, value);
        }
    }

    object? BindList(ValueShape.List shape, string key, string name, SourceMap.Origin origin, SourceNode node)
    {
        if (node is not SourceNode.Sequence sequence)
        {
            Reject(shape, key, node);
            return null;
        }

        var positions = origin.Items[name] = [];
        var values = new List<object>(sequence.Items.Length);
        foreach (var item in sequence.Items)
        {
            if (BindOne(shape.Item, key, item) is { } value)
            {
                values.Add(value);
                positions.Add(item.Position);
            }
            else
            {
                origin.Unsound.Add(name);
            }
        }

        return shape.Create.Invoke(null, [values]);
    }

    object? BindOne(ValueShape shape, string key, SourceNode node)
    {
        switch (shape, node)
        {
            case (ValueShape.Nested nested, SourceNode.Mapping mapping):
                return BindRecord(nested.Record, key, mapping);
            case (not ValueShape.Nested, SourceNode.Scalar scalar):
                return scalars.Bind(shape, key, scalar);
            default:
                Reject(shape, key, node);
                return null;
        }
    }

    void Reject(ValueShape shape, string key, SourceNode node)
    {
        if (node is SourceNode.Unreadable || (node is SourceNode.Scalar secret && SecretText.Kind(secret.Text) is not null))
        {
            return;
        }

        if (node is SourceNode.Scalar scalar && PlainText.IsNull(scalar))
        {
            var remedy = shape is ValueShape.List ? "write [] for an empty list, or remove the key" : "give it one or remove the key";
            problems.Error(EstateRules.NoValue, node.Position, $"'{key}' has no value; {remedy}");
            return;
        }

        var needed = shape switch
        {
            ValueShape.List => $"a list; write each entry on a line of its own that begins with '- ', or [a, b]",
            ValueShape.Nested => "a mapping; write its keys as 'key: value' on indented lines",
            _ => "a single value",
        };
        var found = node switch
        {
            SourceNode.Mapping => "a mapping",
            SourceNode.Sequence => "a list",
            _ => "a single value",
        };
        problems.Error(EstateRules.WrongType, node.Position, $"'{key}' is {found} and must be {needed}");
    }

    void ReportUnknown(SourceMember member, string what, RecordShape shape)
    {
        if (SecretText.Kind(member.Key) is null)
        {
            var suggestion = Suggestion.DidYouMean(member.Key, shape.Members.Select(m => m.Key));
            var remedy = suggestion.Length > 0 ? suggestion : $": {string.Join(", ", shape.Members.Select(m => m.Key))}";
            problems.Error(EstateRules.UnknownKey, member.Position, $"'{member.Key}' is none of the {what}{remedy}");
        }
    }

    void ReportMissing(RecordShape shape, SourceMap.Origin origin, Func<string, bool> present, string where, string remedy)
    {
        foreach (var member in shape.Members.Where(m => m.Required && !present(m.Key)))
        {
            origin.Unsound.Add(member.Property.Name);
            problems.Error(EstateRules.MissingKey, origin.Position, $"{where} lacks the required key '{member.Key}'; {remedy}");
        }
    }
}
