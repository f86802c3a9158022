using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Queues;

namespace GovCloud.LocalCloud.Tests.Queues;

public sealed class SqsQueueTests : IDisposable
{
    static readonly Arn Letters = Arn.Parse("arn:aws:sqs:ap-northeast-1:111111111111:letters");
    readonly ControllableClock clock = new(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), frozen: true);
    readonly SqsQueues queues;

    public SqsQueueTests() => queues = new(clock, new Activity());

    public void Dispose() => clock.Dispose();

    SqsQueue Create(Func<QueueDefinition, QueueDefinition>? change = null)
    {
        queues.Create(new() { Arn = Letters });
        var definition = new QueueDefinition { Arn = Arn.Parse("arn:aws:sqs:ap-northeast-1:111111111111:alerts") };
        return queues.Create(change?.Invoke(definition) ?? definition);
    }

    [Fact]
    public void A_received_message_is_hidden_until_its_timeout_and_then_comes_again()
    {
        var queue = Create();
        queue.Send("a", "me");
        Assert.Equal(1, Assert.Single(queue.Receive(10)).ReceiveCount);
        Assert.Equal(new QueueDepth(0, 1, 0), queue.Depth);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(queue.Receive(10));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.Single(queue.Receive(10)).ReceiveCount);
    }

    [Fact]
    public void A_handle_of_an_earlier_receive_does_not_delete()
    {
        var queue = Create();
        queue.Send("a", "me");
        var first = Assert.Single(queue.Receive(1));
        clock.Advance(TimeSpan.FromSeconds(30));
        var second = Assert.Single(queue.Receive(1));
        queue.Delete(first.ReceiptHandle);
        Assert.Equal(1, queue.Depth.Total);
        queue.Delete(second.ReceiptHandle);
        Assert.Equal(0, queue.Depth.Total);
        Assert.Equal("ReceiptHandleIsInvalid", Assert.Throws<AwsApiException>(() => queue.Delete("nonsense")).Code);
    }

    [Fact]
    public void A_delayed_message_waits_and_one_past_its_retention_is_gone()
    {
        var queue = Create(definition => definition with { Delay = TimeSpan.FromSeconds(10), Retention = TimeSpan.FromMinutes(1) });
        queue.Send("a", "me");
        Assert.Equal(new QueueDepth(0, 0, 1), queue.Depth);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(queue.HasVisible);
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(0, queue.Depth.Total);
    }

    [Fact]
    public void What_was_received_too_often_goes_to_the_dead_letter_queue_and_can_be_sent_back()
    {
        var queue = Create(definition => definition with { Redrive = new(Letters, 2) });
        var sent = queue.Send("a", "me");
        for (var i = 0; i < 2; i++)
        {
            Assert.Single(queue.Receive(1));
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(queue.Receive(1));
        var letters = queues.Find(Letters)!;
        var letter = Assert.Single(letters.Peek());
        Assert.Equal((sent.MessageId, queue.Definition.Arn), (letter.MessageId, letter.DeadLetterSource));
        Assert.Equal(1, letters.MoveAll(null));
        Assert.Equal(1, Assert.Single(queue.Receive(1)).ReceiveCount);
    }

    [Fact]
    public void Visibility_can_be_shortened_to_nothing_and_only_while_in_flight()
    {
        var queue = Create();
        queue.Send("a", "me");
        var received = Assert.Single(queue.Receive(1));
        queue.ChangeVisibility(received.ReceiptHandle, TimeSpan.Zero);
        Assert.True(queue.HasVisible);
        Assert.Equal("MessageNotInflight", Assert.Throws<AwsApiException>(() => queue.ChangeVisibility(received.ReceiptHandle, TimeSpan.FromSeconds(1))).Code);
    }

    [Fact]
    public void A_message_over_the_limit_is_refused()
    {
        var queue = Create(definition => definition with { MaximumMessageSize = 10 });
        Assert.Equal("InvalidParameterValue", Assert.Throws<AwsApiException>(() => queue.Send("五文字です。", "me")).Code);
        queue.Send("0123456789", "me");
    }
}
