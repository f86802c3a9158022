using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Inventory;

namespace GovCloud.Adapters.Inventory;

/// <summary>Finds out which services users and roles use: a job for each, all of which AWS works on while other things are read.</summary>
sealed class ServiceUseReader(RatedClient<Iam> iam, TimeProvider time)
{
    /// <summary>An account with more is a case for a tool of its own; the rest of it is unknown, and said so.</summary>
    const int MostIdentities = 100;

    const int MostPolls = 10;

    static readonly TimeSpan BetweenPolls = TimeSpan.FromSeconds(1);

    readonly List<(string Arn, Reading<string> Job)> jobs = [];

    /// <summary>Begins the jobs of users or roles.</summary>
    public async Task BeginAsync(IEnumerable<string> arns, CancellationToken cancellationToken)
    {
        foreach (var arn in arns)
        {
            jobs.Add((arn, jobs.Count < MostIdentities
                ? await Unread.ReadAsync(() => iam.CallAsync(Iam.GenerateServiceLastAccessedDetails, arn, cancellationToken))
                : Readings.Unknown<string>($"一度に確かめる{MostIdentities}人・ロールを超えた")));
        }
    }

    /// <summary>Fetches what the jobs found out.</summary>
    public async Task<ImmutableArray<IdentityUse>> EndAsync(CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<IdentityUse>(jobs.Count);
        foreach (var (arn, job) in jobs)
        {
            read.Add(new(arn, await job.Match(
                id => Unread.ReadAsync(() => ServicesAsync(id, cancellationToken)), why => Task.FromResult(Readings.Unknown<ImmutableArray<ServiceUse>>(why)))));
        }

        return read.ToImmutable();
    }

    async Task<ImmutableArray<ServiceUse>> ServicesAsync(string job, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ServiceUse>();
        await foreach (var page in AwsPages.ReadAsync((token, cancel) => PageAsync(new LastAccessedRequest(job, token), cancel), page => page.Marker, cancellationToken))
        {
            found.AddRange(page.Services.Select(service => new ServiceUse(service.ServiceNamespace, service.LastAuthenticated)));
        }

        return found.ToImmutable();
    }

    async Task<LastAccessedPage> PageAsync(LastAccessedRequest request, CancellationToken cancellationToken)
    {
        var page = await iam.CallAsync(Iam.GetServiceLastAccessedDetails, request, cancellationToken);
        for (var poll = 0; page.JobStatus == "IN_PROGRESS" && poll < MostPolls; poll++)
        {
            await Task.Delay(BetweenPolls, time, cancellationToken);
            page = await iam.CallAsync(Iam.GetServiceLastAccessedDetails, request, cancellationToken);
        }

        return page.JobStatus == "COMPLETED" ? page : throw new FormatException(page.JobStatus == "IN_PROGRESS" ? "サービスの最終アクセス情報が作成中" : $"サービスの最終アクセス情報を作成できなかった({page.JobStatus})");
    }
}
