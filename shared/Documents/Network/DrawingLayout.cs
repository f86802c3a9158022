using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace GovCloud.Documents.Network;

/// <summary>A rectangle, in pixels.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Box(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public int MiddleX => X + (Width / 2);

    public int MiddleY => Y + (Height / 2);
}

/// <summary>A VPC with its place and its text.</summary>
sealed record PlacedVpc(DrawnVpc Vpc, Box Box, ImmutableArray<TextLine> Lines);

/// <summary>A group with its place.</summary>
sealed record PlacedGroup(DrawnGroup Group, Box Box, ImmutableArray<PlacedVpc> Vpcs);

/// <summary>An on-premises network with its place and its text.</summary>
sealed record PlacedSite(DrawnSite Site, Box Box, ImmutableArray<TextLine> Lines);

/// <summary>A segment of the Transit Gateway with its place, beside its groups.</summary>
sealed record PlacedLane(DrawnSegment Segment, Box Box, ImmutableArray<TextLine> Lines);

/// <summary>
/// Where everything stands: on-premises networks at the left, the Transit Gateway in the middle with a lane beside each segment's groups, so that
/// no line crosses another. The number of columns is that which brings the page nearest to the shape of A3.
/// </summary>
sealed record DrawingLayout
{
    public const int Margin = 36;
    public const int Padding = 12;
    public const int HeadingHeight = 112;
    public const int LegendHeight = 76;
    const int SiteWidth = 250;
    const int Gap = 84;
    const int GatewayWidth = 276;
    const int SiteLaneWidth = 104;
    const int VpcWidth = 268;
    const int GroupHeading = 34;
    const int BadgeWidth = 52;
    const int MostColumns = 16;

    public required Box Page { get; init; }

    public required Box Gateway { get; init; }

    public required Box SiteLane { get; init; }

    public required ImmutableArray<PlacedLane> Lanes { get; init; }

    public required ImmutableArray<PlacedGroup> Groups { get; init; }

    public required ImmutableArray<PlacedSite> Sites { get; init; }

    public static DrawingLayout Of(NetworkDrawing drawing, DrawingLabels labels)
    {
        var sites = PlaceSites(drawing);
        return Enumerable.Range(2, MostColumns - 1).Select(columns => WithColumns(drawing, labels, sites, columns))
            .MinBy(layout => Math.Abs(Math.Log(layout.Page.Width / (layout.Page.Height * Math.Sqrt(2)))))!;
    }

    static DrawingLayout WithColumns(NetworkDrawing drawing, DrawingLabels labels, ImmutableArray<PlacedSite> sites, int columns)
    {
        var groups = PlaceGroups(drawing, labels, columns);
        var bottom = Math.Max(HeadingHeight + 200, Math.Max(groups.Max(g => (int?)g.Box.Bottom) ?? 0, sites.Max(s => (int?)s.Box.Bottom) ?? 0) + Padding);
        var gateway = new Box(Margin + SiteWidth + Gap, HeadingHeight, GatewayWidth, bottom - HeadingHeight);
        return new DrawingLayout
        {
            Page = new Box(0, 0, GroupX + GroupWidth(columns) + Margin, bottom + LegendHeight + Margin + Padding),
            Gateway = gateway,
            SiteLane = new Box(gateway.X + Padding, gateway.Y + Padding, SiteLaneWidth, gateway.Height - (2 * Padding)),
            Lanes = PlaceLanes(groups, labels, gateway),
            Groups = groups,
            Sites = sites,
        };
    }

    public static int GroupX => Margin + SiteWidth + Gap + GatewayWidth + Gap;

    static int GroupWidth(int columns) => Padding + (columns * (VpcWidth + Padding));

