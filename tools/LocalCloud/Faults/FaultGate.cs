using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Faults;

/// <summary>Disturbs a call as the plan says, between the verification of the caller and the work.</summary>
sealed class FaultGate(FaultPlan plan, TimeProvider clock)
{
    /// <summary>Does the work, or not.</summary>
    /// <exception cref="AwsApiException">The fault is an error.</exception>
    /// <exception cref="ConnectionCutException">The fault is a broken connection.</exception>
    public async Task<AwsResponse> RunAsync(AwsRequest request, string operation, Func<AwsRequest, Task<AwsResponse>> work, CancellationToken cancellationToken)
    {
        var function = request.Caller!.FunctionArn is { } arn ? Arn.Parse(arn).Name : null;
        var hits = plan.Next(new(request.Service, operation, request.Caller.Account, function));
        var cut = false;
        foreach (var (effect, number) in hits)
        {
            switch (effect)
            {
                case FaultEffect.Delayed late:
                    await Task.Delay(late.Time, late.ByRealClock ? TimeProvider.System : clock, cancellationToken);
                    break;
                case FaultEffect.ConnectionCut { AfterWork: false }:
                    throw new ConnectionCutException();
                case FaultEffect.ConnectionCut:
                    cut = true;
                    break;
                case FaultEffect.SmallPages pages:
                    request = request with { Page = new(pages.Size, pages.EmptyEvery > 0 && number % pages.EmptyEvery == 0) };
                    break;
                case FaultEffect.PartialFailure partial:
                    var whole = work;
                    work = one => BatchFaults.RunAsync(one, operation, partial, whole);
                    break;
                case FaultEffect.StaleReads stale:
                    request = request with { Staleness = stale.Lag };
                    break;
                default:
                    throw FaultErrors.Of(request.Service, effect);
            }
        }

        var response = await work(request);
        return cut ? throw new ConnectionCutException() : response;
    }
}

/// <summary>The connection is to be broken.</summary>
sealed class ConnectionCutException : Exception;
