package io.hitless.db;

import io.hitless.approval.Lifted;
import io.hitless.event.Event;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who took a switch out of four eyes, with all that it can be recognised by.
record JdbcLifted(JdbcClient sql, JdbcTransactions transactions, JdbcEvents events)
    implements Lifted {

  @Override
  public void keep(Device device, String person, Instant at, Event event) {
    transactions.run(() -> {
      sql.sql(
              """
              INSERT INTO four_eyes_lifted (device, address, port, host_keys, serials, person, at)
              VALUES (:device, :address, :port, :keys, :serials, :person, :at)
              """)
          .params(marks(device))
          .param("person", person)
          .param("at", Columns.time(at))
          .update();
      events.append(event);
    });
  }

  @Override
  public Optional<String> by(Device device) {
    return sql.sql(
            """
            SELECT person FROM four_eyes_lifted
            WHERE device = :device OR (lower(address) = lower(:address) AND port = :port)
              OR host_keys && :keys::text[] OR serials && :serials::text[]
            ORDER BY id DESC LIMIT 1
            """)
        .params(marks(device))
        .query(String.class)
        .optional();
  }

  private static Map<String, Object> marks(Device device) {
    List<String> serials = device.facts().map(DeviceFacts::serials).orElse(List.of());
    return Map.of(
        "device", device.id().value(),
        "address", device.address(),
        "port", device.port(),
        "keys", Columns.texts(device.hostKeys()),
        "serials", Columns.texts(serials));
  }
}
