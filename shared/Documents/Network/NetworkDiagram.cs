using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Documents.Network;

/// <summary>
/// The planned network as one SVG file for screens and A3 paper: system fonts, nothing from outside. The same drawing gives the same characters.
/// </summary>
public static class NetworkDiagram
{
    const int BadgeWidth = 46;

    /// <summary>Draws the plan. It shows addresses and attachments, no routes, and says so in its legend.</summary>
    public static string Render(NetworkDrawing drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        var labels = DrawingLabels.In(drawing.Language);
        var layout = DrawingLayout.Of(drawing, labels);
        var svg = new SvgWriter(layout.Page.Width, layout.Page.Height, $"{labels.Heading}: {drawing.Title}");
        Heading(svg, drawing, labels, layout);
        Gateway(svg, labels, layout);
        foreach (var site in layout.Sites)
        {
            svg.Line(site.Box.Right, site.Box.MiddleY, layout.SiteLane.X, site.Box.MiddleY, DrawingColours.Site);
            svg.Open("site", site.Site.Id);
            svg.Rectangle(site.Box, DrawingColours.SiteFill, DrawingColours.Site);
            svg.Lines(site.Box.X + DrawingLayout.Padding, site.Box.Y + 4, site.Lines);
            svg.Close();
        }

        foreach (var group in layout.Groups)
        {
            Group(svg, group, labels, layout);
        }

        Legend(svg, labels, layout);
        return svg.ToString();
    }

    static void Heading(SvgWriter svg, NetworkDrawing drawing, DrawingLabels labels, DrawingLayout layout)
    {
        const int x = DrawingLayout.Margin;
        svg.Text(x, 46, drawing.Title, 22, bold: true);
        var subtitle = $"{labels.Heading}  {labels.PlannedOn} {drawing.PlannedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        if (drawing.UnrecordedChanges > 0)
        {
            subtitle += "  " + string.Format(CultureInfo.InvariantCulture, labels.Unrecorded, drawing.UnrecordedChanges);
        }

        svg.Text(x, 72, subtitle, 14);
        if (drawing.Sample)
        {
            var width = DrawnText.WidthOf(labels.Sample, 24) + 28;
            var box = new Box(layout.Page.Right - DrawingLayout.Margin - width, 20, width, 40);
            svg.Rectangle(box, "#ffffff", DrawingColours.Warning, thick: true);
            svg.Text(box.MiddleX, box.Y + 29, labels.Sample, 24, DrawingColours.Warning, bold: true, centred: true);
        }

        const int baseline = DrawingLayout.HeadingHeight - 8;
        svg.Text(x, baseline, labels.Sites, 13, bold: true);
        svg.Text(layout.Gateway.X, baseline, labels.Gateway, 13, bold: true);
        svg.Text(DrawingLayout.GroupX, baseline, labels.Vpcs, 13, bold: true);
    }

    static void Gateway(SvgWriter svg, DrawingLabels labels, DrawingLayout layout)
    {
        svg.Rectangle(layout.Gateway, "#f4f4f5", "#52525b", thick: true);
        svg.Rectangle(layout.SiteLane, DrawingColours.SiteFill, DrawingColours.Site);
        var site = DrawnText.Wrap(labels.SiteSegment, TextStyle.Plain, layout.SiteLane.Width - DrawingLayout.Padding);
        svg.CentredLines(layout.SiteLane, site);
        foreach (var lane in layout.Lanes)
        {
            svg.Rectangle(lane.Box, DrawingColours.FillOf(lane.Segment), DrawingColours.Of(lane.Segment));
            svg.CentredLines(lane.Box, lane.Lines);
        }
    }

    static void Group(SvgWriter svg, PlacedGroup placed, DrawingLabels labels, DrawingLayout layout)
    {
        var (group, box) = (placed.Group, placed.Box);
        var colour = DrawingColours.Of(group.Segment);
        var attached = group.Vpcs.Count(v => v.Attached);
        if (attached > 0)
        {
            var from = layout.Gateway.Right - DrawingLayout.Padding;
            svg.Line(from, box.MiddleY, box.X, box.MiddleY, colour);
            var label = string.Format(CultureInfo.InvariantCulture, labels.Attachments, attached);
            svg.Text((layout.Gateway.Right + box.X) / 2, box.MiddleY - 8, label, 12, colour, centred: true);
        }

        svg.Rectangle(box, DrawingColours.FillOf(group.Segment), colour);
        svg.Text(box.X + DrawingLayout.Padding, box.Y + 23, $"{group.Name}  ({group.Vpcs.Length} VPC)", 15, bold: true);
        foreach (var vpc in placed.Vpcs)
        {
            Vpc(svg, vpc, labels);
        }
    }

