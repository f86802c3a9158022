using System.Text.Json;
using GovCloud.Network;
using static GovCloud.Core.Tests.Network.NetworkEstates;

namespace GovCloud.Core.Tests.Network;

public sealed class AddressLockDocumentTests
{
    static readonly string Text = AddressLockDocument.Write(Plan(With(Request(1))).Lock);

    [Fact]
    public void The_lock_reads_as_a_list_of_facts_one_a_line()
    {
        const string expected = """
            {
              "version": 1,
              "allocations": [
                {
                  "account": "131229000001",
                  "vpc": "main",
                  "pool": "pool",
                  "requestedBy": "vendor",
                  "requested": "zones 2, application 50, data 20, endpoints 20, attached",
                  "ranges": [
                    {
                      "cidr": "10.4.0.0/22",
                      "allocated": "2026-11-20",
                      "subnets": [
                        "10.4.0.0/25 application zone 1",
                        "10.4.0.128/25 application zone 2",
                        "10.4.1.0/26 data zone 1",
                        "10.4.1.64/26 data zone 2",
                        "10.4.1.128/26 endpoints zone 1",
                        "10.4.1.192/26 endpoints zone 2",
                        "10.4.2.0/28 transit zone 1",
                        "10.4.2.16/28 transit zone 2"
                      ]
                    }
                  ],
                  "digest":
            """;
        Assert.StartsWith(expected, Text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "The lock is of version 2, and this program reads version 1; use the program that wrote it.")]
    [InlineData("\"10.4.0.0/22\"", "\"10.4.0.1/22\"", "has bits set behind its prefix")]
    [InlineData("10.4.0.0/25 application zone 1", "10.4.0.0/25 app zone 1", "is not a subnet such as '10.0.0.0/26 application zone 1'.")]
    [InlineData("zones 2, application 50", "zones two, application 50", "is not a size such as 'zones 2, application 50, data 20, endpoints 20, attached'.")]
    [InlineData("\"pool\": \"pool\",", "", "pool")]
    [InlineData("\"vpc\"", "\"vpcs\"", "vpcs")]
    [InlineData("\"131229000001\"", "\"13122900001\"", "12 digits")]
    [InlineData("}\n", "", "JSON")]
    [InlineData("{", "<<<<<<< HEAD\n{", "'<'")]
    public void A_text_that_is_no_lock_is_refused(string old, string replacement, string expected)
    {
        var at = old == "}\n" ? Text.LastIndexOf(old, StringComparison.Ordinal) : Text.IndexOf(old, StringComparison.Ordinal);
        var broken = string.Concat(Text.AsSpan(0, at), replacement, Text.AsSpan(at + old.Length));
        Assert.Contains(expected, Assert.ThrowsAny<JsonException>(() => AddressLockDocument.Read(broken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.4.0.0/22", "10.4.4.0/22")]
    [InlineData("10.4.2.16/28", "10.4.2.32/28")]
    [InlineData("2026-11-20", "2026-11-19")]
    [InlineData("application 50", "application 10")]
    [InlineData("\"vendor\"", "\"operator\"")]
    [InlineData("\"pool\": \"pool\"", "\"pool\": \"other\"")]
    public void Any_fact_that_is_changed_by_hand_is_noticed(string old, string replacement)
    {
        Assert.True(AddressLockDocument.Read(Text).Allocations[0].IsIntact);
        Assert.False(AddressLockDocument.Read(Text.Replace(old, replacement, StringComparison.Ordinal)).Allocations[0].IsIntact);
    }
}
