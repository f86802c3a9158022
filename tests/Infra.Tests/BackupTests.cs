using System.Text.Json.Nodes;
using GovCloud.Contracts;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests;

/// <summary>Backups of every account, by one template for each region.</summary>
[Collection(Synthesis.Collection)]
public sealed class BackupTests(Synthesis synthesis)
{
    Template Backup => synthesis.Sample("GovCloud-Backup");

    Template Recovery => synthesis.Sample("GovCloud-BackupRecovery");

    Template[] Both => [Backup, Recovery];

    [Fact]
    public void The_templates_name_no_account_and_so_serve_a_thousand() =>
        Assert.All(Both, template => Assert.DoesNotMatch("[0-9]{12}", template.Json.ToJsonString()));

    [Fact]
    public void Every_vault_is_locked_encrypted_with_its_own_key_and_outlives_its_stack() => Assert.All(Both, template =>
    {
        var vault = template.Only("AWS::Backup::BackupVault");
        Assert.Equal("govcloud-katsushika", vault["BackupVaultName"]!.GetValue<string>());
        Assert.Equal(template.Only("AWS::KMS::Key").Id, vault["EncryptionKeyArn.Fn::GetAtt"]![0]!.GetValue<string>());
        Assert.Equal((7, 3650), (vault["LockConfiguration.MinRetentionDays"]!.GetValue<int>(), vault["LockConfiguration.MaxRetentionDays"]!.GetValue<int>()));
        Assert.Equal("Retain", vault.Body["DeletionPolicy"]!.GetValue<string>());
        Assert.Equal("Retain", template.Only("AWS::KMS::Key").Body["DeletionPolicy"]!.GetValue<string>());
    });

    [Fact]
    public void A_governance_lock_can_be_undone_and_a_compliance_lock_says_until_when()
    {
        var decided = SampleEstates.Katsushika with
        {
            Backup = SampleEstates.Katsushika.Backup with { Lock = SampleEstates.Katsushika.Backup.Lock with { Mode = BackupLockMode.Compliance, ChangeableForDays = 14 } },
        };
        var compliance = Template.Read(synthesis.Synthesise("compliance", decided), "GovCloud-BackupRecovery");

        Assert.Null(Recovery.Only("AWS::Backup::BackupVault")["LockConfiguration.ChangeableForDays"]);
        Assert.Equal(14, compliance.Only("AWS::Backup::BackupVault")["LockConfiguration.ChangeableForDays"]!.GetValue<int>());
    }

    [Fact]
    public void Nobody_may_delete_a_recovery_point_and_no_vault_policy_allows_anything() => Assert.All(Both, template =>
    {
        var statements = template.Statements().Where(s => s.Owner.Type is "AWS::Backup::BackupVault").ToArray();
        Assert.All(statements, s => Assert.False(s.Allows));
        var deletion = Assert.Single(statements, s => s.Actions.Contains("backup:DeleteRecoveryPoint", StringComparer.Ordinal));
        Assert.Equal("*", deletion.Body["Principal"]!["AWS"]!.GetValue<string>());
        Assert.Null(deletion.Body["Condition"]);
    });

    [Fact]
    public void The_vaults_policy_can_be_changed_by_a_deployment_and_by_nobody_else() => Assert.All(Both, template =>
    {
        var statement = Assert.Single(template.Statements(), s => s.Sid is "OnlyDeploymentsChangeTheVault");
        Assert.Contains("backup:PutBackupVaultAccessPolicy", statement.Actions);
        Assert.Equal(2, statement.Body["Condition"]!["ArnNotLike"]!["aws:PrincipalArn"]!.AsArray().Count);
    });

    [Fact]
    public void Every_class_of_the_estate_has_a_plan_in_Japanese_time_and_selects_by_its_tag()
    {
        foreach (var backup in SampleEstates.Katsushika.Backup.Classes)
        {
            var plan = Assert.Single(Backup.OfType("AWS::Backup::BackupPlan"), p => p["BackupPlan.BackupPlanName"]!.GetValue<string>() == $"govcloud-katsushika-{backup.Id}");
            var rules = plan["BackupPlan.BackupPlanRule"]!.AsArray();
            Assert.Equal(backup.Schedules.Select(s => s.Name), rules.Select(r => r!["RuleName"]!.GetValue<string>()));
            Assert.All(rules, r => Assert.Equal("Asia/Tokyo", r!["ScheduleExpressionTimezone"]!.GetValue<string>()));
            var selection = Assert.Single(Backup.OfType("AWS::Backup::BackupSelection"), s => s["BackupPlanId.Ref"]?.GetValue<string>() == plan.Id);
            var condition = Assert.Single(selection["BackupSelection.Conditions.StringEquals"]!.AsArray())!;
            Assert.Equal(("aws:ResourceTag/BackupClass", backup.Id), (condition["ConditionKey"]!.GetValue<string>(), condition["ConditionValue"]!.GetValue<string>()));
        }
    }

