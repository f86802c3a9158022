using System.Xml.Linq;
using GovCloud.Documents.Network;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Documents.Tests;

public sealed class NetworkDiagramTests
{
    static readonly XNamespace svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(200)]
    public void Every_VPC_and_every_on_premises_range_stands_exactly_once(int vpcs)
    {
        var drawing = Drawing(vpcs);
        var picture = XElement.Parse(NetworkDiagram.Render(drawing));
        var texts = picture.Descendants(svg + "text").Select(t => t.Value).ToLookup(t => t, StringComparer.Ordinal);
        var all = drawing.Groups.SelectMany(g => g.Vpcs).ToList();
        Assert.Equal(vpcs, all.Count);
        Assert.Equal(all.Select(v => v.Key.ToString()), Marked(picture, "data-vpc"));
        Assert.Equal(drawing.Sites.Select(s => s.Id), Marked(picture, "data-site"));
        Assert.All(all.SelectMany(v => v.Cidrs).Concat(drawing.Sites.SelectMany(s => s.Cidrs)), cidr => Assert.Single(texts[cidr.ToString()]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(200)]
    public void No_two_boxes_overlap_and_none_leaves_the_page(int vpcs)
    {
        var picture = XElement.Parse(NetworkDiagram.Render(Drawing(vpcs)));
        var (width, height) = ((int)picture.Attribute("width")!, (int)picture.Attribute("height")!);
        var boxes = picture.Elements(svg + "g").Select(g => Rectangle(g.Elements(svg + "rect").First())).ToList();
        Assert.Equal(vpcs + 2, boxes.Count);
        Assert.All(boxes, b => Assert.True(b is { X: >= 0, Y: >= 0 } && b.Right <= width && b.Bottom <= height));
        for (var i = 0; i < boxes.Count; i++)
        {
            Assert.DoesNotContain(boxes.Skip(i + 1), b => b.X < boxes[i].Right && boxes[i].X < b.Right && b.Y < boxes[i].Bottom && boxes[i].Y < b.Bottom);
        }
    }

    [Fact]
    public void Text_stays_inside_its_box_however_long_the_names_are()
    {
        var drawing = Drawing(4);
        var group = drawing.Groups[0];
        var longest = group.Vpcs[0] with { Account = new string('w', 120), System = new string('住', 60), Cidrs = [.. Enumerable.Range(1, 5).Select(i => Cidr.Parse($"10.200.{i}.0/24"))] };
        var picture = XElement.Parse(NetworkDiagram.Render(drawing with { Groups = [group with { Vpcs = [longest] }] }));
        var box = picture.Elements(svg + "g").Single(g => g.Attribute("data-vpc") is not null);
        var place = Rectangle(box.Elements(svg + "rect").First());
        Assert.Equal(new string('w', 120), string.Concat(box.Elements(svg + "text").Select(t => t.Value).Where(t => t.StartsWith('w'))));
        Assert.All(box.Elements(svg + "text"), t => Assert.InRange((int)t.Attribute("y")!, place.Y + 10, place.Bottom - 3));
    }

    [Fact]
    public void A_page_of_many_VPCs_grows_and_keeps_nearly_the_shape_of_A3()
    {
        foreach (var vpcs in new[] { 37, 200 })
        {
            var picture = XElement.Parse(NetworkDiagram.Render(Drawing(vpcs)));
            Assert.InRange((double)picture.Attribute("width")! / (double)picture.Attribute("height")!, 1.1, 1.8);
        }
    }

    [Fact]
    public void The_same_drawing_gives_the_same_characters() => Assert.Equal(NetworkDiagram.Render(Drawing(37)), NetworkDiagram.Render(Drawing(37)));

    [Fact]
    public void Markup_and_characters_that_XML_forbids_are_only_text()
    {
        var drawing = Drawing(1) with { Title = "<script>&\"'\uFFFE\u0001\uD800 例" };
        var picture = NetworkDiagram.Render(drawing with { Groups = [drawing.Groups[0] with { Name = "<b>&" }], Sites = [drawing.Sites[0] with { Id = "a\"b", Name = "</svg>" }] });
        var texts = XElement.Parse(picture).Descendants(svg + "text").Select(t => t.Value).ToList();
        Assert.Contains("<script>&\"'\uFFFD\uFFFD\uFFFD 例", texts);
        Assert.Contains("</svg>", texts);
        Assert.DoesNotContain("<script>", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_takes_nothing_from_outside()
    {
        var picture = XElement.Parse(NetworkDiagram.Render(Drawing(37)));
        Assert.DoesNotContain(picture.DescendantsAndSelf().Attributes(), a => !a.IsNamespaceDeclaration && (a.Value.Contains("://", StringComparison.Ordinal) || a.Name.LocalName == "href"));
        Assert.Equal(["g", "line", "rect", "svg", "text", "title"], picture.DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Only_a_sample_carries_the_mark(bool sample, int marks)
    {
        var picture = XElement.Parse(NetworkDiagram.Render(Drawing(1) with { Sample = sample }));
        Assert.Equal(marks, picture.Elements(svg + "text").Count(t => t.Value == "例"));
    }

    [Theory]
    [InlineData(DrawingLanguage.Japanese, "本番")]
    [InlineData(DrawingLanguage.English, "Prod")]
    public void The_legend_says_that_routes_are_not_shown(DrawingLanguage language, string production)
    {
        var texts = XElement.Parse(NetworkDiagram.Render(Drawing(1) with { Language = language })).Descendants(svg + "text").Select(t => t.Value).ToList();
        Assert.Contains("経路は未反映", string.Concat(texts), StringComparison.Ordinal);
        Assert.Contains(production, texts);
    }

    [Fact]
    public void A_VPC_that_is_not_attached_is_dashed_and_its_group_has_no_line()
    {
        var drawing = Drawing(1);
        var detached = drawing with { Groups = [drawing.Groups[0] with { Vpcs = [drawing.Groups[0].Vpcs[0] with { Attached = false }] }] };
        var (with, without) = (XElement.Parse(NetworkDiagram.Render(drawing)), XElement.Parse(NetworkDiagram.Render(detached)));
        Assert.Equal(with.Elements(svg + "line").Count() - 1, without.Elements(svg + "line").Count());
        var box = without.Elements(svg + "g").Single(g => g.Attribute("data-vpc") is not null);
        Assert.NotNull(box.Elements(svg + "rect").First().Attribute("stroke-dasharray"));
        Assert.Contains(box.Elements(svg + "text"), t => t.Value.EndsWith("TGW未接続", StringComparison.Ordinal));
    }

    static NetworkDrawing Drawing(int vpcs)
    {
        var all = Enumerable.Range(0, vpcs).Select(Vpc).ToList();
        return new NetworkDrawing
        {
            Title = "試験環境",
            PlannedOn = new DateOnly(2026, 11, 21),
            Groups =
            [
                .. all.Chunk(30).Select((chunk, i) => (Chunk: chunk, Segment: i % 2 == 0 ? DrawnSegment.Municipality : DrawnSegment.Shared))
                    .OrderBy(g => g.Segment).Select((g, i) => new DrawnGroup($"団体{i}", g.Segment, [.. g.Chunk])),
            ],
            Sites = [new("office", "葛飾区", "本庁舎", [Cidr.Parse("10.16.0.0/16"), Cidr.Parse("10.17.0.0/18")]), new("ward", "仙台市", "区役所", [Cidr.Parse("172.20.0.0/16")])],
        };
    }

    static DrawnVpc Vpc(int number) => new()
    {
        Key = new VpcKey(AccountId.Parse($"{number:D12}"), "main"),
        Account = $"katsushika-late-elderly-verification-{number}",
        System = "後期高齢者医療",
        Environment = number % 2 == 0 ? DeploymentEnvironment.Production : DeploymentEnvironment.Verification,
        Cidrs = [Cidr.Parse($"10.96.{number}.0/24")],
    };

    static IEnumerable<string> Marked(XElement picture, string attribute) =>
        picture.Descendants().Attributes(attribute).Select(a => a.Value);

    static Box Rectangle(XElement rect) =>
        new((int)rect.Attribute("x")!, (int)rect.Attribute("y")!, (int)rect.Attribute("width")!, (int)rect.Attribute("height")!);
}
