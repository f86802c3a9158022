using System.Text;
using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>How long a value of a template is about once CloudFormation has resolved it, written without blanks.</summary>
static class ResolvedSize
{
    const int Account = 12;
    const int Region = 14;
    const int LogicalName = 60;
    const int Address = 100;

    /// <summary>Bytes of a value as JSON.</summary>
    public static int Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when TemplateNodes.IsIntrinsic(value) => 2 + TextOf(value),
        JsonValueKind.Object => 1 + value.EnumerateObject().Sum(member => Encoding.UTF8.GetByteCount(member.Name) + 4 + Of(member.Value)) + (value.GetPropertyCount() == 0 ? 1 : 0),
        JsonValueKind.Array => 1 + value.EnumerateArray().Sum(item => 1 + Of(item)) + (value.GetArrayLength() == 0 ? 1 : 0),
        JsonValueKind.String => 2 + TextOf(value),
        _ => value.GetRawText().Length,
    };

    /// <summary>Bytes of a text, its references estimated.</summary>
    public static int TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !TemplateNodes.IsIntrinsic(value))
        {
            return value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetByteCount(value.GetString()!) : value.GetRawText().Length;
        }

        var call = value.EnumerateObject().First();
        return call.Name switch
        {
            "Ref" => OfReference(TemplateNodes.Text(call.Value) ?? ""),
            "Fn::Join" when call.Value.ValueKind == JsonValueKind.Array && call.Value.GetArrayLength() == 2 && call.Value[1].ValueKind == JsonValueKind.Array =>
                call.Value[1].EnumerateArray().Sum(TextOf) + TextOf(call.Value[0]) * Math.Max(0, call.Value[1].GetArrayLength() - 1),
            "Fn::GetAtt" => Address,
            _ => LogicalName,
        };
    }

    static int OfReference(string name) => name switch
    {
        "AWS::Partition" => 3,
        "AWS::AccountId" => Account,
        "AWS::Region" => Region,
        _ => LogicalName,
    };
}
