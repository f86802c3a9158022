using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using GovCloud.Adapters.Storage;
using GovCloud.Audit.Evidence;

namespace GovCloud.Cli.Audit;

/// <summary><c>gca audit verify</c>.</summary>
static class AuditVerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Description = "A copy of the bucket of evidence, such as aws s3 sync makes.", Arity = ArgumentArity.ZeroOrOne };
        var bucket = new Option<string?>("--bucket") { Description = "The bucket itself; every version of an entry is read.", HelpName = "NAME" };
        var region = new Option<string>("--region") { Description = "Region of the bucket.", HelpName = "REGION", DefaultValueFactory = _ => "ap-northeast-1" };
        var heads = new Option<string[]>("--head")
        {
            Description = "A published end of a chain (CHAIN:NUMBER:DIGEST), from a report, a notice or a log. Without one, a chain whose end was cut off looks sound.",
            HelpName = "HEAD",
        };
        var format = FormatOption.Create("table: a line for each chain and the first fault; json: a list.");
        var command = new Command(
            "verify",
            "Verify the chains of evidence (証跡の検証): every entry, every file, and the published ends. Needs neither AWS nor a key for a folder. "
            + "Exit code 0: all is sound; 1: something is not, and the first fault is named with its remedy; 2: there is nothing to verify.")
        {
            folder, bucket, region, heads, format,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var published = new List<ChainHead>();
            foreach (var text in parsed.GetValue(heads) ?? [])
            {
                if (!ChainHead.TryParse(text, out var head))
                {
                    error.WriteLine($"error: --head {text} is not CHAIN:NUMBER:DIGEST.");
                    return ExitCode.Misuse;
                }

                published.Add(head);
            }

            var (path, name) = (parsed.GetValue(folder), parsed.GetValue(bucket));
            if (path is null == name is null)
            {
                error.WriteLine("error: name a folder or a bucket, and not both.");
                return ExitCode.Misuse;
            }

            try
            {
                using var s3 = name is null ? null : Client(parsed.GetRequiredValue(region));
                IEvidenceSource source = s3 is null ? new EvidenceFolder(path!) : new EvidenceBucket(new BucketReader(s3, name!));
                return await VerifyAsync(parsed, source, published, parsed.GetValue(format), cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"error: {e.Message}{(e.InnerException is AmazonServiceException or AmazonClientException ? " " + e.InnerException.Message : "")}");
                return ExitCode.Misuse;
            }
        });
        return command;
    }

    static async Task<int> VerifyAsync(ParseResult parsed, IEvidenceSource source, List<ChainHead> published, OutputFormat format, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        // A chain that was published and is gone altogether is a fault, too.
        var chains = (await source.ChainsAsync(cancellationToken)).Union(published.Select(head => head.Chain), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (chains.Count == 0)
        {
            error.WriteLine("error: there is no chain: no folder that has a folder 'chain'.");
            return ExitCode.Misuse;
        }

        var reports = new List<ChainReport>();
        foreach (var chain in chains)
        {
            reports.Add(await ChainVerification.VerifyAsync(chain, await source.EntriesAsync(chain, cancellationToken), key => source.FileAsync(key, cancellationToken), published));
        }

        if (format == OutputFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(reports, AuditVerifyJson.Default.ListChainReport));
        }
        else
        {
            var rows = reports.Select(report => new[] { report.Chain, Count(report.Entries), Count(report.Files), report.Fault is null ? "正常" : "異常", report.Head?.ToString() ?? "なし" });
            output.Write(System.Text.Encoding.UTF8.GetString(AuditOutput.Table("証跡の検証", ["証跡", "記録", "ファイル", "判定", "最新(公表値と比べる値)"], rows, output)));
        }

        foreach (var report in reports.Where(report => report.Fault is not null))
        {
            error.WriteLine($"{report.Chain}: {report.Fault!.Message}\n  対象: {report.Fault.Key}\n  対処: {report.Fault.Remedy}");
        }

        foreach (var report in reports.Where(report => report.Fault is null && published.All(head => head.Chain != report.Chain)))
        {
            error.WriteLine($"{report.Chain}: 公表された値(--head)と比べていないため、末尾の削除と差し替えはわかりません。");
        }

        return reports.TrueForAll(report => report.Fault is null) ? ExitCode.Success : ExitCode.Problems;
    }

    static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static AmazonS3Client Client(string region) => new(new AmazonS3Config
    {
        RegionEndpoint = RegionEndpoint.GetBySystemName(region),
        // With an endpoint variable the SDK would guess the region to sign for from the host name.
        AuthenticationRegion = region,
        ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 },
    });
}
