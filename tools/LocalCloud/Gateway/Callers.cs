using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>The access keys of the local cloud. Each function has one of its own, so that it is known who calls.</summary>
sealed class Callers
{
    const string PersonPrefix = "AKIALOCAL";
    const string Secret = "local-secret";
    readonly ConcurrentDictionary<string, Caller> functions = new(StringComparer.Ordinal);

    /// <summary>A person's key for an account.</summary>
    public static Caller Person(string account) => new(PersonPrefix + account, Secret, account, null);

    public Caller Function(Arn function)
    {
        var id = "ASIALOCAL" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(function.ToString())))[..11];
        return functions.GetOrAdd(id, static (key, arn) => new Caller(key, Secret, arn.Account, arn.ToString()), function);
    }

    /// <summary>A session of a role: a caller of the role's account, who may do what the role may.</summary>
    public Caller Assume(RoleSession session)
    {
        var id = "ASIAASSUM" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session.Arn)))[..11];
        return functions.GetOrAdd(id, static (key, opened) => new Caller(key, Secret, opened.Role.Account, null, opened), session);
    }

    public Caller? Find(string accessKeyId) => functions.TryGetValue(accessKeyId, out var caller) ? caller
        : accessKeyId.Length == PersonPrefix.Length + 12 && accessKeyId.StartsWith(PersonPrefix, StringComparison.Ordinal) ? Person(accessKeyId[PersonPrefix.Length..])
        : null;
}
