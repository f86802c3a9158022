using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Adapters.Guardrails;

/// <summary>Reads accounts through their audit role. Whatever cannot be read is said so; one account never costs another.</summary>
/// <param name="options">How the operations account calls AWS; the accounts are called likewise, with their own credentials.</param>
/// <param name="parameters">The estate's parameters of the baseline.</param>
public sealed class AccountReader(AwsClientOptions options, BaselineParameters parameters) : IDisposable
{
    const string ForwardingStack = "GovCloud-Forwarding";

    readonly AwsClient<Sts> sts = new(options);

    /// <summary>Begins to compare the account's stack with what is there; the result is read later. False where that could not be begun.</summary>
    public async Task<bool> BeginDriftAsync(AccountId account, CancellationToken cancellationToken)
    {
        try
        {
            using var stacks = new AwsClient<CloudFormation>(await AssumeAsync(account, cancellationToken));
            await stacks.CallAsync(CloudFormation.DetectStackDrift, BaselineReleases.MemberStack, cancellationToken);
            return true;
        }
        catch (AwsApiException)
        {
            return false;
        }
    }

    /// <summary>Reads an account.</summary>
    public async Task<AccountReading> ReadAsync(AccountId account, BaselineVersion version, CancellationToken cancellationToken)
    {
        try
        {
            var assumed = await AssumeAsync(account, cancellationToken);
            var (stack, why) = await StackAsync(assumed, cancellationToken);
            return new AccountReading
            {
                Account = account,
                Stack = stack,
                StackUnreadable = why,
                Forwarding = await ForwardingAsync(assumed, cancellationToken),
                Settings = await SettingsAsync(assumed, account, version, cancellationToken),
            };
        }
        catch (AwsApiException failure)
        {
            return new AccountReading { Account = account, Unreadable = $"監査用ロールを引き受けられない: {AccountSettings.Explain(failure)}" };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sts.Dispose();

    async Task<AwsClientOptions> AssumeAsync(AccountId account, CancellationToken cancellationToken)
    {
        var role = await sts.CallAsync(Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{account}:role/{GuardrailNames.AuditRole}", "guardrail-audit"), cancellationToken);
        return options with { Credentials = new SessionAWSCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken) };
    }

    static async Task<(StackReading? Stack, string? Why)> StackAsync(AwsClientOptions assumed, CancellationToken cancellationToken)
    {
        using var stacks = new AwsClient<CloudFormation>(assumed);
        try
        {
            var stack = await stacks.CallAsync(CloudFormation.DescribeStack, BaselineReleases.MemberStack, cancellationToken);
            var template = Json(await stacks.CallAsync(CloudFormation.GetTemplate, BaselineReleases.MemberStack, cancellationToken));
            var drifted = stack.DriftStatus == "DRIFTED" ? await DriftedAsync(stacks, cancellationToken) : [];
            return (new StackReading
            {
                Status = stack.Status,
                Version = stack.Outputs.GetValueOrDefault(BaselineReleases.VersionOutput),
                TemplateDigest = template is null ? null : TemplateDigest.Of(template),
                Parameters = stack.Parameters,
                DriftStatus = stack.DriftStatus,
                DriftCheckedAt = stack.DriftCheckedAt,
                Drifted = [.. drifted.Select(id => new DriftedResource(id, ControlOf(template, id)))],
            }, null);
        }
        catch (AwsApiException absent) when (IsAbsent(absent))
        {
            return (null, null);
        }
        catch (AwsApiException failure)
        {
            return (null, AccountSettings.Explain(failure));
        }
    }

    /// <summary>What was changed; nothing where that cannot be read. That something was changed is known without it.</summary>
    static async Task<IReadOnlyList<string>> DriftedAsync(AwsClient<CloudFormation> stacks, CancellationToken cancellationToken)
    {
        try
        {
            return await AwsPages.IdsAsync((token, end) => stacks.CallAsync(CloudFormation.DescribeStackResourceDrifts, (BaselineReleases.MemberStack, token), end), cancellationToken);
        }
        catch (Exception unread) when (unread is AwsApiException or InvalidOperationException)
        {
            return [];
        }
    }

    static async Task<bool?> ForwardingAsync(AwsClientOptions assumed, CancellationToken cancellationToken)
    {
        using var stacks = new AwsClient<CloudFormation>(assumed);
        try
        {
            return IsInForce((await stacks.CallAsync(CloudFormation.DescribeStack, ForwardingStack, cancellationToken)).Status);
        }
        catch (AwsApiException failure)
        {
            return IsAbsent(failure) ? false : null;
        }
    }

    async Task<ImmutableArray<SettingReading>> SettingsAsync(AwsClientOptions assumed, AccountId account, BaselineVersion version, CancellationToken cancellationToken)
    {
        using var settings = new AccountSettings(assumed, account, version, parameters);
        var readings = ImmutableArray.CreateBuilder<SettingReading>();
        foreach (var control in AccountSettings.Of(version))
        {
            readings.Add(await settings.ReadAsync(control, cancellationToken));
        }

        return readings.ToImmutable();
    }

    // A creation that was rolled back has left nothing, although its status ends like that of a complete one; an update that was rolled back has left what was there.
    static bool? IsInForce(string status) => status switch
    {
        "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" or "IMPORT_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE"
            or "UPDATE_ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" => true,
        "" or "CREATE_IN_PROGRESS" or "UPDATE_IN_PROGRESS" or "UPDATE_ROLLBACK_IN_PROGRESS" or "IMPORT_IN_PROGRESS" or "IMPORT_ROLLBACK_IN_PROGRESS" => null,
        _ => false,
    };

    // CloudFormation has no code of its own for it.
    static bool IsAbsent(AwsApiException failure) => failure.ErrorCode == "ValidationError" && failure.Message.Contains("does not exist", StringComparison.Ordinal);

    static JsonObject? Json(string template)
    {
        try
        {
            return JsonNode.Parse(template, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A template that somebody else deployed may say anything there.
    static string? ControlOf(JsonObject? template, string id) =>
        template?["Resources"] is JsonObject resources && resources[id] is JsonObject resource && resource["Metadata"] is JsonObject metadata
        && metadata[GuardrailNames.ControlMetadata] is JsonValue value && value.TryGetValue<string>(out var control) ? control : null;
}
