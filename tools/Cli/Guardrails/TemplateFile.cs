using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GovCloud.Cli.Guardrails;

/// <summary>A CloudFormation template from a file, JSON or YAML with the short forms of functions (<c>!Sub</c>), as one tree of JSON.</summary>
static class TemplateFile
{
    /// <summary>Larger ones are no templates: CloudFormation takes up to 1 MB.</summary>
    const long MostBytes = 1024 * 1024;

    const int MostDepth = 64;

    // Text that YAML 1.1 takes for something else and CloudFormation's own reader for what it says.
    static readonly Dictionary<string, bool> Truth = new(StringComparer.OrdinalIgnoreCase) { ["true"] = true, ["false"] = false, ["yes"] = true, ["no"] = false };

    /// <summary>Reads a template.</summary>
    /// <exception cref="TemplateFileException">It cannot be read or is no template; the message says why and where.</exception>
    public static JsonObject Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new TemplateFileException($"there is no file '{path}'");
        }

        return file.Length > MostBytes ? throw new TemplateFileException($"'{path}' is larger than 1 MB, the most that CloudFormation takes") : Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a template's text.</summary>
    /// <exception cref="TemplateFileException">It is no template.</exception>
    public static JsonObject Parse(string text, string name)
    {
        var root = text.AsSpan().TrimStart().StartsWith("{") ? FromJson(text, name) : FromYaml(text, name);
        return root is JsonObject template && template["Resources"] is JsonObject
            ? template
            : throw new TemplateFileException($"'{name}' is no CloudFormation template: it has no mapping 'Resources'");
    }

    static JsonNode? FromJson(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new TemplateFileException($"'{name}' is not valid JSON at line {e.LineNumber + 1}");
        }
    }

    static JsonNode? FromYaml(string text, string name)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var document] ? Convert(document.RootNode, name, 0) : throw new TemplateFileException($"'{name}' must hold one YAML document");
        }
        catch (YamlException e)
        {
            throw new TemplateFileException($"'{name}' is not valid YAML at line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
        }
    }

    static JsonNode? Convert(YamlNode node, string name, int depth)
    {
        if (depth > MostDepth)
        {
            throw new TemplateFileException($"'{name}' is nested too deeply at line {node.Start.Line}");
        }

        var value = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(KeyOf(child.Key, name), Convert(child.Value, name, depth + 1)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(item => Convert(item, name, depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new TemplateFileException($"'{name}' holds something that is no value at line {node.Start.Line}"),
        };
        return node.Tag.IsEmpty || node.Tag.Value.StartsWith("tag:yaml.org", StringComparison.Ordinal) ? value : Function(node.Tag.Value, value, name, node.Start.Line);
    }

    static string KeyOf(YamlNode key, string name) => key is YamlScalarNode { Value: { } text } ? text : throw new TemplateFileException($"'{name}' has a key that is no text at line {key.Start.Line}");

    static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" => null,
            _ when Truth.TryGetValue(text, out var truth) => JsonValue.Create(truth),
            // An account id with a leading zero, a version such as 2012-10-17 and the like stay text.
            _ when text[0] != '0' && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            "0" => JsonValue.Create(0),
            _ => JsonValue.Create(text),
        };
    }

    static JsonObject Function(string tag, JsonNode? value, string name, long line)
    {
        var function = tag.TrimStart('!');
        if (!tag.StartsWith('!') || function.Length == 0)
        {
            throw new TemplateFileException($"'{name}' has the tag '{tag}' at line {line}, which is no function of CloudFormation");
        }

        return function switch
        {
            "Ref" or "Condition" => new JsonObject { [function] = value },
            // Both "!GetAtt A.B" and "!GetAtt [A, B]" mean the list.
            "GetAtt" when value is JsonValue text && text.GetValue<string>().Split('.', 2) is [var resource, var attribute] => new JsonObject { ["Fn::GetAtt"] = new JsonArray(resource, attribute) },
            _ => new JsonObject { [$"Fn::{function}"] = value },
        };
    }
}

/// <summary>A file is no template. The message is a sentence for people.</summary>
sealed class TemplateFileException(string message) : Exception(message);
