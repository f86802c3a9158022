using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Something that is wrong with the guardrails of an account on the morning of the audit, or with reading them.</summary>
/// <param name="Title">What.</param>
/// <param name="Account">Where.</param>
/// <param name="Inject">Makes it so.</param>
/// <param name="Findings">What the audit must say because of it; none where it must say nothing.</param>
sealed record GuardrailFault(string Title, AccountId Account, Func<SimulatedAccount, SimulatedAccount> Inject, params GuardrailFinding[] Findings);

/// <summary>What the audit must say.</summary>
sealed record GuardrailFinding(AuditCheck Check, string? Control, AuditState State);

/// <summary>The sample estate's accounts with all that is wrong with their guardrails. Nothing of it depends on the day of the week or the hour.</summary>
sealed class DeployedGuardrailAuditFaults
{
    const string Forwarding = "GovCloud-Forwarding";
    const string Forwarded = "events-forwarded";

    static readonly BaselineVersion earlier = new(1, 0);
    static readonly string folder = Path.Combine(Repository.Root, "infra", "Guardrails", "Versions");

    readonly Estate estate;
    readonly DateTimeOffset now;
    readonly GuardrailFaults faults;
    readonly List<AccountId> free;

    internal DeployedGuardrailAuditFaults(Estate estate, DateTimeOffset now)
    {
        (this.estate, this.now) = (estate, now);
        faults = new GuardrailFaults(estate.Profile.PrimaryRegion, now.AddDays(-2));
        Targets = [.. AuditSlices.Targets(estate).Select(target => target.Account.Id)];
        var exempt = estate.Guardrails.Exceptions[0].System;
        Excepted = estate.Accounts.First(account => account.System == exempt && account.Environment == DeploymentEnvironment.Production).Id;
        free = [.. AuditSlices.Targets(estate).Where(target => target.Version == BaselineReleases.Latest.Version && target.Account.System != exempt).Select(target => target.Account.Id)];
        All = [.. Drifts(), .. Stacks(), .. Settings(), .. Readings()];
    }

    /// <summary>All accounts that have a baseline.</summary>
    internal ImmutableArray<AccountId> Targets { get; }

    /// <summary>What is wrong.</summary>
    internal ImmutableArray<GuardrailFault> All { get; }

    /// <summary>The account of which the estate says that it need not ask for tokens.</summary>
    internal AccountId Excepted { get; }

    /// <summary>What the audit must say, in order.</summary>
    internal IEnumerable<string> Expected => All.SelectMany(fault => fault.Findings, (fault, finding) => Line(fault.Account.ToString(), finding.Check, finding.Control, finding.State)).Order(StringComparer.Ordinal);

    /// <summary>A finding as a line.</summary>
    internal static string Line(string account, AuditCheck check, string? control, AuditState state) => $"{account} {check} {control ?? "-"} {state}";

    /// <summary>The accounts. Their clock is that of the schedules: a comparison of a stack takes minutes.</summary>
    internal SimulatedAccounts Create(TimeProvider clock)
    {
        var today = JapanTime.DateOf(now);
        var accounts = new EstateAccounts(estate, today, today, seed: 1, folder) { LargestPage = 5 }.Create(clock);
        foreach (var fault in All)
        {
            accounts.Change(fault.Account, fault.Inject);
        }

        return accounts;
    }

