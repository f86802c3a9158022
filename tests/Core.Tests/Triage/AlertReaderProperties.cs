using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>Whatever comes in, the reader answers: with what it read, or with a reason.</summary>
public sealed class AlertReaderProperties
{
    static readonly string[] Valid =
    [
        Events.GuardDuty(), Events.Imported(Events.Asff(), Events.Asff("guardduty")), Events.ImportedV2(Events.Ocsf()), Events.Health(), Events.Alarm(), Events.Config(),
        Events.Sns(Events.AlarmMessage()), Events.Sqs(Events.GuardDuty(), Events.Alarm()), Events.Asff(), Events.Ocsf(),
        Events.Bus("aws.backup", "Backup Job State Change", """{"state":"FAILED","resourceArn":"arn:aws:s3:::b"}"""),
        Events.Bus("aws.ecs", "ECS Task State Change", """{"lastStatus":"STOPPED","group":"service:web","clusterArn":"arn:aws:ecs:r:1:cluster/c","containers":[{"exitCode":1}]}"""),
        Events.Bus("aws.rds", "RDS DB Instance Event", """{"EventID":"RDS-EVENT-0049","EventCategories":["failover"],"SourceArn":"arn:aws:rds:r:1:db:d"}"""),
        Events.Bus("aws.signin", "AWS Console Sign In via CloudTrail", """{"eventName":"ConsoleLogin","userIdentity":{"type":"Root"},"resources":[{"ARN":"a"}]}"""),
        Events.Bus("aws.ce", "Anomaly Detected", """{"anomalyId":"a","impact":{"totalImpact":1e3},"rootCauses":[{"service":"s"}]}"""),
    ];

    static readonly string[] Values =
        ["null", "true", "-1", "1e999", "99999999999999999999", "\"\"", "\"x\"", "\"\\ud800\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "[]", "{}", "[null]", "[[[[[[1]]]]]]", "{\"a\":{}}", "253402300799", "\":::::\"", "\"/\"", "\"NaN\""];

    static readonly Arbitrary<byte[]> Damaged = (
        from text in Gen.Elements(Valid)
        from kind in Gen.Choose(0, 5)
        from at in Gen.Choose(0, 100_000)
        from value in Gen.Elements(Values)
        from noise in Gen.Choose(0, 255)
        select Damage(text, kind, at, value, (byte)noise)).ToArbitrary();

    [Fact]
    public void A_damaged_event_is_read_or_refused_and_never_thrown() => Prop.ForAll(Damaged, bytes => Answers(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Arbitrary_bytes_are_refused_and_never_thrown() => Prop.ForAll<byte[]>(bytes => Answers(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_json_is_read_or_refused_and_never_thrown() => Prop.ForAll(
        Json(4).ToArbitrary(), json => Answers(Encoding.UTF8.GetBytes(json))).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_huge_text_is_read_and_its_facts_stay_short()
    {
        var alert = Events.One(Events.Alarm(description: new string('x', 300_000)));

        Assert.All(alert.Facts, f => Assert.True(f.Value.Length <= 401));
    }

    [Fact]
    public void Fingerprints_do_not_depend_on_ids_and_times() => Prop.ForAll(
        (from id in Gen.Choose(0, 1_000_000) from minute in Gen.Choose(0, 59) select (id, minute)).ToArbitrary(),
        c =>
        {
            var time = $"2026-11-20T01:{c.minute:00}:00Z";
            return Fingerprint.Of(Events.One(Events.GuardDuty(id: $"f{c.id}", updatedAt: time))) == Fingerprint.Of(Events.One(Events.GuardDuty()))
                && Fingerprint.Of(Events.One(Events.Imported(Events.Asff(id: $"a{c.id}", updatedAt: time)))) == Fingerprint.Of(Events.One(Events.Imported(Events.Asff())))
                && Fingerprint.Of(Events.One(Events.Config(time: time))) == Fingerprint.Of(Events.One(Events.Config()))
                && Fingerprint.Of(Events.One(Events.Alarm(time: time))) == Fingerprint.Of(Events.One(Events.Alarm()));
        }).QuickCheckThrowOnFailure();

    /// <summary>Reads, decides, plans and renders: none of it may throw.</summary>
    static bool Answers(byte[] bytes)
    {
        var readings = AlertReader.Read(bytes);
        var estate = TriageEstates.Index();
        var session = new TriageSession(estate);
        var now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
        foreach (var reading in readings.OfType<Reading.Normalised>())
        {
            foreach (var notification in NotificationPlan.For(session.Apply(reading.Alert, now), estate, now))
            {
                _ = MessageRenderer.Render(notification, estate);
            }
        }

        return readings.Length > 0 && readings.All(r => r is Reading.Normalised { Alert: { Type.Length: > 0, Resource.Length: > 0, Source.Length: > 0 } } or Reading.Rejected { Reason.Length: > 0 });
    }

    static byte[] Damage(string text, int kind, int at, string value, byte noise)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (kind)
        {
            case 0:
                return bytes[..(at % bytes.Length)];
            case 1:
                bytes[at % bytes.Length] = noise;
                return bytes;
            case 2:
                bytes[at % bytes.Length] ^= (byte)(1 << (noise % 8));
                return bytes;
        }

        // Replaces or doubles the property that begins at the nth quote-colon.
        var colons = Enumerable.Range(0, text.Length - 1).Where(i => text[i] == '"' && text[i + 1] == ':').ToArray();
        var colon = colons[at % colons.Length] + 1;
        if (kind == 3)
        {
            var start = text.LastIndexOf('"', colon - 2);
            return Encoding.UTF8.GetBytes(text.Insert(start, $"{text[start..colon]}:{value},"));
        }

        var end = End(text, colon + 1);
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, colon + 1), value, text.AsSpan(end)));
    }

    /// <summary>Where the value that begins here ends.</summary>
    static int End(string text, int start)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                depth += text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
                if (depth < 0 || (depth == 0 && text[i] == ','))
                {
                    return i;
                }
            }
        }

        return text.Length;
    }

    static Gen<string> Json(int depth)
    {
        var names = Gen.Elements("detail", "detail-type", "source", "findings", "Records", "body", "Sns", "Message", "TopicArn", "Type", "Resources", "finding_info", "state", "severity", "account", "a");
        var leaf = Gen.Elements(Values.Concat(["\"aws.guardduty\"", "\"aws.securityhub\"", "\"aws.health\"", "\"Notification\"", "\"{}\"", "\"aws.ecs\""]).ToArray());
        if (depth == 0)
        {
            return leaf;
        }

        var member = from name in names from value in Json(depth - 1) select $"\"{name}\":{value}";
        return Gen.OneOf(
            leaf,
            from size in Gen.Choose(0, 4) from members in Gen.ArrayOf(member, size) select $"{{{string.Join(',', members)}}}",
            from size in Gen.Choose(0, 3) from items in Gen.ArrayOf(Json(depth - 1), size) select $"[{string.Join(',', items)}]");
    }
}
