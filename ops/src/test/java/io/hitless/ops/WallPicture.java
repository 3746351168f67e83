package io.hitless.ops;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tools.jackson.databind.JsonNode;

/// The NOC wall as a picture, from the queries, colours and thresholds of its panels, so that a
/// person can look at what Grafana would show. Not Grafana's own drawing.
final class WallPicture {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int TOP = 56;
  private static final int GAP = 8;
  private static final Color NIGHT = new Color(0x111217);
  private static final Color PANEL = new Color(0x1B1D22);
  private static final Color EDGE = new Color(0x2C3036);
  private static final Color TEXT = new Color(0xE4E5EA);
  private static final Color DIM = new Color(0x9A9DA8);

  private final Prometheus prometheus;
  private final Connection reader;
  private final Instant from;
  private final Instant to;

  WallPicture(Prometheus prometheus, Connection reader, Instant from, Instant to) {
    this.prometheus = prometheus;
    this.reader = reader;
    this.from = from;
    this.to = to;
  }

  void draw(List<Panel> panels, Path file) throws IOException {
    List<Panel> wall =
        panels.stream().filter(panel -> panel.dashboard().equals("hitless-noc-wall")).toList();
    int rows =
        wall.stream().mapToInt(panel -> grid(panel, "y") + grid(panel, "h")).max().orElseThrow();
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setColor(NIGHT);
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    text(canvas, "Hitless: NOC wall", 20, 38, 24, Font.BOLD, TEXT);
    String when =
        "a simulated fleet, "
            + Station.PACE
            + " times as fast · "
            + Duration.between(from, to).toSeconds()
            + " s of it";
    text(canvas, when, WIDTH - 20 - width(canvas, when, 15), 36, 15, Font.PLAIN, DIM);
    double column = (WIDTH - 2.0 * GAP) / 24;
    double row = (HEIGHT - TOP - GAP) / (double) rows;
    for (Panel panel : wall) {
      var area =
          new Area(
              (int) (GAP + grid(panel, "x") * column) + GAP / 2,
              (int) (TOP + grid(panel, "y") * row) + GAP / 2,
              (int) (grid(panel, "w") * column) - GAP,
              (int) (grid(panel, "h") * row) - GAP);
      panel(canvas, panel, area);
    }
    canvas.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private record Area(int x, int y, int w, int h) {}

  private static int grid(Panel panel, String name) {
    return panel.json().at("/gridPos/" + name).asInt();
  }

  private void panel(Graphics2D canvas, Panel panel, Area area) {
    canvas.setClip(null);
    var frame = new RoundRectangle2D.Double(area.x(), area.y(), area.w(), area.h(), 8, 8);
    canvas.setColor(PANEL);
    canvas.fill(frame);
    canvas.setClip(frame);
    switch (panel.type()) {
      case "stat" -> stat(canvas, panel, area);
      case "timeseries" -> series(canvas, panel, area);
      case "barchart" -> bars(canvas, panel, area);
      case "table" -> table(canvas, panel, area);
      default -> throw new AssertionError("nobody draws a " + panel.type());
    }
    canvas.setClip(null);
    canvas.setColor(EDGE);
    canvas.setStroke(new BasicStroke(1));
    canvas.draw(frame);
  }

  // --- one number -------------------------------------------------------------------------------

  private void stat(Graphics2D canvas, Panel panel, Area area) {
    double value = value(panel);
    boolean none = Double.isNaN(value);
    Color colour =
        none && panel.json().at("/fieldConfig/defaults/mappings").size() > 0
            ? new Color(0x009E73)
            : threshold(panel, none ? 0 : value);
    canvas.setColor(colour);
    canvas.fillRect(area.x(), area.y(), area.w(), area.h());
    text(canvas, panel.title(), area.x() + 14, area.y() + 26, 16, Font.BOLD, Color.WHITE);
    String shown =
        none
            ? panel.json().at("/fieldConfig/defaults/noValue").asString("none")
            : number(value, panel.json().at("/fieldConfig/defaults/unit").asString());
    int size = 84;
    while (width(canvas, shown, size) > area.w() - 30) {
      size -= 4;
    }
    int x = area.x() + (area.w() - width(canvas, shown, size)) / 2;
    int y = area.y() + 26 + (area.h() - 26) / 2 + size * 36 / 100;
    text(canvas, shown, x, y, size, Font.BOLD, Color.WHITE);
  }

  private double value(Panel panel) {
    if (panel.expressions().isEmpty()) {
      return Double.parseDouble(
          Rows.of(reader, panel.statements("").getFirst()).rows().getFirst().getFirst());
    }
    JsonNode result = prometheus.query(panel.expressions().getFirst()).path("result");
    return result.isEmpty() ? Double.NaN : number(result.get(0).at("/value/1").asString());
  }

  private static double number(String text) {
    return text.equals("NaN") ? Double.NaN : Double.parseDouble(text);
  }

  private static String number(double value, String unit) {
    if (unit.equals("dtdurations")) {
      Duration time = Duration.ofSeconds((long) value);
      return time.toHours() > 0
          ? time.toHours() + " h " + time.toMinutesPart() + " min"
          : time.toMinutes() + " min";
    }
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static Color threshold(Panel panel, double value) {
    Color colour = DIM;
    for (JsonNode step : panel.json().at("/fieldConfig/defaults/thresholds/steps")) {
      if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
        colour = Color.decode(step.path("color").asString());
      }
    }
    return colour;
  }

  // --- over time --------------------------------------------------------------------------------

  private void series(Graphics2D canvas, Panel panel, Area area) {
    title(canvas, panel, area);
    Map<String, Color> colours = colours(panel);
    Map<String, TreeMap<Long, Double>> found = new HashMap<>();
    TreeMap<Long, Boolean> times = new TreeMap<>();
    JsonNode data = prometheus.query(panel.expressions().getFirst(), from, to, 1);
    for (JsonNode one : data.path("result")) {
      String name =
          one.path("metric").propertyStream().findFirst().orElseThrow().getValue().asString();
      var points = found.computeIfAbsent(name, _ -> new TreeMap<>());
      for (JsonNode sample : one.path("values")) {
        long at = (long) (sample.get(0).asDouble() * 1000);
        points.put(at, number(sample.get(1).asString()));
        times.put(at, true);
      }
    }
    XYChart chart =
        new XYChartBuilder()
            .width(area.w())
            .height(area.h() - 34)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    dark(chart);
    List<String> names = colours.keySet().stream().filter(found::containsKey).toList();
    List<Date> dates = times.keySet().stream().map(Date::new).toList();
    // The tallest pile first, so that each lower one covers its own part.
    for (int top = names.size(); top > 0; top--) {
      List<Double> pile = new ArrayList<>();
      for (long at : times.keySet()) {
        double sum = 0;
        for (String name : names.subList(0, top)) {
          sum += found.get(name).getOrDefault(at, 0.0);
        }
        pile.add(sum);
      }
      String name = names.get(top - 1);
      XYSeries series = chart.addSeries(name, dates, pile);
      series.setMarker(SeriesMarkers.NONE);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea);
      series.setFillColor(colours.get(name));
      series.setLineColor(colours.get(name));
      series.setLineWidth(3f);
    }
    Graphics2D inner = (Graphics2D) canvas.create(area.x(), area.y() + 34, area.w(), area.h() - 34);
    chart.paint(inner, area.w(), area.h() - 34);
    inner.dispose();
  }

