using System.Collections.Immutable;
using GovCloud.Guardrails;

namespace GovCloud.Estates;

/// <summary>Which templates every account gets, at which version, in which order, and with which exceptions.</summary>
public sealed record EstateGuardrails
{
    /// <summary>The version of our own generic baseline that the accounts are to have; none where it is not used.</summary>
    [Text(TextFormat.BaselineVersion)]
    public string? Version { get; init; }

    /// <summary>Templates that the Digital Agency or others prescribe, each version an entry of its own.</summary>
    public ImmutableArray<GuardrailTemplate> Templates { get; init; } = [];

    /// <summary>Accounts that keep another version for a time.</summary>
    public ImmutableArray<BaselinePin> Pins { get; init; } = [];

    /// <summary>In which order a version is rolled out.</summary>
    public BaselineRollout? Rollout { get; init; }

    /// <summary>Controls that are not met, with somebody who answers for it and an end.</summary>
    public ImmutableArray<ControlExemption> Exceptions { get; init; } = [];

    /// <summary>Controls that another party provides, so that the baseline leaves them out.</summary>
    public ImmutableArray<ProvidedControl> Provided { get; init; } = [];

    /// <summary>What the templates need to know of the estate.</summary>
    public BaselineParameters Parameters { get; init; } = new();

    /// <summary>Discovery of personal data (Macie) is on in accounts whose data is of this class or more sensitive; off where absent.</summary>
    public DataClass? DiscoveryFrom { get; init; }

    /// <summary>The version that an account is to have: its pin, else the estate's; none where the baseline is not used.</summary>
    public BaselineVersion? VersionOf(AccountId account)
    {
        var pin = Pins.FirstOrDefault(pin => pin.Account == account);
        return BaselineVersion.TryParse(pin?.Version ?? Version, out var version) ? version : null;
    }
}

/// <summary>A version of a template that is prescribed or supplied. What is not public is not guessed: only what was seen is entered.</summary>
public sealed record GuardrailTemplate
{
    /// <summary>Id, such as <c>mandatory-2026-04</c>.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name for people, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Who prescribes it.</summary>
    public required TemplateLayer Layer { get; init; }

    /// <summary>The version as its author names it.</summary>
    public required string Version { get; init; }

    /// <summary>Where it was obtained.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which it was obtained.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Within how many business days of the operator's calendar after <see cref="AsOf"/> it must be applied.</summary>
    [Bounds(1, 250)]
    public int DueBusinessDays { get; init; } = 10;

    /// <summary>The day on which the last account had it, JST; none while it is not applied everywhere. Past its due day the daily audit tells so.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>The supplied CloudFormation template, relative to the estate's folder; none where only its existence is known.</summary>
    [Text(TextFormat.FilePath)]
    public string? Path { get; init; }

    /// <summary>SHA-256 of that file's bytes.</summary>
    [Text(TextFormat.Sha256)]
    public string? Sha256 { get; init; }
}

/// <summary>Who prescribes a template.</summary>
public enum TemplateLayer
{
    /// <summary>自動適用テンプレート: the Digital Agency applies it.</summary>
    AutoApplied,

    /// <summary>必須適用テンプレート: the Digital Agency prescribes it and the operator applies it.</summary>
    Mandatory,

    /// <summary>独自 baseline of the operator or of a municipality.</summary>
    Own,
}

/// <summary>An account that keeps another version than the estate's for a time.</summary>
public sealed record BaselinePin
{
    /// <summary>The account.</summary>
    [Unique]
    public required AccountId Account { get; init; }

    /// <summary>The version that it keeps.</summary>
    [Text(TextFormat.BaselineVersion)]
    public required string Version { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day of the pin, JST; needed for an older version than the estate's.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>In which order a version is rolled out: the canary, the other verification accounts, then production.</summary>
public sealed record BaselineRollout
{
    /// <summary>The account that gets a version first; a verification account.</summary>
    public required AccountId Canary { get; init; }

    /// <summary>The most verification accounts of a wave.</summary>
    [Bounds(1, 500)]
    public int VerificationWave { get; init; } = 20;

    /// <summary>The most production accounts of a wave.</summary>
    [Bounds(1, 500)]
    public int ProductionWave { get; init; } = 10;

    /// <summary>So many failed accounts of a wave are tolerated before the next wave is refused. The canary must never fail.</summary>
    [Bounds(0, 500)]
    public int FailuresTolerated { get; init; }
}

/// <summary>A control that is not met, accountably and for a time.</summary>
public sealed record ControlExemption
{
    /// <summary>The control's id.</summary>
    [Text(TextFormat.Id)]
    public required string Control { get; init; }

    /// <summary>The account; else a system is named.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The system whose accounts are excepted.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>Who answers for it: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Owner { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day, JST, inclusive. There is no exception without an end.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether it is about an account on a day.</summary>
    public bool Covers(Account account, string control, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(account);
        return string.Equals(Control, control, StringComparison.Ordinal)
            && day <= Until
            && (Account == account.Id || (System is { } system && string.Equals(system, account.System, StringComparison.Ordinal)));
    }
}

/// <summary>A control that another party provides.</summary>
public sealed record ProvidedControl
{
    /// <summary>The control's id.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Control { get; init; }

    /// <summary>Who provides it, and how that is known.</summary>
    public required string Source { get; init; }
}

/// <summary>What the templates need to know of the estate.</summary>
public sealed record BaselineParameters
{
    /// <summary>The bucket of the log archive that trails and configuration go to.</summary>
    [Text(TextFormat.BucketName)]
    public string? LogArchiveBucket { get; init; }

    /// <summary>Mail address that AWS writes to about security. Never a personal address.</summary>
    [Text(TextFormat.Mail)]
    public string? SecurityContactMail { get; init; }

    /// <summary>Telephone number of that contact, with country code.</summary>
    [Text(TextFormat.Telephone)]
    public string? SecurityContactTelephone { get; init; }

    /// <summary>Whether VPCs are cut off from the internet; accounts whose VPCs have an internet gateway on purpose need <c>block-ingress</c> or <c>off</c>.</summary>
    public VpcPublicAccess VpcPublicAccess { get; init; } = VpcPublicAccess.Off;
}

/// <summary>Modes of VPC Block Public Access.</summary>
public enum VpcPublicAccess
{
    /// <summary>Not set.</summary>
    Off,

    /// <summary>Nothing from the internet comes in.</summary>
    BlockIngress,

    /// <summary>Nothing goes out or comes in through internet gateways.</summary>
    BlockBidirectional,
}