    [Fact]
    public void What_the_estate_copies_goes_to_the_vault_of_the_same_account_in_Osaka_and_nothing_else_does()
    {
        var expected = SampleEstates.Katsushika.Backup.Classes.SelectMany(c => c.Schedules).Where(s => s.CopyRetentionDays is not null).Select(s => s.CopyRetentionDays!.Value);
        var copies = Backup.OfType("AWS::Backup::BackupPlan").SelectMany(p => p["BackupPlan.BackupPlanRule"]!.AsArray()).SelectMany(r => r!["CopyActions"]?.AsArray() ?? []).ToArray();

        Assert.Equal(expected.Order(), copies.Select(c => c!["Lifecycle"]!["DeleteAfterDays"]!.GetValue<int>()).Order());
        Assert.All(copies, c => Assert.Equal(
            """{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":backup:ap-northeast-3:",{"Ref":"AWS::AccountId"},":backup-vault:govcloud-katsushika"]]}""",
            c!["DestinationBackupVaultArn"]!.ToJsonString()));
    }

    [Fact]
    public void The_lock_accepts_the_retention_of_every_rule_and_copy()
    {
        var days = Backup.OfType("AWS::Backup::BackupPlan").SelectMany(p => Template.Objects(p.Properties)).Select(o => o["DeleteAfterDays"]).OfType<JsonNode>().Select(n => n.GetValue<int>());
        Assert.All(days, d => Assert.InRange(d, 7, 3650));
    }

    [Fact]
    public void The_restore_test_covers_each_tested_class_and_kind_of_resource_once()
    {
        var estate = SampleEstates.Katsushika.Backup;
        var plan = Backup.Only("AWS::Backup::RestoreTestingPlan");
        var selections = Backup.OfType("AWS::Backup::RestoreTestingSelection");

        Assert.Equal("cron(0 22 ? * SAT#1 *)", plan["ScheduleExpression"]!.GetValue<string>());
        Assert.Equal(
            estate.Classes.Where(c => c.RestoreTested).SelectMany(c => estate.RestoreTest!.Resources.Select(r => $"{c.Id}/{r}")).Order(StringComparer.OrdinalIgnoreCase),
            selections.Select(s => $"{s["ProtectedResourceConditions.StringEquals"]![0]!["Value"]!.GetValue<string>()}/{s["ProtectedResourceType"]!.GetValue<string>()}").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
        Assert.All(selections, s => Assert.Matches("^[A-Za-z0-9_]{1,50}$", s["RestoreTestingSelectionName"]!.GetValue<string>()));
    }

    [Fact]
    public void A_restore_test_of_more_selections_than_AWS_knows_is_refused()
    {
        var backup = SampleEstates.Katsushika.Backup;
        var many = SampleEstates.Katsushika with
        {
            Backup = backup with { Classes = [.. Enumerable.Range(1, 8).Select(n => backup.Classes[0] with { Id = FormattableString.Invariant($"class-{n}"), RestoreTested = true })] },
        };

        Assert.Contains("AWS Backup knows 30", Assert.Throws<SynthInputException>(() => synthesis.Synthesise("many", many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backups_are_made_by_one_role_and_restored_by_another_which_AWS_Backup_alone_assumes()
    {
        var roles = Backup.OfType("AWS::IAM::Role").Where(r => r["RoleName"]!.GetValue<string>() != BackupAuditNames.ReaderRole).ToList();

        Assert.Equal(["govcloud-katsushika-backup", "govcloud-katsushika-restore-test"], roles.Select(r => r["RoleName"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(roles, r => Assert.Equal("backup.amazonaws.com", r["AssumeRolePolicyDocument.Statement"]![0]!["Principal"]!["Service"]!.GetValue<string>()));
        Assert.All(roles, r => Assert.NotNull(r["AssumeRolePolicyDocument.Statement"]![0]!["Condition"]));
        Assert.DoesNotContain("Restore", roles.Single(r => r.Id.StartsWith("BackupRole", StringComparison.Ordinal))["ManagedPolicyArns"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_are_used_by_the_backup_roles_only() => Assert.All(Both, template => Assert.All(
        template.Statements().Where(s => s.Owner.Type is "AWS::KMS::Key" && s.Actions.Any(a => a is "kms:Decrypt" or "kms:GenerateDataKey" or "kms:CreateGrant")),
        s => Assert.NotNull(s.Body["Condition"]!["ArnEquals"]!["aws:PrincipalArn"])));

    [Fact]
    public void Every_backup_event_is_forwarded_to_the_operations_account()
    {
        var rule = synthesis.Sample("GovCloud-Forwarding").Named("AWS::Events::Rule", "StateChanges")["EventPattern"]!.ToJsonString();
        Assert.All(
            ["aws.backup", "Backup Job State Change", "Copy Job State Change", "Restore Job State Change", "Recovery Point State Change", "Backup Vault State Change"],
            text => Assert.Contains($"\"{text}\"", rule, StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_can_be_neither_changed_nor_deleted_for_as_long_as_the_estate_says()
    {
        var bucket = synthesis.Automation.Named("AWS::S3::Bucket", "DocumentsEvidence");

        Assert.True(bucket["ObjectLockEnabled"]!.GetValue<bool>());
        Assert.Equal(("GOVERNANCE", 1825), (bucket["ObjectLockConfiguration.Rule.DefaultRetention.Mode"]!.GetValue<string>(), bucket["ObjectLockConfiguration.Rule.DefaultRetention.Days"]!.GetValue<int>()));
    }

    [Fact]
    public void An_estate_without_classes_has_no_backup_stack() => Assert.False(File.Exists(Path.Combine(synthesis.SmallFolder, "GovCloud-Backup.template.json")));
}
