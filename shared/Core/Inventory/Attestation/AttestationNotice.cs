using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit.Evidence;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Inventory.Attestation;

/// <summary>Something to be told about a campaign, and to whom. In Japanese; counts, days and places, and nobody's name.</summary>
public sealed record AttestationNotice
{
    const int MostProblems = 10;

    /// <summary>Equal for what is the same to its readers, so that it is told once.</summary>
    public required string Key { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Facts with their labels.</summary>
    public required ImmutableArray<(string Label, string Value)> Facts { get; init; }

    /// <summary>What to do.</summary>
    public required string Closing { get; init; }

    /// <summary>The organisations that are told: ids.</summary>
    public required ImmutableArray<string> Organisations { get; init; }

    /// <summary>What is told at a step.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="state">The campaign.</param>
    /// <param name="step">The step.</param>
    /// <param name="documents">Where the documents are.</param>
    /// <param name="inbox">Where answers are put.</param>
    /// <param name="head">The end of the chain of evidence after the step.</param>
    public static AttestationNotice Of(Estate estate, CampaignState state, CampaignStep step, string documents, string inbox, ChainHead? head)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(step);
        var campaign = state.Campaign;
        var (asked, above) = (Asked(estate, campaign), Above(estate, campaign));
        var open = campaign.Open.Count();
        return step.Kind switch
        {
            CampaignStepKind.Open => New(
                campaign, step, $"【中】アカウント棚卸の確認をお願いします({Day(campaign.DueOn)}まで)", asked, head,
                [("確認するもの", $"{campaign.Items.Length}件"), ("確認用の文書", documents), ("回答を置く場所", inbox)],
                "確認用のExcelの色の付いた4列に記入し、回答を置く場所に保存してください。ご本人以外の方が確かめてください。"),
            CampaignStepKind.Remind => New(
                campaign, step, $"【中】アカウント棚卸の確認が済んでいません(残り{open}件、{Day(campaign.DueOn)}まで)", asked, null,
                [("未回答", $"{open}件(全{campaign.Items.Length}件)"), ("確認用の文書", documents), ("回答を置く場所", inbox)],
                "記入済みの行だけでも取り込めます。"),
            CampaignStepKind.Escalate => New(
                campaign, step, $"【高】アカウント棚卸の確認が期限を過ぎています(未回答{open}件)", [.. asked, .. above], null,
                [("団体", BodyOf(estate, campaign).Name), ("未回答", $"{open}件(全{campaign.Items.Length}件)"), ("確認用の文書", documents)],
                "回答されないまま締め切ると、不要なアカウントや権限が残っているかどうかがわかりません。担当部署に回答を促してください。"),
            _ => New(
                campaign, step, open == 0 ? "【参考】アカウント棚卸の確認を締め切りました(すべて回答済み)" : $"【高】アカウント棚卸の確認を締め切りました(未回答{open}件)",
                [.. asked, estate.Profile.Operator, .. open == 0 ? [] : above], head,
                [("団体", BodyOf(estate, campaign).Name), .. Counts(campaign), ("結果の文書", documents)],
                "「廃止」「変更」と回答されたものは、運用管理補助者が対応します。期限までに廃止されないものは障害として通知されます。"),
        };
    }

    /// <summary>What is told of a file of which rows could not be taken.</summary>
    public static AttestationNotice OfProblems(Estate estate, AttestationCampaign campaign, AnswerFile file, string kept)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(file);
        return new()
        {
            Key = $"{campaign.Id} file {file.Digest}",
            Subject = $"【中】アカウント棚卸の回答に取り込めない行があります({file.Problems.Length}行)",
            Facts =
            [
                ("確認番号", campaign.Id), ("ファイル", Redactor.Redact(file.Key)), ("取り込んだ回答", $"{file.Taken}件"),
                // A reason quotes what somebody wrote into a cell.
                .. file.Problems.Take(MostProblems).Select((problem, i) => (string.Create(CultureInfo.InvariantCulture, $"理由{i + 1}"), Redactor.Redact(problem))), ("控え", kept),
            ],
            Closing = "ほかの行は取り込みました。示した行を直して、同じ場所にもう一度保存してください。",
            Organisations = Asked(estate, campaign),
        };
    }

    /// <summary>What is told of a file that could not be taken at all.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="campaign">The campaign that it names; none where it names none that is known.</param>
    /// <param name="key">Its key.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="reason">Why, in Japanese.</param>
    /// <param name="kept">Where it is kept.</param>
    public static AttestationNotice OfUnreadable(Estate estate, AttestationCampaign? campaign, string key, string digest, string reason, string kept)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return new()
        {
            Key = $"attestation unreadable {digest} {reason}",
            Subject = "【中】アカウント棚卸の回答を取り込めません",
            Facts = [("ファイル", Redactor.Redact(key)), ("理由", Redactor.Redact(reason)), ("保管場所", kept)],
            Closing = "確認用のExcelをそのまま使って(または同じ列のCSVで)記入し、もう一度保存してください。元のファイルは失われていません。",
            Organisations = campaign is null ? [estate.Profile.Operator] : [.. Asked(estate, campaign), estate.Profile.Operator],
        };
    }

    static AttestationNotice New(
        AttestationCampaign campaign, CampaignStep step, string subject, IEnumerable<string> organisations, ChainHead? head, IEnumerable<(string, string)> facts, string closing) => new()
        {
            Key = $"{campaign.Id} {step.Name}",
            Subject = subject,
            Facts = [("確認番号", campaign.Id), .. facts, .. head is null ? [] : new[] { ("証跡の番号", head.ToString()) }],
            Closing = closing,
            Organisations = [.. organisations.Distinct(StringComparer.Ordinal)],
        };

    static IEnumerable<(string, string)> Counts(AttestationCampaign campaign)
    {
        string Count(AttestationDecision decision) => $"{campaign.Answers.Count(answer => answer.Decision == decision)}件";
        return [("継続", Count(AttestationDecision.Keep)), ("変更", Count(AttestationDecision.Change)), ("廃止", Count(AttestationDecision.Remove)), ("未回答", $"{campaign.Open.Count()}件")];
    }

    static ImmutableArray<string> Asked(Estate estate, AttestationCampaign campaign) => [BodyOf(estate, campaign).ItDepartment];

    static ImmutableArray<string> Above(Estate estate, AttestationCampaign campaign) =>
    [
        estate.Profile.Operator,
        .. estate.Audit.Attestation.Superiors.Where(superior => superior.Municipality == campaign.Municipality).Select(superior => superior.Organisation),
    ];

    static Municipality BodyOf(Estate estate, AttestationCampaign campaign)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Municipalities.First(body => body.Code == campaign.Municipality);
    }

    static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日");
}
