using System.Text.Json;

namespace GovCloud.Estates.Reading;

/// <summary>What a rule looks at. Members that could not be bound are unsound: they hold defaults, and a rule must not judge them.</summary>
sealed class RuleContext(Estate estate, SourceMap map, ProblemList problems, bool incomplete)
{
    /// <summary>The estate, in part where there are errors.</summary>
    public Estate Estate { get; } = estate;

    /// <summary>Where things stand.</summary>
    public SourceMap Map { get; } = map;

    /// <summary>Where problems go.</summary>
    public ProblemList Problems { get; } = problems;

    /// <summary>A file could not be read: what is missing may stand in it.</summary>
    public bool Incomplete { get; } = incomplete;

    /// <summary>Whether all these members can be judged.</summary>
    public bool Sound(object record, params ReadOnlySpan<string> properties)
    {
        foreach (var property in properties)
        {
            if (!Map.Sound(record, property))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An error about a member.</summary>
    public void Error(string rule, object record, string property, string message) => Problems.Error(rule, Map.At(record, property), message);

    /// <summary>A warning about a member.</summary>
    public void Warning(string rule, object record, string property, string message) => Problems.Warning(rule, Map.At(record, property), message);

    /// <summary>An enumeration's value as it is written in a file.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
