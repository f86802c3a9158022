using System.Text;

namespace GovCloud.Triage;

/// <summary>
/// Takes personal data out of text before people or logs see it: individual numbers (個人番号) with a valid check digit, resident record codes
/// (住民票コード) with a valid check digit, mail addresses and mobile phone numbers. Account ids stay: one in eleven would pass for an individual number.
/// </summary>
/// <remarks>
/// Sources: 番号法施行令 and 平成26年総務省令第85号 第5条 (check digit of the individual number); 住民基本台帳法施行規則 (resident record code: modulus 11 over ten digits).
/// </remarks>
public static class Redactor
{
    /// <summary>What stands for a redacted number.</summary>
    public const string Number = "［番号］";

    /// <summary>What stands for a redacted mail address.</summary>
    public const string Mail = "［メールアドレス］";

    /// <summary>The text without personal data.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="account">An account id that may stand free in the text; ids inside ARNs are recognised by their place.</param>
    public static string Redact(string text, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? result = null;
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var (length, replacement) = Digit(text[i]) >= 0 && !Digits(text, i - 1) ? NumberAt(text, i, account)
                : text[i] == '@' ? MailAt(text, kept, ref i)
                : (0, "");
            if (length > 0)
            {
                result ??= new StringBuilder(text.Length);
                result.Append(text, kept, i - kept).Append(replacement);
                kept = i + length;
                i = kept - 1;
            }
        }

        return result is null ? text : result.Append(text, kept, text.Length - kept).ToString();
    }

    static (int Length, string Replacement) NumberAt(string text, int start, string? account)
    {
        // Digits in one run, or in groups joined by single hyphens or spaces as they are printed on cards (1234-5678-9012).
        Span<int> digits = stackalloc int[12];
        var count = 0;
        var end = start;
        var grouped = false;
        for (var i = start; i < text.Length; i++)
        {
            var digit = Digit(text[i]);
            if (digit >= 0)
            {
                if (count == 12)
                {
                    return (0, "");
                }

                digits[count++] = digit;
                end = i + 1;
            }
            else if (text[i] is '-' or ' ' or '－' or '　' && count is 3 or 4 or 7 or 8 && Digits(text, i + 1))
            {
                grouped = true;
            }
            else
            {
                break;
            }
        }

        var personal = count switch
        {
            12 => IsIndividualNumber(digits) && !IsAccount(text, start, end, account),
            11 => IsMobilePhone(digits) || (!grouped && IsResidentRecordCode(digits)),
            _ => false,
        };
        return personal ? (end - start, Number) : (0, "");
    }

    static bool IsIndividualNumber(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var n = 1; n <= 11; n++)
        {
            sum += digits[11 - n] * (n <= 6 ? n + 1 : n - 5);
        }

        var remainder = sum % 11;
        return digits[11] == (remainder <= 1 ? 0 : 11 - remainder);
    }

    static bool IsResidentRecordCode(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var n = 1; n <= 10; n++)
        {
            sum += digits[10 - n] * (n <= 6 ? n + 1 : n - 5);
        }

        var remainder = sum % 11;
        return digits[10] == (remainder <= 1 ? 0 : 11 - remainder);
    }

    static bool IsMobilePhone(ReadOnlySpan<int> digits) => digits[0] == 0 && digits[1] is 7 or 8 or 9 && digits[2] == 0;

    static bool IsAccount(string text, int start, int end, string? account) =>
        (end - start == 12 && account is not null && text.AsSpan(start, 12).SequenceEqual(account))
        || IsAccountOfArn(text, start, end)
        || text.AsSpan(0, start).EndsWith("AWS::::Account:", StringComparison.Ordinal);

    /// <summary>Whether the digits are the fifth part of an ARN. A colon alone does not make an account: people write 番号:… too.</summary>
    static bool IsAccountOfArn(string text, int start, int end)
    {
        if (start == 0 || text[start - 1] != ':' || end == text.Length || text[end] != ':')
        {
            return false;
        }

        var arn = text.LastIndexOf("arn:", start - 1, StringComparison.Ordinal);
        return arn >= 0 && text.AsSpan(arn, start - arn) is var head && head.Count(':') == 4 && head.IndexOfAny(" \t\n\"'") < 0;
    }

    static (int Length, string Replacement) MailAt(string text, int floor, ref int i)
    {
        var start = i;
        while (start > floor && IsLocalPart(text[start - 1]))
        {
            start--;
        }

        var end = i + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '.'))
        {
            end++;
        }

        while (end > i + 1 && text[end - 1] is '.' or '-')
        {
            end--;
        }

        var dot = text.AsSpan(i + 1, end - i - 1).IndexOf('.');
        if (start == i || dot <= 0)
        {
            return (0, "");
        }

        i = start;
        return (end - start, Mail);
    }

    static bool IsLocalPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';

    static bool Digits(string text, int i) => i >= 0 && i < text.Length && Digit(text[i]) >= 0;

    static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= '０' and <= '９' => c - '０',
        _ => -1,
    };
}