    IEnumerable<GuardrailFault> Drifts()
    {
        var discovered = free.First(account => BaselineParameterValues.Member(estate, account, BaselineReleases.Latest.Version)["Macie"] == BaselineParameterValues.Yes);
        free.Remove(discovered);
        yield return Drift(discovered, ControlCatalogue.PersonalDataDiscovered, "DELETED");
        var first = Next();
        yield return Drift(first, ControlCatalogue.TrailRecorded, "MODIFIED");
        yield return Drift(first, ControlCatalogue.ConfigurationRecorded, "DELETED");
        yield return Drift(first, ControlCatalogue.ThreatsDetected, "MODIFIED");
        yield return Drift(first, ControlCatalogue.FindingsGathered, "DELETED");
        // More than a page holds.
        var second = Next();
        yield return Drift(second, ControlCatalogue.SensitiveCallsAlarmed, "DELETED", most: 30);
        yield return Drift(second, ControlCatalogue.ConfigurationChecked, "MODIFIED", most: 17);
        var third = Next();
        yield return Drift(third, ControlCatalogue.ExternalAccessAnalysed, "DELETED");
        yield return Drift(third, ControlCatalogue.UnusedAccessAnalysed, "MODIFIED");
        yield return Drift(third, ControlCatalogue.BreakGlass, "MODIFIED");
        yield return Drift(third, ControlCatalogue.SupportRole, "DELETED");
        yield return Drift(third, ControlCatalogue.AuditRole, "MODIFIED");

        GuardrailFault Drift(AccountId where, string control, string status, int most = 1) =>
            new($"{control} のリソースが{(status == "DELETED" ? "削除" : "変更")}される", where, account => faults.Drifts(account, control, status, most), Violated(AuditCheck.Drift, control));
    }

    IEnumerable<GuardrailFault> Stacks()
    {
        yield return new("ベースラインのスタックがない", Next(), account => faults.StackIsGone(account, BaselineReleases.MemberStack), Violated(AuditCheck.Version));
        yield return new("ベースラインが東京になく大阪にだけある", Next(), account => faults.StackIsElsewhere(account, BaselineReleases.MemberStack, estate.Profile.RecoveryRegion), Violated(AuditCheck.Version));
        var template = File.ReadAllText(Path.Combine(folder, BaselineReleases.FileOf(earlier, BaselineTemplate.Member)));
        yield return new("前の版のまま", Next(), account => faults.VersionIs(account, earlier, template), Violated(AuditCheck.Version), Violated(AuditCheck.Parameters));
        yield return new("テンプレートから検知器が除かれている", Next(), account => faults.TemplateIs(account, changed => ((JsonObject)changed["Resources"]!).Remove("DetectionThreatsC931D6DC")), Violated(AuditCheck.Template));
        yield return new("更新が失敗して戻された", Next(), account => faults.BaselineIs(account, stack => stack with { Status = "UPDATE_ROLLBACK_COMPLETE" }), Violated(AuditCheck.Version));
        // A stack in this state cannot be compared; the comparison of the night before still counts.
        yield return new("スタックの削除中", Next(), account => faults.BaselineIs(account, stack => stack with { Status = "DELETE_IN_PROGRESS", Compared = now.AddHours(-20) }), Violated(AuditCheck.Version));
        yield return new("GuardDuty を外す指定で適用", Next(), account => faults.ParameterIs(account, "OwnGuardDuty", BaselineParameterValues.No), Violated(AuditCheck.Parameters));
        yield return new("VPC の外部接続の禁止の指定が環境定義と異なる", Next(), account => faults.ParameterIs(account, "VpcBlockPublicAccess", "block-ingress"), Violated(AuditCheck.Parameters));
        yield return new("YAML で適用された", Next(), account => faults.BaselineIs(account, stack => stack with { Template = "AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n" }), Unknown(AuditCheck.Template));
        yield return new("比較が結論を出さない", Next(), account => faults.BaselineIs(account, stack => stack with { IsComparable = false }), Unknown(AuditCheck.Drift));
        var odd = Next();
        yield return new("統制の印が文字列でないテンプレート", odd, account => faults.TemplateIs(account, changed => changed["Resources"]!["RolesSupport8BE75185"]!["Metadata"]![GuardrailNames.ControlMetadata] = 7), Violated(AuditCheck.Template));
        yield return new("その統制のリソースが変更される", odd, account => faults.BaselineIs(account, stack => stack with { Drifts = [new("RolesSupport8BE75185", "AWS::IAM::Role", "MODIFIED")] }), Violated(AuditCheck.Drift));
    }

