using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.Cli.Quarter;

/// <content>Users, keys, roles, the root user, the ledger. The inventory is held on Mondays.</content>
sealed partial class QuarterScenario
{
    const int Fortnight = 14;

    /// <summary>An account that AWS has and nobody else knows of.</summary>
    static readonly AccountId Unowned = AccountId.Parse("555500001111");

    IEnumerable<QuarterFault> IdentityTrouble(ImmutableArray<AccountId> accounts)
    {
        yield return StaleKey(accounts[0], Weekday(1, DayOfWeek.Wednesday));
        yield return NoSecondFactor(accounts[1], Weekday(2, DayOfWeek.Tuesday));
        yield return Administrator(accounts[2], Weekday(3, DayOfWeek.Wednesday));
        yield return Outsider(accounts[3], Weekday(4, DayOfWeek.Thursday));
        yield return RootUsed(accounts[4], Weekday(5, DayOfWeek.Tuesday));
        yield return RootIs(accounts[5], Weekday(6, DayOfWeek.Wednesday), "ルートユーザーの多要素認証が外される", root => root with { HasMfa = false }, "IAM-002");
        yield return RootIs(accounts[6], Weekday(7, DayOfWeek.Tuesday), "ルートユーザーにアクセスキーが作られる", root => root with { HasAccessKey = true }, "IAM-001");
        yield return ContactGone(accounts[7], Weekday(8, DayOfWeek.Wednesday));
        yield return BreakGlass(accounts[8], Weekday(9, DayOfWeek.Tuesday));
        yield return Leaver(accounts[9], Weekday(2, DayOfWeek.Thursday));
        yield return IdleRole(accounts[10], Weekday(3, DayOfWeek.Tuesday));
        yield return Analyzer(accounts[0], Weekday(6, DayOfWeek.Tuesday), "ExternalAccess", "外に開いたバケットが検出される", "IAM-038");
        yield return Analyzer(accounts[1], Weekday(7, DayOfWeek.Wednesday), "UnusedPermission", "使われない権限が検出される", "IAM-037");
        yield return Assigned(accounts[2], Weekday(8, DayOfWeek.Tuesday));
        yield return Unlisted(accounts[3], Weekday(9, DayOfWeek.Wednesday));
        yield return Listed(accounts[4], Weekday(1, DayOfWeek.Tuesday), "台帳で使用中のアカウントが AWS で停止している", listing => listing with { Status = "SUSPENDED" }, "ACC-006");
        yield return Listed(accounts[5], Weekday(2, DayOfWeek.Wednesday), "AWS でのアカウントの名前が台帳と違う", listing => listing with { Name = "renamed" }, "ACC-003");
        yield return Listed(accounts[6], Weekday(3, DayOfWeek.Thursday), "アカウントの必須のタグが消える", listing => listing with { Tags = ImmutableSortedDictionary<string, string>.Empty }, "ACC-011");
        yield return NobodyOwns(Weekday(5, DayOfWeek.Wednesday));
    }

    IEnumerable<QuarterFault> UnreadableIdentities(ImmutableArray<AccountId> accounts)
    {
        yield return Calls(accounts[7], "認証情報レポートがいつまでも作成中", Weekday(4, DayOfWeek.Monday), 1, "iam:GetCredentialReport", new CallFault { Kind = CallFaultKind.NeverReady, Service = "iam" });
        yield return Calls(accounts[5], "認証情報レポートの時刻が1時間進んでいる(時計のずれ)", Weekday(10, DayOfWeek.Monday), 1, "iam:GetCredentialReport", new CallFault { Kind = CallFaultKind.ClockAhead, Service = "iam", Operation = "GetCredentialReport", By = TimeSpan.FromHours(1) });
        yield return Calls(accounts[8], "IAM の一覧が途中で切れる", Weekday(5, DayOfWeek.Monday), 1, "iam:GetAccountAuthorizationDetails", new CallFault { Kind = CallFaultKind.Torn, Service = "iam", Operation = "GetAccountAuthorizationDetails" });
        yield return Calls(accounts[9], "アカウントに入れない(月曜)", Weekday(7, DayOfWeek.Monday), 1, "*", new CallFault { Kind = CallFaultKind.Denied, Service = "sts" });
        yield return Calls(accounts[10], "IAM の呼び出しが2回だけ多すぎると断られる(再試行で読める)", Weekday(8, DayOfWeek.Monday), 1, null, new CallFault { Kind = CallFaultKind.Throttled, Service = "iam", Times = 2 });
    }

