using Amazon.CDK.AWS.S3;
using GovCloud.Infra.Forwarding;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// The bucket that AWS Data Exports write an account's billing data to. Deployed into every account whose cost is collected, before its exports; the
/// template is the same for all of them. It must never contain a right to write for anybody but the two services. Removing it keeps the bucket.
/// </summary>
sealed class CostExportBucketStack : Stack
{
    static readonly string[] Source = ["aws.s3"];
    static readonly string[] Stored = [CostNames.ObjectCreated];

    internal CostExportBucketStack(Construct scope, string id, Estate estate, CostExports exports)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: bucket for billing data",
        })
    {
        var bucket = new Bucket(this, "Bucket", new BucketProps
        {
            // Fixed: the exports are made in another region.
            BucketName = BudgetNames.ExportBucket(estate),
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Versioned = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules =
            [
                new LifecycleRule
                {
                    Id = "billing-data",
                    AbortIncompleteMultipartUploadAfter = Duration.Days(7),
                    Expiration = Duration.Days(exports.RetentionDays),
                    // Exports are overwritten at every refresh.
                    NoncurrentVersionExpiration = Duration.Days(30),
                },
            ],
        });
        AcceptedFinding.LogsNoAccess(bucket, "Written by AWS once a day and read by one role of the operations account; CloudTrail records who changes it.");
        bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "DataExportsWrite",
            Effect = Effect.ALLOW,
            Principals = [new ServicePrincipal("billingreports.amazonaws.com"), new ServicePrincipal("bcm-data-exports.amazonaws.com")],
            Actions = ["s3:GetBucketPolicy", "s3:PutObject"],
            Resources = [bucket.BucketArn, bucket.ArnForObjects("*")],
            Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
                ["ArnLike"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["aws:SourceArn"] = new[]
                    {
                        $"arn:{Aws.PARTITION}:cur:us-east-1:{Aws.ACCOUNT_ID}:definition/*", $"arn:{Aws.PARTITION}:bcm-data-exports:us-east-1:{Aws.ACCOUNT_ID}:export/*",
                    },
                },
            },
        }));
        bucket.AddToResourcePolicy(Grant.By(
            new AccountPrincipal(estate.Profile.OperationsAccount.ToString()), "TheOperationsAccountReads", ["s3:GetObject", "s3:ListBucket"],
            [bucket.BucketArn, bucket.ArnForObjects("*")]));
        if (!estate.Cost.Pools.IsEmpty)
        {
            TellOfDeliveries(bucket, estate);
        }
    }

    /// <summary>The manifest comes after all the files of a delivery: it alone is told, to the bus of billing data in the operations account.</summary>
    void TellOfDeliveries(Bucket bucket, Estate estate)
    {
        // The property itself: the construct's own way brings a function with rights on every bucket.
        ((CfnBucket)bucket.Node.DefaultChild!).NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
        {
            EventBridgeConfiguration = new CfnBucket.EventBridgeConfigurationProperty { EventBridgeEnabled = true },
        };
        var target = new ForwardingTarget
        {
            Bus = CostNames.Bus,
            TargetId = "CostBus",
            RoleDescription = "Lets EventBridge tell the operations account that billing data came",
            StatementId = "PutEventsOnTheBusOfBillingData",
        };
        var pattern = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["source"] = Source,
            ["detail-type"] = Stored,
            ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["bucket"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = new[] { bucket.BucketName } },
                ["object"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["key"] = new[] { new Dictionary<string, object>(StringComparer.Ordinal) { ["suffix"] = CostNames.ManifestEnd } },
                },
            },
        };
        // A day of deliveries that nobody was told of is found by the next morning's schedule.
        EventForwarding.Add(this, estate, target, [("Deliveries", "Billing data that came", pattern)]);
    }
}

/// <summary>
/// AWS Data Exports: CUR 2.0 and FOCUS, refreshed daily, overwritten, as gzipped CSV, whose decimal texts are the evidence that a statement is computed
/// from. Only us-east-1 knows the resource, so that the estate must allow that region. Deployed into every account whose cost is collected; the template
/// is the same for all of them. Removing it stops the exports and keeps what was written.
/// </summary>
sealed class CostExportsStack : Stack
{
    internal CostExportsStack(Construct scope, string id, Estate estate, CostExports exports, string region)
        : base(scope, id, new StackProps { Env = new CdkEnvironment { Region = region }, Description = $"{estate.Profile.Title}: billing data exports" })
    {
        if (exports.Cur)
        {
            Add(estate, "cur", CostColumns.Cur, "COST_AND_USAGE_REPORT", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TIME_GRANULARITY"] = "DAILY",
                ["INCLUDE_RESOURCES"] = "TRUE",
                ["INCLUDE_SPLIT_COST_ALLOCATION_DATA"] = "FALSE",
                ["INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY"] = "FALSE",
            });
        }

        if (exports.Focus)
        {
            Add(estate, "focus", CostColumns.Focus, "FOCUS_1_2_AWS", []);
        }
    }

    void Add(Estate estate, string name, string[] columns, string table, Dictionary<string, string> configuration) => _ = new CfnResource(this, name, new CfnResourceProps
    {
        // CDK 2.160 has no construct for it.
        Type = "AWS::BCMDataExports::Export",
        Properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Export"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["Name"] = $"govcloud-{estate.Profile.Name}-{name}",
                ["DataQuery"] = Query($"SELECT {string.Join(", ", columns)} FROM {table}", table, configuration),
                ["DestinationConfigurations"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["S3Destination"] = new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["S3Bucket"] = BudgetNames.ExportBucket(estate),
                        ["S3Prefix"] = "exports",
                        ["S3Region"] = estate.Profile.PrimaryRegion,
                        ["S3OutputConfigurations"] = new Dictionary<string, object>(StringComparer.Ordinal)
                        {
                            ["Format"] = "TEXT_OR_CSV",
                            ["Compression"] = "GZIP",
                            ["OutputType"] = "CUSTOM",
                            ["Overwrite"] = "OVERWRITE_REPORT",
                        },
                    },
                },
                ["RefreshCadence"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["Frequency"] = "SYNCHRONOUS" },
            },
        },
    });

    /// <summary>A table without properties of its own takes no configuration.</summary>
    static Dictionary<string, object> Query(string statement, string table, Dictionary<string, string> configuration)
    {
        var query = new Dictionary<string, object>(StringComparer.Ordinal) { ["QueryStatement"] = statement };
        if (configuration.Count > 0)
        {
            query["TableConfigurations"] = new Dictionary<string, object>(StringComparer.Ordinal) { [table] = configuration };
        }

        return query;
    }
}