    static ImmutableArray<PlacedSite> PlaceSites(NetworkDrawing drawing)
    {
        var sites = ImmutableArray.CreateBuilder<PlacedSite>();
        var y = HeadingHeight + Padding;
        foreach (var site in drawing.Sites)
        {
            const int width = SiteWidth - (2 * Padding);
            ImmutableArray<TextLine> lines =
            [
                .. DrawnText.Wrap(site.Body, TextStyle.Strong, width),
                .. DrawnText.Wrap(site.Name, TextStyle.Plain, width),
                .. site.Cidrs.Select(c => new TextLine(c.ToString(), TextStyle.Range)),
            ];
            var box = new Box(Margin, y, SiteWidth, HeightOf(lines));
            sites.Add(new PlacedSite(site, box, lines));
            y = box.Bottom + Padding;
        }

        return sites.ToImmutable();
    }

    static ImmutableArray<PlacedGroup> PlaceGroups(NetworkDrawing drawing, DrawingLabels labels, int columns)
    {
        var groups = ImmutableArray.CreateBuilder<PlacedGroup>();
        var y = HeadingHeight + Padding;
        foreach (var group in drawing.Groups)
        {
            var vpcs = ImmutableArray.CreateBuilder<PlacedVpc>();
            var top = y + GroupHeading;
            foreach (var row in group.Vpcs.Select(v => (Vpc: v, Lines: LinesOf(v, labels))).Chunk(columns))
            {
                var height = row.Max(v => HeightOf(v.Lines));
                vpcs.AddRange(row.Select((v, i) => new PlacedVpc(v.Vpc, new Box(GroupX + Padding + (i * (VpcWidth + Padding)), top, VpcWidth, height), v.Lines)));
                top += height + Padding;
            }

            groups.Add(new PlacedGroup(group, new Box(GroupX, y, GroupWidth(columns), top - y), vpcs.ToImmutable()));
            y = top + Padding;
        }

        return groups.ToImmutable();
    }

    static ImmutableArray<TextLine> LinesOf(DrawnVpc vpc, DrawingLabels labels)
    {
        const int width = VpcWidth - (2 * Padding);
        var id = string.Join("  ", new[] { vpc.Key.ToString(), vpc.Existing ? labels.Existing : "", vpc.Attached ? "" : labels.Detached }.Where(t => t.Length > 0));
        return
        [
            .. DrawnText.Wrap(vpc.System, TextStyle.Strong, width - BadgeWidth),
            .. DrawnText.Wrap(vpc.Account, TextStyle.Plain, width),
            .. DrawnText.Wrap(id, TextStyle.Faint, width),
            .. vpc.Cidrs.Select(c => new TextLine(c.ToString(), TextStyle.Range)),
            .. vpc.Bodies.Length > 0 ? DrawnText.Wrap(vpc.Bodies, TextStyle.Plain, width) : [],
        ];
    }

    static ImmutableArray<PlacedLane> PlaceLanes(ImmutableArray<PlacedGroup> groups, DrawingLabels labels, Box gateway)
    {
        var lanes = ImmutableArray.CreateBuilder<PlacedLane>();
        var x = gateway.X + Padding + SiteLaneWidth + Padding;
        var width = gateway.Right - Padding - x;
        for (var first = 0; first < groups.Length;)
        {
            var group = groups[first].Group;
            var last = first;
            while (group.Segment != DrawnSegment.Municipality && last + 1 < groups.Length && groups[last + 1].Group.Segment == group.Segment)
            {
                last++;
            }

            ImmutableArray<TextLine> lines =
            [
                .. DrawnText.Wrap(labels.Of(group.Segment), TextStyle.Plain, width - Padding),
                .. group.Segment == DrawnSegment.Municipality ? DrawnText.Wrap(group.Name, TextStyle.Strong, width - Padding) : [],
            ];
            lanes.Add(new PlacedLane(group.Segment, new Box(x, groups[first].Box.Y, width, groups[last].Box.Bottom - groups[first].Box.Y), lines));
            first = last + 1;
        }

        return lanes.ToImmutable();
    }

    static int HeightOf(ImmutableArray<TextLine> lines) => lines.Sum(l => l.Height) + Padding;
}
