using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>What a change of a policy's statement means.</summary>
static class PolicyJudgement
{
    static readonly string[] MfaKeys = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"];

    /// <summary>Judges a difference inside a statement, or of a whole statement.</summary>
    public static Verdict Of(ValueDifference difference)
    {
        if (difference.Statement is null)
        {
            return (difference.Before ?? difference.After) is JsonObject whole && EffectOf(whole) is { } effect
                ? Whole(whole, effect, difference.Kind == ChangeKind.Added)
                : Verdict.Unknown;
        }

        if (EffectOf(difference.Statement) is not { } allows)
        {
            return Verdict.Unknown;
        }

        var part = Part(difference.Path);
        return part switch
        {
            "Effect" => TemplateValue.Text(difference.After) is "Allow" ? Verdict.Looser("拒否が許可に変わる") : Verdict.Tighter("許可が拒否に変わる"),
            "Action" or "Resource" or "Principal" => Reach(difference, part, allows),
            "Condition" => Condition(difference, allows),
            "Sid" => Verdict.Look("権限の名前だけが変わる"),
            _ => Verdict.Unknown,
        };
    }

    /// <summary>Whether anything in a resource lets everybody in, or lets somebody do everything to everything, without a condition.</summary>
    public static bool HasWildcardGrant(JsonNode node) => node switch
    {
        JsonObject record when EffectOf(record) is true => IsWide(record),
        JsonObject record => record.Any(member => member.Value is { } value && HasWildcardGrant(value)),
        JsonArray list => list.Any(item => item is not null && HasWildcardGrant(item)),
        _ => false,
    };

    static Verdict Whole(JsonObject statement, bool allows, bool added)
    {
        if (allows && added && IsWide(statement))
        {
            return Verdict.Looser("誰でも、または何でも許可する権限が追加される");
        }

        return allows == added
            ? Verdict.Looser(allows ? "許可が追加される" : "拒否がなくなる")
            : Verdict.Tighter(allows ? "許可がなくなる" : "拒否が追加される");
    }

    static Verdict Reach(ValueDifference difference, string part, bool allows)
    {
        if (difference.Kind == ChangeKind.Changed)
        {
            var (before, after) = (IsEverything(difference.Before), IsEverything(difference.After));
            return before == after ? Verdict.Look("権限の範囲が変わる") : after == allows ? Verdict.Looser("範囲が「*」に広がる") : Verdict.Tighter("範囲が「*」から狭まる");
        }

        var wider = (difference.Kind == ChangeKind.Added) == allows;
        var everything = IsEverything(difference.After ?? difference.Before) ? "(「*」= すべて)" : "";
        var what = part switch { "Action" => "操作", "Resource" => "対象", _ => "相手" };
        return wider ? Verdict.Looser($"許可される{what}が増える{everything}") : Verdict.Tighter($"許可される{what}が減る{everything}");
    }

    static Verdict Condition(ValueDifference difference, bool allows)
    {
        var mfa = Array.Exists(MfaKeys, key => difference.Path.Contains(key, StringComparison.Ordinal)
            || (difference.Before ?? difference.After)!.ToJsonString().Contains(key, StringComparison.Ordinal));
        return difference.Kind switch
        {
            ChangeKind.Removed when allows => Verdict.Looser(mfa ? "MFA の条件がなくなる" : "許可の条件がなくなる"),
            ChangeKind.Added when allows => Verdict.Tighter(mfa ? "MFA の条件が加わる" : "許可の条件が加わる"),
            ChangeKind.Removed => Verdict.Tighter("拒否の条件がなくなり、広く拒否される"),
            ChangeKind.Added => Verdict.Looser("拒否に条件が加わり、狭くなる"),
            _ => Verdict.Look(mfa ? "MFA の条件が変わる" : "条件の値が変わる"),
        };
    }

    static string Part(string path)
    {
        // Behind the statement itself: an action is not to be taken for a resource's property of the same name.
        var start = path.LastIndexOf("Statement", StringComparison.Ordinal);
        var names = (start < 0 ? path : path[start..]).Split('.').Select(name => name.Split('[')[0]);
        return names.FirstOrDefault(name => name is "Effect" or "Action" or "Resource" or "Principal" or "Condition" or "Sid") ?? "";
    }

    static bool? EffectOf(JsonObject statement) => TemplateValue.Text(statement["Effect"]) switch { "Allow" => true, "Deny" => false, _ => null };

    static bool IsWide(JsonObject statement) =>
        statement["Condition"] is null && (IsEverything(statement["Principal"]) || (IsEverything(statement["Action"]) && IsEverything(statement["Resource"])));

    static bool IsEverything(JsonNode? node) => node switch
    {
        JsonValue value => TemplateValue.Text(value) is "*" or "*:*",
        JsonArray list => list.Any(IsEverything),
        JsonObject principal => principal.Any(member => member.Key == "AWS" && IsEverything(member.Value)),
        _ => false,
    };
}
