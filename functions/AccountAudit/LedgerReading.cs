using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Audit;

namespace GovCloud.Functions.AccountAudit;

/// <summary>The ledger as a reading: an inventory without it is held all the same, and says so.</summary>
sealed class LedgerReading(AccountStore store)
{
    public async Task<Reading<ImmutableArray<AccountRecord>>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Readings.Known<ImmutableArray<AccountRecord>>([.. await store.ListAsync(cancellationToken)]);
        }
        catch (Exception unreadable) when (unreadable is TableAccessException or OperationCanceledException)
        {
            return Readings.Unknown<ImmutableArray<AccountRecord>>("台帳を読めない");
        }
    }
}
