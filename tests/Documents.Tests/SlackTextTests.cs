using FsCheck;
using FsCheck.Fluent;

namespace GovCloud.Documents.Tests;

public sealed class SlackTextTests
{
    [Fact]
    public void Bold_and_escaped_characters_are_read_as_Slack_shows_them()
    {
        var block = Assert.Single(SlackText.Read("""{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*番号*: A &amp; B\n1 &lt; 2"}}]}"""));
        Assert.False(block.IsHeader);
        Assert.Equal([new SlackSpan("番号", Bold: true), new SlackSpan(": A & B", Bold: false)], block.Lines[0]);
        Assert.Equal([new SlackSpan("1 < 2", Bold: false)], block.Lines[1]);
    }

    [Fact]
    public void A_header_is_plain_text() =>
        Assert.Equal([new SlackSpan("*そのまま* &amp;", Bold: false)], Assert.Single(SlackText.Read("""{"blocks":[{"type":"header","text":{"type":"plain_text","text":"*そのまま* &amp;"}}]}""")).Lines[0]);

    [Fact]
    public void A_context_block_and_a_message_without_blocks_are_shown_too()
    {
        Assert.Equal("再送", Assert.Single(SlackText.Read("""{"blocks":[{"type":"context","elements":[{"type":"mrkdwn","text":"再送"}]}]}""")).Lines[0][0].Text);
        Assert.Equal("短い", Assert.Single(SlackText.Read("""{"text":"短い"}""")).Lines[0][0].Text);
    }

    [Fact]
    public void No_character_but_the_markup_is_lost() => Prop.ForAll<NonNull<string>>(text =>
    {
        var shown = text.Get.Replace("*", "", StringComparison.Ordinal).Replace("&", "", StringComparison.Ordinal);
        var json = System.Text.Json.JsonSerializer.Serialize(new { blocks = new[] { new { type = "section", text = new { type = "mrkdwn", text = shown } } } });
        var expected = System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString();
        return string.Join('\n', SlackText.Read(json)[0].Lines.Select(line => string.Concat(line.Select(span => span.Text)))) == expected;
    }).QuickCheckThrowOnFailure();
}
