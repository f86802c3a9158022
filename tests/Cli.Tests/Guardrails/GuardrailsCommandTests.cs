using System.Text.Json;
using GovCloud.Guardrails;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Guardrails;

public sealed class GuardrailsCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("guardrails-").FullName;

    public GuardrailsCommandTests()
    {
        foreach (var file in Directory.EnumerateFiles(Sample))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_newer_version_loosens_nothing_and_an_older_one_is_said_to_loosen()
    {
        var (code, output, _) = await RunAsync("guardrails", "diff", "v1.0", "v1.1", "--format", "json");
        var judgements = JsonDocument.Parse(output).RootElement.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("judgement").GetString()).ToList();
        Assert.DoesNotContain("loosened", judgements);
        Assert.Contains("tightened", judgements);
        Assert.Equal(1, code);

        var back = (await RunAsync("guardrails", "diff", "v1.1", "v1.0", "--format", "markdown")).Output;
        Assert.Contains("| 緩和 | 変更 | Resources/AuditTrailLogAAF8886B (AWS::Logs::LogGroup) [操作の記録(CloudTrail)] | Properties.RetentionInDays | 731 | 400 |", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_does_not_differ_from_itself()
    {
        var (code, output, _) = await RunAsync("guardrails", "diff", "v1.1", "v1.1", "--format", "markdown");

        Assert.Contains("差分はありません", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("v9.0", "error: the baseline has no version v9.0; there are v1.0, v1.1.\n")]
    [InlineData("nowhere.yaml", "error: there is no file 'nowhere.yaml'.\n")]
    public async Task What_cannot_be_read_is_said(string what, string expected)
    {
        var (code, _, error) = await RunAsync("guardrails", "diff", "v1.0", what);

        Assert.Equal((2, expected), (code, error));
    }

    [Theory]
    [InlineData("a: [", "is not valid YAML at line")]
    [InlineData("{", "is not valid JSON at line 1")]
    [InlineData("Parameters: {}", "it has no mapping 'Resources'")]
    [InlineData("Resources: {}\n---\nResources: {}", "must hold one YAML document")]
    [InlineData("{\"Resources\":{},\"Resources\":{}}", "is not valid JSON")]
    [InlineData("Resources: {A: {}, A: {}}", "is not valid YAML at line 1")]
    public async Task A_file_that_is_no_template_is_refused_with_a_sentence(string text, string expected)
    {
        var (code, _, error) = await RunAsync("guardrails", "import", Write("broken.txt", text), "--estate", folder);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yaml_with_short_forms_and_json_are_one_template()
    {
        var yaml = Write("a.template", "Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n      Description: !Sub '${AWS::StackName}'\n      Arn: !GetAtt Other.Arn\n      Owner: '012345678901'\n");
        var json = Write("b.template", """{"Resources":{"Key":{"Type":"AWS::KMS::Key","Properties":{"Owner":"012345678901","Arn":{"Fn::GetAtt":["Other","Arn"]},"Description":{"Fn::Sub":"${AWS::StackName}"},"EnableKeyRotation":"true"}}}}""");

        Assert.Equal(0, (await RunAsync("guardrails", "diff", yaml, json)).Code);
    }

    [Fact]
    public async Task A_supplied_template_is_compared_by_what_it_does_whatever_its_names()
    {
        var supplied = Write("mandatory.yaml", """
            Resources:
              Trail:
                Type: AWS::CloudTrail::Trail
                Properties:
                  IsLogging: true
                  IsMultiRegionTrail: false
                  S3BucketName: !Ref Bucket
            """);

        var (code, output, _) = await RunAsync("guardrails", "import", supplied, "--estate", folder, "--format", "markdown");

        Assert.Equal(1, code);
        Assert.Contains("| 緩和 | 変更 | Resources/AuditTrailC93518EF (AWS::CloudTrail::Trail) [操作の記録(CloudTrail)] | Properties.IsMultiRegionTrail | true | false |", output, StringComparison.Ordinal);
        Assert.Contains("脅威の検知がなくなる", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_template_is_kept_byte_for_byte_and_never_replaced()
    {
        var supplied = Write("mandatory.txt", "Resources:\n  Key: { Type: AWS::KMS::Key }\n");
        string[] register = ["guardrails", "register", supplied, "--estate", folder, "--id", "mandatory-2026-11", "--version-name", "2026-11", "--source", "GCAS(例)"];

        var (code, output, _) = await RunAsync(register);
        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllBytesAsync(supplied), await File.ReadAllBytesAsync(Path.Combine(folder, "templates", "mandatory-2026-11.template")));
        Insert(output);
        Assert.Equal("", (await RunAsync("estate", "validate", folder)).Error);
        var listed = (await RunAsync("guardrails", "templates", folder)).Output;
        Assert.Contains("一致", listed, StringComparison.Ordinal);
        Assert.Contains("未適用", listed, StringComparison.Ordinal);

        Write("mandatory.txt", "Resources:\n  Other: { Type: AWS::KMS::Key }\n");
        Assert.Equal(1, (await RunAsync(register)).Code);
        Write(Path.Combine("templates", "mandatory-2026-11.template"), "Resources: {}");
        Assert.Equal(1, (await RunAsync("guardrails", "templates", folder)).Code);
    }

    [Fact]
    public async Task The_next_wave_is_refused_until_the_earlier_one_is_audited()
    {
        string[] record = ["guardrails", "wave", "record", "--estate", folder, "--account", "131229000602", "--who", "運用担当"];
        var first = await RunAsync("guardrails", "wave", "next", "--estate", folder);
        Assert.Contains("--stack-name GovCloud-LogArchive", first.Output, StringComparison.Ordinal);
        Assert.Contains("--profile katsushika-election-verification --region ap-northeast-1 --stack-name GovCloud-Guardrails --template-file infra/Guardrails/Versions/v1.1/guardrails.template.json", first.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync([.. record, "--outcome", "failed", "--note", "ロールの作成に失敗"])).Code);
        var stopped = await RunAsync("guardrails", "wave", "next", "--estate", folder);
        Assert.Equal((1, ""), (stopped.Code, stopped.Output));
        Assert.Contains("131229000602 katsushika-election-verification: 適用に失敗(ロールの作成に失敗)", stopped.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync([.. record, "--outcome", "deployed"])).Code);
        Assert.Equal(1, (await RunAsync("guardrails", "wave", "next", "--estate", folder)).Code);
        Assert.Equal(0, (await RunAsync([.. record, "--audit", "conforming"])).Code);
        Assert.StartsWith("第 2 回(検証)", (await RunAsync("guardrails", "wave", "next", "--estate", folder)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_a_later_wave_cannot_be_recorded()
    {
        var (code, _, error) = await RunAsync("guardrails", "wave", "record", "--estate", folder, "--account", "131229001601", "--who", "運用担当", "--outcome", "deployed");

        Assert.Equal(1, code);
        Assert.Contains("is not in the wave that is open", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, RolloutRecord.FileName)));
    }

    [Fact]
    public async Task Controls_are_listed_as_not_official()
    {
        var (code, output, _) = await RunAsync("guardrails", "controls", "v1.0");

        Assert.Equal(0, code);
        Assert.Contains("独自の汎用ベースライン(非公式)", output, StringComparison.Ordinal);
        Assert.DoesNotContain(ControlCatalogue.UnusedAccessAnalysed, output, StringComparison.Ordinal);
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name == "mandatory.yaml" ? "mandatory.txt" : name);
        File.WriteAllText(path, text);
        return path;
    }

    void Insert(string entry)
    {
        var path = Path.Combine(folder, "guardrails.yaml");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("  rollout:\n", entry + "  rollout:\n", StringComparison.Ordinal));
    }
}