    static QuarterFault StaleKey(AccountId account, DateOnly day)
    {
        var key = new SimulatedKey($"AKIASTALE{account}", At(day).AddDays(-100), At(day));
        var user = new SimulatedUser { Name = "batch-transfer", Created = At(day).AddDays(-100), Keys = [key] };
        return Identity(account, day, "100日前のアクセスキーを持つ IAM ユーザーが現れる", faults => tidy => faults.UserAppears(tidy, user), Fortnight, ("IAM-010", UserArn(account, user)), ("IAM-013", key.Id));
    }

    static QuarterFault NoSecondFactor(AccountId account, DateOnly day)
    {
        var user = new SimulatedUser { Name = "maintenance", Created = At(day), PasswordSet = At(day), PasswordUsed = At(day) };
        return Identity(account, day, "多要素認証のないパスワードを持つ IAM ユーザーが現れる", faults => tidy => faults.UserAppears(tidy, user), Fortnight, ("IAM-010", UserArn(account, user)), ("IAM-011", UserArn(account, user)));
    }

    static QuarterFault Administrator(AccountId account, DateOnly day)
    {
        var user = new SimulatedUser { Name = "temporary-admin", Created = At(day), Policies = ["arn:aws:iam::aws:policy/AdministratorAccess"] };
        var arn = UserArn(account, user);
        return Identity(account, day, "管理者権限を直接持つ IAM ユーザーが現れる", faults => tidy => faults.UserAppears(tidy, user), Fortnight, ("IAM-010", arn), ("IAM-018", arn), ("IAM-020", arn));
    }

    static QuarterFault Outsider(AccountId account, DateOnly day)
    {
        var role = NewRole("support-vendor", day, TrustPolicy.Of("777700008888"));
        return Identity(account, day, "知らないアカウントがロールを引き受けられる(外部 ID なし)", faults => tidy => faults.RoleAppears(tidy, role), Fortnight, ("IAM-030", RoleArn(account, role)), ("IAM-031", RoleArn(account, role)));
    }

    // Use stays open for as long as the inventory looks back.
    static QuarterFault RootUsed(AccountId account, DateOnly day) =>
        Identity(account, day, "ルートユーザーが使われる", faults => faults.RootSignsIn, null, ("IAM-003", $"arn:aws:iam::{account}:root"), ("IAM-004", $"arn:aws:iam::{account}:root"));

    static QuarterFault RootIs(AccountId account, DateOnly day, string title, Func<SimulatedRoot, SimulatedRoot> change, string check) =>
        Identity(account, day, title, faults => tidy => faults.RootIs(tidy, change), Fortnight, (check, $"arn:aws:iam::{account}:root"));

    static QuarterFault ContactGone(AccountId account, DateOnly day) =>
        Identity(account, day, "セキュリティの代替連絡先が消える", faults => tidy => faults.ContactIsGone(tidy, "SECURITY"), Fortnight, ("ACC-010", $"{account}/security"));

    QuarterFault BreakGlass(AccountId account, DateOnly day)
    {
        var role = NewRole("gca-" + estate.Access.Roles.First(role => role.Kind == AccessRoleKind.BreakGlass).Id, day, TrustPolicy.Of(estate.Profile.OperationsAccount.ToString()));
        return Identity(account, day, "緊急時のロールが使われる", faults => tidy => faults.RoleAppears(tidy, role), Fortnight, ("IAM-035", RoleArn(account, role)));
    }

    QuarterFault Leaver(AccountId account, DateOnly day)
    {
        var role = NewRole("gca-former-vendor", day, TrustPolicy.Of(estate.Profile.OperationsAccount.ToString()));
        return Identity(account, day, "契約の終わった事業者のロールが残る", faults => tidy => faults.RoleAppears(tidy, role), Fortnight, ("IAM-036", RoleArn(account, role)));
    }

