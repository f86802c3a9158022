using FsCheck;
using FsCheck.Fluent;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.LocalCloud.Tests.Accounts;

public sealed class PagerTests
{
    [Fact]
    public void However_a_list_is_cut_every_item_comes_once_and_in_order() => Prop.ForAll<int, byte, byte>((seed, count, largest) =>
    {
        var items = Enumerable.Range(0, count).Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(items, ReadAll(new Pager(seed, 1 + (largest % 20)), items));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Some_pages_are_empty_and_have_a_token()
    {
        var pager = new Pager(1, 2);
        var items = Enumerable.Range(0, 100).Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var empty = 0;
        string? token = null;
        do
        {
            var (page, next) = pager.Page("list", items, item => item, token, null);
            empty += page.Count == 0 && next is not null ? 1 : 0;
            token = next;
        }
        while (token is not null);

        Assert.InRange(empty, 3, 30);
    }

    [Fact]
    public void What_is_gone_between_two_pages_moves_nothing()
    {
        var pager = new Pager(3, 4);
        var items = Enumerable.Range(0, 40).Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var (first, token) = pager.Page("list", items, item => item, null, null);
        var rest = new List<string>();
        var left = items.Skip(3).ToList();
        while (token is not null)
        {
            var (page, next) = pager.Page("list", left, item => item, token, null);
            rest.AddRange(page);
            token = next;
        }

        Assert.Equal(left.Except(first, StringComparer.Ordinal), rest);
    }

    static List<string> ReadAll(Pager pager, List<string> items)
    {
        var read = new List<string>();
        string? token = null;
        do
        {
            var (page, next) = pager.Page("list", items, item => item, token, null);
            read.AddRange(page);
            token = next;
        }
        while (token is not null);

        return read;
    }
}
