using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Clock;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// A quarter's campaign of the sample estate from opening to closing, through the synthesised stacks: the schedule and files that are put into the inbox wake the published
/// executable, S3 keeps state and evidence, Slack and mail are captured. One body answers everything at once, one with broken rows first, the others never.
/// </summary>
public class Campaign : IAsyncLifetime, IDisposable
{
    internal static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    internal static readonly MunicipalityCode Sendai = MunicipalityCode.Parse("041009");
    internal static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");

    internal const string Leaver = "arn:aws:iam::131229000101:user/suzuki.ichiro";
    const string Account = "131229000101";

    AmazonS3Client? s3;
    Disturbance? disturbance;

    internal Estate Estate { get; private set; } = null!;

    internal EstateCloud Cloud { get; private set; } = null!;

    /// <summary>What was seen at named moments.</summary>
    internal Dictionary<string, CampaignMoment> Moments { get; } = new(StringComparer.Ordinal);

    internal TimeSpan Took { get; private set; }

    internal string Evidence => Cloud.Host.PhysicalName("AWS::S3::Bucket", "DocumentsEvidence");

    internal string Campaigns => Cloud.Host.PhysicalName("AWS::S3::Bucket", "AccountAttestationCampaigns");

    internal string Reports => Cloud.Host.PhysicalName("AWS::S3::Bucket", "DocumentsReports");

    internal string Quarantine => Cloud.Host.PhysicalName("AWS::S3::Bucket", "DocumentsQuarantine");

