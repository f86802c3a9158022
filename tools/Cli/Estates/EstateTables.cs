using System.Text.Json;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli.Estates;

/// <summary>An estate as tables for people.</summary>
sealed class EstateTables(EstateIndex index, IAnsiConsole console)
{
    readonly Estate estate = index.Estate;

    public void Write()
    {
        var profile = estate.Profile;
        console.MarkupLineInterpolated($"[bold]{profile.Title}[/] ({profile.Name}){(profile.Sample ? " 例" : "")}");
        console.MarkupLineInterpolated($"regions {profile.PrimaryRegion}, {profile.RecoveryRegion}; organization {Word(profile.Organization)}; operations account {profile.OperationsAccount}");
        console.MarkupLineInterpolated($"digest {index.Digest}");
        WriteMunicipalities();
        WriteSystems();
        WriteAccounts();
        WriteOrganisations();
        WriteMatrix();
    }

    void WriteMunicipalities() => Write(
        "Municipalities",
        ["Code", "Name", "Slug", "IT department", "Slack", "Systems"],
        estate.Municipalities.Select(m => new[]
        {
            m.Code.ToString(), m.Name, m.Slug, NameOf(m.ItDepartment), m.Slack ? "yes" : "no",
            $"{estate.Systems.Count(s => s.Municipalities.Contains(m.Code))}",
        }));

    void WriteSystems() => Write(
        "Systems",
        ["Id", "Name", "Usage", "Vendor", "Municipalities", "Data", "Linkage", "Service hours"],
        estate.Systems.Select(s => new[]
        {
            s.Id, s.Name, Word(s.Usage), NameOf(s.Vendor), NamesOf(s.Municipalities), Word(s.DataClass), s.LinkageCode ?? "", s.ServiceCalendar ?? "",
        }));

    void WriteAccounts() => Write(
        "Accounts",
        ["Id", "Name", "Environment", "Purpose", "System", "Usage", "Municipalities"],
        estate.Accounts.Select(a => index.FindAccount(a.Id.ToString())!).Select(c => new[]
        {
            c.Account.Id.ToString(), c.Account.Name, Word(c.Environment), Word(c.Account.Purpose), c.System?.Name ?? "", Word(c.Usage),
            string.Join(", ", c.Municipalities.Select(m => m.Name)),
        }));

    void WriteOrganisations() => Write(
        "Organisations",
        ["Id", "Name", "Kind", "Municipality", "Desk", "Mail", "Slack parameter"],
        estate.Organisations.Select(o => new[]
        {
            o.Id, o.Name, Word(o.Kind), o.Municipality is { } code ? NamesOf([code]) : "", o.Calendar, string.Join(", ", o.Mail), o.SlackWebhookParameter ?? "",
        }));

    void WriteMatrix() => Write(
        "Responsibility matrix (the first row that matches wins)",
        ["Categories", "Usage", "Responsible", "Supporting", "Informed", "Source"],
        estate.Responsibilities.Select(r => new[]
        {
            Words(r.Categories), Words(r.Usage), Word(r.Responsible), r.Supporting.IsEmpty ? "" : Words(r.Supporting), r.Informed.IsEmpty ? "" : Words(r.Informed), r.Source ?? "",
        }));

    void Write(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Title = new TableTitle(title), Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(c => new TableColumn(c))]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }

    string NameOf(string organisation) => index.Organisation(organisation)?.Name ?? organisation;

    string NamesOf(IEnumerable<MunicipalityCode> codes) =>
        string.Join(", ", codes.Select(code => estate.Municipalities.FirstOrDefault(m => m.Code == code)?.Name ?? code.ToString()));

    static string Words<TEnum>(IReadOnlyCollection<TEnum> values)
        where TEnum : struct, Enum => values.Count == 0 ? "all" : string.Join(", ", values.Select(Word));

    static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
