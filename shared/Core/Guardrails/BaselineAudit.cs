using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>Judges what was read of an account by what the estate asks. What is not known is unknown and never met.</summary>
public static class BaselineAudit
{
    // The comparison is begun every day; one that is older was not begun or did not end.
    static readonly TimeSpan FreshFor = TimeSpan.FromHours(36);

    /// <summary>Judges an account.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="now">When it was read.</param>
    public static AccountAudit Judge(Estate estate, AccountReading reading, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(reading);
        var account = estate.Accounts.First(one => one.Id == reading.Account);
        var expected = estate.Guardrails.VersionOf(account.Id);
        var items = expected is { } version ? Items(estate, account, version, reading, now) : [];
        var judged = items.Select(item => Excepted(estate, account, item, JapanTime.DateOf(now))).ToImmutableArray();
        return new AccountAudit
        {
            Account = account.Id.ToString(),
            Name = account.Name,
            Expected = expected?.ToString(),
            Deployed = reading.Stack?.Version,
            Outcome = judged.Any(item => item.State == AuditState.Violated) ? AuditOutcome.Deviating
                : judged.Any(item => item.State == AuditState.Unknown) ? AuditOutcome.Unknown
                : expected is null ? AuditOutcome.None : AuditOutcome.Conforming,
            Items = judged,
        };
    }

    static IEnumerable<AuditItem> Items(Estate estate, Account account, BaselineVersion version, AccountReading reading, DateTimeOffset now)
    {
        if (reading.Unreadable is { } why)
        {
            return [new AuditItem(AuditCheck.Unreadable, null, AuditState.Unknown, why)];
        }

        var provided = estate.Guardrails.Provided.Select(one => one.Control).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. StackItems(estate, account, version, reading, now),
            Forwarding(reading),
            .. reading.Settings.Where(setting => !provided.Contains(setting.Control)).Select(setting => new AuditItem(AuditCheck.Setting, setting.Control, State(setting.State), setting.Detail)),
        ];
    }

    static IEnumerable<AuditItem> StackItems(Estate estate, Account account, BaselineVersion version, AccountReading reading, DateTimeOffset now)
    {
        if (reading.Stack is not { } stack)
        {
            return [reading.StackUnreadable is { } why ? new AuditItem(AuditCheck.Version, null, AuditState.Unknown, why) : new AuditItem(AuditCheck.Version, null, AuditState.Violated, $"{version} が適用されていない")];
        }

        return [Version(stack, version), Template(stack, version), Parameters(stack, BaselineParameterValues.Member(estate, account.Id, version)), .. Drift(stack, now)];
    }

    static AuditItem Version(StackReading stack, BaselineVersion version)
    {
        var broken = stack.Status.Contains("ROLLBACK", StringComparison.Ordinal) || stack.Status.EndsWith("_FAILED", StringComparison.Ordinal);
        return (stack.Version, broken) switch
        {
            (_, true) => new(AuditCheck.Version, null, AuditState.Violated, $"スタックの更新に失敗している({stack.Status})"),
            _ when stack.Status.StartsWith("DELETE_", StringComparison.Ordinal) => new(AuditCheck.Version, null, AuditState.Violated, $"スタックが削除されている({stack.Status})"),
            (null, _) => new(AuditCheck.Version, null, AuditState.Violated, "スタックに版の記載がない"),
            ({ } deployed, _) when deployed != version.ToString() => new(AuditCheck.Version, null, AuditState.Violated, $"指定の版は {version}、適用されている版は {deployed}"),
            _ => new(AuditCheck.Version, null, AuditState.Met, $"{version} が適用されている"),
        };
    }

    static AuditItem Template(StackReading stack, BaselineVersion version)
    {
        // The template is judged as what it says it is: that it should be another version is a finding of its own.
        var said = BaselineVersion.TryParse(stack.Version, out var deployed) ? deployed : version;
        return (stack.TemplateDigest, BaselineReleases.Find(said)) switch
        {
            (null, _) => new(AuditCheck.Template, null, AuditState.Unknown, "テンプレートを JSON として読み取れない(公開版のファイルを使わずに適用された可能性)"),
            ({ } digest, { } release) when digest == release.MemberDigest => new(AuditCheck.Template, null, AuditState.Met, $"公開版 {said} と一致"),
            _ => new(AuditCheck.Template, null, AuditState.Violated, $"公開版 {said} と異なるテンプレートが適用されている"),
        };
    }

    static AuditItem Parameters(StackReading stack, ImmutableSortedDictionary<string, string> expected)
    {
        var wrong = expected.Where(pair => stack.Parameters.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key).ToArray();
        return wrong.Length == 0
            ? new(AuditCheck.Parameters, null, AuditState.Met, "環境定義と一致")
            : new(AuditCheck.Parameters, null, AuditState.Violated, $"環境定義と異なる: {string.Join("、", wrong)}");
    }

    static IEnumerable<AuditItem> Drift(StackReading stack, DateTimeOffset now)
    {
        if (stack.DriftCheckedAt is not { } at || now - at > FreshFor || stack.DriftStatus is not ("DRIFTED" or "IN_SYNC"))
        {
            var seen = stack.DriftCheckedAt is { } last ? $"、最終確認 {JapanTime.Format(last)}" : "";
            return [new AuditItem(AuditCheck.Drift, null, AuditState.Unknown, $"変更の有無を確認できていない({stack.DriftStatus ?? "NOT_CHECKED"}{seen})")];
        }

        if (stack.DriftStatus == "IN_SYNC")
        {
            return [new AuditItem(AuditCheck.Drift, null, AuditState.Met, "適用後の変更はない")];
        }

        var named = stack.Drifted.GroupBy(resource => resource.Control, StringComparer.Ordinal)
            .Select(group => new AuditItem(AuditCheck.Drift, group.Key, AuditState.Violated, $"適用後に変更または削除されている: {string.Join("、", group.Select(resource => resource.LogicalId))}"))
            .ToArray();
        return named.Length > 0 ? named : [new AuditItem(AuditCheck.Drift, null, AuditState.Violated, "適用後に変更されている(対象を読み取れない)")];
    }

    static AuditItem Forwarding(AccountReading reading) => reading.Forwarding switch
    {
        true => new(AuditCheck.Forwarding, "events-forwarded", AuditState.Met, "転送されている"),
        false => new(AuditCheck.Forwarding, "events-forwarded", AuditState.Violated, "転送のスタックがない"),
        null => new(AuditCheck.Forwarding, "events-forwarded", AuditState.Unknown, "転送のスタックを確認できない"),
    };

    static AuditItem Excepted(Estate estate, Account account, AuditItem item, DateOnly day)
    {
        var exemption = item is { State: AuditState.Violated, Control: { } control } ? estate.Guardrails.Exceptions.FirstOrDefault(one => one.Covers(account, control, day)) : null;
        return exemption is null ? item : item with { State = AuditState.Excepted, Reason = FormattableString.Invariant($"{item.Reason}(例外: {exemption.Reason}、{exemption.Until:yyyy-MM-dd} まで)") };
    }

    static AuditState State(SettingState state) => state switch { SettingState.Met => AuditState.Met, SettingState.NotMet => AuditState.Violated, _ => AuditState.Unknown };
}