    IEnumerable<GuardrailFault> Settings()
    {
        var missing = Next();
        yield return Setting("パスワードの条件がない", missing, ControlCatalogue.PasswordPolicy, account => faults.IdentityIs(account, iam => iam with { PasswordPolicy = null }));
        yield return Setting("EBS が既定で暗号化されない", missing, ControlCatalogue.VolumesEncrypted, account => faults.SettingIs(account, region => region with { VolumesEncrypted = false }));
        yield return Setting("S3 の公開の禁止がない", missing, ControlCatalogue.BucketsNotPublic, account => faults.PublicAccessIs(account, _ => null));
        yield return Setting("IMDS の既定値がない", missing, ControlCatalogue.InstanceMetadataV2, account => faults.SettingIs(account, region => region with { MetadataTokens = null }));
        yield return Setting("未使用の既定の VPC", missing, ControlCatalogue.DefaultVpcRemoved, account => faults.DefaultVpcAppears(account));
        yield return Setting("Inspector がすべて止まっている", missing, ControlCatalogue.VulnerabilitiesScanned, account => ((string[])["ec2", "ecr", "lambda", "lambdaCode"]).Aggregate(account, faults.ScanStops));
        yield return Setting("セキュリティ連絡先がない", missing, ControlCatalogue.SecurityContact, account => faults.IdentityIs(account, iam => iam with { Contacts = iam.Contacts.Remove("SECURITY") }));
        yield return new("転送のスタックがない", missing, account => faults.StackIsGone(account, Forwarding), Violated(AuditCheck.Forwarding, Forwarded));

        var loosened = Next();
        yield return Setting("パスワードが8文字でよい", loosened, ControlCatalogue.PasswordPolicy, account => faults.IdentityIs(account, iam => iam with { PasswordPolicy = new(8, 24) }));
        yield return Setting("S3 の公開の禁止の1項目が外れている", loosened, ControlCatalogue.BucketsNotPublic, account => faults.PublicAccessIs(account, block => block! with { RestrictPublicBuckets = false }));
        yield return Setting("IMDSv1 でもよい", loosened, ControlCatalogue.InstanceMetadataV2, account => faults.SettingIs(account, region => region with { MetadataTokens = "optional" }));
        yield return Setting("使用中の既定の VPC", loosened, ControlCatalogue.DefaultVpcRemoved, account => faults.DefaultVpcAppears(account, "eni-0aaaaaaaaaaaaaaaa", "eni-0bbbbbbbbbbbbbbbb"));
        yield return Setting("Inspector がコードだけ検査しない", loosened, ControlCatalogue.VulnerabilitiesScanned, account => faults.ScanStops(account, "lambdaCode"));
        yield return Setting("別のセキュリティ連絡先", loosened, ControlCatalogue.SecurityContact, account => faults.IdentityIs(account, iam => iam with { Contacts = iam.Contacts.SetItem("SECURITY", "former@example.jp") }));
        yield return new("転送のスタックの作成が失敗して戻された", loosened, account => faults.StackIs(account, Forwarding, stack => stack with { Status = "ROLLBACK_COMPLETE" }), Violated(AuditCheck.Forwarding, Forwarded));

        yield return Setting("パスワードの文字種と再利用の条件がない", Next(), ControlCatalogue.PasswordPolicy, account => faults.IdentityIs(account, iam => iam with { PasswordPolicy = new(14, 0, Mixed: false) }));
        yield return new("例外のあるシステムで IMDSv1 でもよい", Excepted, account => faults.SettingIs(account, region => region with { MetadataTokens = "optional" }));

        static GuardrailFault Setting(string title, AccountId where, string control, Func<SimulatedAccount, SimulatedAccount> inject) => new(title, where, inject, Violated(AuditCheck.Setting, control));
    }

