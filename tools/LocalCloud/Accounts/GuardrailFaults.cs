using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Contracts;
using GovCloud.Guardrails;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>What can go wrong with an account's guardrails, each as a change of a tidy account from a moment on.</summary>
/// <param name="region">The region of daily operation.</param>
/// <param name="from">From when on.</param>
public sealed class GuardrailFaults(string region, DateTimeOffset from)
{
    /// <summary>A stack is not there.</summary>
    public SimulatedAccount StackIsGone(SimulatedAccount account, string name) => Here(account, guardrails => guardrails with { Stacks = guardrails.Stacks.Remove(name) });

    /// <summary>A stack is in another region instead.</summary>
    public SimulatedAccount StackIsElsewhere(SimulatedAccount account, string name, string elsewhere)
    {
        ArgumentNullException.ThrowIfNull(account);
        var stack = account.Regions[region].Guardrails.At(from).Stacks[name];
        return StackIsGone(account, name).In(elsewhere, other => other with { Guardrails = other.Guardrails.Between(from, DateTimeOffset.MaxValue, one => one with { Stacks = one.Stacks.SetItem(name, stack) }) });
    }

    /// <summary>A stack is different.</summary>
    public SimulatedAccount StackIs(SimulatedAccount account, string name, Func<SimulatedStackFacts, SimulatedStackFacts> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Here(account, guardrails => guardrails with { Stacks = guardrails.Stacks.SetItem(name, change(guardrails.Stacks[name])) });
    }

    /// <summary>The baseline is different.</summary>
    public SimulatedAccount BaselineIs(SimulatedAccount account, Func<SimulatedStackFacts, SimulatedStackFacts> change) => StackIs(account, BaselineReleases.MemberStack, change);

    /// <summary>The baseline is deployed in another version, as it was released: parameters that this version does not have are not there.</summary>
    /// <param name="account">The account.</param>
    /// <param name="version">The version.</param>
    /// <param name="template">Its released template.</param>
    public SimulatedAccount VersionIs(SimulatedAccount account, BaselineVersion version, string template) => BaselineIs(account, stack => stack with
    {
        Template = template,
        Parameters = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, stack.Parameters.Where(parameter => ((JsonObject)JsonNode.Parse(template)!["Parameters"]!).ContainsKey(parameter.Key))),
        Outputs = stack.Outputs.SetItem(BaselineReleases.VersionOutput, version.ToString()),
    });

    /// <summary>The template of the baseline is a changed one.</summary>
    public SimulatedAccount TemplateIs(SimulatedAccount account, Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return BaselineIs(account, stack =>
        {
            var template = (JsonObject)JsonNode.Parse(stack.Template)!;
            change(template);
            return stack with { Template = template.ToJsonString() };
        });
    }

    /// <summary>A parameter of the baseline has another value.</summary>
    public SimulatedAccount ParameterIs(SimulatedAccount account, string name, string value) => BaselineIs(account, stack => stack with { Parameters = stack.Parameters.SetItem(name, value) });

    /// <summary>Somebody changes or deletes what the template made for a control.</summary>
    /// <param name="account">The account.</param>
    /// <param name="control">The control.</param>
    /// <param name="status"><c>MODIFIED</c> or <c>DELETED</c>.</param>
    /// <param name="most">How many of its resources at most.</param>
    /// <exception cref="InvalidOperationException">The template has nothing for the control.</exception>
    public SimulatedAccount Drifts(SimulatedAccount account, string control, string status, int most) => BaselineIs(account, stack =>
    {
        var drifts = ((JsonObject)JsonNode.Parse(stack.Template)!["Resources"]!)
            .Where(resource => resource.Value!["Metadata"]?[GuardrailNames.ControlMetadata]?.GetValue<string>() == control)
            .Select(resource => new SimulatedDrift(resource.Key, resource.Value!["Type"]!.GetValue<string>(), status)).Take(most).ToList();
        return drifts.Count == 0 ? throw new InvalidOperationException($"The template has nothing for {control}.") : stack with { Drifts = stack.Drifts.AddRange(drifts) };
    });

    /// <summary>A setting of the region is different.</summary>
    public SimulatedAccount SettingIs(SimulatedAccount account, Func<SimulatedGuardrails, SimulatedGuardrails> change) => Here(account, change);

    /// <summary>The default VPC is there.</summary>
    public SimulatedAccount DefaultVpcAppears(SimulatedAccount account, params ImmutableArray<string> interfaces)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Here(account, guardrails => guardrails with { Vpcs = guardrails.Vpcs.Add(new SimulatedVpc($"vpc-0{new Draws(0, $"default/{account.Id}").Hex(16)}", IsDefault: true, "172.31.0.0/16", interfaces)) });
    }

    /// <summary>Inspector no longer scans a kind of resource.</summary>
    public SimulatedAccount ScanStops(SimulatedAccount account, string kind) => Here(account, guardrails => guardrails with { Scans = guardrails.Scans.SetItem(kind, "DISABLED") });

    /// <summary>What S3 forbids is different; none where nothing is set.</summary>
    public SimulatedAccount PublicAccessIs(SimulatedAccount account, Func<SimulatedPublicAccessBlock?, SimulatedPublicAccessBlock?> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account with { PublicAccess = account.PublicAccess.Between(from, DateTimeOffset.MaxValue, change) };
    }

    /// <summary>The password policy or a contact is different.</summary>
    public SimulatedAccount IdentityIs(SimulatedAccount account, Func<SimulatedIdentity, SimulatedIdentity> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account with { Identity = account.Identity.Between(from, DateTimeOffset.MaxValue, change) };
    }

    SimulatedAccount Here(SimulatedAccount account, Func<SimulatedGuardrails, SimulatedGuardrails> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.In(region, one => one with { Guardrails = one.Guardrails.Between(from, DateTimeOffset.MaxValue, change) });
    }
}
