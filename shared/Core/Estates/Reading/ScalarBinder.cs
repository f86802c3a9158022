using System.Globalization;
using System.Text.Json;
using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>Gives single values their meaning. <see langword="null"/> where that is impossible and has been reported.</summary>
sealed class ScalarBinder(ProblemList problems)
{
    public object? Bind(ValueShape shape, string key, SourceNode.Scalar node) => shape switch
    {
        _ when SecretText.Kind(node.Text) is not null => null, // reported for all values, also under unknown keys
        _ when PlainText.IsNull(node) => Fail(EstateRules.NoValue, node, $"'{key}' has no value; give it one or remove the key"),
        ValueShape.Truth => Truth(key, node),
        ValueShape.Integer bounds => Integer(bounds, key, node),
        ValueShape.Number => Number(key, node),
        _ when PlainText.IsNumber(node) || PlainText.IsBoolean(node) => Unquoted(node),
        ValueShape.Text text => Text(text.Format, key, node),
        ValueShape.Word word => Word(word, key, node),
        ValueShape.Date => Date(key, node),
        ValueShape.Time => Time(key, node),
        ValueShape.Municipality => Municipality(node),
        ValueShape.AccountNumber => Account(node),
        ValueShape.AddressRange => Range(key, node),
        _ => throw new NotSupportedException($"{shape.GetType().Name} is no single value."),
    };

    object? Fail(string rule, SourceNode.Scalar node, string message)
    {
        problems.Error(rule, node.Position, message);
        return null;
    }

    object? Unquoted(SourceNode.Scalar node)
    {
        var what = PlainText.IsBoolean(node) ? "a truth value" : "a number";
        var danger = node.Text.StartsWith('0') && node.Text.Length > 1 ? ", and other tools drop its leading zero" : "";
        return Fail(EstateRules.Unquoted, node, $"{node.Text} without quotes is read as {what}{danger}; quote it: \"{node.Text}\"");
    }

    object? Truth(string key, SourceNode.Scalar node) =>
        PlainText.IsBoolean(node)
            ? node.Text.StartsWith("t", StringComparison.OrdinalIgnoreCase)
            : Fail(EstateRules.Unparsable, node, $"'{key}' must be true or false without quotes, not '{node.Text}'");

    object? Number(string key, SourceNode.Scalar node)
    {
        if (node.Quoted || !decimal.TryParse(node.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return Fail(EstateRules.Unparsable, node, $"'{key}' must be a number without quotes such as 12 or 0.5, 0 or more, not '{Shown(node.Text)}'");
        }

        return number <= ValueShape.Number.Maximum && number.Scale <= ValueShape.Number.MostDecimals
            ? number / 1.000000000000000000000000000000m // 0.50 and 0.5 are one value and must give one digest
            : Fail(EstateRules.Range, node, FormattableString.Invariant($"'{key}' must be 0 to {ValueShape.Number.Maximum} with at most {ValueShape.Number.MostDecimals} decimals, not {node.Text}"));
    }

    object? Integer(ValueShape.Integer bounds, string key, SourceNode.Scalar node)
    {
        if (node.Quoted || !int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return Fail(EstateRules.Unparsable, node, $"'{key}' must be a whole number without quotes, not '{node.Text}'");
        }

        return number >= bounds.Minimum && number <= bounds.Maximum
            ? number
            : Fail(EstateRules.Range, node, $"'{key}' must be {bounds.Minimum} to {bounds.Maximum}, not {number}");
    }

    object? Text(TextFormat format, string key, SourceNode.Scalar node) =>
        format.Matches(node.Text) ? node.Text : Fail(EstateRules.Format, node, $"'{key}' must be {format.Needed}, not '{Shown(node.Text)}'");

    object? Word(ValueShape.Word shape, string key, SourceNode.Scalar node)
    {
        var index = shape.Words.IndexOf(node.Text, 0, StringComparer.Ordinal);
        return index >= 0
            ? Enum.GetValues(shape.Enumeration).GetValue(index)
            : Fail(EstateRules.UnknownWord, node, $"'{Shown(node.Text)}' is none of the words of '{key}': {string.Join(", ", shape.Words)}{Suggestion.DidYouMean(node.Text, shape.Words)}");
    }

    object? Date(string key, SourceNode.Scalar node) =>
        DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : Fail(EstateRules.Unparsable, node, $"'{key}' must be a date of the calendar such as 2026-04-01, not '{Shown(node.Text)}'");

    object? Time(string key, SourceNode.Scalar node) =>
        TimeOnly.TryParseExact(node.Text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Fail(EstateRules.Unparsable, node, $"'{key}' must be a time from 0:00 to 23:59 such as 8:30, not '{Shown(node.Text)}'; the end of the day is 0:00");

    object? Municipality(SourceNode.Scalar node) =>
        GovCloud.MunicipalityCode.TryParse(node.Text, out var code) ? code : Fail(EstateRules.MunicipalityCode, node, GovCloud.MunicipalityCode.Explain(Shown(node.Text))!);

    object? Account(SourceNode.Scalar node) =>
        GovCloud.AccountId.TryParse(node.Text, out var id)
            ? id
            : Fail(EstateRules.AccountId, node, $"'{Shown(node.Text)}' is not an AWS account id: it has {node.Text.Length} characters; write exactly 12 digits, quoted");

    object? Range(string key, SourceNode.Scalar node) =>
        Cidr.TryParse(node.Text, out var cidr) ? cidr : Fail(EstateRules.AddressRange, node, $"'{key}': {Cidr.Explain(Shown(node.Text))}");

    static string Shown(string text) => text.Length <= 60 ? JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : text[..60] + "…";
}
