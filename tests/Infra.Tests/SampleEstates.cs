using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests;

/// <summary>Estates for the tests, of any size.</summary>
static class SampleEstates
{
    public const string OperationsAccount = "111122223333";

    public static Estate Small => Of(accounts: 3, organisations: 2);

    /// <summary>The estate of the repository.</summary>
    public static Estate Katsushika { get; } =
        EstateFiles.EstateFolder.Load(Path.Combine(Synthesis.RepositoryRoot(), "estates", "katsushika"), new DateOnly(2026, 11, 20)).Estate!;

    /// <summary>The size that limits are checked with.</summary>
    public static Estate Large => Of(accounts: 1_000, organisations: 400);

    public static Estate Of(int accounts, int organisations) => new()
    {
        Profile = new EstateProfile
        {
            Name = "sample",
            Title = "例の環境",
            Sample = true,
            GlobalEventRule = true,
            Operator = "operator",
            OperationsAccount = AccountId.Parse(OperationsAccount),
        },
        Organisations =
        [
            new Organisation
            {
                Id = "operator",
                Name = "運用管理補助者",
                Kind = OrganisationKind.Operator,
                Calendar = "desk",
                Mail = ["desk@operator.example.jp"],
                SlackWebhookParameter = "/govcloud/slack/operator",
            },
            .. Enumerable.Range(1, organisations).Select(Vendor),
        ],
        Accounts = Accounts(accounts),
        Notification = new NotificationPolicy { MailFrom = "govcloud@operator.example.jp" },
    };

    static ImmutableArray<Account> Accounts(int count) =>
    [
        new Account
        {
            Id = AccountId.Parse(OperationsAccount),
            Name = "operations",
            Environment = DeploymentEnvironment.Production,
            Purpose = AccountPurpose.Operations,
        },
        .. Enumerable.Range(1, count - 1).Select(number => new Account
        {
            Id = AccountId.Parse((444455550000 + number).ToString(CultureInfo.InvariantCulture)),
            Name = string.Create(CultureInfo.InvariantCulture, $"member-{number}"),
            Environment = DeploymentEnvironment.Production,
        }),
    ];

    static Organisation Vendor(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"vendor-{number}"),
        Name = "事業者",
        Kind = OrganisationKind.Vendor,
        Calendar = "desk",
        SlackWebhookParameter = string.Create(CultureInfo.InvariantCulture, $"/govcloud/slack/vendor-{number:0000}"),
    };
}
