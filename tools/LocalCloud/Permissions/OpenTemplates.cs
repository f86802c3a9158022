using System.Collections.Concurrent;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>The templates that leave their account open and are deployed into every account of an estate: what they say of the roles of one account.</summary>
/// <param name="stacks">All templates; those with an account of their own are left aside.</param>
/// <param name="parameters">Values that a deployment gives to their parameters, by name.</param>
/// <param name="resolverOf">Makes a resolver of templates.</param>
sealed class OpenTemplates(IReadOnlyList<StackTemplate> stacks, IReadOnlyDictionary<string, string> parameters, Func<IReadOnlyList<StackTemplate>, TemplateResolver> resolverOf)
{
    readonly ConcurrentDictionary<string, Lazy<PolicyBook>> books = new(StringComparer.Ordinal);

    /// <summary>The roles of an account.</summary>
    /// <exception cref="CloudAssemblyException">A policy cannot be resolved for it.</exception>
    public PolicyBook Of(string account) => books.GetOrAdd(account, id => new Lazy<PolicyBook>(() => Read(id))).Value;

    PolicyBook Read(string account)
    {
        var bound = stacks.Where(stack => stack.Account == CloudAssembly.UnknownAccount).Select(stack => stack with { Account = account, Parameters = Given(stack) }).ToList();
        return PolicyBook.ReadRoles(bound, resolverOf(bound));
    }

    Dictionary<string, string> Given(StackTemplate stack)
    {
        var given = new Dictionary<string, string>(stack.Parameters, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            given[name] = value;
        }

        return given;
    }
}
