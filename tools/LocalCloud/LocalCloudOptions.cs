using GovCloud.Contracts;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.LocalCloud;

/// <summary>What to run and how.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>The folder that <c>cdk synth</c> wrote.</summary>
    public required string AssemblyDirectory { get; init; }

    /// <summary>Which stacks are deployed; all by default.</summary>
    public Func<StackTemplate, bool> Stacks { get; init; } = static _ => true;

    /// <summary>A stack that leaves its account open is deployed into each of these, as its owner would; once, into account zero, when there are none.</summary>
    public IReadOnlyList<string> MemberAccounts { get; init; } = [];

    /// <summary>Values of parameters, by name, of the templates that leave their account open, as a deployment into an account gives them: roles there are decided by them.</summary>
    public IReadOnlyDictionary<string, string> MemberParameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Accounts and the organizational unit that each is in, by id, by name, or by the names from the root down such as <c>production/katsushika</c> where several have one name: the service control policies of the templates bind those on the way to the root. Others are bound by none.</summary>
    public IReadOnlyDictionary<string, string> AccountUnits { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clock of queues, schedules and retries. Processes and signatures follow the real one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Port of the gateway on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>SSM parameters from outside, such as webhook addresses. <c>{gateway}</c> in a value stands for the gateway's address.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The bus that a plain post to <c>/events</c> goes to.</summary>
    public string OperationsBus { get; init; } = EventNames.OperationsBus;

    /// <summary>Processes of one function at once.</summary>
    public int MaximumProcesses { get; init; } = 4;

    /// <summary>Folder of AWS's published API models, by which every call is checked; null checks none.</summary>
    public string? ApiModels { get; init; }

    /// <summary>The member accounts that audits read; null for none.</summary>
    public SimulatedAccounts? Accounts { get; init; }

    /// <summary>Which processes die and which webhooks break, and when; null for none.</summary>
    public ChaosSchedule? Chaos { get; init; }

    /// <summary>A DynamoDB Local that already runs; null starts one and ends it with the cloud.</summary>
    public Uri? DynamoDbEndpoint { get; init; }
}
