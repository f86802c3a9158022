using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace GovCloud.Cli.Accounts;

/// <summary>Arguments and options that name accounts and their facts, with the names that the estate's files use.</summary>
static class FactOptions
{
    public static Argument<string> Name() => new("NAME") { Description = "The account's name, as in the estate." };

    public static Argument<string[]> Names() => new("NAME") { Description = "Names of accounts.", Arity = ArgumentArity.OneOrMore };

    public static Option<TEnum?> Choice<TEnum>(string name, string description)
        where TEnum : struct, Enum => new(name)
        {
            Description = $"{description}: {string.Join(", ", Enum.GetValues<TEnum>().Select(Code))}.",
            CustomParser = result => Parse<TEnum>(result),
        };

    public static Option<ImmutableArray<MunicipalityCode>?> Municipalities(string description) => new("--municipality")
    {
        Description = description,
        HelpName = "CODE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Codes,
    };

    public static Option<AccountId?> Id(bool required) => new("--id")
    {
        Description = "The 12-digit AWS account id.",
        HelpName = "ID",
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (AccountId.TryParse(text, out var id))
            {
                return id;
            }

            result.AddError($"'{text}' is not an AWS account id: exactly 12 digits are needed.");
            return null;
        },
    };

    public static Option<string?> Mail() => new("--mail") { Description = "Mail address of the account's root user.", HelpName = "ADDRESS" };

    public static Option<DateOnly?> NeededBy() => new("--needed-by")
    {
        Description = "The day by which the account is needed, as agreed with the IT department: yyyy-MM-dd.",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"'{text}' is not a day such as 2027-04-01.");
            return null;
        },
    };

    public static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static TEnum? Parse<TEnum>(ArgumentResult result)
        where TEnum : struct, Enum
    {
        var text = result.Tokens.Single().Value;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (Code(value) == text)
            {
                return value;
            }
        }

        result.AddError($"'{text}' is none of {string.Join(", ", Enum.GetValues<TEnum>().Select(Code))}.");
        return null;
    }

    static ImmutableArray<MunicipalityCode>? Codes(ArgumentResult result)
    {
        var codes = ImmutableArray.CreateBuilder<MunicipalityCode>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (MunicipalityCode.Explain(text) is { } problem)
            {
                result.AddError(problem);
                return null;
            }

            codes.Add(MunicipalityCode.Parse(text));
        }

        return codes.ToImmutable();
    }
}
