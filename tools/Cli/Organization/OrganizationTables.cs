using System.Globalization;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Organization;
using Spectre.Console;

namespace GovCloud.Cli.Organization;

/// <summary>A plan as tables for people.</summary>
sealed class OrganizationTables(PlannedOrganization planned, TextWriter output)
{
    readonly IAnsiConsole console = Terminal.Of(output);
    readonly int limit = OrganizationQuotas.LimitOf(planned.Estate.Organization, OrganizationQuota.ServiceControlPolicyCharacters, DateOnly.MaxValue);

    public void Write()
    {
        var plan = planned.Plan;
        WriteTable(
            "組織単位(OU)",
            ["OU", "名称", "AWS上の名前", "状態", "アカウント数", "SCP数(FullAWSAccessを含む)", "効いているポリシー"],
            plan.Units.Select(unit => new[]
            {
                unit.Key, unit.Label, unit.Name, unit.ExistingId is { } id ? $"既存 {id}" : "作成",
                Number(plan.Placements.Count(placement => placement.Unit.Key == unit.Key)), Number(OrganizationChecks.CountOn(plan, unit)),
                string.Join(", ", plan.PoliciesOf(unit).Select(policy => policy.Name["gca-".Length..])),
            }));
        WriteTable(
            "アカウントの所属",
            ["アカウント", "ID", "OU", "環境", "団体", "業務", "所管", "作成"],
            plan.Placements.Select(placement => new[]
            {
                placement.Name, placement.Id?.ToString() ?? "(未作成)", $"{placement.Unit.Label}({placement.Unit.Key})", placement.Environment == DeploymentEnvironment.Production ? "本番" : "検証",
                NameOf(placement.Municipality), placement.System ?? "—", placement.Owner, placement.Entry is null ? "対象外" : "スタック",
            }));
        WriteTable(
            "ポリシー",
            ["名前", "種類", "目的", "付ける先", "文字数", "上限"],
            plan.Policies.Select(policy => new[]
            {
                policy.Name, policy is OrganizationPolicy.ServiceControl ? "SCP" : "タグ", policy.Purpose.Japanese, string.Join(", ", policy.Targets), Number(policy.Document.Length),
                policy is OrganizationPolicy.ServiceControl ? Number(limit) : Number(OrganizationQuotas.LimitOf(planned.Estate.Organization, OrganizationQuota.TagPolicyCharacters, DateOnly.MaxValue)),
            }));
        output.WriteLine($"{EstateLocation.Count(plan.Units.Length, "unit")}, {EstateLocation.Count(plan.Placements.Length, "account")}, {plan.Policies.Length} policies");
    }

    string NameOf(MunicipalityCode? code) => code is { } one ? planned.Estate.Municipalities.First(body => body.Code == one).Name : "—";

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    void WriteTable(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Title = new TableTitle(title), Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(column => new TableColumn(column))]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }
}
