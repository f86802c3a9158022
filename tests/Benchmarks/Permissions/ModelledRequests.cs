using System.Text;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.Http;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>Requests as functions send them, one of each service that they call most, compared with AWS's models.</summary>
sealed class ModelledRequests(string models)
{
    readonly ModelGate gate = new(new ApiModelLibrary(models), new Captures());

    readonly AwsRequest[] requests =
    [
        Request("ssm", "AmazonSSM.GetParameter", "1.1", """{"Name":"/govcloud/slack/x","WithDecryption":true}"""),
        Request("sqs", "AmazonSQS.SendMessage", "1.0", """{"QueueUrl":"http://127.0.0.1:1/111111111111/jobs","MessageBody":"{\"id\":1}","MessageAttributes":{"kind":{"DataType":"String","StringValue":"alert"}}}"""),
        Request("events", "AWSEvents.PutEvents", "1.1", """{"Entries":[{"Source":"govcloud.ops","DetailType":"Incident","Detail":"{\"id\":1}","EventBusName":"ops"}]}"""),
        Request("dynamodb", "DynamoDB_20120810.TransactWriteItems", "1.0", """
            {"TransactItems":[{"Put":{"TableName":"incidents","Item":{"pk":{"S":"INCIDENT#1"},"sk":{"S":"HEAD"},"count":{"N":"1"},"tags":{"L":[{"S":"a"},{"S":"b"}]}},"ConditionExpression":"attribute_not_exists(pk)"}},
            {"Update":{"TableName":"incidents","Key":{"pk":{"S":"OUTBOX#1"},"sk":{"S":"1"}},"UpdateExpression":"SET #n = :n","ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":n":{"N":"1"}}}}]}
            """),
    ];

    /// <summary>Compares every request once. Returns how many.</summary>
    /// <exception cref="AwsApiException">A request is not as AWS's models want it.</exception>
    public int CheckAll()
    {
        foreach (var request in requests)
        {
            gate.Check(request);
        }

        return requests.Length;
    }

    static AwsRequest Request(string service, string target, string version, string body) => new()
    {
        Method = "POST",
        RawPath = "/",
        RawQuery = "",
        Query = new QueryCollection(),
        Headers = new HeaderDictionary { ["X-Amz-Target"] = target, ["Content-Type"] = "application/x-amz-json-" + version, ["X-Amz-Date"] = "20261121T000000Z", ["Host"] = "127.0.0.1" },
        Body = Encoding.UTF8.GetBytes(body),
        Service = service,
        Region = "ap-northeast-1",
    };
}
