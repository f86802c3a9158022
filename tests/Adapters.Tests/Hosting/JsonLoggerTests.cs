using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Hosting;
using Microsoft.Extensions.Logging;

namespace GovCloud.Adapters.Tests.Hosting;

[SuppressMessage("Performance", "CA1848:Use the LoggerMessage delegates", Justification = "Each test shows its one message where it is asserted.")]
[SuppressMessage("Performance", "CA1873:Avoid potentially expensive logging", Justification = "Each test shows its one message where it is asserted.")]
public sealed class JsonLoggerTests : IDisposable
{
    static readonly LambdaEnvironment Environment = new() { RuntimeApi = "", FunctionName = "f", Service = "triage", MemoryLimitInMB = 512 };

    readonly MemoryStream output = new();
    readonly ManualTime time = new(new DateTimeOffset(2026, 4, 1, 9, 0, 0, 123, TimeSpan.FromHours(9)));
    readonly JsonLoggerProvider provider;

    public JsonLoggerTests() => provider = new JsonLoggerProvider(Environment, new JsonLines(output), time);

    public void Dispose()
    {
        provider.Dispose();
        output.Dispose();
    }

    [Fact]
    public void A_line_has_the_key_names_of_powertools()
    {
        Logger().LogWarning("{Count} 件の通知", 3);
        var line = Line();
        Assert.Equal("WARN", line.GetProperty("level").GetString());
        Assert.Equal("3 件の通知", line.GetProperty("message").GetString());
        Assert.Equal("test", line.GetProperty("name").GetString());
        Assert.Equal("2026-04-01T00:00:00.123Z", line.GetProperty("timestamp").GetString());
        Assert.Equal("triage", line.GetProperty("service").GetString());
        Assert.Equal(512, line.GetProperty("function_memory_size").GetInt32());
        Assert.Equal(3, line.GetProperty("count").GetInt32());
        Assert.False(line.TryGetProperty("{OriginalFormat}", out _));
    }

