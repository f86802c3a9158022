using System.CommandLine;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Estates;
using GovCloud.Contracts;

namespace GovCloud.Cli.Accounts;

/// <summary>How the commands reach the ledger.</summary>
/// <param name="time">The clock.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="connect">Makes a client for a region.</param>
sealed class LedgerConnection(TimeProvider time, Func<string, string?> variable, Func<string, IAmazonDynamoDB> connect)
{
    public const string ExitCodes = " Exit code 0: entered, or entered before; 1: refused; 2: not done.";

    /// <summary>The ledger on AWS. Credentials and endpoints are the SDK's own: profiles, roles, <c>AWS_ENDPOINT_URL</c>.</summary>
    public static LedgerConnection OfAws(TimeProvider time) => new(
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

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Runs the work of a command that writes.</summary>
    public Task<int> RunAsync(ParseResult parsed, LedgerWriteOptions options, Func<LedgerSession, Task<int>> work, CancellationToken cancellationToken) =>
        RunAsync(parsed, options.Ledger, work, cancellationToken);

    /// <summary>Runs a command's work on the ledger, and says plainly what is missing where it cannot be reached.</summary>
    public async Task<int> RunAsync(ParseResult parsed, LedgerOptions options, Func<LedgerSession, Task<int>> work, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (EstateLocation.Load(parsed.GetRequiredValue(options.Estate), time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        if (result.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(result, error);
            return ExitCode.Problems;
        }

        if ((parsed.GetValue(options.Table) ?? variable(EnvironmentVariables.AccountsTable)) is not { Length: > 0 } table)
        {
            error.WriteLine(
                $"error: the name of the accounts table is needed. Give --table NAME or set {EnvironmentVariables.AccountsTable}; it is the output AccountsTable of the stack GovCloud-Automation.");
            return ExitCode.Misuse;
        }

        var region = estate.Profile.PrimaryRegion;
        try
        {
            using var client = connect(region);
            var store = new AccountStore(client, table);
            return await work(new LedgerSession
            {
                Estate = estate,
                Store = store,
                Ledger = new AccountLedger(store, time, Random.Shared),
                Format = parsed.GetValue(options.Format),
                Output = parsed.InvocationConfiguration.Output,
                Error = error,
                CancellationToken = cancellationToken,
            });
        }
        catch (TableAccessException failure)
        {
            error.WriteLine("error: " + Explain(failure, table, region, estate.Profile.OperationsAccount));
            return ExitCode.Misuse;
        }
    }

    /// <summary>The SDK goes on with every place where it looked for credentials.</summary>
    static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.', '\n', '\r') + ".";

    static string Explain(TableAccessException failure, string table, string region, AccountId account) => failure.InnerException switch
    {
        ResourceNotFoundException => $"there is no table '{table}' in {region} of the account that these credentials belong to. The ledger is in the operations account {account}; "
            + "use credentials of that account and the output AccountsTable of the stack GovCloud-Automation.",
        AmazonServiceException { ErrorCode: "AccessDeniedException" } refused => $"the credentials may not use the table '{table}': {refused.Message}",
        AmazonServiceException { ErrorCode: "UnrecognizedClientException" or "ExpiredTokenException" or "InvalidSignatureException" or "InvalidClientTokenId" } refused =>
            $"AWS does not accept the credentials ({refused.ErrorCode}): {refused.Message} Sign in again.",
        AmazonClientException missing =>
            $"AWS cannot be reached: {FirstSentence(missing.Message)} Are there credentials of the operations account {account} (aws sso login, AWS_PROFILE), or AWS_ENDPOINT_URL for a local one?",
        _ => failure.Message + ". What was written is unknown: look at the history, then give the same command again.",
    };
}
