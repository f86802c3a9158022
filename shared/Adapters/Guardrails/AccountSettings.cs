using System.Net;
using GovCloud.Adapters.AwsApi;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Adapters.Guardrails;

/// <summary>
/// The settings of an account for which CloudFormation has no resource: reads them, and sets what is not as the baseline asks. Setting one that is
/// right already changes nothing.
/// </summary>
/// <param name="options">Credentials of the account, and the region.</param>
/// <param name="account">The account.</param>
/// <param name="version">The version of the baseline.</param>
/// <param name="parameters">The security contact.</param>
public sealed class AccountSettings(AwsClientOptions options, AccountId account, BaselineVersion version, BaselineParameters parameters) : IDisposable
{
    const int PasswordLength = 14;
    const int PasswordsRemembered = 24;
    const string Enabled = "ENABLED";
    const string TokensRequired = "required";
    const string Security = "SECURITY";

    readonly AwsClient<Iam> iam = new(options);
    readonly AwsClient<Ec2> ec2 = new(options);
    readonly AwsClient<S3Control> s3 = new(options with { HostPrefix = S3Control.HostPrefixOf(account) });
    readonly AwsClient<Inspector2> inspector = new(options);
    readonly AwsClient<AccountManagement> contacts = new(options);

    /// <summary>The settings of a version, in the order in which they are read and set.</summary>
    public static IEnumerable<string> Of(BaselineVersion version) => ControlCatalogue.Of(version).Where(control => control.Means == ControlMeans.Setting).Select(control => control.Id);

    /// <summary>Reads a setting. What cannot be read is unknown, with the reason.</summary>
    public async Task<SettingReading> ReadAsync(string control, CancellationToken cancellationToken)
    {
        try
        {
            var (met, detail) = await SeeAsync(control, cancellationToken);
            return new SettingReading(control, met switch { true => SettingState.Met, false => SettingState.NotMet, null => SettingState.Unknown }, detail);
        }
        catch (AwsApiException failure)
        {
            return new SettingReading(control, SettingState.Unknown, Explain(failure));
        }
        catch (InvalidOperationException endless)
        {
            return new SettingReading(control, SettingState.Unknown, $"応答を読み取れない: {endless.Message}");
        }
    }

    /// <summary>Sets a setting as the baseline asks.</summary>
    /// <exception cref="AwsApiException">AWS refused, or could not be reached.</exception>
    /// <exception cref="InvalidOperationException">It must not be set: a default VPC is in use, or the estate names no contact.</exception>
    public Task ApplyAsync(string control, CancellationToken cancellationToken) => control switch
    {
        ControlCatalogue.PasswordPolicy => iam.CallAsync(Iam.UpdateAccountPasswordPolicy, new PasswordPolicy(PasswordLength, PasswordsRemembered, true, true, true, true), cancellationToken),
        ControlCatalogue.VolumesEncrypted => ec2.CallAsync(Ec2.EnableEbsEncryptionByDefault, default, cancellationToken),
        ControlCatalogue.InstanceMetadataV2 => ec2.CallAsync(Ec2.ModifyInstanceMetadataDefaults, TokensRequired, cancellationToken),
        ControlCatalogue.BucketsNotPublic => s3.CallAsync(S3Control.PutPublicAccessBlock, account, cancellationToken),
        ControlCatalogue.VulnerabilitiesScanned => inspector.CallAsync(Inspector2.Enable, new InspectorEnable(Scanned), cancellationToken),
        ControlCatalogue.SecurityContact => SetContactAsync(cancellationToken),
        ControlCatalogue.DefaultVpcRemoved => DefaultVpc.RemoveAsync(ec2, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(control), control, "It is no setting."),
    };