    [Fact]
    public void Japanese_is_readable_and_line_ends_are_escaped()
    {
        Logger().LogInformation("一行目\n二行目\r\n「三」");
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Contains("""一行目\n二行目\r\n「三」""", text, StringComparison.Ordinal);
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void The_messages_property_wins_over_a_scopes_and_an_inner_scopes_over_an_outers()
    {
        var logger = Logger();
        using var outer = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = "outer", ["b"] = "outer", ["c"] = "outer" });
        using var inner = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = "inner", ["b"] = "inner" });
        using var correlation = logger.BeginCorrelation("event-1");
        logger.LogInformation("{A}", "own");
        var line = Line();
        Assert.Equal(("own", "inner", "outer"), (line.GetProperty("a").GetString(), line.GetProperty("b").GetString(), line.GetProperty("c").GetString()));
        Assert.Equal("event-1", line.GetProperty("correlation_id").GetString());
    }

    [Theory]
    [InlineData("level")]
    [InlineData("message")]
    [InlineData("exception")]
    public void A_property_never_takes_the_place_of_a_key_of_ours(string key)
    {
        using var scope = Logger().BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { [key] = "mine" });
        Logger().LogError(new InvalidOperationException("broken"), "text");
        Assert.DoesNotContain("mine", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.Equal(1, Line().EnumerateObject().Count(member => member.NameEquals(key)));
    }

    [Fact]
    public void A_propertys_name_is_written_in_snake_case()
    {
        Logger().LogInformation("{IncidentKey} {AccountId2}", "INC-2026-000001", "111122223333");
        Assert.Equal("INC-2026-000001", Line().GetProperty("incident_key").GetString());
        Assert.Equal("111122223333", Line().GetProperty("account_id2").GetString());
    }

    [Fact]
    public void An_exception_is_written_with_its_inner_ones_and_where_it_was_thrown()
    {
        try
        {
            throw new InvalidOperationException("outer", new FormatException("inner"));
        }
        catch (InvalidOperationException e)
        {
            Logger().LogError(e, "failed");
        }

        var exception = Line().GetProperty("exception");
        Assert.Equal(("System.InvalidOperationException", "outer"), (exception.GetProperty("type").GetString(), exception.GetProperty("message").GetString()));
        Assert.Contains(nameof(JsonLoggerTests), exception.GetProperty("stack_trace").GetString(), StringComparison.Ordinal);
        Assert.Equal("inner", exception.GetProperty("inner_exception").GetProperty("message").GetString());
    }

    [Fact]
    public void A_value_that_throws_costs_neither_the_line_nor_the_callers_work()
    {
        Logger().LogError("{Value}", new Throwing());
        Assert.Equal("ERROR", Line().GetProperty("level").GetString());
    }

    [Fact]
    public void A_stream_that_is_gone_costs_nothing_but_the_line()
    {
        var logger = Logger();
        output.Dispose();
        logger.LogError("nobody reads this");
    }

    [Fact]
    public void Levels_below_the_minimum_are_not_written()
    {
        Logger().LogDebug("quiet");
        Assert.Equal(0, output.Length);
    }

    [Theory]
    [InlineData(null, LogLevel.Information)]
    [InlineData("warning", LogLevel.Warning)]
    [InlineData("Debug", LogLevel.Debug)]
    [InlineData("loud", LogLevel.Information)]
    public void The_level_comes_from_the_environment(string? value, LogLevel expected)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:1", ["LEVEL"] = value, ["AWS_LAMBDA_FUNCTION_NAME"] = "f" };
        var environment = LambdaEnvironment.Read("LEVEL", name => variables.GetValueOrDefault(name));
        Assert.Equal((expected, "f"), (environment.MinimumLogLevel, environment.Service));
    }

    [Fact]
    public void A_process_that_lambda_did_not_start_is_told_so()
    {
        var e = Assert.Throws<InvalidOperationException>(() => LambdaEnvironment.Read("LEVEL", _ => null));
        Assert.Contains("AWS_LAMBDA_RUNTIME_API", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_makes_exactly_one_line_of_valid_json() => Prop.ForAll<string, string>((message, value) =>
    {
        output.SetLength(0);
        using var scope = Logger().BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { [value ?? ""] = value });
        Logger().Log(LogLevel.Information, default, message ?? "", null, (state, _) => state);
        var line = Line();
        return output.ToArray().Count(b => b == (byte)'\n') == 1 && line.GetProperty("message").ValueKind == JsonValueKind.String;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lone_surrogate_and_a_number_that_json_lacks_are_written_all_the_same()
    {
        Logger().LogInformation("{Text} {Number} {List}", "\ud83d", double.NaN, new[] { "一", "二" });
        Assert.Equal("\ufffd", Line().GetProperty("text").GetString());
        Assert.Equal("NaN", Line().GetProperty("number").GetString());
        Assert.Equal("二", Line().GetProperty("list")[1].GetString());
    }

    [Fact]
    public void A_very_long_text_is_cut()
    {
        Logger().LogInformation("{Finding}", new string('長', 300_000));
        Assert.Equal(32 * 1024 + 1, Line().GetProperty("finding").GetString()!.Length);
    }

    [Fact]
    public void Lines_that_are_logged_at_the_same_time_do_not_mix()
    {
        Parallel.For(0, 500, i => Logger().Log(LogLevel.Information, default, new string('行', i), null, (state, _) => state));
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 500), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()!.Length).Order());
    }

    ILogger Logger() => provider.CreateLogger("test");

    JsonElement Line() => JsonDocument.Parse(output.ToArray().AsMemory(0, (int)output.Length)).RootElement;

    sealed class Throwing
    {
        public override string ToString() => throw new NotSupportedException(DateTimeOffset.UnixEpoch.ToString(CultureInfo.InvariantCulture));
    }
}
