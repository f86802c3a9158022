using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>A policy of the organization.</summary>
public abstract record OrganizationPolicy
{
    private protected static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Which one.</summary>
    public required ControlPolicy Kind { get; init; }

    /// <summary>Name in AWS.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in one sentence.</summary>
    public required OrganizationText Purpose { get; init; }

    /// <summary>Keys of the units that it is attached to. Never the root: accounts of an organization that are not of this estate are not touched.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Type in AWS.</summary>
    public abstract string Type { get; }

    /// <summary>The canonical document: minified JSON, the same bytes for the same estate.</summary>
    public string Document
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            {
                Write(writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
    }

    private protected abstract void Write(Utf8JsonWriter writer);

    private protected static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> values)
    {
        if (values is [var only])
        {
            writer.WriteString(name, only);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>A service control policy: what nobody in an account may do, whatever rights the account gives.</summary>
    public sealed record ServiceControl : OrganizationPolicy
    {
        /// <summary>The statements, all of which deny.</summary>
        public required ImmutableArray<DenyStatement> Statements { get; init; }

        /// <inheritdoc/>
        public override string Type => "SERVICE_CONTROL_POLICY";

        private protected override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            foreach (var statement in Statements)
            {
                WriteStatement(writer, statement);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        static void WriteStatement(Utf8JsonWriter writer, DenyStatement statement)
        {
            writer.WriteStartObject();
            writer.WriteString("Sid", statement.Sid);
            writer.WriteString("Effect", "Deny");
            WriteTexts(writer, statement.AllBut ? "NotAction" : "Action", statement.Actions);
            WriteTexts(writer, "Resource", statement.Resources);
            if (!statement.Conditions.IsEmpty)
            {
                writer.WriteStartObject("Condition");
                foreach (var byOperator in statement.Conditions.GroupBy(condition => condition.Operator))
                {
                    writer.WriteStartObject(byOperator.Key.ToString());
                    foreach (var condition in byOperator)
                    {
                        WriteTexts(writer, condition.Key, condition.Values);
                    }

                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>A tag policy: how keys and values are to be written. Reported by AWS, never enforced: a wrong tag must not stop a deployment.</summary>
    public sealed record TagRules : OrganizationPolicy
    {
        /// <summary>The keys and the values that are allowed; empty means any.</summary>
        public required ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Tags { get; init; }

        /// <inheritdoc/>
        public override string Type => "TAG_POLICY";

        private protected override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("tags");
            foreach (var (key, values) in Tags)
            {
                writer.WriteStartObject(key);
                writer.WriteStartObject("tag_key");
                writer.WriteString("@@assign", key);
                writer.WriteEndObject();
                if (!values.IsEmpty)
                {
                    writer.WriteStartObject("tag_value");
                    writer.WriteStartArray("@@assign");
                    foreach (var value in values)
                    {
                        writer.WriteStringValue(value);
                    }

                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}

/// <summary>A statement that denies.</summary>
public sealed record DenyStatement
{
    /// <summary>Name within the policy: letters and digits.</summary>
    public required string Sid { get; init; }

    /// <summary>What is denied and why, for people.</summary>
    public required OrganizationText Text { get; init; }

    /// <summary>The actions, <c>*</c> standing for any text.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>Whether every action but those is denied.</summary>
    public bool AllBut { get; init; }

    /// <summary>The resources.</summary>
    public ImmutableArray<string> Resources { get; init; } = ["*"];

    /// <summary>Conditions, all of which must hold.</summary>
    public ImmutableArray<DenyCondition> Conditions { get; init; } = [];

    /// <summary>Whether it hits everybody on purpose; else it must let the exempt roles pass.</summary>
    public bool HitsEverybody { get; init; }

    /// <summary>Whether some role passes.</summary>
    public bool HasExemption => Conditions.Any(condition => condition.Operator == ConditionOperator.ArnNotLike && condition.Key == ConditionKeys.PrincipalArn);
}

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">How the key's value is compared.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Values">What it is compared with: one of them, or none for negated operators.</param>
public sealed record DenyCondition(ConditionOperator Operator, string Key, ImmutableArray<string> Values);

/// <summary>Operators of conditions, named as IAM names them.</summary>
public enum ConditionOperator
{
    /// <summary>One of the values; false where the key is absent.</summary>
    StringEquals,

    /// <summary>None of the values; true where the key is absent.</summary>
    StringNotEquals,

    /// <summary>Like one of the patterns; false where the key is absent.</summary>
    ArnLike,

    /// <summary>Like none of the patterns; true where the key is absent.</summary>
    ArnNotLike,

    /// <summary>Whether the key is absent.</summary>
    Null,
}

/// <summary>Condition keys.</summary>
public static class ConditionKeys
{
    /// <summary>The region that a call is made to.</summary>
    public const string RequestedRegion = "aws:RequestedRegion";

    /// <summary>Who calls: for a session, its role.</summary>
    public const string PrincipalArn = "aws:PrincipalArn";

    /// <summary>There for a session of the root user that the management account began for one task.</summary>
    public const string AssumedRoot = "aws:AssumedRoot";

    /// <summary>The canned access list of a request to S3.</summary>
    public const string CannedAcl = "s3:x-amz-acl";
}