    IEnumerable<GuardrailFault> Readings()
    {
        yield return Fails("役割を引き受けられない", Next(), new() { Kind = CallFaultKind.Denied, Service = "sts" }, Unknown(AuditCheck.Unreadable));
        yield return Fails("CloudFormation が拒否される", Next(), new() { Kind = CallFaultKind.Denied, Service = "cloudformation" }, Unknown(AuditCheck.Version), Unknown(AuditCheck.Forwarding, Forwarded));
        yield return Fails("テンプレートが途中で切れる", Next(), new() { Kind = CallFaultKind.Torn, Service = "cloudformation", Operation = "GetTemplate" }, Unknown(AuditCheck.Version));
        var stale = Next();
        yield return Fails("比較を始められない", stale, new() { Kind = CallFaultKind.Denied, Service = "cloudformation", Operation = "DetectStackDrift" }, Unknown(AuditCheck.Drift));
        yield return new("前回の比較は40時間前", stale, account => faults.BaselineIs(account, stack => stack with { Compared = now.AddHours(-40) }));
        var unlisted = Next();
        yield return Fails("変更されたものの一覧が拒否される", unlisted, new() { Kind = CallFaultKind.Denied, Service = "cloudformation", Operation = "DescribeStackResourceDrifts" }, Violated(AuditCheck.Drift));
        yield return new("記録のリソースが変更される", unlisted, account => faults.Drifts(account, ControlCatalogue.TrailRecorded, "MODIFIED", most: 1));
        yield return Fails("EC2 が拒否される", Next(), new() { Kind = CallFaultKind.Denied, Service = "ec2" }, Unset(ControlCatalogue.VolumesEncrypted), Unset(ControlCatalogue.InstanceMetadataV2), Unset(ControlCatalogue.DefaultVpcRemoved));
        var torn = Next();
        yield return Fails("S3 の応答が途中で切れる", torn, new() { Kind = CallFaultKind.Torn, Service = "s3" }, Unset(ControlCatalogue.BucketsNotPublic));
        yield return Fails("IAM の応答が途中で切れる", torn, new() { Kind = CallFaultKind.Torn, Service = "iam" }, Unset(ControlCatalogue.PasswordPolicy));
        yield return Fails("Inspector の応答が途中で切れる", torn, new() { Kind = CallFaultKind.Torn, Service = "inspector2" }, Unset(ControlCatalogue.VulnerabilitiesScanned));
        var busy = Next();
        yield return Fails("Inspector が多すぎると断り続ける", busy, new() { Kind = CallFaultKind.Throttled, Service = "inspector2" }, Unset(ControlCatalogue.VulnerabilitiesScanned));
        yield return Fails("連絡先を読む権限がない", busy, new() { Kind = CallFaultKind.Denied, Service = "account" }, Unset(ControlCatalogue.SecurityContact));
        yield return new("Inspector が状態を答えられない", Next(), account => faults.SettingIs(account, region => region with { ScansUnknown = "INTERNAL_ERROR" }), Unset(ControlCatalogue.VulnerabilitiesScanned));
        // What the retries get over is no finding.
        var slow = Next();
        foreach (var service in (string[])["sts", "cloudformation", "ec2"])
        {
            yield return Fails($"{service} が2回だけ多すぎると断る", slow, new() { Kind = CallFaultKind.Throttled, Service = service, Times = 2 });
        }

        static GuardrailFault Fails(string title, AccountId where, CallFault fault, params GuardrailFinding[] findings) => new(title, where, account => account with { Faults = account.Faults.Add(fault) }, findings);
    }

    static GuardrailFinding Violated(AuditCheck check, string? control = null) => new(check, control, AuditState.Violated);

    static GuardrailFinding Unknown(AuditCheck check, string? control = null) => new(check, control, AuditState.Unknown);

    static GuardrailFinding Unset(string control) => new(AuditCheck.Setting, control, AuditState.Unknown);

    AccountId Next()
    {
        var account = free[0];
        free.RemoveAt(0);
        return account;
    }
}