  private static void dark(XYChart chart) {
    var style = chart.getStyler();
    style.setChartBackgroundColor(PANEL);
    style.setPlotBackgroundColor(PANEL);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(EDGE);
    style.setPlotGridVerticalLinesVisible(false);
    style.setAxisTickLabelsColor(DIM);
    style.setAxisTickMarksColor(EDGE);
    style.setChartFontColor(TEXT);
    style.setLegendBackgroundColor(PANEL);
    style.setLegendBorderColor(PANEL);
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setDatePattern("HH:mm:ss");
    style.setYAxisMin(0.0);
    style.setYAxisDecimalPattern("0");
    style.setXAxisTickMarkSpacingHint(140);
    style.setAntiAlias(true);
  }

  private static Map<String, Color> colours(Panel panel) {
    Map<String, Color> colours = new java.util.LinkedHashMap<>();
    for (JsonNode override : panel.json().at("/fieldConfig/overrides")) {
      for (JsonNode property : override.path("properties")) {
        if (property.path("id").asString().equals("color")) {
          colours.put(
              override.at("/matcher/options").asString(),
              Color.decode(property.at("/value/fixedColor").asString()));
        }
      }
    }
    return colours;
  }

  // --- bars -------------------------------------------------------------------------------------

  private void bars(Graphics2D canvas, Panel panel, Area area) {
    title(canvas, panel, area);
    List<List<String>> rows = Rows.of(reader, panel.statements("").getFirst()).rows();
    if (rows.isEmpty()) {
      nothing(canvas, panel, area);
      return;
    }
    double most = rows.stream().mapToDouble(row -> Double.parseDouble(row.get(1))).max().orElse(1);
    int height = Math.min(34, (area.h() - 48) / rows.size());
    int y = area.y() + 44;
    for (List<String> row : rows) {
      text(canvas, row.get(0), area.x() + 14, y + height * 6 / 10, 15, Font.PLAIN, TEXT);
      int room = area.w() - 190 - 60;
      int length = (int) Math.max(3, room * Double.parseDouble(row.get(1)) / most);
      canvas.setColor(outcome(row.get(0)));
      canvas.fillRect(area.x() + 190, y + 3, length, height - 9);
      text(
          canvas,
          row.get(1),
          area.x() + 190 + length + 8,
          y + height * 6 / 10,
          15,
          Font.BOLD,
          TEXT);
      y += height;
    }
  }

