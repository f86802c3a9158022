namespace GovCloud.Organization;

/// <summary>A text in the two languages of the output.</summary>
/// <param name="Japanese">For the staff of bodies and vendors.</param>
/// <param name="English">The same in English.</param>
public sealed record OrganizationText(string Japanese, string English);

/// <summary>A rule of the organization's plan.</summary>
/// <param name="Id">Stable id; never given a second meaning.</param>
/// <param name="IsError">Whether nothing may be synthesised; else somebody should look at it.</param>
/// <param name="Remedy">How a finding is mended.</param>
public sealed record OrganizationRule(string Id, bool IsError, OrganizationText Remedy);

/// <summary>Something that is wrong with the organization of an estate.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">What exactly is wrong.</param>
/// <param name="Subject">The record of the estate that it is about; <see langword="null"/> for the section as a whole.</param>
public sealed record OrganizationFinding(OrganizationRule Rule, OrganizationText Message, object? Subject = null);

/// <summary>The rules of the organization's plan.</summary>
public static class OrganizationRules
{
    /// <summary>More policies on a node than AWS attaches.</summary>
    public static readonly OrganizationRule PoliciesPerNode = new(
        "ORG001", true, new("policiesTurnedOff で使わないポリシーを理由付きで外すか、上限の実績を quotas に書く", "turn policies off with a reason, or name the limit that was granted in 'quotas'"));

    /// <summary>A policy that is longer than AWS accepts.</summary>
    public static readonly OrganizationRule PolicyLength = new(
        "ORG002", true, new("exemptRoles や additionalRegions を減らす。タグポリシーなら団体・業務を分けた環境定義にする", "name fewer exempt roles and regions; for tags, split the estate"));

    /// <summary>A deny that lets nobody pass.</summary>
    public static readonly OrganizationRule NobodyExempt = new(
        "ORG003", false, new("デプロイ用と緊急用のロールを exemptRoles に書く", "name the roles of deployment and emergency in 'exemptRoles'"));

    /// <summary>A deny by region that hits global services.</summary>
    public static readonly OrganizationRule GlobalServices = new(
        "ORG004", true, new("グローバルサービスを NotAction に含める", "let global services pass by NotAction"));

    /// <summary>More units or accounts than AWS allows.</summary>
    public static readonly OrganizationRule Size = new(
        "ORG005", true, new("AWSサポートに上限緩和を申請し、実績を organization.quotas に書く", "ask AWS Support for more and name what was granted in 'organization.quotas'"));

    /// <summary>A policy that is turned off.</summary>
    public static readonly OrganizationRule TurnedOff = new(
        "ORG006", false, new("代わりの統制が有効か確認する", "make sure that what protects instead is in force"));

    /// <summary>A stack that would create too many accounts.</summary>
    public static readonly OrganizationRule AccountsPerStack = new(
        "ORG007", true, new("超える分の newAccounts に stack を書く。作成済みのアカウントの stack は変えない", "write 'stack' for those beyond; never change it for an account that exists"));

    /// <summary>A stack outside the allowed regions that nobody may deploy.</summary>
    public static readonly OrganizationRule GlobalEventRule = new(
        "ORG008", true, new("デプロイ用のロールを exemptRoles に書くか、globalEventRule を false にする", "name the role of deployment in 'exemptRoles', or write 'globalEventRule: false'"));
}
