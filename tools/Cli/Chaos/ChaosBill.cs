using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;
using GovCloud.Estates;
using GovCloud.LocalCloud;

namespace GovCloud.Cli.Chaos;

/// <summary>A month's bill on its way through the apportionment: what comes for it, and the statement that is made of it.</summary>
sealed class ChaosBill : IDisposable
{
    const string Folder = "exports/consolidated/";
    const string Rate = """{"yenPerDollar": 152.43, "source": "請求書の換算レート(例)"}""";

    readonly EstateCloud cloud;
    readonly Estate estate;
    readonly CostMonth month;
    readonly AmazonS3Client s3;
    readonly StatementStore statements;
    readonly Queue<(string Key, byte[] Content)> waiting;

    /// <summary>Makes a bill.</summary>
    /// <param name="cloud">Where it is delivered.</param>
    /// <param name="estate">Whose.</param>
    /// <param name="month">A month that is over.</param>
    public ChaosBill(EstateCloud cloud, Estate estate, CostMonth month)
    {
        this.cloud = cloud;
        this.estate = estate;
        this.month = month;
        var (key, secret) = LocalCloudHost.CredentialsOf(cloud.OperationsAccount);
        s3 = new(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = cloud.Region });
        statements = new(new TableClient(cloud.Tables, cloud.Host.PhysicalName("AWS::DynamoDB::Table", "CostApportionment")));
        waiting = new(Objects());
    }

    /// <summary>Puts the next objects of the bill into the bucket of inputs.</summary>
    /// <param name="waves">How many times are still to come, this one included: with the last one everything is there.</param>
    /// <param name="cancellationToken">Stops the putting.</param>
    public async Task PutNextAsync(int waves, CancellationToken cancellationToken)
    {
        for (var left = (waiting.Count + waves - 1) / waves; left > 0; left--)
        {
            var (key, content) = waiting.Dequeue();
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = cloud.Host.PhysicalName("AWS::S3::Bucket", "CostInputs"), Key = key, InputStream = new MemoryStream(content) }, cancellationToken);
        }
    }

    /// <summary>The statements that were made of it.</summary>
    public async Task<ClosedBill> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await statements.ListAsync(month, cancellationToken);
        var files = cloud.Host.PhysicalName("AWS::S3::Bucket", "CostApportionmentStatements");
        var record = entries is [.., var last] && cloud.Host.ReadObject(files, last.Prefix + StatementFiles.Record) is { } json ? StatementRecords.Read(json) : null;
        var status = await statements.FindStatusAsync(month, cancellationToken);
        return new ClosedBill
        {
            Month = month,
            Revisions = entries.Count,
            RecordDigest = entries is [.., { RecordDigest: var digest }] ? digest : null,
            Yen = record?.Split.Yen ?? 0,
            Bodies = record is null ? [] : [.. estate.Municipalities.Select(body => new ConservedPart(body.Name, record.Split.YenOf(body.Code)))],
            Obstacles = [.. status?.Obstacles ?? []],
        };
    }

    /// <summary>The same bill where nothing goes wrong.</summary>
    public static async Task<ClosedBill> UndisturbedAsync(EstateCloud quiet, Estate estate, CostMonth month, CancellationToken cancellationToken)
    {
        using var bill = new ChaosBill(quiet, estate, month);
        await bill.PutNextAsync(waves: 1, cancellationToken);
        await quiet.SettleAsync(cancellationToken);
        return await bill.ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => s3.Dispose();

    IEnumerable<(string Key, byte[] Content)> Objects()
    {
        var delivery = BillDelivery.Of(estate, month, invoice: "2026-0001");
        return
        [
            .. delivery.Objects(Folder),
            ($"{CostNames.Conversions}{month}.json", Encoding.UTF8.GetBytes(Rate)),
            .. estate.Cost.Drivers.Where(driver => driver.Monthly).Select(driver => ($"{CostNames.Drivers}{month}/{driver.Id}.csv", Encoding.UTF8.GetBytes(Values()))),
            ($"{CostNames.Invoices}{month}.csv", Encoding.UTF8.GetBytes(delivery.Invoice(tooMuch: 0))),
        ];
    }

    string Values() => "団体コード,値\n" + string.Concat(estate.Municipalities.Select((body, i) => string.Create(CultureInfo.InvariantCulture, $"{body.Code},{5210.5m / (i + 1):0.00}\n")));
}

/// <summary>What became of a bill.</summary>
sealed record ClosedBill
{
    public required CostMonth Month { get; init; }

    /// <summary>Statements of the month: one, where nothing was restated.</summary>
    public required int Revisions { get; init; }

    /// <summary>Digest of the latest statement's record; none where there is no statement.</summary>
    public required string? RecordDigest { get; init; }

    /// <summary>Its total.</summary>
    public required long Yen { get; init; }

    /// <summary>What each body pays.</summary>
    public required ImmutableArray<ConservedPart> Bodies { get; init; }

    /// <summary>What stands against closing the month.</summary>
    public required ImmutableArray<string> Obstacles { get; init; }
}
