using System.Globalization;
using System.Text;
using GovCloud.EstateFiles;
using GovCloud.Network;

namespace GovCloud.Benchmarks.Synth;

/// <summary>The sample estate with as many business accounts as wanted, each with a VPC on the Transit Gateway, as files that the CDK app reads.</summary>
static class EstateOfAccounts
{
    static readonly string[] Kept = ["calendars.yaml", "departments.yaml", "municipalities.yaml", "operators.yaml", "profile.yaml", "responsibilities.yaml", "systems.yaml"];
    static readonly string[] Systems = ["residents", "tax", "health", "welfare", "care", "insurance", "pension", "childcare"];
    static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>Writes the estate and its address lock.</summary>
    /// <param name="sample">Folder of the sample estate.</param>
    /// <param name="folder">Where it is written.</param>
    /// <param name="accounts">How many business accounts.</param>
    public static void Write(string sample, string folder, int accounts)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Kept)
        {
            File.Copy(Path.Combine(sample, file), Path.Combine(folder, file), overwrite: true);
        }

        File.WriteAllText(Path.Combine(folder, "accounts.yaml"), Accounts(accounts));
        File.WriteAllText(Path.Combine(folder, "policies.yaml"), "notification: { mailFrom: desk@operator.example.jp }\n");
        File.WriteAllText(Path.Combine(folder, "network.yaml"), Network(accounts));
        var estate = EstateFolder.Load(folder, Today) switch
        {
            { Estate: { } valid } => valid,
            var read => throw new InvalidDataException($"The generated estate is not valid: {read.Problems.FirstOrDefault()}"),
        };
        File.WriteAllText(Path.Combine(folder, AddressLockDocument.FileName), AddressLockDocument.Write(AddressPlanner.Plan(estate, AddressLock.Empty, Today).Lock));
    }

    static string Accounts(int count)
    {
        var yaml = new StringBuilder("""
            accounts:
              - { id: "131229090101", name: network, environment: production, purpose: network, municipalities: ["131229", "131121", "131202", "041009"] }
              - { id: "131229090201", name: operations, environment: production, purpose: operations }

            """);
        for (var i = 0; i < count; i++)
        {
            var environment = i % 2 == 0 ? "production" : "verification";
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: \"{Id(i)}\", name: account-{i}, environment: {environment}, system: {Systems[i / 2 % Systems.Length]} }}\n");
        }

        return yaml.ToString();
    }

    static string Network(int count)
    {
        var yaml = new StringBuilder("""
            network:
              pools:
                - { id: production, use: production, cidrs: [10.128.0.0/10] }
                - { id: verification, use: verification, cidrs: [10.192.0.0/10] }
                - { id: common, use: network, cidrs: [10.110.0.0/19] }
              onPremises:
                - { id: katsushika-office, name: 庁舎, municipality: "131229", cidrs: [10.16.0.0/16] }
              transitGateway: { asn: 64512 }
              lines:
                - { id: katsushika-line, municipality: "131229", name: 専用線, gatewayAsn: 64601 }
              flows:
                - { id: office, from: { kind: on-premises }, to: { kind: workload }, ports: [tcp/443], purpose: オンライン }
                - { id: endpoints, from: { kind: workload }, to: { kind: endpoints }, ports: [tcp/443, udp/53], purpose: AWSサービス }
              centralEndpoints: [ssm, logs, kms, sts]
              requests:
                - { account: "131229090101", vpc: endpoints, role: endpoints, application: 0, data: 0, endpoints: 60 }

            """);
        for (var i = 0; i < count; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ account: \"{Id(i)}\" }}\n");
        }

        return yaml.ToString();
    }

    static string Id(int index) => (200_000_000_000 + index).ToString("000000000000", CultureInfo.InvariantCulture);
}
