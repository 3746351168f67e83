package io.hitless.db;

import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.Image;
import io.hitless.image.Image.Source;
import io.hitless.image.ImageId;
import io.hitless.image.Images;
import io.hitless.inventory.Devices;
import io.hitless.page.Changed;
import io.hitless.page.Page;
import io.hitless.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The register of images.
final class JdbcImages implements Images {
  private static final Cursor CURSOR = new Cursor("images");

  private final JdbcClient sql;
  private final JdbcTransactions transactions;

  JdbcImages(JdbcClient sql, JdbcTransactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public void add(Image image) {
    int added =
        sql.sql(
                """
                INSERT INTO image (id, filename, platform, version, size_bytes, md5, sha512, status,
                  source, source_url, source_vrf, source_credential, row_version, created_at,
                  updated_at)
                VALUES (:id, :filename, :platform, :version, :size, :md5, :sha512, :status,
                  :source, :url, :vrf, :credential, :rowVersion, :created, :updated)
                ON CONFLICT (filename) DO NOTHING
                """)
            .params(columns(image))
            .param("created", Columns.time(image.createdAt()))
            .update();
    if (added == 0) {
      throw new FilenameTaken(image.filename());
    }
  }

  @Override
  public Optional<Image> find(ImageId id) {
    return sql.sql("SELECT * FROM image WHERE id = :id")
        .param("id", id.value())
        .query(JdbcImages::image)
        .optional();
  }

  @Override
  public Page<Image> list(PageRequest page) {
    var rows =
        sql.sql("SELECT * FROM image WHERE id > :after ORDER BY id LIMIT :limit")
            .param("after", CURSOR.afterId(page))
            .param("limit", page.limit() + 1)
            .query(JdbcImages::image)
            .list();
    return CURSOR.page(rows, page, Image::id);
  }

  @Override
  public Image replace(Image image) {
    try {
      return sql.sql(
              """
              UPDATE image SET filename = :filename, platform = :platform, version = :version,
                size_bytes = :size, md5 = :md5, sha512 = :sha512, status = :status, source = :source,
                source_url = :url, source_vrf = :vrf, source_credential = :credential,
                row_version = row_version + 1, updated_at = :updated
              WHERE id = :id AND row_version = :rowVersion
              RETURNING *
              """)
          .params(columns(image))
          .query(JdbcImages::image)
          .optional()
          .orElseThrow(() -> new Changed("image " + image.id()));
    } catch (DuplicateKeyException taken) {
      throw new FilenameTaken(image.filename());
    }
  }

  @Override
  public void remove(ImageId id, long rowVersion) {
    transactions.run(() -> {
      // Locked first: a job that names it is created before or after, never at the same time.
      boolean there =
          !sql.sql("SELECT id FROM image WHERE id = :id AND row_version = :version FOR UPDATE")
              .param("id", id.value())
              .param("version", rowVersion)
              .query()
              .listOfRows()
              .isEmpty();
      if (!there) {
        throw new Changed("image " + id);
      }
      boolean used =
          sql.sql("SELECT EXISTS (SELECT FROM job WHERE image = :id)")
              .param("id", id.value())
              .query(Boolean.class)
              .single();
      if (used) {
        throw new Devices.StillInUse("a job names image " + id);
      }
      sql.sql("DELETE FROM image WHERE id = :id").param("id", id.value()).update();
    });
  }

  private static Map<String, Object> columns(Image image) {
    var columns = new java.util.HashMap<String, Object>();
    columns.put("id", image.id().value());
    columns.put("filename", image.filename());
    columns.put("platform", image.platform());
    columns.put("version", image.version().text());
    columns.put("size", image.sizeBytes());
    columns.put("md5", image.md5().orElse(null));
    columns.put("sha512", image.sha512().orElse(null));
    columns.put("status", image.status().name());
    columns.put("source", word(image.source()));
    Optional<Source.Pull> pull =
        image.source() instanceof Source.Pull pulled ? Optional.of(pulled) : Optional.empty();
    columns.put("url", pull.map(Source.Pull::url).orElse(null));
    columns.put("vrf", pull.flatMap(Source.Pull::vrf).orElse(null));
    columns.put("credential", pull.flatMap(Source.Pull::credential).orElse(null));
    columns.put("rowVersion", image.rowVersion());
    columns.put("updated", Columns.time(image.updatedAt()));
    return columns;
  }

  private static Image image(ResultSet row, int index) throws SQLException {
    return new Image(
        new ImageId(Columns.uuid(row, "id")),
        row.getString("filename"),
        row.getString("platform"),
        SoftwareVersion.of(row.getString("version")),
        row.getLong("size_bytes"),
        Columns.optionalText(row, "md5"),
        Columns.optionalText(row, "sha512"),
        Image.Status.valueOf(row.getString("status")),
        source(row),
        row.getLong("row_version"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }

  private static String word(Source source) {
    return switch (source) {
      case Source.OnDevice() -> "ON_DEVICE";
      case Source.Pull _ -> "PULL";
      case Source.Push() -> "PUSH";
    };
  }

  private static Source source(ResultSet row) throws SQLException {
    String word = row.getString("source");
    return switch (word) {
      case "ON_DEVICE" -> new Source.OnDevice();
      case "PULL" ->
          new Source.Pull(
              Columns.optionalText(row, "source_url")
                  .orElseThrow(() -> new IllegalStateException("an image to pull has no URL")),
              Columns.optionalText(row, "source_vrf"),
              Columns.optionalText(row, "source_credential"));
      case "PUSH" -> new Source.Push();
      default -> throw new IllegalStateException("image source " + word);
    };
  }
}
