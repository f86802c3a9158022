using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;

namespace GovCloud.Inventory.Attestation;

/// <summary>A row of a returned workbook, as it was filled in.</summary>
/// <param name="Row">Row of the sheet, from 1, for messages.</param>
/// <param name="Number">The item's number.</param>
/// <param name="Decision">継続, 変更 or 廃止; empty for no answer yet.</param>
/// <param name="By">Who decided.</param>
/// <param name="On">When: a date, or the serial number that Excel keeps of one.</param>
/// <param name="Note">What else was written.</param>
public sealed record AttestationRow(int Row, string Number, string Decision, string By, string On, string Note);

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">The row; none where the whole is wrong.</param>
/// <param name="Reason">What, in Japanese, without a name.</param>
public sealed record AttestationProblem(AttestationRow? Row, string Reason)
{
    /// <summary>As people read it.</summary>
    public override string ToString() => Row is null ? Reason : $"{Row.Row}行目: {Reason}";
}

/// <summary>A campaign with the answers that could be taken, and what is wrong with the others.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Taken">How many answers were new or changed.</param>
/// <param name="Problems">What is wrong, by row.</param>
public sealed record AttestationImport(AttestationCampaign Campaign, int Taken, ImmutableArray<AttestationProblem> Problems);

/// <summary>Takes answers.</summary>
public static class AttestationAnswers
{
    static readonly DateOnly FirstSerial = new(1899, 12, 30);

    /// <summary>Takes every row that is sound. A row without a decision is no answer; a later answer replaces the earlier one.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="id">The id that the workbook names.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="today">Today in Japan.</param>
    public static AttestationImport Take(AttestationCampaign campaign, string id, IEnumerable<AttestationRow> rows, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(rows);
        if (id != campaign.Id)
        {
            return new(campaign, 0, [new(null, $"この回答は別の確認({id})のものです。この確認は {campaign.Id} です。")]);
        }

        var answers = campaign.Answers.ToDictionary(answer => answer.Number);
        var problems = ImmutableArray.CreateBuilder<AttestationProblem>();
        var seen = new HashSet<int>();
        var taken = 0;
        foreach (var row in rows.Where(row => row.Decision.Trim().Length > 0))
        {
            if (Read(campaign, row, today, out var problem) is not { } answer)
            {
                problems.Add(new(row, problem));
            }
            else if (!seen.Add(answer.Number))
            {
                problems.Add(new(row, $"番号 {answer.Number} の回答が二つあります。"));
            }
            else if (!answers.TryGetValue(answer.Number, out var earlier) || (earlier != answer && earlier.On <= answer.On))
            {
                answers[answer.Number] = answer;
                taken++;
            }
        }

        return new(campaign with { Answers = [.. answers.Values.OrderBy(answer => answer.Number)] }, taken, problems.ToImmutable());
    }

    static AttestationAnswer? Read(AttestationCampaign campaign, AttestationRow row, DateOnly today, out string problem)
    {
        problem = "";
        var item = int.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? campaign.Items.FirstOrDefault(known => known.Number == number) : null;
        if (item is null)
        {
            problem = $"番号 {row.Number} はこの確認にありません。";
        }
        else if (Decision(row.Decision.Trim()) is not { } decision)
        {
            problem = $"回答「{row.Decision.Trim()}」は、継続・変更・廃止のどれでもありません。";
        }
        else if (row.By.Trim() is not { Length: > 0 } by)
        {
            problem = "回答者がありません。";
        }
        else if (IsReviewed(item, by))
        {
            // Without the name: the reason is told to more people than the file.
            problem = "回答者が本人です。本人以外が確かめてください。";
        }
        else if (Day(row.On.Trim()) is not { } day || day < campaign.OpenedOn || day > today)
        {
            problem = $"回答日「{row.On.Trim()}」は、{campaign.OpenedOn:yyyy-MM-dd}から今日までの日付ではありません。";
        }
        else
        {
            return new(number, decision, by, day, row.Note.Trim() is { Length: > 0 } note ? note : null);
        }

        return null;
    }

    /// <summary>職務の分離: whether who answers is who is asked about. By the last part of an ARN or the person of an assignment, with or without a mail domain, and among other words.</summary>
    static bool IsReviewed(AttestationItem item, string by)
    {
        if (item.Kind is not (SubjectKind.User or SubjectKind.Assignment) || item.Subject.Length == 0)
        {
            return false;
        }

        var reviewed = Fold(item.Subject[(item.Subject.LastIndexOf('/') + 1)..]);
        return Fold(by).Split([' ', '　', ',', '、', '(', ')', '<', '>', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word == reviewed || word.Split('@')[0] == reviewed.Split('@')[0]);
    }

    // Full-width letters are typed where half-width ones are meant. Not by Unicode normalization, which does nothing without globalization data.
    static string Fold(string text) => string.Create(text.Length, text, static (folded, original) =>
    {
        for (var i = 0; i < original.Length; i++)
        {
            folded[i] = char.ToLowerInvariant(original[i] is >= '！' and <= '～' ? (char)(original[i] - '！' + '!') : original[i]);
        }
    });

    static AttestationDecision? Decision(string text) => text switch
    {
        "継続" => AttestationDecision.Keep,
        "変更" => AttestationDecision.Change,
        "廃止" => AttestationDecision.Remove,
        _ => null,
    };

    static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-M-d", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 36_526 and < 73_051 ? FirstSerial.AddDays(serial)
        : null;
}
