using System.Collections.Immutable;
using GovCloud.Estates;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GovCloud.EstateFiles;

/// <summary>Turns YAML into nodes that carry their positions. Only what an estate needs: no anchors, no tags, one document.</summary>
sealed class YamlDocument
{
    const int MaximumDepth = 32;

    readonly string name;
    readonly Parser parser;
    readonly List<EstateProblem> problems = [];
    bool incomplete;

    YamlDocument(string name, string text)
    {
        this.name = name;
        parser = new Parser(new StringReader(text));
    }

    public static EstateFile Parse(string name, string text)
    {
        var document = new YamlDocument(name, text);
        SourceNode.Mapping? root = null;
        try
        {
            root = document.ReadRoot();
        }
        catch (YamlException e)
        {
            document.Break(e.Start, Sentence(e));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3 leaves its scanner in a state that it does not expect after certain unclosed brackets.
            document.Break(document.parser.Current?.End ?? Mark.Empty, "a bracket is not closed or stands alone");
        }

        return new EstateFile(root, [.. document.problems], document.incomplete);
    }

    void Break(Mark mark, string reason)
    {
        Report(EstateRules.Syntax, At(mark), $"this is not YAML: {reason}; the cause may stand on a line above");
        incomplete = true;
    }

    static string Sentence(YamlException e)
    {
        var text = (e.InnerException is YamlException inner ? inner.Message : e.Message).ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return text.Length <= 200 ? text : text[..200] + "…";
    }

    SourceNode.Mapping? ReadRoot()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            Report(EstateRules.SeveralDocuments, At(second.Start), "a second YAML document begins here; put it into a file of its own or remove the line '---'");
            incomplete = true;
        }

        switch (root)
        {
            case SourceNode.Mapping mapping:
                return mapping;
            case SourceNode.Scalar { Quoted: false, Text.Length: 0 } or SourceNode.Unreadable:
                return null;
            default:
                Report(EstateRules.Syntax, root.Position, "a file of an estate holds sections such as 'accounts:' and begins with one");
                incomplete = true;
                return null;
        }
    }

    SourceNode ReadNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new SemanticErrorException(parser.Current!.Start, parser.Current.End, $"nested more than {MaximumDepth} levels");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Refuse(At(alias.Start), $"'*{alias.Value}' repeats a value from elsewhere; write the value out, so that every value has one place");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            Refuse(At(anchored.Start), $"'&{anchored.Anchor.Value}' marks a value for repetition; remove the mark, and write the value out where it is needed");
        }

        if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag } tagged)
        {
            Refuse(At(tagged.Start), $"the tag '{tag.Value}' changes a value's type; remove it, and quote the value where it is text");
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            return ReadMapping(At(mapping.Start), depth);
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = ImmutableArray.CreateBuilder<SourceNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(depth + 1));
            }

            return new SourceNode.Sequence(At(sequence.Start), items.ToImmutable());
        }

        var scalar = parser.Consume<Scalar>();
        return new SourceNode.Scalar(At(scalar.Start), scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
    }

    SourceNode.Mapping ReadMapping(SourcePosition position, int depth)
    {
        var members = ImmutableArray.CreateBuilder<SourceMember>();
        var first = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            switch (key)
            {
                case SourceNode.Scalar { Quoted: false, Text: "<<" }:
                    Refuse(key.Position, "'<<' takes keys from elsewhere; write them out, so that every value has one place");
                    break;
                case SourceNode.Scalar scalar when first.TryGetValue(scalar.Text, out var earlier):
                    Report(EstateRules.DuplicateKey, key.Position, $"the key '{scalar.Text}' stands already in line {earlier.Line} and would be overwritten; remove one");
                    break;
                case SourceNode.Scalar scalar:
                    first.Add(scalar.Text, key.Position);
                    members.Add(new SourceMember(scalar.Text, key.Position, value));
                    break;
                case SourceNode.Unreadable:
                    break;
                default:
                    Report(EstateRules.Syntax, key.Position, "a key must be a word; a list or mapping stands here");
                    incomplete = true;
                    break;
            }
        }

        return new SourceNode.Mapping(position, members.ToImmutable());
    }

    SourceNode.Unreadable Refuse(SourcePosition position, string message)
    {
        Report(EstateRules.Indirection, position, message);
        incomplete = true;
        return new SourceNode.Unreadable(position);
    }

    void Report(string rule, SourcePosition position, string message) => problems.Add(new EstateProblem(rule, EstateProblemSeverity.Error, position, message));

    SourcePosition At(Mark mark) => new(name, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));
}
