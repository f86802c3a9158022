using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace GovCloud.Adapters.Tests.DynamoDb;

/// <summary>Answers in DynamoDB's place where a test wants a fault; every other request reaches the real DynamoDB Local.</summary>
sealed class Faults
{
    /// <summary>The error code with which a request is refused, from its operation and body; null lets it through.</summary>
    public Func<string, string?>? Refuse { get; set; }

    /// <summary>How many BatchGetItem answers leave every key unread.</summary>
    public int LeaveUnread { get; set; }

    /// <summary>How many TransactWriteItems are carried out while their answer is lost on the way.</summary>
    public int LoseAnswers { get; set; }

    /// <summary>How many TransactWriteItems are cancelled because another transaction is at work on the same items.</summary>
    public int Contend { get; set; }

    /// <summary>Runs before a request is passed on, with its operation and body.</summary>
    public Func<string, Task>? Before { get; set; }

    public DelegatingHandler Handler() => new Interceptor(this);

    sealed class Interceptor(Faults faults) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
            if (faults.Refuse?.Invoke(operation + " " + body) is { } code)
            {
                return Answer(HttpStatusCode.BadRequest, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"made by a test"}""");
            }

            if (operation is "TransactWriteItems" && faults.Contend > 0)
            {
                faults.Contend--;
                return Answer(HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"made by a test","CancellationReasons":[{"Code":"TransactionConflict"},{"Code":"None"}]}""");
            }

            if (operation is "BatchGetItem" && faults.LeaveUnread > 0)
            {
                faults.LeaveUnread--;
                return Answer(HttpStatusCode.OK, $$"""{"Responses":{},"UnprocessedKeys":{{JsonNode.Parse(body)!["RequestItems"]!.ToJsonString()}}}""");
            }

            if (faults.Before is { } before)
            {
                await before(operation + " " + body);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (operation is "TransactWriteItems" && faults.LoseAnswers > 0)
            {
                faults.LoseAnswers--;
                return Answer(HttpStatusCode.InternalServerError, """{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}""");
            }

            return answer;
        }

        static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
            new(status) { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0") };
    }
}