    /// <summary>Why a call failed, Japanese.</summary>
    public static string Explain(AwsApiException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Failure switch
        {
            AwsFailure.NotSent => $"AWS に接続できない({failure.Operation})",
            AwsFailure.Unknown => $"応答がない({failure.Operation})",
            _ when failure.StatusCode is HttpStatusCode.Forbidden || failure.ErrorCode.Contains("AccessDenied", StringComparison.Ordinal) || failure.ErrorCode is "UnauthorizedOperation" =>
                $"読み取る権限がない({failure.Operation}: {failure.ErrorCode})",
            _ => $"AWS がエラーを返した({failure.Operation}: {failure.ErrorCode})",
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        iam.Dispose();
        ec2.Dispose();
        s3.Dispose();
        inspector.Dispose();
        contacts.Dispose();
    }

    string[] Scanned => version < new BaselineVersion(1, 1) ? ["EC2", "ECR", "LAMBDA"] : ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"];

    Task<(bool? Met, string Detail)> SeeAsync(string control, CancellationToken cancellationToken) => control switch
    {
        ControlCatalogue.PasswordPolicy => SeePasswordsAsync(cancellationToken),
        ControlCatalogue.VolumesEncrypted => SeeVolumesAsync(cancellationToken),
        ControlCatalogue.InstanceMetadataV2 => SeeMetadataAsync(cancellationToken),
        ControlCatalogue.BucketsNotPublic => SeeBucketsAsync(cancellationToken),
        ControlCatalogue.VulnerabilitiesScanned => SeeScansAsync(cancellationToken),
        ControlCatalogue.SecurityContact => SeeContactAsync(cancellationToken),
        ControlCatalogue.DefaultVpcRemoved => DefaultVpc.SeeAsync(ec2, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(control), control, "It is no setting."),
    };

    async Task<(bool?, string)> SeePasswordsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var policy = await iam.CallAsync(Iam.GetAccountPasswordPolicy, default, cancellationToken);
            var met = policy.MinimumPasswordLength >= PasswordLength && policy.PasswordReusePrevention >= PasswordsRemembered
                && policy is { RequireSymbols: true, RequireNumbers: true, RequireUppercaseCharacters: true, RequireLowercaseCharacters: true };
            return (met, $"最小 {policy.MinimumPasswordLength} 文字、過去 {policy.PasswordReusePrevention} 回の再利用を禁止");
        }
        catch (AwsApiException absent) when (absent.ErrorCode == "NoSuchEntity")
        {
            return (false, "条件が設定されていない");
        }
    }

    async Task<(bool?, string)> SeeVolumesAsync(CancellationToken cancellationToken) =>
        await ec2.CallAsync(Ec2.GetEbsEncryptionByDefault, default, cancellationToken) ? (true, "既定で暗号化される") : (false, "既定では暗号化されない");

    async Task<(bool?, string)> SeeMetadataAsync(CancellationToken cancellationToken)
    {
        var tokens = await ec2.CallAsync(Ec2.GetInstanceMetadataDefaults, default, cancellationToken);
        return (tokens == TokensRequired, $"トークン: {tokens ?? "指定なし"}");
    }

    async Task<(bool?, string)> SeeBucketsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await s3.CallAsync(S3Control.GetPublicAccessBlock, account, cancellationToken) ? (true, "4項目すべて禁止") : (false, "禁止されていない項目がある");
        }
        catch (AwsApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return (false, "設定されていない");
        }
    }

    async Task<(bool?, string)> SeeScansAsync(CancellationToken cancellationToken)
    {
        var status = await inspector.CallAsync(Inspector2.BatchGetAccountStatus, new InspectorAccounts([account.ToString()]), cancellationToken);
        if (status.Accounts is not [{ ResourceState: { } state }, ..])
        {
            // That Inspector could not look says nothing about what it scans.
            return (null, $"検査の状態を確認できない({(status.FailedAccounts is [var failed, ..] ? failed.ErrorCode : "応答なし")})");
        }

        (string Kind, string? Status)[] kinds = [("EC2", state.Ec2?.Status), ("ECR", state.Ecr?.Status), ("LAMBDA", state.Lambda?.Status), ("LAMBDA_CODE", state.LambdaCode?.Status)];
        var off = kinds.Where(kind => Scanned.Contains(kind.Kind, StringComparer.Ordinal) && kind.Status is not (Enabled or "ENABLING")).Select(kind => kind.Kind).ToArray();
        return (off.Length == 0, off.Length == 0 ? "検査の対象: " + string.Join("、", Scanned) : "検査されていない: " + string.Join("、", off));
    }

    async Task<(bool?, string)> SeeContactAsync(CancellationToken cancellationToken)
    {
        try
        {
            var contact = (await contacts.CallAsync(AccountManagement.GetAlternateContact, new GetAlternateContactRequest(AccountId: null, Security), cancellationToken)).AlternateContact;
            var met = string.Equals(contact?.EmailAddress, parameters.SecurityContactMail, StringComparison.OrdinalIgnoreCase);
            return (met, met ? "環境定義の連絡先と一致" : "環境定義と異なる連絡先");
        }
        catch (AwsApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return (false, "登録されていない");
        }
    }

    Task<NoContent> SetContactAsync(CancellationToken cancellationToken) => parameters is { SecurityContactMail: { } mail, SecurityContactTelephone: { } telephone }
        ? contacts.CallAsync(AccountManagement.PutAlternateContact, new PutAlternateContactRequest(AccountId: null, Security, "Security", "Security desk", mail, telephone), cancellationToken)
        : throw new InvalidOperationException("環境定義の guardrails.parameters にセキュリティ連絡先がない");
}