    QuarterFault IdleRole(AccountId account, DateOnly day)
    {
        var role = NewRole("migration", day, TrustPolicy.Of(estate.Profile.OperationsAccount.ToString())) with { UsedDaily = false, Created = At(day).AddDays(-200), Used = At(day).AddDays(-95) };
        return Identity(account, day, "95日使われていないロールがある", faults => tidy => faults.RoleAppears(tidy, role), Fortnight, ("IAM-034", RoleArn(account, role)));
    }

    static QuarterFault Analyzer(AccountId account, DateOnly day, string type, string title, string check)
    {
        var bucket = $"arn:aws:s3:::shared-{account}";
        return Identity(account, day, title, faults => tidy => faults.AnalyzerFinds(tidy, new($"finding-{type}-{account}", type, bucket, "AWS::S3::Bucket", At(day))), Fortnight, (check, bucket));
    }

    static QuarterFault Assigned(AccountId account, DateOnly day)
    {
        const string person = "97677c6e22-00000000-aaaa-4bbb-8ccc-000000000000";
        var subject = $"{account}/AdministratorAccess/user/{person}";
        return Identity(
            account, day, "権限表にない権限セットが個人に割り当てられる", faults => tidy => faults.ListingIs(tidy, listing => listing with { Assignments = [new("AdministratorAccess", OfGroup: false, person)] }), Fortnight,
            ("SSO-001", subject), ("SSO-002", subject));
    }

    // An account that the organization does not know has no tags there that could be read.
    static QuarterFault Unlisted(AccountId account, DateOnly day) =>
        Identity(account, day, "台帳にあるアカウントが組織から消える", faults => tidy => faults.ListingIs(tidy, _ => null), Fortnight, ("ACC-002", account.ToString()))
            with
        {
            Unreadable = new UnreadableTime("organizations:ListTagsForResource", day, day.AddDays(Fortnight)),
        };

    static QuarterFault Listed(AccountId account, DateOnly day, string title, Func<SimulatedListing, SimulatedListing> change, string check) =>
        Identity(account, day, title, faults => tidy => faults.ListingIs(tidy, change), Fortnight, (check, account.ToString()));

    static QuarterFault NobodyOwns(DateOnly day) => Identity(Unowned, day, "台帳にないアカウントが AWS に現れる", _ => tidy => tidy, null, ("ACC-001", Unowned.ToString()));

    SimulatedAccount UnownedAccount(AccountId id) => new()
    {
        Id = id,
        Name = "unowned",
        ReaderRoles = [],
        Listing = Timelines.Always<SimulatedListing?>(null).Between(At(Weekday(5, DayOfWeek.Wednesday)), DateTimeOffset.MaxValue, _ => new SimulatedListing { Name = "unowned", Mail = "unowned@unknown.example" }),
    };

    static SimulatedRole NewRole(string name, DateOnly day, string trust) => new() { Name = name, Created = At(day), Trust = trust, UsedDaily = true };

    static string RoleArn(AccountId account, SimulatedRole role) => $"arn:aws:iam::{account}:role/{role.Name}";

    static string UserArn(AccountId account, SimulatedUser user) => $"arn:aws:iam::{account}:user/{user.Name}";

    static QuarterFault Identity(AccountId account, DateOnly day, string title, Func<IdentityFaults, Func<SimulatedAccount, SimulatedAccount>> change, int? days, params ReadOnlySpan<(string Check, string Subject)> expected)
    {
        var monday = day.AddDays(1 + (((int)DayOfWeek.Monday - (int)day.AddDays(1).DayOfWeek + 7) % 7));
        var found = ImmutableArray.CreateBuilder<ExpectedFinding>(expected.Length);
        foreach (var (check, subject) in expected)
        {
            found.Add(new ExpectedFinding(check, subject, monday));
        }

        return new QuarterFault
        {
            Title = title,
            Account = account,
            Day = day,
            Inject = change(new IdentityFaults(At(day), days is { } some ? At(day.AddDays(some)) : DateTimeOffset.MaxValue)),
            Expected = found.MoveToImmutable(),
        };
    }
}
