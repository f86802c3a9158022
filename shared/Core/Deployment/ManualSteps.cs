using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Deployment;

/// <summary>What no template does, as far as estate and templates ask for it.</summary>
static class ManualSteps
{
    static readonly DeploymentText None = new("不要", "nothing to take back");

    static readonly ImmutableArray<(string Service, string Principal)> LinkedRoles =
    [
        ("GuardDuty", "guardduty.amazonaws.com"), ("SecurityHub", "securityhub.amazonaws.com"), ("Macie", "macie.amazonaws.com"), ("AccessAnalyzer", "access-analyzer.amazonaws.com"),
        ("NetworkFirewall", "network-firewall.amazonaws.com"), ("Backup", "backup.amazonaws.com"),
    ];

    public static ImmutableArray<ManualStep> Of(ImmutableArray<DeploymentStep> steps, Estate estate) =>
    [
        .. Before(steps, estate),
        .. Network(steps, estate),
        .. Operations(steps),
        .. Accounts(steps),
    ];

    static IEnumerable<ManualStep> Before(ImmutableArray<DeploymentStep> steps, Estate estate)
    {
        var accounts = steps.Select(step => step.Account).Distinct(StringComparer.Ordinal).Count();
        if (estate.Profile.Organization == OrganizationMode.Gcas)
        {
            yield return new ManualStep(0, new(
                $"GCAS で {Number(accounts)} アカウントの払い出しを受け、台帳に記録する", $"have {Number(accounts)} accounts issued by GCAS and record them in the ledger"), "./gca accounts application", new("台帳で取り消しを記録し、GCAS に申請する", "record the withdrawal in the ledger and apply to GCAS"));
            yield return new ManualStep(0, new(
                "デジタル庁の SCP が、使うリージョン(us-east-1 を含む)とサービスリンクロールの作成を許すか確認する", "confirm that the Digital Agency's policies allow the regions that are used, us-east-1 included, and the creation of service-linked roles"), null, None);
        }
        else
        {
            yield return new ManualStep(0, new("組織のポリシーの種類・サービスの信頼・委任管理者を設定する", "enable policy types, trusted services and delegated administrators of the organization"), "./gca organization settings", new("委任を解除してから信頼を外す", "withdraw the delegation, then the trust"));
        }

        var services = steps.SelectMany(step => step.Stack.Definition.Section("Resources")).Select(r => StackDefinition.TypeOf(r.Value).Split("::") is [_, var service, ..] ? service : "").ToHashSet(StringComparer.Ordinal);
        var linked = LinkedRoles.Where(role => services.Contains(role.Service)).Select(role => role.Principal).ToList();
        if (linked.Count > 0)
        {
            yield return new ManualStep(0, new(
                $"サービスリンクロールがないアカウントで作成を拒まれるときは、権限のある人が先に作る: {string.Join("、", linked)}", $"where an account lacks service-linked roles and their creation is denied, somebody with the right makes them first: {string.Join(", ", linked)}"),
                "aws iam create-service-linked-role --aws-service-name <サービス>", new("サービスを使うのをやめてからロールを削除する", "delete the role after the service is no longer used"));
        }
    }

    static IEnumerable<ManualStep> Network(ImmutableArray<DeploymentStep> steps, Estate estate)
    {
        if (steps.FirstOrDefault(step => step.Kind.Prefix == "GovCloud-Network") is { } gateway && estate.Profile.Organization == OrganizationMode.Gcas)
        {
            yield return new ManualStep(gateway.Stage.Number, new(
                "各アカウントで Transit Gateway と名前解決の共有(RAM)の招待を承諾する(組織内の共有が有効なら招待はない)", "accept the shares (RAM) of Transit Gateway and name resolution in every account; there is no invitation where sharing within the organization is enabled"),
                "aws ram get-resource-share-invitations", new("共有から抜ける。アタッチメントがある間は抜けない", "leave the share; not while there is an attachment"));
        }

        if (steps.FirstOrDefault(step => step.Kind.Prefix == "GovCloud-NetworkConnection") is { } line)
        {
            yield return new ManualStep(line.Stage.Number, new("回線ごとに仮想インターフェイスを回線事業者と設定する", "set up the virtual interface of each line with the carrier"), "./gca network connection", new("仮想インターフェイスを落とす", "take the virtual interface down"));
        }

        foreach (var stage in steps.Where(step => step.Prerequisites.Any(name => name.StartsWith("/govcloud/network/attachments/", StringComparison.Ordinal))).GroupBy(step => step.Stage.Number).OrderBy(g => g.Key))
        {
            var count = stage.SelectMany(step => step.Prerequisites).Distinct(StringComparer.Ordinal).Count();
            yield return new ManualStep(stage.Key, new(
                $"GovCloud-Spoke の後、経路の前に、アタッチメントのID {Number(count)} 件をネットワークアカウントの SSM パラメータに記録する", $"after GovCloud-Spoke and before the routes, record {Number(count)} ids of attachments in parameters of the network account"),
                "./gca network attachments --from attachments.json", new("パラメータを削除する", "delete the parameters"));
        }
    }

    static IEnumerable<ManualStep> Operations(ImmutableArray<DeploymentStep> steps)
    {
        if (steps.FirstOrDefault(step => step.Kind.Prefix == "GovCloud-Automation") is not { } automation)
        {
            yield break;
        }

        yield return new ManualStep(automation.Stage.Number, new("Slack の Webhook アドレスを SSM パラメータ(SecureString)に登録する", "store the Slack webhook addresses as SecureString parameters"), "aws ssm put-parameter --type SecureString", new("パラメータを削除し、Slack 側で無効にする", "delete the parameters and revoke them in Slack"));
        yield return new ManualStep(automation.Stage.Number, new("SES で送信元を検証し、サンドボックスの解除を申請する", "verify the sender in SES and apply to leave its sandbox"), "aws sesv2 create-email-identity", new("ID を削除する", "delete the identity"));
    }

    static IEnumerable<ManualStep> Accounts(ImmutableArray<DeploymentStep> steps)
    {
        foreach (var stage in steps.Where(step => step.Kind.Prefix == "GovCloud-Guardrails").GroupBy(step => step.Stage.Number).OrderBy(g => g.Key))
        {
            yield return new ManualStep(stage.Key, new($"{Number(stage.Count())} アカウントに、テンプレートで作れない設定を適用し、監査の結果を記録する", $"apply the settings outside the template to {Number(stage.Count())} accounts and record the audit's results"),
                "./gca guardrails settings --account <番号> --apply", new("設定を手で元に戻す(適用前の値は --apply なしの出力に残す)", "set them back by hand; the output without --apply keeps the values before"));
        }

        if (steps.FirstOrDefault(step => step.Kind.Prefix == "GovCloud-Backup") is { } backup)
        {
            yield return new ManualStep(backup.Stage.Number, new("各アカウント・リージョンで、AWS Backup の対象にするサービスを有効にする", "opt in to the services that AWS Backup covers, in each account and region"), "aws backup update-region-settings", new("元の設定に戻す(describe-region-settings の出力を残す)", "set it back; keep the output of describe-region-settings"));
        }
    }

    static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
