using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Triage;

namespace GovCloud.Diff;

/// <summary>Who is responsible for which alerts, before and after: what a change of the responsibility matrix means.</summary>
static class RoutingDiff
{
    static readonly UsageMode[] Usages = Enum.GetValues<UsageMode>();

    public static IEnumerable<EstateChange> Of(Estate before, Estate after)
    {
        var (old, now) = (new EstateIndex(before, ""), new EstateIndex(after, ""));
        var changes = from usage in Usages
                      from category in Enum.GetValues<AlertCategory>()
                      let was = Row(old, category, usage)
                      let becomes = Row(now, category, usage)
                      where was != becomes
                      group category by (usage, was, becomes);
        return changes.Select(change => new EstateChange
        {
            Kind = ChangeKind.Changed,
            Area = ChangeArea.Routing,
            Subject = "responsibilities",
            Text = new(
                $"{Word(change.Key.usage).Japanese}のアラート({string.Join('、', change.Select(Labels.Of))})の通知先が変わる",
                $"who is told of alerts ({string.Join(", ", change)}) of {Word(change.Key.usage).English} accounts changes"),
            Details = [new($"{change.Key.was.Japanese} → {change.Key.becomes.Japanese}", $"{change.Key.was.English} → {change.Key.becomes.English}")],
        });
    }

    static NetworkText Row(EstateIndex index, AlertCategory category, UsageMode usage)
    {
        if (index.FindResponsibility(category, usage) is not { } row)
        {
            return new("担当なし", "nobody");
        }

        var (supporting, informed) = (row.Supporting.Select(Word).ToList(), row.Informed.Select(Word).ToList());
        return new(
            $"主担当 {Word(row.Responsible).Japanese}、支援 {Joined(supporting.Select(r => r.Japanese))}、情報共有 {Joined(informed.Select(r => r.Japanese))}",
            $"responsible {Word(row.Responsible).English}, supporting {Joined(supporting.Select(r => r.English))}, informed {Joined(informed.Select(r => r.English))}");
    }

    static string Joined(IEnumerable<string> roles) => string.Join('・', roles) is { Length: > 0 } text ? text : "—";

    static NetworkText Word(Role role) => role switch
    {
        Role.Operator => new("運用管理補助者", "operator"),
        Role.IntegratedOperator => new("統合運用管理補助者", "integrated operator"),
        Role.NetworkOperator => new("ネットワーク構築運用補助者", "network operator"),
        Role.Vendor => new("ASP", "vendor"),
        Role.ItDepartment => new("情報システム課", "IT department"),
        _ => new("主管課", "owning department"),
    };

    static NetworkText Word(UsageMode usage) => usage switch
    {
        UsageMode.Dedicated => new("単独利用", "dedicated"),
        UsageMode.Shared => new("共同利用", "shared"),
        _ => new("ネットワーク・共通", "network"),
    };
}