  private static Color outcome(String name) {
    return switch (name) {
      case "SUCCEEDED" -> new Color(0x009E73);
      case "ROLLED_BACK" -> new Color(0xE69F00);
      case "NEEDS_OPERATOR" -> new Color(0xD55E00);
      case "FAILED" -> new Color(0xCC79A7);
      default -> new Color(0x0072B2);
    };
  }

  // --- rows -------------------------------------------------------------------------------------

  private void table(Graphics2D canvas, Panel panel, Area area) {
    title(canvas, panel, area);
    Rows rows = Rows.of(reader, panel.statements("").getFirst());
    if (rows.rows().isEmpty()) {
      nothing(canvas, panel, area);
      return;
    }
    int columns = rows.columns().size();
    int[] widths = widths(canvas, panel, rows, area.w() - 28);
    int height = 26;
    int y = area.y() + 56;
    int x = area.x() + 14;
    for (int column = 0; column < columns; column++) {
      text(canvas, rows.columns().get(column), x, y, 13, Font.BOLD, DIM);
      x += widths[column];
    }
    for (List<String> row : rows.rows()) {
      y += height;
      if (y > area.y() + area.h() - 4) {
        break;
      }
      x = area.x() + 14;
      for (int column = 0; column < columns; column++) {
        cell(canvas, panel, rows.columns().get(column), row.get(column), x, y, widths[column]);
        x += widths[column];
      }
    }
  }

  private void cell(
      Graphics2D canvas, Panel panel, String column, String text, int x, int y, int width) {
    String unit = unit(panel, column);
    if (unit.equals("percent")) {
      int room = width - 60;
      canvas.setColor(EDGE);
      canvas.fillRect(x, y - 13, room, 14);
      canvas.setColor(new Color(0x0072B2));
      canvas.fillRect(x, y - 13, (int) (room * Double.parseDouble(text) / 100), 14);
      text(canvas, text + " %", x + room + 8, y, 14, Font.PLAIN, TEXT);
      return;
    }
    String shown = unit.equals("dateTimeFromNow") ? away(text) : text;
    while (shown.length() > 3 && width(canvas, shown, 14) > width - 10) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    text(canvas, shown, x, y, 14, Font.PLAIN, TEXT);
  }

  private String away(String timestamp) {
    if (timestamp.isEmpty()) {
      return "";
    }
    Instant at =
        java.time.OffsetDateTime.parse(
                timestamp.replace(' ', 'T').replaceAll("([+-]\\d\\d)$", "$1:00"))
            .toInstant();
    long seconds = Duration.between(to, at).toSeconds();
    long size = Math.abs(seconds);
    if (size < 2) {
      return "now";
    }
    String length = size < 90 ? size + " s" : size < 5400 ? size / 60 + " min" : size / 3600 + " h";
    return seconds < 0 ? length + " ago" : "in " + length;
  }

  private static String unit(Panel panel, String column) {
    for (JsonNode override : panel.json().at("/fieldConfig/overrides")) {
      if (override.at("/matcher/options").asString().equals(column)) {
        for (JsonNode property : override.path("properties")) {
          if (property.path("id").asString().equals("unit")) {
            return property.path("value").asString();
          }
        }
      }
    }
    return "";
  }

  private int[] widths(Graphics2D canvas, Panel panel, Rows rows, int room) {
    int[] widths = new int[rows.columns().size()];
    int all = 0;
    for (int column = 0; column < widths.length; column++) {
      String unit = unit(panel, rows.columns().get(column));
      int widest = width(canvas, rows.columns().get(column), 14);
      for (List<String> row : rows.rows()) {
        String text = unit.equals("dateTimeFromNow") ? "in 00 min ago" : row.get(column);
        widest = Math.max(widest, Math.min(360, width(canvas, text, 14)));
      }
      widths[column] = unit.equals("percent") ? 220 : widest + 22;
      all += widths[column];
    }
    // As in Grafana columns share what is left, or what is missing.
    if (all <= room) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] += (room - all) / widths.length;
      }
      return widths;
    }
    for (int column = 0; column < widths.length; column++) {
      widths[column] = widths[column] * room / all;
    }
    return widths;
  }

  // --- words ------------------------------------------------------------------------------------

  private static void title(Graphics2D canvas, Panel panel, Area area) {
    text(canvas, panel.title(), area.x() + 14, area.y() + 26, 16, Font.BOLD, TEXT);
  }

  private static void nothing(Graphics2D canvas, Panel panel, Area area) {
    String words = panel.json().at("/fieldConfig/defaults/noValue").asString("");
    text(canvas, words, area.x() + 14, area.y() + area.h() / 2 + 8, 18, Font.PLAIN, DIM);
  }

  private static void text(
      Graphics2D canvas, String words, int x, int y, int size, int style, Color colour) {
    canvas.setFont(new Font(Font.SANS_SERIF, style, size));
    canvas.setColor(colour);
    canvas.drawString(words, x, y);
  }

  private static int width(Graphics2D canvas, String words, int size) {
    FontMetrics metrics = canvas.getFontMetrics(new Font(Font.SANS_SERIF, Font.BOLD, size));
    return metrics.stringWidth(words);
  }
}
