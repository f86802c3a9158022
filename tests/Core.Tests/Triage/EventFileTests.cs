using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class EventFileTests
{
    static readonly string[] Samples = [Events.GuardDuty(), Events.Alarm(), "{\"a\":\"}{][,\\\"\"}", "{ \"b\" : [1, 2] }", "{\"日本\":\"語\"}"];

    [Fact]
    public void The_same_events_come_out_of_every_format() => Prop.ForAll(
        (from size in Gen.Choose(1, 6) from events in Gen.ArrayOf(Gen.Elements(Samples), size) select events).ToArbitrary(),
        events =>
        {
            var lines = events.Select(e => e.ReplaceLineEndings(" ")).ToArray();
            string[] formats =
            [
                $"[{string.Join(',', lines)}]", $" [\n{string.Join(" ,\n", events)}\n]\n", string.Join('\n', lines), string.Join("\r\n", lines) + "\r\n",
                string.Concat(lines), string.Join("\n\n", events), "\uFEFF" + string.Join('\n', lines),
            ];
            return formats.All(f => Split(f).Select(Compact).SequenceEqual(lines.Select(Compact), StringComparer.Ordinal))
                && Split(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(formats[2])).ToArray()).Select(Compact).SequenceEqual(lines.Select(Compact), StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("[]")]
    public void Nothing_holds_no_events(string text) => Assert.Empty(Split(text));

    [Theory]
    [InlineData("{\"a\":1}\n{\"b\":\n{\"c\":3}\n", 3)]
    [InlineData("[{\"a\":1},{\"b\":", 2)]
    [InlineData("[{\"a\":1},{\"b\":2}", 2)]
    [InlineData("[{\"a\":1}] trailing", 2)]
    [InlineData("{\n  \"a\": 1,\n  \"b\":", 1)]
    [InlineData("not json", 1)]
    public void What_is_damaged_stays_as_one_piece_and_the_rest_goes_on(string text, int pieces) => Assert.Equal(pieces, Split(text).Length);

    static string[] Split(string text) => Split(Encoding.UTF8.GetBytes(text));

    static string[] Split(byte[] content) => [.. EventFile.Split(content).Select(e => Encoding.UTF8.GetString(e.Span))];

    static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString();
}
