using System.CommandLine;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Estates;
using GovCloud.Contracts;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>How the commands reach the index of statements.</summary>
/// <param name="time">The clock.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="connect">Makes a client for a region.</param>
sealed class StatementConnection(TimeProvider time, Func<string, string?> variable, Func<string, IAmazonDynamoDB> connect)
{
    /// <summary>The estate's folder.</summary>
    public Option<string> Estate { get; } = EstateLocation.Option();

    /// <summary>The table.</summary>
    public Option<string?> Table { get; } = new("--table") { Description = $"Name of the statements table. Else {EnvironmentVariables.StatementsTable}.", HelpName = "NAME" };

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The index on AWS. Credentials and endpoints are the SDK's own: profiles, roles, <c>AWS_ENDPOINT_URL</c>.</summary>
    public static StatementConnection OfAws(TimeProvider time) => new(
        time,
        Environment.GetEnvironmentVariable,
        region => new AmazonDynamoDBClient(new AmazonDynamoDBConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            // With an endpoint variable the SDK would guess the region to sign for from the host name.
            AuthenticationRegion = region,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 3,
            Timeout = TimeSpan.FromSeconds(10),
        }));

    /// <summary>Runs a command's work on the index, and says plainly what is missing where it cannot be reached.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<Estate, StatementStore, Task<int>> work)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (EstateLocation.Load(parsed.GetRequiredValue(Estate), time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        if (result.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(result, error);
            return ExitCode.Problems;
        }

        if ((parsed.GetValue(Table) ?? variable(EnvironmentVariables.StatementsTable)) is not { Length: > 0 } table)
        {
            error.WriteLine($"error: the name of the statements table is needed. Give --table NAME or set {EnvironmentVariables.StatementsTable}; it is an output of the stack of the cost apportionment.");
            return ExitCode.Misuse;
        }

        try
        {
            using var client = connect(estate.Profile.PrimaryRegion);
            return await work(estate, new StatementStore(new TableClient(client, table)));
        }
        catch (TableAccessException failure)
        {
            error.WriteLine($"error: {Explain(failure, table, estate)}");
            return ExitCode.Misuse;
        }
    }

    static string Explain(TableAccessException failure, string table, Estate estate) => failure.InnerException switch
    {
        Amazon.DynamoDBv2.Model.ResourceNotFoundException =>
            $"there is no table '{table}' in {estate.Profile.PrimaryRegion} of the account that these credentials belong to; statements are in the operations account {estate.Profile.OperationsAccount}.",
        AmazonServiceException { ErrorCode: "AccessDeniedException" } refused => $"the credentials may not use the table '{table}': {refused.Message}",
        AmazonServiceException refused => $"{failure.Message}: {refused.Message}",
        AmazonClientException missing => $"AWS cannot be reached: {missing.Message.Split(". ")[0].TrimEnd('.')}. Are there credentials of the operations account {estate.Profile.OperationsAccount}?",
        _ => failure.Message,
    };
}