    internal LocalCloudState Snapshot => Cloud.Host.Snapshot();

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is not null)
        {
            return;
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        Estate = SampleCloud.LoadEstate().Estate;
        var assembly = await AssemblyCopy.MakeAsync(GetType().Name, WithRoundsOnly);
        Cloud = await EstateCloud.StartAsync(Estate, assembly, new ControllableClock(At(9, 30, 12), frozen: true), port: 0, CancellationToken.None);
        var (key, secret) = LocalCloudHost.CredentialsOf(Cloud.OperationsAccount);
        s3 = new AmazonS3Client(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = Cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "ap-northeast-1" });
        disturbance = Disturb();
        try
        {
            await OpenAsync();
            await AnswerAsync();
            await EndAsync();
            disturbance?.Dispose();
        }
        catch (Exception failure)
        {
            var state = Snapshot;
            var logs = state.Functions.Where(function => function.Name.Contains("AccountAttestation", StringComparison.Ordinal)).SelectMany(function => function.Logs).Select(line => line.Text);
            throw new InvalidOperationException($"The campaign did not go as planned.\n{string.Join('\n', state.Denials.Select(denial => denial.ToString()).Concat(logs.TakeLast(15)))}", failure);
        }

        Took = started.Elapsed;
    }

    /// <summary>What went wrong on the way; empty where nothing did.</summary>
    internal string Disturbed => disturbance?.Summary ?? "";

    /// <summary>Whether calls failed in every way.</summary>
    internal bool HadAllFaults => disturbance?.HadAll == true;

    /// <summary>Puts faults in force before the first round; none here.</summary>
    private protected virtual Disturbance? Disturb() => null;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        disturbance?.Dispose();
        s3?.Dispose();
    }

    public async Task DisposeAsync()
    {
        if (Cloud is not null)
        {
            await Cloud.DisposeAsync();
        }
    }

    /// <summary>How far a body's campaign is.</summary>
    internal CampaignState State(MunicipalityCode body) => CampaignState.Read(Cloud.Host.ReadObject(Campaigns, $"campaigns/2026-10/{body}.json"));

    /// <summary>The mails to an address so far.</summary>
    internal ImmutableArray<string> Mails(string address) =>
        [.. Snapshot.Mails.Where(mail => mail.To.Contains(address)).Select(mail => $"{mail.Subject}\n{mail.Text}")];

    /// <summary>Tries to delete a version of an object for good.</summary>
    internal async Task<System.Net.HttpStatusCode?> TryDeleteAsync(string key)
    {
        var versions = await s3!.ListVersionsAsync(new ListVersionsRequest { BucketName = Evidence, Prefix = key });
        try
        {
            await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Evidence, Key = key, VersionId = versions.Versions[0].VersionId });
            return null;
        }
        catch (AmazonS3Exception refused)
        {
            return refused.StatusCode;
        }
    }

    /// <summary>Delivers the events of the whole quarter again.</summary>
    internal async Task ReplayAsync()
    {
        var rounds = ((DateOnly[])[new(2026, 10, 1), new(2026, 10, 16), new(2026, 10, 23), new(2026, 11, 12)])
            .Select(day => $$"""{"source":"govcloud.schedule","detail-type":"{{AttestationNames.Round}}","time":"{{JapanTime.At(day, new TimeOnly(9, 0)).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        var files = Snapshot.Buckets[Campaigns].Where(name => name.StartsWith(AttestationNames.Inbox, StringComparison.Ordinal))
            .Select(name => new JsonObject
            {
                ["source"] = "aws.s3",
                ["detail-type"] = AttestationNames.ObjectCreated,
                ["time"] = "2026-10-05T03:00:00Z",
                ["detail"] = new JsonObject { ["object"] = new JsonObject { ["key"] = name } },
            }.ToJsonString());
        var function = Snapshot.Functions.Single(one => one.Name.Contains("AccountAttestation", StringComparison.Ordinal)).Name;
        foreach (var body in rounds.Concat(files))
        {
            var message = new JsonObject { ["Records"] = new JsonArray(new JsonObject { ["messageId"] = "again", ["body"] = body, ["attributes"] = new JsonObject { ["SentTimestamp"] = "0" } }) };
            await Cloud.Host.InvokeAsync(function, message.ToJsonString(), CancellationToken.None);
        }

        await Cloud.SettleAsync(CancellationToken.None);
    }

    async Task OpenAsync()
    {
        await PutRosterAsync(At(10, 1, 6), Leaver, "arn:aws:iam::131229000101:user/yamada.hanako");
        await AdvanceToAsync(At(10, 1, 10));
        Keep("opened");
    }

    async Task AnswerAsync()
    {
        await AdvanceToAsync(At(10, 5, 12));
        var all = Answered(Katsushika, item => item.Subject == Leaver ? AttestationDecision.Remove : AttestationDecision.Keep);
        await PutAsync("inbox/katsushika/棚卸の回答.xlsx", Workbook(all));
        Keep("answered");
        await PutAsync("inbox/katsushika/もう一度.xlsx", Workbook(all));
        Keep("the same again");
        await PutAsync("inbox/sendai/回答.csv", BrokenCsv(Answered(Sendai, _ => AttestationDecision.Keep)));
        Keep("broken rows");
        await PutAsync("inbox/sendai/写真.xlsx", [0x50, 0x4B, 3, 4, 1, 2, 3]);
        Keep("no workbook");
        await AdvanceToAsync(At(10, 6, 10));
        Keep("closed when all is answered");
        await AdvanceToAsync(At(10, 16, 10));
        Keep("reminded");
        await AdvanceToAsync(At(10, 20, 12));
        await PutAsync("inbox/sendai/訂正.xlsx", Workbook(Answered(Sendai, _ => AttestationDecision.Keep)));
        // Day by day: rounds that the clock leaps over are delivered together, in any order.
        await AdvanceToAsync(At(10, 21, 10));
        await AdvanceToAsync(At(10, 22, 10));
        await AdvanceToAsync(At(10, 23, 10));
        Keep("the last day");
    }

    async Task EndAsync()
    {
        await AdvanceToAsync(At(10, 30, 10));
        Keep("escalated");
        await AdvanceToAsync(At(11, 5, 10));
        Keep("not known whether it was removed");
        await PutRosterAsync(At(11, 6, 6), Leaver);
        await AdvanceToAsync(At(11, 6, 10));
        Keep("not removed");
        await AdvanceToAsync(At(11, 9, 10));
        Keep("closed without answers");
        await PutRosterAsync(At(11, 12, 6));
        await AdvanceToAsync(At(11, 12, 10));
        await PutAsync("inbox/setagaya/遅れた回答.xlsx", Workbook(Answered(Setagaya, _ => AttestationDecision.Keep)));
        Keep("removed");
    }

    async Task AdvanceToAsync(DateTimeOffset time)
    {
        await Cloud.AdvanceToAsync(time, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Waits until everything has happened; where calls fail, also what is tried again.</summary>
    Task SettleAsync() => disturbance?.RestAsync() ?? Cloud.SettleAsync(CancellationToken.None);

    void Keep(string moment) => Moments[moment] = new(
        ((MunicipalityCode[])[Katsushika, Sendai, Setagaya]).ToImmutableDictionary(body => body, State),
        [.. Snapshot.Mails.Select(mail => $"{string.Join(',', mail.To)}\n{mail.Subject}\n{mail.Text}")],
        [.. Snapshot.Buckets[Evidence]],
        [.. Snapshot.Buckets[Quarantine]],
        [.. Cloud.Store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Incidents.Where(incident => incident.Type.StartsWith("attestation-", StringComparison.Ordinal))]);

    AttestationCampaign Answered(MunicipalityCode body, Func<AttestationItem, AttestationDecision> decide)
    {
        var campaign = State(body).Campaign;
        return campaign with { Answers = [.. campaign.Items.Select(item => new AttestationAnswer(item.Number, decide(item), "情報システム課 佐藤", new(2026, 10, 5), null))] };
    }

    static byte[] Workbook(AttestationCampaign campaign)
    {
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [AttestationSheets.Form(campaign)] }, workbook);
        return workbook.ToArray();
    }

    /// <summary>As Excel saves it on a Japanese Windows: Shift_JIS. One decision is none, and one row names nobody.</summary>
    static byte[] BrokenCsv(AttestationCampaign campaign)
    {
        var form = AttestationSheets.Form(campaign);
        var rows = form.Rows.SetItem(0, form.Rows[0].SetItem(6, "たぶん")).SetItem(1, form.Rows[1].SetItem(7, ""));
        var lines = form.Preamble.Skip(1).Take(1).Append(string.Join(',', form.Headings)).Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\""))));
        return CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(string.Join("\r\n", lines));
    }

    /// <summary>What the audit of accounts keeps of an account with IAM users.</summary>
    async Task PutRosterAsync(DateTimeOffset at, params string[] users)
    {
        var roster = new InventoryRoster
        {
            At = at,
            EstateDigest = "digest",
            Accounts =
            [
                new AccountRoster
                {
                    Account = AccountId.Parse(Account),
                    Users = [.. users.Select(arn => new RosterUser(arn, arn[(arn.LastIndexOf('/') + 1)..], null))],
                    Assignments = [new("Operators", "sato.jiro@katsushika.example.jp", OfGroup: false)],
                },
            ],
        };
        await s3!.PutObjectAsync(new PutObjectRequest { BucketName = Evidence, Key = AttestationNames.Roster, InputStream = new MemoryStream(roster.Write()) });
    }

    async Task PutAsync(string key, byte[] content)
    {
        await s3!.PutObjectAsync(new PutObjectRequest { BucketName = Campaigns, Key = key, InputStream = new MemoryStream(content) });
        await SettleAsync();
    }

    static DateTimeOffset At(int month, int day, int hour) => JapanTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, 0));

    /// <summary>Every schedule switched off but the round's, which a sample has switched off.</summary>
    static void WithRoundsOnly(JsonObject resources)
    {
        foreach (var (id, resource) in resources.Where(r => r.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            resource!["Properties"]!["State"] = id.StartsWith("AccountAttestation", StringComparison.Ordinal) ? "ENABLED" : "DISABLED";
        }
    }
}

/// <summary>What was there at a moment.</summary>
/// <param name="States">How far the campaigns are.</param>
/// <param name="Mails">All mails so far.</param>
/// <param name="Evidence">Keys of the evidence.</param>
/// <param name="Quarantine">Keys of what was put aside.</param>
/// <param name="Incidents">Incidents that campaigns raised.</param>
sealed record CampaignMoment(
    ImmutableDictionary<MunicipalityCode, CampaignState> States, ImmutableArray<string> Mails, ImmutableArray<string> Evidence, ImmutableArray<string> Quarantine, ImmutableArray<Incident> Incidents)
{
    /// <summary>Mails to an address with a text.</summary>
    public int Count(string address, string text) => Mails.Count(mail => mail.StartsWith(address, StringComparison.Ordinal) && mail.Contains(text, StringComparison.Ordinal));
}
