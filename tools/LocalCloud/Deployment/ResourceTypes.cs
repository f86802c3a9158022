namespace GovCloud.LocalCloud.Deployment;

/// <summary>Types that have no effect here, each for a reason. A type that is in neither list is an error: nothing is left out unseen.</summary>
static class ResourceTypes
{
    static readonly string[] NotSimulatedPrefixes =
    [
        // Permissions make nothing; those of roles, buckets, queues and keys are read by PolicyBook and decided on each call.
        "AWS::IAM::", "AWS::KMS::", "AWS::Lambda::Permission", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy", "AWS::Events::EventBusPolicy", "AWS::Logs::ResourcePolicy",
        // Observation: logs and invocations are in the state.
        "AWS::Logs::LogGroup", "AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter", "AWS::CloudWatch::", "AWS::XRay::",
        // Kept for later, or made by hand.
        "AWS::Events::Archive", "AWS::Scheduler::ScheduleGroup", "AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::CDK::Metadata",
        // The rest of the estate: not part of the event flow.
        "AWS::EC2::", "AWS::DirectConnect::", "AWS::ElasticLoadBalancingV2::", "AWS::NetworkFirewall::", "AWS::SSM::Document", "AWS::Organizations::", "AWS::Backup::", "AWS::Budgets::",
        "AWS::CE::", "AWS::Config::", "AWS::GuardDuty::", "AWS::SecurityHub::", "AWS::Route53", "AWS::RAM::", "AWS::CloudTrail::", "AWS::AccessAnalyzer::", "AWS::InspectorV2::",
        "AWS::Macie::", "AWS::SSO::", "AWS::Chatbot::", "AWS::CUR::", "AWS::BCMDataExports::", "Custom::S3AutoDeleteObjects", "AWS::Oam::", "AWS::Pipes::",
    ];

    public static bool IsNotSimulated(string type) => NotSimulatedPrefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
}