    static void Vpc(SvgWriter svg, PlacedVpc placed, DrawingLabels labels)
    {
        var (vpc, box) = (placed.Vpc, placed.Box);
        svg.Open("vpc", vpc.Key.ToString());
        svg.Rectangle(box, "#ffffff", DrawingColours.Of(vpc.Environment), dashed: !vpc.Attached);
        Badge(svg, box.Right - BadgeWidth - 6, box.Y + 6, vpc.Environment, labels);
        svg.Lines(box.X + DrawingLayout.Padding, box.Y + 4, placed.Lines);
        svg.Close();
    }

    /// <summary>Colour and word: either alone is enough, on a black and white printer too.</summary>
    static void Badge(SvgWriter svg, int x, int y, DeploymentEnvironment environment, DrawingLabels labels)
    {
        var colour = DrawingColours.Of(environment);
        var production = environment == DeploymentEnvironment.Production;
        svg.Badge(new Box(x, y, BadgeWidth, 18), production ? colour : "#ffffff", colour);
        svg.Text(x + (BadgeWidth / 2), y + 13, labels.Of(environment), 12, production ? "#ffffff" : colour, bold: true, centred: true);
    }

    static void Legend(SvgWriter svg, DrawingLabels labels, DrawingLayout layout)
    {
        var box = new Box(DrawingLayout.Margin, layout.Gateway.Bottom + 20, layout.Page.Width - (2 * DrawingLayout.Margin), DrawingLayout.LegendHeight);
        svg.Rectangle(box, "#ffffff", "#52525b");
        svg.Text(box.X + 14, box.Y + 26, labels.Legend, 14, bold: true);
        var x = box.X + 80;
        foreach (var environment in new[] { DeploymentEnvironment.Production, DeploymentEnvironment.Verification })
        {
            Badge(svg, x, box.Y + 12, environment, labels);
            x += BadgeWidth + 18;
        }

        svg.Badge(new Box(x, box.Y + 12, BadgeWidth, 18), "#ffffff", "#52525b", dashed: true);
        x = Explain(svg, x, box.Y, labels.DetachedInWords);
        svg.Line(x, box.Y + 21, x + BadgeWidth, box.Y + 21, DrawingColours.Of(DrawnSegment.Municipality));
        x = Explain(svg, x, box.Y, labels.VpcLine);
        svg.Line(x, box.Y + 21, x + BadgeWidth, box.Y + 21, DrawingColours.Site);
        Explain(svg, x, box.Y, labels.SiteLine);
        var y = box.Y + 38;
        svg.Lines(box.X + 80, y, DrawnText.Wrap(labels.Caution, TextStyle.Strong, box.Width - 94), DrawingColours.Warning);
    }

    /// <summary>Writes what a sign of the legend means; where the next sign stands.</summary>
    static int Explain(SvgWriter svg, int x, int y, string text)
    {
        svg.Text(x + BadgeWidth + 8, y + 26, text, 12);
        return x + BadgeWidth + 8 + DrawnText.WidthOf(text, 12) + 24;
    }
}

/// <summary>Colours with enough contrast for text on white, told apart in shades of grey as well.</summary>
static class DrawingColours
{
    public const string Site = "#44403c";
    public const string SiteFill = "#e7e5e4";
    public const string Warning = "#b91c1c";

    public static string Of(DeploymentEnvironment environment) => environment == DeploymentEnvironment.Production ? "#1e3a8a" : "#b45309";

    public static string Of(DrawnSegment segment) => segment switch
    {
        DrawnSegment.Municipality => "#0f766e",
        DrawnSegment.Shared => "#7e22ce",
        _ => "#475569",
    };

    public static string FillOf(DrawnSegment segment) => segment switch
    {
        DrawnSegment.Municipality => "#ecfdf5",
        DrawnSegment.Shared => "#faf5ff",
        _ => "#f1f5f9",
    };
}
